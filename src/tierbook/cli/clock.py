"""`tierbook clock COUNTRY`: the position on the Watch List in an edition, from a tier history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from tierbook.editions import History
    from tierbook.standards import ClockPosition

__all__ = ["clock"]

_POSITION = (
    "country",
    "edition",
    "tier",
    "consecutive_years",
    "waivers_used",
    "waivers_inferred",
    "waiver_needed",
    "last_permitted_edition",
    "allowed_next",
    "flags",
    "reasons",
)
_EXCEPTION = ("country", "name", "edition", "kind", "class", "line")


def clock(
    country: Annotated[
        str | None, typer.Argument(metavar="COUNTRY", help="A name or code: Algeria, DZA.")
    ] = None,
    edition: Annotated[
        int | None,
        typer.Option(
            "--edition", metavar="YEAR", help="The edition; else the newest that is held."
        ),
    ] = None,
    history: HistoryOption = None,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Every edition from the first that is held.")
    ] = False,
    all_countries: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Every country: what the clock did not allow, and stays without a known waiver.",
        ),
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Say how many years a country has stood on the Watch List, what waivers it used, and what may come next."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.histories import country_code, load_history
    from tierbook.errors import WrongUse

    if all_countries == (country is not None):
        raise WrongUse(
            "give one country, or --all", remedy="tierbook clock DZA, or tierbook clock --all"
        )
    if all_countries and (edition is not None or timeline):
        raise WrongUse(
            "--all looks at every edition of every country", remedy="leave out the other options"
        )
    code = None if country is None else country_code(country)
    messages = Messages()
    held = load_history(history, messages)
    if code is None:
        _print_exceptions(held, form)
    elif timeline:
        _print_timeline(held, code, edition, form)
    else:
        _print_position(held, code, edition, form)
    messages.done = 1
    messages.finish("position")


def _print_position(history: History, country: str, edition: int | None, form: Format) -> None:
    from tierbook.cli.printing import print_json, print_line
    from tierbook.standards import watch_list_clock

    newest = history.editions[-1] if len(history) else 0
    position = watch_list_clock(history, edition or newest, country)
    if form is Format.json:
        print_json(position.to_dict())
    elif form is Format.table:
        print_line(position.explain().rstrip("\n"))
    else:
        _print_rows([position], form)


def _print_timeline(history: History, country: str, until: int | None, form: Format) -> None:
    from tierbook.cli.printing import print_json, print_table
    from tierbook.standards import clock_timeline

    positions = clock_timeline(history, country, until=until)
    if form is Format.json:
        print_json({"country": country, "positions": [p.to_dict() for p in positions]})
    elif form is Format.table:
        rows = [_line(p) for p in positions]
        print_table(
            ("edition", "tier", "years", "waivers", "last permitted", "may be next", "flags"), rows
        )
    else:
        _print_rows(positions, form)


def _line(position: ClockPosition) -> tuple[object, ...]:
    waivers = f"{position.waivers_used} used" if position.waivers_used else ""
    if position.waivers_inferred:
        waivers += f", {position.waivers_inferred} inferred"
    nexts = [
        f"{t} by waiver" if t == "2WL" and position.waiver_needed_next else t
        for t in position.allowed_next
    ]
    return (
        position.edition,
        position.tier_in_words,
        position.consecutive_years or "",
        waivers,
        position.last_permitted_edition,
        ", ".join(nexts),
        ", ".join(position.flags),
    )


def _print_exceptions(history: History, form: Format) -> None:
    from collections import Counter

    from tierbook.cli.printing import (
        print_data,
        print_line,
        print_table,
    )
    from tierbook.standards import clock_exceptions, exception_classes

    found = [e.to_dict() for e in clock_exceptions(history)]
    totals = Counter(str(e["class"]) for e in found)
    if not print_data(
        form,
        lambda: {
            "countries": len(history.countries),
            "placements": len(history),
            "totals": {name: totals[name] for name in exception_classes()},
            "classes": dict(exception_classes()),
            "exceptions": found,
        },
        found,
        _EXCEPTION,
    ):
        print_line(
            f"{len(found)} exceptions in {len(history)} placements of {len(history.countries)} countries"
        )
        for name, meaning in exception_classes().items():
            print_line(f"{totals[name]:>4} {name}: {meaning}")
        print_line()
        columns = ("edition", "country", "kind", "class", "line")
        rows = [tuple(row[c] if c != "country" else row["name"] for c in columns) for row in found]
        print_table(columns, rows)


def _print_rows(positions: Sequence[ClockPosition], form: Format) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords

    if form is Format.csv:
        table = CsvTable(_POSITION)
        for position in positions:
            row = position.to_dict()
            table.write({**row, "reasons": " ".join(position.reasons)})
        return
    with JsonRecords(form) as out:
        for position in positions:
            out.write(position.to_dict())
