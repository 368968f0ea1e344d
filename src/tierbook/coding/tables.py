"""Codings as tables: findings, evidence, edges, figures, silences; one coding or many in one table.

Columns and their types are fixed, also where a table has no rows. A list is a list of words in polars, and words joined
by semicolons in pandas, as in the CSV of the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from tierbook.coding.coding import Coding, Finding
from tierbook.errors import MissingExtra, WrongUse
from tierbook.files import json_line

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["TABLES", "TableName", "table_rows", "to_pandas", "to_polars", "value_cell"]

TableName = Literal["findings", "evidence", "edges", "figures", "silences"]
_Row = dict[str, Any]

# Column to its type: str, int, float, or list (of words).
_UNIT: Mapping[str, type] = {"document": str, "country": str, "edition": int, "text_kind": str}
_FINDING: Mapping[str, type] = {
    **_UNIT,
    "publisher": str,
    "coder": str,
    "variable": str,
    "value": str,
    **dict.fromkeys(("level", "place", "quality", "extent", "certainty", "said_by"), str),
    **dict.fromkeys(("actor", "period"), str),
    **dict.fromkeys(("acts", "whom"), list),
    "confidence": float,
    "paragraph": int,
    "sentence": int,
    "text": str,
    "words": int,
    "cue": str,
    "finding": str,
    "note": str,
}
_EVIDENCE: Mapping[str, type] = {
    **_UNIT,
    "variable": str,
    "value": str,
    "supports": str,
    **dict.fromkeys(("paragraph", "sentence", "start", "end"), int),
    "text": str,
    **dict.fromkeys(("mark_start", "mark_end"), int),
    "finding": str,
}
_EDGES: Mapping[str, type] = {
    **_UNIT,
    "from": str,
    "to": str,
    "forms": list,
    "victims": list,
    "text": str,
    "finding": str,
}
_FIGURES: Mapping[str, type] = {
    **_UNIT,
    "variable": str,
    "what": str,
    "n": float,
    "n_max": float,
    "unit": str,
    "period": str,
    "compared_with": float,
    "actor": str,
    "law": str,
    "text": str,
    "finding": str,
}
_SILENCES: Mapping[str, type] = {**_UNIT, "variable": str, "absence": str, "rejected": int}
TABLES: Mapping[TableName, Mapping[str, type]] = {
    "findings": _FINDING,
    "evidence": _EVIDENCE,
    "edges": _EDGES,
    "figures": _FIGURES,
    "silences": _SILENCES,
}


def table_rows(codings: Coding | Iterable[Coding], table: TableName = "findings") -> list[_Row]:
    """Return the rows of a table as plain values, every column in each.

    `findings` has a row a finding, with its first sentence; `evidence` one a sentence; `edges` and `figures` one each,
    their numbers None where the narrative gives none; `silences` one a variable without a value. Figures of findings
    that only say that no figure was given stand in `findings`.

    Raises:
        WrongUse: no such table.
    """
    make = _MAKERS.get(table)
    if make is None:
        raise WrongUse(f"there is no table {table!r}", remedy=f"ask for {', '.join(TABLES)}")
    some = [codings] if isinstance(codings, Coding) else codings
    columns = TABLES[table]
    return [
        {name: row.get(name) for name in columns}
        for coding in some
        for row in make(coding, _unit(coding))
    ]


def to_polars(
    codings: Coding | Iterable[Coding], table: TableName = "findings"
) -> polars.DataFrame:
    """Return a table as a polars DataFrame.

    Raises:
        MissingExtra: polars is not installed.
        WrongUse: no such table.
    """
    rows = table_rows(codings, table)
    try:
        import polars
    except ImportError as error:
        raise _missing("polars") from error
    types = {str: polars.String, int: polars.Int64, float: polars.Float64}
    schema = {
        name: polars.List(polars.String) if kind is list else types[kind]
        for name, kind in TABLES[table].items()
    }
    return polars.DataFrame(rows, schema=schema, orient="row")


def to_pandas(
    codings: Coding | Iterable[Coding], table: TableName = "findings"
) -> pandas.DataFrame:
    """Return a table as a pandas DataFrame, missing values as `<NA>`.

    Raises:
        MissingExtra: pandas is not installed.
        WrongUse: no such table.
    """
    rows = table_rows(codings, table)
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    types = {str: "string", list: "string", int: "Int64", float: "Float64"}
    columns = {
        name: pandas.Series(
            [";".join(row[name]) if kind is list and row[name] is not None else row[name] for row in rows],
            dtype=types[kind],
        )
        for name, kind in TABLES[table].items()
    }  # fmt: skip
    return pandas.DataFrame(columns)


def _missing(package: str) -> MissingExtra:
    return MissingExtra(
        f"{package} is not installed",
        why="tables for notebooks are an optional part",
        remedy="pip install 'tierbook[notebook]', or take table_rows(codings), which needs nothing",
    )


def _unit(coding: Coding) -> _Row:
    document = coding.narrative.document
    return {
        "document": document.id,
        "country": document.country,
        "edition": document.edition,
        "text_kind": document.text_kind,
        "publisher": document.publisher,
        "coder": coding.coder,
    }


def _findings(coding: Coding, unit: _Row) -> Iterator[_Row]:
    for finding in coding.findings:
        first = finding.evidence[0] if finding.evidence else None
        yield {
            **finding.to_dict(),
            **unit,
            "value": value_cell(finding.value),
            "paragraph": first and first.paragraph,
            "sentence": first and first.sentence,
            "text": first and first.text,
            "words": len(finding.evidence),
            "finding": finding.id,
        }


def _evidence(coding: Coding, unit: _Row) -> Iterator[_Row]:
    for finding in coding.findings:
        for evidence in finding.evidence:
            low, high = evidence.mark or (None, None)
            yield {
                **evidence.to_dict(),
                **unit,
                "variable": finding.variable,
                "value": value_cell(finding.value),
                "mark_start": low,
                "mark_end": high,
                "finding": finding.id,
            }


def _edges(coding: Coding, unit: _Row) -> Iterator[_Row]:
    for finding, row in _records(coding):
        if "from" in row:
            label = f"{row['from']}>{row['to']}"
            yield {**row, **unit, "text": _words(finding, label), "finding": finding.id}


def _figures(coding: Coding, unit: _Row) -> Iterator[_Row]:
    for finding, row in _records(coding):
        if "what" in row:
            label = f"{row['what']}:{row.get('n')}"
            more = {"variable": finding.variable, "finding": finding.id}
            yield {**_numbers(row), **unit, **more, "text": _words(finding, label)}


def _silences(coding: Coding, unit: _Row) -> Iterator[_Row]:
    for silence in coding.silences:
        rest = {"absence": silence.absence, "rejected": len(silence.rejected)}
        yield {**unit, "variable": silence.variable, **rest}


_MAKERS: Mapping[str, Callable[[Coding, _Row], Iterator[_Row]]] = {
    "findings": _findings,
    "evidence": _evidence,
    "edges": _edges,
    "figures": _figures,
    "silences": _silences,
}


def _records(coding: Coding) -> Iterator[tuple[Finding, _Row]]:
    for finding in coding.findings:
        for row in finding.value if isinstance(finding.value, list | tuple) else ():
            if isinstance(row, dict):
                yield finding, row


def _numbers(row: _Row) -> _Row:
    """Return a figure whose numbers are numbers: words for them (*several*) are left to the value itself."""
    names = ("n", "n_max", "compared_with")
    plain = {k: row.get(k) if isinstance(row.get(k), int | float) else None for k in names}
    law = row.get("law")
    return {**row, **plain, "law": None if law is None else str(law)}


def _words(finding: Finding, label: str) -> str | None:
    """Return the sentence that carries one element of a value."""
    some = [e for e in finding.evidence if e.supports == label] or list(finding.evidence)
    return some[0].text if some else None


def value_cell(value: object) -> str:
    """Return a value as one cell, as the CSV of the command line has it: words of a list parted by semicolons, else JSON."""
    if isinstance(value, list | tuple):
        if all(isinstance(item, str) for item in value):
            return ";".join(value)
        return json_line(value).decode().rstrip("\n")
    return str(value)
