"""`tierbook read PAGE...`: pages to Documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tierbook.cli.options import (
    Format,
    FormatOption,
    PageArguments,
    Reading,
    reads_pages,
)

if TYPE_CHECKING:
    from tierbook.pages import Document

__all__ = ["grouped_repairs", "read"]

_EXAMPLES = 3

_COLUMNS = (
    "id",
    "work",
    "row",
    "publisher",
    "issuer",
    "title",
    "author",
    "published",
    "edition",
    "country",
    "text_kind",
    "text_author",
    "cite_as",
    "address",
    "disclaimer",
    "last_updated",
    "accessed",
    "captured",
    "sha256",
    "reader",
    "blocks",
    "repairs",
    "notes",
)


@reads_pages
def read(
    pages: PageArguments,
    form: FormatOption = Format.table,
    *,
    reading: Reading,
) -> None:
    """Read pages: metadata, blocks of the body, repairs."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.printing import CsvTable, JsonRecords
    from tierbook.corpus import expand_inputs, run_batch

    messages = Messages()
    work = _record_with_flags if form is Format.table else _record
    documents = messages.told(
        run_batch(expand_inputs(pages), work, options=reading.options, jobs=reading.jobs)
    )
    if form is Format.table:
        for record in documents:
            _print_document(record)
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for record in documents:
            counts = {name: len(record[name]) for name in ("blocks", "repairs")}
            table.write({**record, **counts})
    else:
        with JsonRecords(form) as out:
            for record in documents:
                out.write(record)
    messages.finish()


def _record(document: Document) -> dict[str, object]:
    return document.to_dict()


def _record_with_flags(document: Document) -> dict[str, object]:
    """Return the Document with the flags of its narrative, none where there is no narrative in it."""
    from tierbook.errors import NarrativeUnparsable
    from tierbook.narrative import parse_document

    try:
        flags = [flag.to_dict() for flag in parse_document(document).flags]
    except NarrativeUnparsable:
        flags = []
    return {**document.to_dict(), "flags": flags}


def _print_document(record: dict[str, Any]) -> None:
    from tierbook.cli.documents import print_flags, print_title
    from tierbook.cli.printing import print_line, print_table

    print_title(record)
    print_flags(record["flags"])
    fields = [name for name in _COLUMNS[1:-3] if name not in {"country", "edition", "text_kind"}]
    rows = [(name.replace("_", " "), record[name]) for name in fields if record[name] is not None]
    rows += [("note", note) for note in record["notes"]]
    print_table(("field", "value"), rows)
    print_line()
    blocks = [
        (block["kind"].replace("_", " "), len(block["text"]), block["text"])
        for block in record["blocks"]
    ]
    print_table(("block", "characters", "text"), blocks)
    if record["repairs"]:
        print_line()
        print_table(
            ("repairs", "first at", "what", "for example"), grouped_repairs(record["repairs"])
        )
    print_line()


def grouped_repairs(repairs: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, str, str]]:
    """Return repairs counted by what they are, the most frequent first, each with its commonest examples.

    Every single repair with its place is in the JSON of the same command.
    """
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for repair in repairs:
        groups.setdefault(repair["why"], []).append(repair)
    rows = []
    for why, group in groups.items():
        changes = Counter((repair["was"], repair["now"]) for repair in group)
        examples = "; ".join(
            f"{was!r} to {now!r}" for (was, now), _ in changes.most_common(_EXAMPLES) if was or now
        )
        rows.append((len(group), min(repair["at"] for repair in group), why, examples))
    return sorted(rows, key=lambda row: (-row[0], row[1]))
