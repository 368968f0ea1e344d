"""`tierbook read PAGE...`: pages to Documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tierbook.cli.options import (
    CountryColumn,
    CountryOption,
    EditionColumn,
    EditionOption,
    Format,
    FormatOption,
    JobsOption,
    MaxSizeOption,
    PageArguments,
    TextColumn,
    read_options,
)

if TYPE_CHECKING:
    from tierbook.pages import Document

__all__ = ["read"]

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
    "sha256",
    "reader",
    "blocks",
    "repairs",
    "notes",
)


def read(
    pages: PageArguments,
    form: FormatOption = Format.table,
    country: CountryOption = None,
    edition: EditionOption = None,
    text_column: TextColumn = "text",
    country_column: CountryColumn = "country",
    edition_column: EditionColumn = "edition",
    max_size: MaxSizeOption = None,
    jobs: JobsOption = None,
) -> None:
    """Read pages: metadata, blocks of the body, repairs."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.homes import number_setting
    from tierbook.cli.printing import CsvTable, JsonRecords
    from tierbook.corpus import expand_inputs, run_batch

    options = read_options(
        country=country,
        edition=edition,
        text_column=text_column,
        country_column=country_column,
        edition_column=edition_column,
        max_size=max_size,
    )
    messages = Messages()
    count = number_setting("jobs", jobs, None, 1)
    work = _record_with_flags if form is Format.table else _record
    documents = messages.told(run_batch(expand_inputs(pages), work, options=options, jobs=count))
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
        repairs = [(r["at"], repr(r["was"]), repr(r["now"]), r["why"]) for r in record["repairs"]]
        print_table(("repair at", "was", "now", "why"), repairs)
    print_line()
