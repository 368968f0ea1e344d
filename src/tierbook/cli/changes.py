"""`tierbook changes UNIT [UNIT]`: what changed between editions of a country, in words first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.dossier import Changes, Figure, HeldText, Quote, Statement, StockSentences

__all__ = ["changes"]

_SAMPLE = "Sample, not a quotation"
_MARGIN = "    "
_TWO = 2
_QUOTES = 3  # of a sentence in a terminal, from each text
_OTHER_WORDS = ("reworded", "split", "merged")
_STATES = {"same": "", "changed": "!", "elsewhere": "~"}


@reads_pages
def changes(
    units: Annotated[
        list[str],
        typer.Argument(
            metavar="UNIT",
            help="JPN for each edition against the one held before it, JPN:2018 for one, JPN:2003 JPN:2018 for two.",
        ),
    ],
    form: FormatOption = Format.table,
    paragraphs: Annotated[
        bool,
        typer.Option(
            "--paragraphs", help="Also the texts paragraph by paragraph, moved ones followed."
        ),
    ] = False,
    stock: Annotated[
        bool,
        typer.Option(
            "--stock",
            help="Mark sentences that other countries' texts share; reads all texts of the library or the pages.",
        ),
    ] = False,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Say what changed between editions of a country: values, figures, gaps, sentences, each with its words."""
    from tierbook.cli.guard import Messages

    country, editions = _asked(units)
    messages = Messages()
    texts = _held(
        messages, country, stock=stock, pages=pages, home=home, reading=reading, people=people
    )
    found = list(_compare(country, editions, texts, stock=stock))
    if form is Format.table:
        _print(found, whole=len(editions) > 0, paragraphs=paragraphs)
    else:
        _print_data(form, found, single=len(editions) == _TWO, paragraphs=paragraphs)
    messages.finish("text")


def _asked(units: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the country and the editions that are asked for."""
    from tierbook.cli.units import parse_unit

    parsed = [parse_unit(words) for words in units]
    countries = {unit.country for unit in parsed}
    editions = [unit.edition for unit in parsed if unit.edition is not None]
    whole = len(parsed) == len(editions) or len(parsed) == 1
    if len(parsed) > _TWO or len(countries) != 1 or None in countries or not whole:
        raise WrongUse(
            f"{' '.join(units)} is not one country, nor two editions of one",
            remedy="give JPN, JPN:2018, or JPN:2003 JPN:2018; tierbook compare sets countries beside each other",
        )
    if len(editions) == _TWO and len(set(editions)) == 1:
        raise WrongUse(
            f"{units[0]} is given twice", remedy=f"give two editions, or {units[0]} alone"
        )
    return str(parsed[0].country), tuple(sorted(set(editions)))


def _held(
    messages: Messages,
    country: str,
    *,
    stock: bool,
    pages: list[str] | None,
    home: Path | None,
    reading: Reading,
    people: str,
) -> list[HeldText]:
    from tierbook.cli.held import held_texts

    return held_texts(
        messages,
        pages=pages,
        home=home,
        countries=() if stock else (country,),
        reading=reading,
        people=people,
    )


def _compare(
    country: str, editions: tuple[int, ...], texts: Sequence[HeldText], *, stock: bool
) -> Iterator[Changes]:
    from tierbook.dossier import (
        build_ledger,
        compare_editions,
        hold_texts,
        pair_of,
        pairs_over,
        stock_sentences,
    )

    own = [text for text in texts if text.country == country]
    if not own:
        raise WrongUse(f"no text of {country} is held", remedy="ingest pages of it, or give --from")
    shared: StockSentences | None = stock_sentences(texts) if stock else None
    held = hold_texts(own)
    if len(editions) == _TWO:
        pairs = [pair_of(held, *editions)]
    else:
        pairs = [p for p in pairs_over(held) if not editions or p[1].edition in editions]
    if not pairs:
        raise WrongUse(
            f"{country} is held in {_years(held.editions)} alone"
            if len(held) < _TWO
            else f"nothing is held of {country} before {editions[0]}, or {editions[0]} is not held",
            remedy="two editions are needed; ingest another",
        )
    ledger = build_ledger(held)
    for before, after in pairs:
        yield compare_editions(before, after, stock=shared, ledger=ledger)


def _years(years: Sequence[int]) -> str:
    from tierbook.text import join_words

    return join_words([str(year) for year in years]) or "no edition"


def _print_data(form: Format, found: Sequence[Changes], *, single: bool, paragraphs: bool) -> None:
    from tierbook.cli.printing import print_data
    from tierbook.dossier import CHANGE_COLUMNS, change_rows

    records = (one.to_dict(paragraphs=paragraphs) for one in found)
    print_data(
        form,
        lambda: next(iter(records)) if single else list(records),
        records,
        CHANGE_COLUMNS,
        (row for one in found for row in change_rows(one)),
    )


def _print(found: Sequence[Changes], *, whole: bool, paragraphs: bool) -> None:
    from tierbook.cli.printing import print_line

    if any(one.is_sample for one in found):
        print_line(_SAMPLE)
        print_line()
    for n, one in enumerate(found):
        if n:
            print_line()
        _print_head(one)
        if not whole:
            for statement in one.headline():
                _print_words(statement.text)
            if one.between:
                _print_words(one.between_words)
            continue
        _print_statements(one)
        _print_recommendations(one)
        _print_figures(one)
        if paragraphs:
            _print_paragraphs(one)
        if one.why_not is None:
            print_line()
            _print_words(one.accuracy, mark="")
    if not whole and any(one.why_not is None for one in found):
        newest = next(one for one in reversed(found) if one.why_not is None)
        print_line()
        print_line(f"With the words: tierbook changes {newest.before.unit} {newest.after.unit}")


def _print_head(one: Changes) -> None:
    from tierbook.cli.printing import print_line

    kinds = dict.fromkeys((one.before.text_kind, one.after.text_kind))
    print_line(f"{one.before.unit} to {one.after.unit} ({' and '.join(kinds)})")


def _print_words(words: str, mark: str = "- ") -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    for line in fold_paragraph(words, "  ", mark=mark):
        print_line(line)


def _print_statements(one: Changes) -> None:
    from tierbook.cli.printing import print_line

    for statement in one.statements():
        print_line()
        _print_words(statement.text, mark="")
        for quote in _shown(statement, one):
            _print_quote(quote)
        more = len(statement.quotes) - len(_shown(statement, one))
        if more:
            print_line(f"{_MARGIN}and {more} more sentence{'' if more == 1 else 's'}")


def _shown(statement: Statement, one: Changes) -> list[Quote]:
    """Return the quotes of a statement that a terminal has room for, some of each text."""
    sides: dict[str, list[Quote]] = {one.before.document: [], one.after.document: []}
    for quote in statement.quotes:
        rows = sides.setdefault(quote.document, [])
        if quote not in rows and len(rows) < _QUOTES - 1:
            rows.append(quote)
    return [quote for rows in sides.values() for quote in rows]


def _print_quote(quote: Quote) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    for line in fold_paragraph(f"{quote.short}  {quote.text}", _MARGIN):
        print_line(line)


def _print_recommendations(one: Changes) -> None:
    from tierbook.cli.printing import print_line

    if one.recommendations:
        print_line()
        print_line("Recommendations, in the words of the later edition where it asks")
    for match in one.recommendations:
        was, now = (
            " / ".join(item.text for item in items) for items in (match.before, match.after)
        )
        words = now or was
        if match.fate in _OTHER_WORDS:
            words = f"{now} (was: {was})"
        _print_words(f"{match.fate.replace('_', ' ')}: {words}")


def _print_figures(one: Changes) -> None:
    from tierbook.cli.printing import print_line, print_table
    from tierbook.codebook import figure_label

    both = [f for f in one.figures if f.before is not None and f.after is not None]
    if both:
        print_line()
        print_line(
            f"Figures, each of the period beside it; without one, of what its edition covers: {one.periods}"
        )
        years = (str(one.before.edition), str(one.after.edition))
        print_table(
            ("counted", *years, "went", "note"),
            [
                (
                    figure_label(f.what),
                    _of_period(f.before),
                    _of_period(f.after),
                    f.direction or "cannot be told",
                    f.cannot or f.note,
                )
                for f in both
            ],
        )
    silent = len(one.figures) - len(both)
    if silent:
        print_line()
        _print_words(
            f"{silent} more figure{'' if silent == 1 else 's'} that one of the two does not give, or gives "
            "in another unit or several times: --format csv lists them",
            mark="",
        )


def _of_period(figure: Figure | None) -> str:
    from tierbook.dossier import figure_words

    over = "" if figure is None else figure.over
    return f"{figure_words(figure)}{f', {over}' if over else ''}"


def _print_paragraphs(one: Changes) -> None:
    from tierbook.cli.printing import print_line

    print_line()
    print_line(
        "Paragraphs; ! marks words that the other text lacks, ~ those that stand elsewhere in it"
    )
    for change in one.paragraphs:
        numbers = [f"[{side.number}]" if side else "-" for side in (change.before, change.after)]
        moved = " and altered" if change.kind == "moved" and change.altered else ""
        moved = ", rewritten" if change.rewritten else moved
        print_line()
        print_line(f"  {numbers[0]} to {numbers[1]}: {change.kind}{moved}")
        for year, side in ((one.before.edition, change.before), (one.after.edition, change.after)):
            if side is None or (change.kind == "same" and year == one.before.edition):
                continue
            words = "".join(
                f"{sign}[{passage.words}]{sign}"
                if (sign := "" if change.rewritten else _STATES[passage.state])
                else passage.words
                for passage in side.passages
            )
            _print_words(f"{year}  {words}", mark="")
