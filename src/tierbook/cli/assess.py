"""`tierbook assess PAGE...`: pages to Assessments."""

from __future__ import annotations

from collections.abc import Iterator
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
    from tierbook.standards import Assessment

__all__ = ["assess"]

_COLUMNS = (
    "document",
    "country",
    "edition",
    "text_kind",
    "law_version",
    "stated_tier",
    "id",
    "paragraph",
    "label",
    "judgement",
    "for",
    "against",
    "reasons",
)


@reads_pages
def assess(
    pages: PageArguments,
    form: FormatOption = Format.table,
    *,
    reading: Reading,
) -> None:
    """Assess pages: each criterion of the law in force, with what speaks for and against."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.printing import CsvTable, JsonRecords, print_line
    from tierbook.corpus import expand_inputs, run_batch

    messages = Messages()
    inputs = expand_inputs(pages)

    def told(work: Any) -> Iterator[Any]:
        return messages.told(run_batch(inputs, work, options=reading.options, jobs=reading.jobs))

    if form is Format.table:
        for words in told(_explanation):
            print_line(words)
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for record in told(_record):
            for row in _rows(record):
                table.write(row)
    else:
        with JsonRecords(form) as out:
            for record in told(_record):
                out.write(record)
    messages.finish()


def _assess(document: Document) -> Assessment:
    from tierbook.coding import code_narrative
    from tierbook.narrative import parse_document
    from tierbook.standards import assess_coding

    return assess_coding(code_narrative(parse_document(document)))


def _record(document: Document) -> dict[str, object]:
    return _assess(document).to_dict()


def _explanation(document: Document) -> str:
    from tierbook.cli.documents import SAMPLE

    words = _assess(document).explain()
    return f"{SAMPLE}\n{words}" if document.text_kind == "sample" else words


def _rows(record: dict[str, Any]) -> Iterator[dict[str, object]]:
    document = record["document"]
    base = {
        "document": document["id"],
        **{name: document[name] for name in ("country", "edition", "text_kind")},
        **{name: record[name] for name in ("law_version", "stated_tier")},
    }
    for entry in (*record["standards"], *record["criteria"]):
        yield {**base, **entry, "reasons": " ".join(entry["reasons"])}
