"""`tierbook move CODINGS PAGE...`: codings of one copy of a text, moved to another copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.options import (
    Format,
    FormatOption,
    PageArguments,
    Reading,
    reads_pages,
)

if TYPE_CHECKING:
    from tierbook.coding import MovedCoding
    from tierbook.narrative import Narrative
    from tierbook.pages import Document

__all__ = ["move"]

_WORDS = 12
_COLUMNS = (
    "document",
    "from",
    "finding",
    "variable",
    "outcome",
    "paragraph",
    "sentence",
    "start",
    "end",
    "text",
    "why",
    "there",
)


@reads_pages
def move(
    codings: Annotated[
        Path, typer.Argument(metavar="CODINGS", help="Codings as JSON lines, as code prints them.")
    ],
    pages: PageArguments,
    form: FormatOption = Format.table,
    *,
    reading: Reading,
) -> None:
    """Move evidence to another copy of its text: to the same words, or to nowhere with the reason.

    Each coding goes to the pages of its country and edition that hold the same text. What cannot be moved for certain
    is orphaned and told on standard error.
    """
    from tierbook.cli.guard import Messages, say
    from tierbook.corpus import expand_inputs, run_batch

    index = _index(codings)
    messages = Messages()
    batch = run_batch(
        expand_inputs(pages),
        partial(_move, codings, index),
        options=reading.options,
        jobs=reading.jobs,
    )
    orphaned = 0
    with _printer(form) as out:
        for document, moved in messages.told(batch):
            if not moved:
                say(f"{document}: no coding of the same text in {codings}")
            for one in moved:
                out.write(one)
                orphaned += len(one["moved"]["orphaned"])
                for orphan in one["moved"]["orphaned"]:
                    if form is not Format.table:
                        say(_told(one, orphan))
    if orphaned:
        say(
            f"{orphaned} piece{'s'[: orphaned != 1]} of evidence orphaned: their places were not certain"
        )
    messages.finish()


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a coding stands in its file, and what it is of."""

    number: int
    offset: int
    document: str
    country: str | None
    edition: int | None


def _index(path: Path) -> list[_Line]:
    """Read which documents the codings are of; the codings themselves are read again when they are moved."""
    import orjson

    from tierbook.errors import CorpusError

    lines: list[_Line] = []
    offset = 0
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, 1):
                if data.strip():
                    head = orjson.loads(data)["document"]
                    facts = head["id"], head["country"], head["edition"]
                    lines.append(_Line(number, offset, *facts))
                offset += len(data)
    except OSError as error:
        raise CorpusError(
            f"the codings cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the path",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            "the line is no coding",
            where=f"{path}:{number}",
            why=f"{type(error).__name__}: {error}",
            remedy="give what tierbook code --format jsonl prints",
        ) from error
    return lines


def _move(
    path: Path, index: list[_Line], document: Document
) -> tuple[str, list[dict[str, object]]]:
    """Move every coding of the same text to a document."""
    from tierbook.narrative import parse_document

    narrative = parse_document(document)
    moved = [
        one.to_dict()
        for line in index
        if line.document != document.id
        and _may_be(line.country, document.country)
        and _may_be(line.edition, document.edition)
        and (one := _move_line(path, line, narrative)) is not None
    ]
    return document.id, moved


def _may_be(mine: object, theirs: object) -> bool:
    return mine is None or theirs is None or mine == theirs


def _move_line(path: Path, line: _Line, narrative: Narrative) -> MovedCoding | None:
    """Move one coding; None where it is of another text on the same country and edition."""
    import orjson

    from tierbook.coding import move_record
    from tierbook.errors import CorpusError, TierbookError, WrongUse

    with path.open("rb") as file:
        file.seek(line.offset)
        record = orjson.loads(file.readline())
    try:
        return move_record(record, narrative)
    except WrongUse:
        return None
    except TierbookError as error:
        raise error.at(f"{path}:{line.number}") from error
    except (KeyError, TypeError) as error:
        raise CorpusError(
            "the line is no coding",
            where=f"{path}:{line.number}",
            why=f"{type(error).__name__}: {error}",
            remedy="give what tierbook code --format jsonl prints",
        ) from error


def _told(record: dict[str, Any], orphan: dict[str, Any]) -> str:
    """Return what is said of an orphan on standard error."""
    from tierbook.cli.printing import shorten

    place = f"[{orphan['paragraph']}] s. {orphan['sentence']}"
    words = f"{record['moved']['from']}: {orphan['variable']} {place}: {orphan['reason']}, {orphan['why']}"
    there = f": {shorten(orphan['there'], _WORDS)!r}" if orphan["there"] else ""
    return f"{words}: {shorten(orphan['text'], _WORDS)!r}{there}"


def _printer(form: Format) -> Any:
    from tierbook.cli.printing import JsonRecords

    return JsonRecords(form) if form in (Format.json, Format.jsonl) else _Rows(form)


class _Rows:
    """Moved codings as a table or as CSV, one row a piece of evidence."""

    def __init__(self, form: Format) -> None:
        from tierbook.cli.printing import CsvTable

        self.csv = CsvTable(_COLUMNS) if form is Format.csv else None

    def __enter__(self) -> _Rows:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to be written."""

    def write(self, record: dict[str, Any]) -> None:
        """Write one moved coding."""
        if self.csv is not None:
            for row in _evidence_rows(record):
                self.csv.write(row)
            return
        from tierbook.cli.printing import print_line, print_table, shorten

        count, orphans = record["moved"]["evidence"], len(record["moved"]["orphaned"])
        head = f"{record['moved']['from']} to {record['document']['id']}"
        print_line(f"{head}: {count} of {count + orphans} pieces of evidence moved")
        rows = [
            (
                row["variable"],
                row["outcome"],
                f"[{row['paragraph']}] s. {row['sentence']}",
                shorten(row["text"], _WORDS),
                shorten(row["there"] or row["why"] or "", _WORDS),
            )
            for row in _evidence_rows(record)
        ]
        if rows:
            print_table(("variable", "outcome", "where", "words", "there"), rows)
        print_line()


def _evidence_rows(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    base = {"document": record["document"]["id"], "from": record["moved"]["from"]}
    for finding in record["findings"]:
        facts = {"finding": finding["id"], "variable": finding["variable"], "outcome": "moved"}
        for evidence in finding["evidence"]:
            yield {**base, **facts, **evidence, "why": None, "there": None}
    for orphan in record["moved"]["orphaned"]:
        yield {**base, **orphan, "outcome": orphan["reason"]}
