"""`tierbook works PAGE...`: which texts are one work, and how its manifestations differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
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
    from tierbook.narrative import Comparison, LaidOut, Manifestation, Works
    from tierbook.pages import Document

__all__ = ["works"]

_WORDS = 12
_COLUMNS = (
    "work",
    "document",
    "publisher",
    "country",
    "edition",
    "text_kind",
    "words",
    "share",
    "address",
    "suggested_country",
    "suggested_edition",
    "suggested_by",
)
_Compared = dict[str, "Comparison"]


@reads_pages
def works(
    pages: PageArguments,
    form: FormatOption = Format.table,
    differences: Annotated[
        bool,
        typer.Option("--differences", help="Show how the copies of each work differ."),
    ] = False,
    *,
    reading: Reading,
) -> None:
    """List works: the same narrative from several publishers is one, with as many manifestations."""
    from tierbook.cli.guard import Messages
    from tierbook.corpus import expand_inputs, run_batch
    from tierbook.errors import Problem, TextTooLong
    from tierbook.narrative import compare_manifestations, find_works

    messages = Messages()
    work = partial(_describe, lay_out=differences)
    described: list[Manifestation] = []
    texts: dict[str, LaidOut] = {}
    for manifestation, laid in messages.told(
        run_batch(expand_inputs(pages), work, options=reading.options, jobs=reading.jobs)
    ):
        described.append(manifestation)
        if laid is not None:
            texts[manifestation.document] = laid
    found = find_works(described)
    compared: _Compared = {}
    if differences:
        for work_found in found.works:
            first, *others = (m.document for m in work_found.manifestations)
            for other in others:
                try:
                    compared[other] = compare_manifestations(texts[first], texts[other])
                except TextTooLong as error:
                    messages.tell(Problem.of(error, f"{first} and {other}"))
    _PRINT[form](found, compared)
    messages.finish()


def _describe(document: Document, *, lay_out: bool) -> tuple[Manifestation, LaidOut | None]:
    from tierbook.narrative import LaidOut, describe_manifestation, parse_document

    narrative = parse_document(document)
    return describe_manifestation(narrative), LaidOut.of(narrative) if lay_out else None


def _records(found: Works, compared: _Compared) -> Iterator[dict[str, Any]]:
    """Yield one record a work, with what its texts' words suggest or put in doubt."""
    suggestions = {s.document: s for s in found.suggestions}
    for work in found.works:
        record: dict[str, Any] = work.to_dict()
        names = {m.document for m in work.manifestations}
        for row in record["manifestations"]:
            if row["document"] in compared:
                row["differences"] = compared[row["document"]].to_dict()
            suggestion = suggestions.get(row["document"])
            row["suggestion"] = None if suggestion is None else suggestion.to_dict()
        record["same_words"] = [
            same.to_dict() for same in found.same_words if {same.first, same.second} & names
        ]
        yield record


def _print_records(form: Format, found: Works, compared: _Compared) -> None:
    from tierbook.cli.printing import JsonRecords

    with JsonRecords(form) as out:
        for record in _records(found, compared):
            out.write(record)


def _print_csv(found: Works, compared: _Compared) -> None:
    from tierbook.cli.printing import CsvTable

    table = CsvTable((*_COLUMNS, "differences") if compared else _COLUMNS)
    for record in _records(found, compared):
        for row in record["manifestations"]:
            suggestion = row["suggestion"] or {}
            other = compared.get(row["document"])
            table.write(
                {
                    **row,
                    "work": record["work"],
                    "suggested_country": suggestion.get("country"),
                    "suggested_edition": suggestion.get("edition"),
                    "suggested_by": suggestion.get("works"),
                    "differences": None if other is None else str(other),
                }
            )


def _print_table(found: Works, compared: _Compared) -> None:
    from tierbook.cli.printing import print_line, print_table

    rows = []
    for work in found.works:
        pairs = zip(work.manifestations, work.shares, strict=True)
        for n, (m, share) in enumerate(pairs):
            how = f"{share:.0%}" if n else ""
            name = "" if n else work.id
            rows.append((name, m.document, m.publisher, m.text_kind, m.words, how))
    if rows:
        print_table(
            ("work", "manifestation", "publisher", "kind", "words", "of it"), rows, numbers=2
        )
        print_line()
    several = sum(len(work.manifestations) > 1 for work in found.works)
    counts = f"{_count(len(rows), 'text')}, {_count(len(found.works), 'work')}"
    print_line(f"{counts}, {several} of them held from more than one page")
    for suggestion in found.suggestions:
        print_line(f"{suggestion.document} {suggestion}")
    for same in found.same_words:
        print_line(str(same))
    for work in found.works:
        for m in work.manifestations[1:]:
            if m.document in compared:
                print_line()
                _print_comparison(work.manifestations[0].document, m.document, compared[m.document])


def _print_comparison(first: str, second: str, comparison: Comparison) -> None:
    from tierbook.cli.printing import print_line, print_table, shorten

    print_line(f"{first} and {second}: {comparison}")
    if comparison.typography:
        kinds = ", ".join(f"{kind} {count}" for kind, count in comparison.typography)
        print_line(f"sentences that differ in typography: {kinds}")
    rows = []
    for difference in comparison.real:
        cells = []
        for place, parts in (
            (difference.a_place, difference.a_parts),
            (difference.b_place, difference.b_parts),
        ):
            changed = " … ".join(part.words.strip() for part in parts if part.changed)
            whole = "".join(part.words for part in parts)
            shown = changed if difference.kind == "words" else whole
            cells.append(
                "-" if place is None else f"{_where(place)} {shorten(shown, _WORDS)}".strip()
            )
        rows.append((difference.kind, *cells))
    if rows:
        print_table(("differs", "in the first", "in the second"), rows)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s'[: number != 1]}"


def _where(place: tuple[int, int]) -> str:
    return f"[{place[0]}] s. {place[1]}" if place[0] else ""


_PRINT: dict[Format, Callable[[Works, _Compared], None]] = {
    Format.table: _print_table,
    Format.csv: _print_csv,
    Format.json: partial(_print_records, Format.json),
    Format.jsonl: partial(_print_records, Format.jsonl),
}
