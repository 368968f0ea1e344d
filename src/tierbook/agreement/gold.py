"""Labelled texts: one JSON object a line, with the text, its values, counts, edges, evidence and doubts.

    {"id", "coder", "country", "edition", "text", "values": {variable: value}, "counts": [{"what", "n", ...}],
     "edges": [{"from", "to", ...}], "evidence": {variable: [[start, end]]}, "doubt": [variable]}

Offsets are code points of `text`. Two lines with one `id` are two readers of one text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tierbook.codebook import load_codebook
from tierbook.errors import GoldInvalid

__all__ = ["GoldText", "json_records", "load_gold", "variable_id"]

_KNOWN = "one JSON object a line with the keys id, coder, country, edition, text, values"
_REMEDY = f"give a file of labelled texts: {_KNOWN}"
# Two spellings of an id are in use; the codebook's counts.
_SPELLINGS = (
    ("profile.origin_regions", "profile.origins_regions"),
    ("profile.destination_regions", "profile.destinations_regions"),
)


@dataclass(frozen=True, slots=True)
class GoldText:
    """What one reader said of one text, under the codebook's ids.

    `figures` holds (what, n) and `flows` (from, to), each None where the file does not record such things; `counts`
    and `edges` are the records behind them. `publisher` is given where the file names it; `recommendations` are how
    many there are (`n`) and their `topics` (variables).
    """

    id: str
    reader: str
    country: str | None
    edition: int | None
    text: str
    values: Mapping[str, object]
    figures: tuple[tuple[str, object], ...] | None
    flows: tuple[tuple[str, str], ...] | None
    evidence: Mapping[str, tuple[tuple[int, int], ...]]
    doubt: frozenset[str]
    line: int
    counts: tuple[Mapping[str, Any], ...] | None = None
    publisher: str | None = None
    recommendations: Mapping[str, Any] | None = None
    edges: tuple[Mapping[str, Any], ...] | None = None


def load_gold(path: Path) -> list[GoldText]:
    """Read a file of labelled texts.

    Raises:
        GoldInvalid: the file is missing, of another format (which is named), or a line of it is wrong.
    """
    data = read_labels(path, "labelled texts")
    _refuse_other_formats(path, data)
    texts: list[GoldText] = []
    for line, record in json_records(path, data):
        if not texts:
            _refuse_other_records(path, record)
        texts.append(_text(record, f"{path}:{line}", line))
    if not texts:
        raise GoldInvalid("the file holds no labelled text", where=str(path), remedy=_REMEDY)
    return texts


def read_labels(path: Path, what: str) -> bytes:
    """Return the bytes of a file of labels; `what` names it in the message.

    Raises:
        GoldInvalid: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise GoldInvalid(
            f"the {what} cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the path",
        ) from error


def _refuse_other_formats(path: Path, data: bytes) -> None:
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    found = None
    if not head:
        found = "the file is empty"
    elif head.startswith(b"["):
        found = "this is one JSON array, and labelled texts stand one a line"
    elif not head.startswith(b"{"):
        columns = {c.strip().strip('"') for c in head.split(b"\n")[0].decode("latin-1").split(",")}
        found = _table(columns) or "this is no file of JSON lines"
    if found is not None:
        raise GoldInvalid(found, where=str(path), why="evaluate does not take it", remedy=_REMEDY)


def _table(columns: set[str]) -> str | None:
    if {"minstand", "efforts"} <= columns:
        return "this is a table of the Human Trafficking Indicators"
    if {"prosecution", "prevention", "protection", "overall"} <= columns:
        return "this is a table of the 3P index"
    if {"origin", "destination"} <= columns:
        return "this is a table of flows"
    if "tier" in columns:
        return "this is a table of tiers"
    return "this is a table (CSV)" if len(columns) > 1 else None


def json_records(path: Path, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the object of each line.

    Raises:
        GoldInvalid: a line is no JSON object.
    """
    first = True
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise GoldInvalid(
                f"this line is no JSON: {error.msg} at character {error.colno}",
                where=f"{path}:{number}",
                remedy="mend the line" if not first else _REMEDY,
            ) from error
        if not isinstance(record, dict):
            raise GoldInvalid("this line holds no object", where=f"{path}:{number}", remedy=_REMEDY)
        first = False
        yield number, record


def _refuse_other_records(path: Path, record: dict[str, Any]) -> None:
    keys = record.keys()
    found = None
    if {"variable", "decision", "text"} <= keys:
        found = "these are labelled passages, one decision on one variable each, and whole texts are wanted"
    elif {"findings", "document"} <= keys:
        found = "these are codings, as `tierbook code` writes them: compare two such files with `tierbook diff-codings`"
    elif {"criteria", "law_version"} <= keys:
        found = "these are assessments, as `tierbook assess` writes them"
    elif "text" in keys and "values" not in keys:
        found = "these are texts without labels"
    elif not {"text", "values"} <= keys:
        found = f"these are records with the keys {', '.join(list(record)[:6]) or '(none)'}"
    if found is not None:
        raise GoldInvalid(found, where=str(path), remedy=_REMEDY)


def _text(record: dict[str, Any], where: str, line: int) -> GoldText:
    text, values = record.get("text"), record.get("values")
    if not isinstance(text, str) or not text.strip():
        raise GoldInvalid("the record has no text", where=where, remedy="mend or remove the line")
    if not isinstance(values, dict):
        raise GoldInvalid("the record has no values", where=where, remedy="mend or remove the line")
    edition = record.get("edition")
    try:
        return GoldText(
            id=str(record.get("id") or f"line {line}"),
            reader=str(record.get("coder") or "?"),
            country=record.get("country"),
            edition=edition if isinstance(edition, int) else None,
            text=text,
            values={variable_id(k): v for k, v in values.items() if v is not None},
            figures=_pairs(record, "counts", "what", "n"),
            flows=_pairs(record, "edges", "from", "to"),
            evidence={
                variable_id(k): tuple((int(low), int(high)) for low, high in spans)
                for k, spans in (record.get("evidence") or {}).items()
            },
            doubt=frozenset(variable_id(d) for d in record.get("doubt") or ()),
            line=line,
            counts=None if record.get("counts") is None else tuple(record["counts"]),
            publisher=record.get("publisher"),
            recommendations=record.get("recommendations"),
            edges=None if record.get("edges") is None else tuple(record["edges"]),
        )
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise GoldInvalid(
            f"the record does not fit the format: {type(error).__name__}: {error}",
            where=where,
            remedy="mend or remove the line",
        ) from error


def _pairs(record: dict[str, Any], key: str, first: str, second: str) -> tuple[Any, ...] | None:
    rows = record.get(key)
    if rows is None:
        return None
    return tuple(dict.fromkeys((row[first], row[second]) for row in rows))


def variable_id(variable: str) -> str:
    """Return the codebook's id of a variable, whichever of its spellings is given."""
    for pair in _SPELLINGS:
        if variable in pair:
            known = load_codebook().variables
            return next((name for name in pair if name in known), variable)
    return variable
