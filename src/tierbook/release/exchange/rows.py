"""A project as CSV: one row a coding, whatever a spreadsheet makes of it; and rows that people wrote, read.

A row needs `document`, `coder`, and `code` or `variable` and `value`; its words are found by `start` and `end`, or by
`text` alone. Commas, semicolons or tabs part cells, as spreadsheets write them in one country or another.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid
from tierbook.files import bare_cell, csv_lines
from tierbook.release.exchange.assembling import Contents
from tierbook.release.exchange.codes import code_name
from tierbook.release.exchange.heads import project_facts
from tierbook.release.exchange.memo import value_in_line, value_of_line
from tierbook.release.exchange.pieces import PIECE_FACTS, Piece, Source, pieces_of
from tierbook.release.exchange.project import Project, unit_of

__all__ = ["COLUMNS", "read_rows", "write_rows"]

_PLACE = (
    "document",
    "unit",
    "country",
    "edition",
    "text_kind",
    "page",
    "coder",
    "variable",
    "value",
    "code",
    "start",
    "end",
    "text",
)
COLUMNS = (
    *_PLACE,
    *(name for name in PIECE_FACTS if name not in _PLACE),
    "project_codebook",
    "project_shown",
)
_WORDS = frozenset(
    {
        "finding",
        "level",
        "place",
        "actor",
        "period",
        "note",
        "at",
        "action",
        "shown",
        "codebook",
        "part",
    }
)


def write_rows(project: Project, codebook: Codebook) -> bytes:
    """Return a project as CSV: UTF-8, the names of the columns first."""
    return "".join(csv_lines(_rows(project, codebook))).encode()


def _rows(project: Project, codebook: Codebook) -> Iterator[Iterable[object]]:
    yield COLUMNS
    texts = {text.id: text for text in project.texts}
    head = project_facts(project)
    for piece in pieces_of(project, codebook):
        about = texts[piece.source].about
        row: dict[str, object] = {
            "document": piece.source,
            "unit": unit_of(about, piece.source),
            "country": about.get("country") or "",
            "edition": about.get("edition") or "",
            "text_kind": about.get("text_kind") or "",
            "page": about.get("sha256") or "",
            "coder": piece.coder,
            "variable": piece.code[0],
            "code": piece.code[-1],
            "start": piece.start,
            "end": piece.end,
            "text": piece.quote or "",
            "project_codebook": head.get("codebook", ""),
            "project_shown": head.get("shown", ""),
        }
        for name, value in piece.facts.items():
            row[name] = _cell(name, value)
        yield [row.get(column) for column in COLUMNS]


def _cell(name: str, value: object) -> str:
    if name in _WORDS and isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if "\r" in value or value[:1] == '"' else value
    return value_in_line(value)


def _fact(name: str, cell: str) -> object:
    return cell if name in _WORDS and cell[0] != '"' else value_of_line(cell)


def read_rows(data: bytes, where: str) -> Contents:
    """Return what stands in rows.

    Raises:
        ExchangeInvalid: it is no table of codings.
    """
    try:
        words = data.decode("utf-8-sig")
        parted_by = max(",;\t", key=words.partition("\n")[0].count)
        rows = csv.DictReader(io.StringIO(words, newline=""), delimiter=parted_by, strict=True)
        names = set(rows.fieldnames or ())
        if not {"document", "coder"} <= names or not names & {"code", "variable"}:
            raise ExchangeInvalid(
                f"the table has the columns {', '.join(sorted(names))[:200]}",
                where=where,
                why="a row needs document, coder, and code or variable",
                remedy="name the columns so; start, end and text say where the words are",
            )
        records = list(rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ExchangeInvalid(
            f"it is no CSV in UTF-8: {error}", where=where, remedy="save it as CSV, UTF-8"
        ) from error
    sources: dict[str, Source] = {}
    pieces: list[Piece] = []
    refused: list[str] = []
    for number, row in enumerate(records, 2):
        cells = {
            name: bare_cell(cell)
            for name, cell in row.items()
            if isinstance(name, str) and isinstance(cell, str) and cell
        }
        try:
            piece = _piece(cells)
        except KeyError as error:
            refused.append(f"{where}:{number}: its cell {error.args[0]!r} is empty")
            continue
        except ValueError as error:
            refused.append(f"{where}:{number}: the row cannot be read: {error}")
            continue
        pieces.append(piece)
        sources.setdefault(piece.source, Source(piece.source, piece.source, None, _about(cells)))
    first = records[0] if records else {}
    about = {
        "codebook": first.get("project_codebook") or "",
        "shown": first.get("project_shown") or "",
    }
    return Contents(tuple(sources.values()), tuple(pieces), about=about, refused=tuple(refused))


def _about(cells: Mapping[str, str]) -> dict[str, object]:
    about: dict[str, object] = {"id": cells["document"]}
    if cells.get("country"):
        about["country"] = cells["country"]
    if cells.get("edition", "").isdigit():
        about["edition"] = int(cells["edition"])
    return about


def _piece(cells: Mapping[str, str]) -> Piece:
    facts: dict[str, object] = {}
    for name in PIECE_FACTS:
        if name in cells:
            facts[name] = _fact(name, cells[name])
    code = cells.get("code") or cells["variable"]
    value = cells.get("value")
    if "code" not in cells and value is not None and value[0] not in "[{":
        code = code_name(cells["variable"], value)
        facts.pop("value", None)
    start, end = (
        _offset(name, cells[name]) if name in cells else None for name in ("start", "end")
    )
    return Piece(
        cells["document"],
        cells["coder"],
        (code,),
        start,
        end,
        cells.get("text"),
        facts=facts,
        at=cells.get("at", ""),
    )


def _offset(name: str, cell: str) -> int:
    try:
        return int(cell)
    except ValueError as error:
        raise ValueError(f"{name} is {cell[:20]!r}, and no whole number") from error
