"""`tierbook ledger COUNTRY`: what was asked of a country, edition by edition; `--all`: what has been asked longest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.dossier import Entry, Ledger

__all__ = ["ledger"]

_SIGNS = {
    "new": "N",
    "repeated": "=",
    "reworded": "~",
    "split": "<",
    "merged": ">",
    "not_repeated": "-",
    "asked": "a",
    "unknown": "?",
}
_MOST = 25
_WIDE, _LEAST = (
    92,
    24,
)  # columns of a line of the grid, and what is worth showing of a text beside it


@reads_pages
def ledger(
    named: Annotated[
        str | None, typer.Argument(metavar="COUNTRY", help="A name or code: Japan, JPN.")
    ] = None,
    all_countries: Annotated[
        bool,
        typer.Option("--all", help="The recommendations that stand longest, of every country."),
    ] = False,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="How many of --all a table shows.")
    ] = _MOST,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Follow recommendations over the editions: new, repeated, reworded, split, merged, dropped, acted upon."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.held import held_texts
    from tierbook.cli.histories import country_code
    from tierbook.dossier import build_ledger, hold_texts, longest_standing, texts_by_country
    from tierbook.errors import WrongUse

    if all_countries == (named is not None):
        raise WrongUse(
            "give one country, or --all", remedy="tierbook ledger JPN, or tierbook ledger --all"
        )
    countries = [] if named is None else [country_code(named)]
    messages = Messages()
    texts = held_texts(
        messages, pages=pages, home=home, countries=countries, reading=reading, people=people
    )
    ledgers = [build_ledger(hold_texts(some)) for some in texts_by_country(texts).values()]
    if named is None:
        _print_longest(longest_standing(ledgers), len(ledgers), most, form)
    elif ledgers:
        _print_ledger(ledgers[0], form)
    messages.finish("text")


def _print_ledger(ledger: Ledger, form: Format) -> None:
    from tierbook.cli.printing import print_data, print_line
    from tierbook.dossier import LEDGER_COLUMNS, ledger_rows

    records = [entry.to_dict() for entry in ledger.entries]
    if print_data(form, ledger.to_dict, records, LEDGER_COLUMNS, ledger_rows(ledger.entries)):
        return
    for line in _lines(ledger):
        print_line(line)


def _lines(ledger: Ledger) -> Iterator[str]:
    """Yield the ledger as text: the grid of editions, then each entry with its words and what was done."""
    from textwrap import shorten as shorten_line

    from tierbook.places import get_country
    from tierbook.text import counted, fold_paragraph

    if ledger.samples:
        yield "Sample, not a quotation."
    name = get_country(ledger.country).name
    if not ledger.editions:
        yield f"{name}: no list of recommendations is held."
        yield from _needs(ledger)
        return
    lists = counted(len(ledger.lists), "list")
    years = (
        f"{ledger.lists[0]}"
        if len(ledger.lists) == 1
        else f"{ledger.lists[0]} to {ledger.lists[-1]}"
    )
    yield f"{name}: {counted(len(ledger.entries), 'recommendation')} in {lists} held, {years}."
    yield ""
    width = max(len(entry.id) for entry in ledger.entries)
    yield f"{'':{width}}  {' '.join(f'{year % 100:02}' for year in ledger.editions)}"
    for entry in ledger.entries:
        cells = " ".join(f"{_SIGNS.get(entry.cells.get(y, ''), ' '):>2}" for y in ledger.editions)
        line = f"{entry.id:{width}}  {cells}"
        room = _WIDE - len(line) - 2
        text = shorten_line(entry.text, room, placeholder=" …") if room >= _LEAST else ""
        yield f"{line}  {text}".rstrip()
    yield ""
    yield from fold_paragraph(_key(ledger.entries), hang="")
    for entry in ledger.entries:
        yield ""
        yield from fold_paragraph(f"{entry.id}  {entry.text}")
        yield from fold_paragraph(f"{entry.in_words()}.", "  ", hang="")
        yield from _acted(entry)
    yield from _needs(ledger)


def _acted(entry: Entry) -> Iterator[str]:
    from tierbook.text import fold_paragraph

    for acted in entry.acted:
        for quote in acted.quotes:
            kind = "" if quote.text_kind == "narrative" else f"{quote.text_kind} of "
            verdict = f"{acted.edition}: {acted.in_words}; {acted.why}."
            yield from fold_paragraph(f"{verdict} “{quote.text}” ({kind}{quote.short})", "  ")


def _needs(ledger: Ledger) -> Iterator[str]:
    from tierbook.text import fold_paragraph

    for edition, items in ledger.needs.items():
        yield ""
        yield f"{edition}, in prose (no list; these enter no entry):"
        for item in items:
            yield from fold_paragraph(f"“{item.text}” ({item.quotes[0].short})", "  ")


def _key(entries: Sequence[Entry]) -> str:
    words = {
        "new": "new",
        "repeated": "repeated in the same words",
        "reworded": "reworded",
        "split": "split",
        "merged": "merged",
        "not_repeated": "not repeated",
        "asked": "asked: whether it is new is unknown, or an earlier list asked too",
        "unknown": "unknown, the edition or its list is not held",
    }
    used = {fate for entry in entries for fate in entry.cells.values()}
    return "; ".join(f"{_SIGNS[fate]} {said}" for fate, said in words.items() if fate in used) + "."


def _print_longest(entries: Sequence[Entry], countries: int, most: int, form: Format) -> None:
    from tierbook.cli.printing import print_data, print_line, print_table, shorten
    from tierbook.dossier import LONGEST_COLUMNS, longest_row

    records = [longest_row(entry) for entry in entries]
    if print_data(
        form, lambda: {"countries": countries, "entries": records}, records, LONGEST_COLUMNS
    ):
        return
    of = "1 country" if countries == 1 else f"{countries} countries"
    if not entries:
        print_line(f"No recommendation stands in two lists that are held, of {of}.")
        return
    rows = [
        (
            entry.id,
            f"{'≥ ' if entry.at_least else ''}{entry.standing}",
            f"{entry.in_editions[0]} of {entry.in_editions[1]}",
            shorten(entry.text, 12),
        )
        for entry in entries[:most]
    ]
    print_table(("first asked", "in a row", "editions held", "recommendation"), rows, cut_last=True)
    print_line()
    more = f"{len(entries) - most} more: --most N. " if len(entries) > most else ""
    print_line(f"{more}Of {of}. ≥ the edition before these is not held, and may ask too.")
