"""Many queries from a file: a CSV of queries in, rows of hits out, and what could not be read by line.

The file has a column `query`, and may have `id`, `scope`, `sort`, `exact` and any facet (several values with semicolons
between). A file without such a header is a list: its first column holds the queries.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.errors import WrongUse
from tierbook.library.catalogue.search.asking import Asked, asked_from
from tierbook.library.catalogue.search.filters import FACETS
from tierbook.library.catalogue.search.finding import Found, find
from tierbook.library.catalogue.search.language import BadQuery
from tierbook.library.catalogue.search.listing import HIT_COLUMNS, hit_row

__all__ = [
    "BATCH_COLUMNS",
    "MOST_HITS",
    "MOST_QUERIES",
    "Line",
    "batch_rows",
    "read_queries",
    "run_batch",
]

MOST_QUERIES = 500
MOST_HITS = 100
_KNOWN = ("query", "id", "scope", "sort", "exact", *FACETS)
BATCH_COLUMNS = ("line", "id", "query", "read_as", "total", "error", *HIT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """One query of a file, and what came of it.

    Attributes:
        number: line of the file, from 1.
        id: what the file calls it.
        query: the query as it stands there.
        asked: the search; None where the line could not be read.
        found: what it found.
        error: what is wrong with it, with the remedy.
    """

    number: int
    id: str
    query: str
    asked: Asked | None = None
    found: Found | None = None
    error: str = ""


def read_queries(content: bytes, most: int = MOST_QUERIES) -> list[Line]:
    """Return the queries of a file; a line that cannot be read keeps its error.

    Raises:
        WrongUse: the file is no text, has a column that nobody knows, no query, or too many.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse(
            "the file is no text in UTF-8",
            where=f"byte {error.start + 1}",
            remedy="save it as CSV UTF-8",
        ) from error
    if "\0" in text:
        raise WrongUse("the file is no text", remedy="save it as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=False)
    try:
        rows = [
            (reader.line_num, [cell.strip() for cell in row])
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise WrongUse(
            f"the file is no CSV: {error}", where=f"line {reader.line_num}", remedy="mend that line"
        ) from error
    columns = _columns(rows)
    if columns is not None:
        rows = rows[1:]
    if not rows:
        raise WrongUse("the file holds no query", remedy="write a query in each line")
    if len(rows) > most:
        raise WrongUse(
            f"the file holds {len(rows):,} queries, more than {most:,}", remedy="send it in parts"
        )
    return [_line(number, row, columns) for number, row in rows]


def _columns(rows: list[tuple[int, list[str]]]) -> list[str] | None:
    if not rows:
        return None
    names = [name.casefold() for name in rows[0][1]]
    if "query" not in names:
        return None
    unknown = [name for name in names if name and name not in _KNOWN]
    twice = [name for name in names if name and names.count(name) > 1]
    if unknown or twice:
        fault = "is none that search knows" if unknown else "stands twice"
        raise WrongUse(
            f"the column {(unknown or twice)[0]!r} {fault}",
            where="line 1",
            remedy=f"keep to {', '.join(_KNOWN)}, each once",
        )
    return names


def _line(number: int, row: list[str], columns: list[str] | None) -> Line:
    cells = dict(zip(columns, row, strict=False)) if columns else {"query": row[0]}
    name = cells.pop("id", "")
    query = cells.get("query", "")
    if columns and len(row) > len(columns):
        error = f"{len(row)} cells, {len(columns)} columns; quote a query that holds a comma"
        return Line(number, name, query, error=error)
    params: dict[str, Any] = {"q": cells.pop("query", "")}
    for key, value in cells.items():
        if key and value:
            params[key] = value.split(";") if key in FACETS else value
    try:
        asked = asked_from(params)
    except BadQuery as error:
        return Line(number, name, query, error=str(error))
    if asked.empty:
        return Line(number, name, query, error="nothing is asked; write a query or a filter")
    return Line(number, name, query, asked)


def run_batch(lines: Iterable[Line], count: int = 20, using: str = "default") -> Iterator[Line]:
    """Yield each line with what it found; an error in one stops no other."""
    for line in lines:
        if line.asked is None:
            yield line
            continue
        try:
            found = find(line.asked, count=count, facets=False, using=using)
        except BadQuery as error:
            yield Line(line.number, line.id, line.query, line.asked, error=str(error))
        else:
            yield Line(line.number, line.id, line.query, line.asked, found)


def batch_rows(lines: Iterable[Line], site: str = "") -> Iterator[Mapping[str, Any]]:
    """Yield a row for each hit, in the order of the file; a query without hits, or with an error, has one row."""
    for line in lines:
        head = {
            "line": line.number,
            "id": line.id or None,
            "query": line.query,
            "read_as": line.found.read_as.query if line.found else None,
            "total": line.found.total if line.found else None,
            "error": line.error or None,
        }
        if line.found is None or not line.found.hits:
            yield head
            continue
        for rank, hit in enumerate(line.found.hits, 1):
            yield {**head, **hit_row(hit, rank, site)}
