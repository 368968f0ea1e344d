"""`tierbook panel --variables V --editions YEARS --format F`: one row for each country and edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.dossier import HeldText, JoinedPanel, Panel, Table

__all__ = ["panel"]

_WIDTH = 98
_ROWS = 20
_SHOWN = ("iso3", "edition", "text_kind", "tier_published")


class PanelFormat(StrEnum):
    """How a panel is written."""

    table = "table"
    csv = "csv"
    parquet = "parquet"
    dta = "dta"
    sav = "sav"
    json = "json"
    jsonl = "jsonl"


@reads_pages
def panel(  # the options are independent sides of one table
    variables: Annotated[
        list[str],
        typer.Option(
            "--variables",
            metavar="ID,...",
            help="Ids, patterns (prosecution.*) or sets (core, penalised, figures ...); may be given again.",
        ),
    ],
    editions: Annotated[
        str,
        typer.Option(
            "--editions", metavar="YEARS", help="2018, 2008-2018, several with commas, or all."
        ),
    ] = "all",
    countries: Annotated[
        str,
        typer.Option(
            "--countries",
            metavar="NAMES",
            help="Codes, names or regions with commas between, or all.",
        ),
    ] = "all",
    balanced: Annotated[
        bool,
        typer.Option(
            "--balanced",
            help="A row for every edition in which a country existed, also where nothing is held.",
        ),
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only texts of this kind: narrative, excerpt, summary, sample.",
        ),
    ] = None,
    facets: Annotated[
        str | None,
        typer.Option(
            "--facets",
            metavar="NAME,...",
            help="Sides of each variable, all unless told: value, absence, level, place, quality, extent, certainty, "
            "said_by, evidence, people; people_value where it is asked for.",
        ),
    ] = None,
    elements: Annotated[
        bool,
        typer.Option("--elements", help="A column for each code of a list, 1 where it is named."),
    ] = False,
    indices: Annotated[
        bool,
        typer.Option(
            "--indices",
            help="Columns of tierbook's own scores after the 3P rules; they are unofficial.",
        ),
    ] = False,
    join: Annotated[
        list[Path] | None,
        typer.Option(
            "--join",
            metavar="FILE",
            help="A table that people coded (HTI, 3P, HTC); all its rows are kept; may be given again.",
        ),
    ] = None,
    join_on: Annotated[
        str | None,
        typer.Option(
            "--join-on",
            metavar="YEAR",
            help="edition or year_3p; the right one for the table unless told.",
        ),
    ] = None,
    only_panel: Annotated[
        bool, typer.Option("--only-panel", help="Leave out rows that only a joined table has.")
    ] = False,
    form: Annotated[
        PanelFormat | None,
        typer.Option(
            "--format",
            metavar="table|csv|parquet|dta|sav|json|jsonl",
            help="How it is written; unless told by the ending of --out, else as a table to read.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where it is written, with what it means beside it (panel.methods.md); else standard output.",
        ),
    ] = None,
    history: HistoryOption = None,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Make a country panel: keys of five systems, dates, and each variable with its absence, facts and evidence.

    Nothing that is empty is left without its reason: in Stata .a is not stated, .b not reported, .c not asked, .d not
    held, .e not in the summary.
    """
    from tierbook.cli.guard import Messages
    from tierbook.cli.histories import load_history
    from tierbook.cli.units import parse_years
    from tierbook.dossier import USUAL_FACETS, build_panel, choose_variables

    chosen = choose_variables(part for names in variables for part in names.split(","))
    years = parse_years(editions)
    wanted = _format(form, out)
    sides = USUAL_FACETS if facets is None else tuple(name.strip() for name in facets.split(","))
    if facets is None and people is PeopleMode.beside:
        sides = (*sides, "people_value")
    messages = Messages()
    placed = load_history(history, messages)
    codes = _codes(countries)
    texts = _texts(
        messages,
        codes,
        years,
        kind,
        pages,
        home,
        reading,
        needed=not (balanced and codes),
        people=people,
    )
    made = build_panel(
        texts,
        chosen,
        editions=None if editions.strip().lower() == "all" else years,
        balanced=balanced and (codes or True),
        history=placed,
        facets=sides,
        elements=elements,
        indices=indices,
    )
    joined = [*_joined(made, join or (), join_on, only_panel=only_panel)]
    _write(joined[-1].panel if joined else made, joined, wanted, out)
    messages.done = max(messages.done, 1)  # rows are there, also where no text is held
    messages.finish()


def _format(form: PanelFormat | None, out: Path | None) -> PanelFormat:
    from tierbook.errors import WrongUse

    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    if form is None:
        form = PanelFormat(ending) if ending in list(PanelFormat) else PanelFormat.table
    if out is None and form in (PanelFormat.parquet, PanelFormat.dta, PanelFormat.sav):
        raise WrongUse(f"{form} is no text to print", remedy=f"name a file: --out panel.{form}")
    if out is not None and form is PanelFormat.table:
        raise WrongUse(
            "a table to read is printed, not kept", remedy="give --format csv, dta, sav or parquet"
        )
    return form


def _codes(countries: str) -> list[str]:
    """Return the countries that are named, none where all are asked for."""
    from tierbook.cli.units import parse_countries
    from tierbook.dossier import countries_of_region

    codes: list[str] = []
    if countries.strip().lower() != "all":
        for part in countries.split(","):
            codes += countries_of_region(part.strip()) or parse_countries(part) or ()
    return codes


def _texts(
    messages: Messages,
    codes: Sequence[str],
    years: list[int],
    kind: str | None,
    pages: list[str] | None,
    home: Path | None,
    reading: Reading,
    *,
    needed: bool,
    people: str,
) -> list[HeldText]:
    from tierbook.cli.held import held_texts
    from tierbook.dossier import KIND_ORDER
    from tierbook.errors import WrongUse

    if kind is not None and kind not in KIND_ORDER:
        raise WrongUse(
            f"there is no kind of text {kind!r}", remedy=f"give one of {', '.join(KIND_ORDER)}"
        )
    texts = held_texts(
        messages,
        pages=pages,
        home=home,
        countries=codes,
        editions=years,
        reading=reading,
        needed=needed,
        people=people,
    )
    return [text for text in texts if kind is None or text.text_kind == kind]


def _joined(
    made: Panel, tables: Sequence[Path], on: str | None, *, only_panel: bool
) -> Iterator[JoinedPanel]:
    from tierbook.agreement import load_people
    from tierbook.cli.guard import say
    from tierbook.dossier import JoinYear, join_people
    from tierbook.errors import WrongUse

    if on is not None and on not in get_args(JoinYear):
        raise WrongUse(
            f"a table is not joined on {on!r}", remedy=f"give {' or '.join(get_args(JoinYear))}"
        )
    for path in tables:
        people = load_people(path)
        joined = join_people(made, people, on=on, only_panel=only_panel)  # type: ignore[arg-type]
        for warning in joined.warnings:
            say(f"warning: {warning}")
        say(
            f"{people.name}: {joined.both} rows in both, {joined.panel_only} in the panel alone, "
            f"{joined.table_only} in that table alone"
        )
        made = joined.panel
        yield joined


def _write(made: Panel, joined: Sequence[JoinedPanel], form: PanelFormat, out: Path | None) -> None:
    from tierbook.cli.guard import say, written_out
    from tierbook.cli.printing import print_data, write
    from tierbook.dossier import describe_columns
    from tierbook.files import json_line
    from tierbook.release import write_table

    if form is PanelFormat.table:
        _print(made)
        return
    if form in (PanelFormat.json, PanelFormat.jsonl):
        whole = joined[-1].to_dict() if joined else made.to_dict()
        if out is None:
            print_data(Format(form), lambda: whole, made.table.records(), made.table.names)
            return
        rows = [whole] if form is PanelFormat.json else made.table.records()
        content = b"".join(json_line(row) for row in rows)
    else:
        content = write_table(made.table, form.value)
    if out is None:
        write(content)
        return
    with written_out(out) as stream:
        stream.write(content)
    beside = out.with_suffix(".methods.md")
    with written_out(beside) as stream:
        stream.write(describe_columns(made).encode())
    say(
        f"{len(made)} rows and {len(made.table.columns)} columns in {out}; what they mean is in {beside}"
    )


def _print(made: Panel) -> None:
    """Print the first rows with the values of as many variables as fit, and the methods paragraph."""
    from tierbook.cli.printing import print_line, print_table
    from tierbook.text import counted, fold_paragraph

    shown, left = _fitting(made.table)
    print_line(made.table.title)
    print_line()
    rows = [
        [_word(row[made.table.names.index(name)]) for name in shown]
        for row in made.table.rows[:_ROWS]
    ]
    print_table(shown, rows)
    more = len(made) - _ROWS
    if more > 0 or left:
        rest = [counted(more, "row")] if more > 0 else []
        rest += [counted(left, "column")] if left else []
        print_line()
        print_line(
            f"and {' and '.join(rest)} more: --format csv, dta, sav, parquet or json has all of them"
        )
    print_line()
    for line in fold_paragraph(made.methods, hang=""):
        print_line(line)


def _fitting(table: Table) -> tuple[list[str], int]:
    shown: list[str] = []
    room = _WIDTH
    for column in table.columns:
        if column.name not in _SHOWN and column.facet not in ("value", "joined"):
            continue
        cells = [_word(cell) for cell in table.column(column.name)[:_ROWS]]
        need = max(map(len, [column.name, *cells])) + 2
        if need > room:
            continue
        room -= need
        shown.append(column.name)
    return shown, len(table.columns) - len(shown)


def _word(cell: object) -> str:
    words = "" if cell is None else str(cell).replace("_", " ")
    return words if len(words) <= 24 else f"{words[:23]}…"
