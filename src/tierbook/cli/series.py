"""`tierbook series COUNTRY`: figures over the editions, with the places that no line may cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import BY_PEOPLE, FromOption, PeopleMode, PeopleOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.dossier import FigureSeries, Holdings, Point

__all__ = ["series"]

_SAMPLE = "Sample, not a quotation"


@reads_pages
def series(
    named: Annotated[str, typer.Argument(metavar="COUNTRY", help="A name or code: Japan, JPN.")],
    what: Annotated[
        list[str] | None,
        typer.Option(
            "--what",
            metavar="NAME",
            help="Only this figure: convictions, victims_identified; may be given again.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every figure; a table shows the main ones unless told.")
    ] = False,
    words: Annotated[
        bool, typer.Option("--words", help="Print the sentences behind each point.")
    ] = False,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Follow figures over the editions of a country: investigations, prosecutions, convictions, victims, sentences."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.held import held_texts
    from tierbook.cli.histories import country_code
    from tierbook.cli.printing import print_data
    from tierbook.dossier import SERIES_COLUMNS, build_series, hold_texts, series_rows

    code = country_code(named)
    messages = Messages()
    texts = held_texts(
        messages, pages=pages, home=home, countries=[code], reading=reading, people=people
    )
    if texts:
        held = hold_texts(texts)
        found = build_series(held)
        if what:
            found = tuple(s for s in found if s.what in _known(what))
        shown = found if what or everything or form is not Format.table else _main(found)
        if not print_data(
            form,
            lambda: {
                "country": code,
                "samples": held.samples,
                "series": [one.to_dict() for one in shown],
            },
            (one.to_dict() for one in shown),
            SERIES_COLUMNS,
            series_rows(shown),
        ):
            _print(held, shown, others=len(found) - len(shown), words=words)
    messages.finish("text")


def _known(names: Sequence[str]) -> set[str]:
    """Return the names of figures that are asked for.

    Raises:
        WrongUse: one is no figure.
    """
    import difflib

    from tierbook.codebook import load_codebook, split_figure
    from tierbook.errors import WrongUse

    heads = load_codebook().vocabularies["figures"]
    for name in names:
        if split_figure(name)[0] not in heads:
            near = difflib.get_close_matches(name, heads, n=3, cutoff=0.5)
            raise WrongUse(
                f"{name!r} is no figure",
                where="--what",
                remedy=f"nearest: {', '.join(near)}" if near else "tierbook codebook find figures",
            )
    return set(names)


def _main(found: Sequence[FigureSeries]) -> tuple[FigureSeries, ...]:
    return tuple(one for one in found if one.main)


def _print(held: Holdings, shown: Sequence[FigureSeries], *, others: int, words: bool) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.places import get_country
    from tierbook.text import counted, fold_paragraph

    if held.samples:
        print_line(_SAMPLE)
        print_line()
    print_line(f"{get_country(held.country).name}: figures over the editions")
    note = (
        f"{counted(len(held), 'edition')} held. A figure stands beside the edition whose own period it is of; "
        "a line may join figures of editions side by side, and none where a break is named."
    )
    for line in fold_paragraph(note):
        print_line(line)
    if not shown:
        print_line()
        print_line("No figure is told." if not others else "None of the main figures is told.")
    for one in shown:
        print_line()
        _print_one(one, words=words)
    if others:
        print_line()
        print_line(f"{others} more series: --all")


def _print_one(one: FigureSeries, *, words: bool) -> None:
    from tierbook.cli.printing import print_line, print_table
    from tierbook.dossier import kind_plural
    from tierbook.text import fold_paragraph

    print_line(f"{one.label}, {kind_plural(one.text_kind)}")
    print_table(("edition", "figure", "place", "note"), _rows(one))
    for broken in one.breaks:
        for line in fold_paragraph(f"break {broken.where}: {broken.why}", "  "):
            print_line(line)
    if words:
        for point in one.points:
            for quote in point.quotes:
                for line in fold_paragraph(
                    f"{point.edition}: {quote.text} ({quote.short})", "    "
                ):
                    print_line(line)


def _rows(one: FigureSeries) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table: editions in a row without a word on the figure share one."""
    silent: list[Point] = []
    for point in one.points:
        if silent and (
            point.quotes or point.words != silent[-1].words or point.why != silent[-1].why
        ):
            yield _silent(silent)
            silent = []
        if point.quotes:
            yield (point.edition, point.words, point.quotes[0].short, _note(point))
        else:
            silent.append(point)
    if silent:
        yield _silent(silent)


def _silent(points: Sequence[Point]) -> tuple[object, ...]:
    first, last = points[0].edition, points[-1].edition
    return (first if first == last else f"{first}-{last}", points[0].words, "", points[0].why)


def _note(point: Point) -> str:
    revised = None if point.revised_to is None else f"later told as {point.revised_to:,}"
    people = BY_PEOPLE.get(point.set_by_people or "", "")
    return "; ".join(words for words in (people, point.why, revised) if words)
