"""What a shard holds: documents, findings with their evidence, problems, as Parquet.

The columns are those of a line of `tierbook code --format jsonl --all`, under the same names. A value stands as in its
CSV: words of a list parted by semicolons, records as JSON. The same rows give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from tierbook.coding import value_cell
from tierbook.errors import MissingExtra, Problem

__all__ = ["TABLES", "document_row", "finding_rows", "need_arrow", "problem_row", "write_parquet"]

Row = dict[str, Any]

# Column to its type: str, int, float, [str] for a list of words, [{...}] for a list of records.
_UNIT: Mapping[str, Any] = {"document": str, "country": str, "edition": int, "text_kind": str}
_DOCUMENTS: Mapping[str, Any] = {
    **_UNIT,
    "source": str,
    "row": int,
    **dict.fromkeys(("work", "publisher", "issuer", "title", "author", "published"), str),
    **dict.fromkeys(("text_author", "cite_as", "address", "disclaimer", "last_updated"), str),
    **dict.fromkeys(("accessed", "captured", "sha256"), str),
    "notes": [str],
    **dict.fromkeys(("coder", "tierbook", "codebook", "cues"), str),
    "findings": int,
    **{name: [str] for name in ("not_stated", "not_in_summary", "not_asked")},
    "paragraphs": [{"n": int, "start": int, "end": int, "pillar": str, "heading": str}],
    "sentences": int,
    "flags": [str],
    "text": str,
}
_FINDINGS: Mapping[str, Any] = {
    **_UNIT,
    "coder": str,
    "finding": str,
    "variable": str,
    "value": str,
    **dict.fromkeys(("level", "place", "quality", "extent", "certainty", "said_by"), str),
    **dict.fromkeys(("actor", "period"), str),
    **{name: [str] for name in ("acts", "whom")},
    "confidence": float,
    "cue": str,
    "note": str,
    "evidence": [
        {
            "paragraph": int,
            "sentence": int,
            "start": int,
            "end": int,
            "text": str,
            "supports": str,
            "mark_start": int,
            "mark_end": int,
        }
    ],
}
_PROBLEMS: Mapping[str, Any] = {
    **dict.fromkeys(("where", "what", "why", "remedy"), str),
    "failed": bool,
}
TABLES: Mapping[str, Mapping[str, Any]] = {
    "documents": _DOCUMENTS,
    "findings": _FINDINGS,
    "problems": _PROBLEMS,
}


def document_row(source: str, record: Mapping[str, Any]) -> Row:
    """Return the row of a document.

    Args:
        source: the file or member that it was read from.
        record: its coding, absences included.
    """
    head, narrative = record["document"], record["narrative"]
    silent: dict[str, list[str]] = {"not_stated": [], "not_in_summary": [], "not_asked": []}
    for absence in record["absences"]:
        silent[absence["absence"]].append(absence["variable"])
    return {
        **head,
        **silent,
        "document": head["id"],
        "source": source,
        "coder": record["coder"],
        **{name: record["versions"].get(name) for name in ("tierbook", "codebook", "cues")},
        "findings": len(record["findings"]),
        "paragraphs": narrative["paragraphs"],
        "sentences": len(narrative["sentences"]),
        "flags": [flag["kind"] for flag in narrative["flags"]],
        "text": narrative["text"],
    }


def finding_rows(record: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a document's findings, each with all of its words."""
    head = record["document"]
    unit = {name: head.get(name) for name in _UNIT} | {"document": head["id"]}
    return [
        {
            **finding,
            **unit,
            "coder": record["coder"],
            "finding": finding["id"],
            "value": value_cell(finding["value"]),
            "evidence": [_words(words) for words in finding["evidence"]],
        }
        for finding in record["findings"]
    ]


def problem_row(problem: Problem) -> Row:
    """Return the row of a problem."""
    return problem.to_dict()


def _words(words: Mapping[str, Any]) -> Row:
    low, high = words["mark"] or (None, None)
    return {**words, "mark_start": low, "mark_end": high}


def write_parquet(table: str, rows: Iterable[Row]) -> bytes:
    """Return the rows of a table as Parquet.

    Args:
        table: documents, findings or problems.
        rows: what the functions of this module make.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow, parquet = need_arrow()
    columns = TABLES[table]
    types = {name: _type(arrow, kind) for name, kind in columns.items()}
    listed = list(rows)
    arrays = [
        arrow.array([row.get(name) for row in listed], type=kind) for name, kind in types.items()
    ]
    schema = arrow.schema(list(types.items()), metadata={"tierbook": f"shard of {table}"})
    out = io.BytesIO()
    parquet.write_table(
        arrow.Table.from_arrays(arrays, schema=schema),
        out,
        compression="zstd",
        write_statistics=True,
    )
    return out.getvalue()


def _type(arrow: Any, kind: Any) -> Any:
    if isinstance(kind, Sequence):
        return arrow.list_(_type(arrow, kind[0]))
    if isinstance(kind, Mapping):
        return arrow.struct([(name, _type(arrow, part)) for name, part in kind.items()])
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}[
        kind
    ]


def need_arrow() -> tuple[Any, Any]:
    """Return pyarrow and its part for Parquet.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra(
            "pyarrow is not installed",
            why="shards are written as Parquet",
            remedy="pip install 'tierbook[tables]', or 'tierbook[cluster]' for many machines",
        ) from error
