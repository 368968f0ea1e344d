"""`tierbook compare UNIT... --variables V`: units side by side, with the words behind each cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.draft_files import (
    DateOption,
    checked_date,
    draft_kind,
    write_content,
    write_draft,
)
from tierbook.cli.held import BY_PEOPLE, FromOption, PeopleMode, PeopleOption, held_texts
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.dossier import Across, AskedUnits, Cell, Comparison, HeldText, Quote
    from tierbook.release import Pin

__all__ = ["compare"]

_BESIDE = 4  # units that stand as columns; more stand as rows
_ITEMS, _FACTS = 2, 4
_QUOTED_UNITS = 6
_WIDEST = 100  # signs of a line that a reader takes in
_KINDS = {
    "same_value_different_facts": "same value, different facts",
    "same_value": "same value, read the words",
    "different_values": "different",
    "cannot_be_compared": "cannot be compared",
    "one_value": "read in one",
    "no_value": "read in none",
}


@reads_pages
def compare(
    units: Annotated[
        list[str],
        typer.Argument(
            metavar="UNIT",
            help="JPN:2018, JPN (its editions), 2018, a region (Africa:2018), or the id of a text.",
        ),
    ],
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variables",
            metavar="ID,...",
            help="Ids, patterns (prosecution.*) or sets (core, penalised, figures ...); may be given again.",
        ),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="KEY",
            help="named, country, edition, tier, length or a variable; -KEY the other way round.",
        ),
    ] = "named",
    last_year: Annotated[
        bool,
        typer.Option("--last-year", help="Put each unit's edition of the year before beside it."),
    ] = False,
    evidence: Annotated[
        bool,
        typer.Option(
            "--evidence", help="Print the words behind every cell, not of odd pairs alone."
        ),
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="Write the passages behind the cells with citations; the name ends in .docx .pdf .html .md .csv.",
        ),
    ] = None,
    pins: Annotated[
        list[str] | None,
        typer.Option(
            "--pin",
            metavar="UNIT@4.10",
            help="Export this passage alone, of a document or of a unit: JPN:2018@4.10; may be given again.",
        ),
    ] = None,
    date: DateOption = "",
    form: FormatOption = Format.table,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Compare units on a set of variables; above them, what changed in the measure between their editions.

    Equal values are never the same alone: where acts, extent or certainty differ, both quotations are printed.
    """
    from tierbook.cli.guard import Messages
    from tierbook.cli.printing import print_data
    from tierbook.dossier import (
        COMPARISON_COLUMNS,
        ask_units,
        choose_variables,
        compare_units,
        comparison_rows,
    )
    from tierbook.editions import load_placements
    from tierbook.errors import WrongUse

    chosen = choose_variables(part for names in variables or ["core"] for part in names.split(","))
    wanted = ask_units(units, last_year=last_year)
    messages = Messages()
    held = _held(messages, units, wanted, pages, home, reading, people)
    texts, asked = wanted.choose(held)
    if not texts and messages.failed:
        messages.finish()
    if not texts:
        raise WrongUse(
            f"{' '.join(units)} is not held",
            remedy="`tierbook compare JPN` has all editions of a country",
        )
    missing = wanted.not_held(asked, load_placements())
    comparison = compare_units(texts, chosen, asked=asked, missing=missing).sorted_by(sort)
    if export is not None:
        _export(comparison, texts, pins or (), export, checked_date(date))
        messages.finish()
        return
    if pins:
        raise WrongUse("--pin chooses what is exported", remedy="give --export FILE too")
    rows = (row.to_dict() for row in comparison.rows)
    if not print_data(
        form, comparison.to_dict, rows, COMPARISON_COLUMNS, comparison_rows(comparison)
    ):
        _print(comparison, evidence=evidence)
    messages.finish()


def _held(
    messages: Messages,
    units: Sequence[str],
    wanted: AskedUnits,
    pages: Sequence[str] | None,
    home: Path | None,
    reading: Reading,
    people: str,
) -> list[HeldText]:
    """Return the texts of what is asked for; a region that is not held is named as it was written."""
    from tierbook.errors import WrongUse

    try:
        return held_texts(
            messages,
            pages=pages,
            home=home,
            countries=wanted.countries,
            editions=wanted.editions,
            reading=reading,
            people=people,
        )
    except WrongUse as error:
        if " is not " not in error.what:
            raise
        raise WrongUse(f"{' '.join(units)} is not held", remedy=error.remedy) from error


def _export(
    comparison: Comparison, texts: Sequence[HeldText], pins: Sequence[str], out: Path, date: str
) -> None:
    from tierbook.release import (
        compose_pins,
        find_pins,
        parse_pin,
        pins_of_comparison,
        write_pins_csv,
    )

    table = out.suffix.lower() == ".csv"
    kind = None if table else draft_kind(None, out)
    by_id = {text.document: text for text in texts}
    chosen = [_of_unit(parse_pin(pin), texts) for pin in pins] or pins_of_comparison(comparison)
    pinned = find_pins(chosen, by_id, variables=() if pins else comparison.variables)
    if kind is None:
        write_content(write_pins_csv(pinned, by_id), out)
    else:
        write_draft(compose_pins(pinned, by_id, measure=comparison.measure, date=date), kind, out)


def _of_unit(pin: Pin, texts: Sequence[HeldText]) -> Pin:
    """Return a pin on a unit (`JPN:2018@4.10`) as one on the text of it that is compared."""
    from dataclasses import replace

    from tierbook.dossier import KIND_ORDER

    found = [text for text in texts if text.unit == pin.document]
    if not found:
        return pin
    best = min(found, key=lambda text: (KIND_ORDER.index(text.text_kind), text.document))
    return replace(pin, document=best.document)


def _print(comparison: Comparison, *, evidence: bool) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    if comparison.samples:
        print_line(comparison.sample_words)
        print_line()
    if comparison.measure:
        print_line("What changed in the measure")
        for statement in comparison.measure:
            for line in fold_paragraph(statement.text, "  "):
                print_line(line)
        print_line()
    for words in comparison.unlike:
        for line in fold_paragraph(words):
            print_line(line)
        print_line()
    _print_matrix(comparison)
    odd = [a for a in comparison.across if evidence or any(g.differing for g in a.alike)]
    for across in odd:
        print_line()
        for line in fold_paragraph(across.statement.text):
            print_line(line)
        _print_words(comparison, across, evidence=evidence)


def _print_matrix(comparison: Comparison) -> None:
    """Print the matrix: few units as columns, or under each variable where a line would be too long; many as rows."""
    from tierbook.cli.printing import print_table

    rows = comparison.rows
    if len(rows) > _BESIDE:
        labels = [across.variable.rpartition(".")[2] for across in comparison.across]
        head = ["unit", "tier", *labels]
        cells = [[r.unit, r.tier or "", *(_short(cell) for cell in r.cells)] for r in rows]
        if _width([head, *cells]) > _WIDEST:
            cells = [
                [r.unit, r.tier or "", *(_short(cell, facts=False) for cell in r.cells)]
                for r in rows
            ]
        print_table(head, cells)
        return
    head = ["variable", *(row.unit for row in rows), "across"]
    cells = [
        [across.label, *(_short(row.cells[i]) for row in rows), _KINDS[across.kind]]
        for i, across in enumerate(comparison.across)
    ]
    if _width([head, *cells]) <= _WIDEST:
        print_table(head, cells)
    else:
        _print_stacked(comparison)


def _width(lines: Sequence[Sequence[str]]) -> int:
    """Return how wide a table is that has two spaces between its columns."""
    widest = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return sum(widest) + 2 * (len(widest) - 1)


def _print_stacked(comparison: Comparison) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    room = max(len(row.unit) for row in comparison.rows)
    for i, across in enumerate(comparison.across):
        if i:
            print_line()
        print_line(f"{across.label}: {_KINDS[across.kind]}")
        for row in comparison.rows:
            words = f"{row.unit.ljust(room)}  {_short(row.cells[i])}"
            for line in fold_paragraph(words, "  ", hang=" " * (room + 2)):
                print_line(line)


def _short(cell: Cell, *, facts: bool = True) -> str:
    """Return a cell in few words: value and facts beside it; `≠` where others have the same value with other facts."""
    first = cell.first
    said = [] if cell.said_by_people is None else [BY_PEOPLE[cell.said_by_people.state]]
    if first is None:
        return f"({', '.join([cell.words, *said])})"
    more = len(first.items) - _ITEMS
    shown = list(first.items) if more <= 1 else [*first.items[:_ITEMS], f"{more} more"]
    beside = [*said, *(first.facts[:_FACTS] if facts else ())]
    if cell.values[1:]:
        beside.append(f"+{len(cell.values) - 1}")
    mark = " ≠" if cell.same_value_different_facts else ""
    return f"{', '.join(shown)}{mark}" + (f" ({', '.join(beside)})" if beside else "")


def _print_words(comparison: Comparison, across: Across, *, evidence: bool) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    place = comparison.variables.index(across.variable)
    odd = {unit for group in across.alike if group.differing for unit in group.units}
    shown = [
        row.cells[place]
        for row in comparison.rows
        if row.cells[place].quotes and (evidence or row.cells[place].named or row.unit in odd)
    ]
    for cell in shown if evidence else shown[:_QUOTED_UNITS]:
        for quote in cell.quotes:
            for line in fold_paragraph(_quoted(cell.unit, quote), "  "):
                print_line(line)
    if not evidence and len(shown) > _QUOTED_UNITS:
        print_line(f"  {len(shown) - _QUOTED_UNITS} units more: --evidence prints all words")


def _quoted(unit: str, quote: Quote) -> str:
    words = " ".join(quote.text.split())
    return f"{unit} [{quote.paragraph}] s. {quote.sentence} “{words}”"
