"""`tierbook errata`: every published value of a library that changed, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption, HomeOption

if TYPE_CHECKING:
    from tierbook.library import ErratumView

__all__ = ["errata"]


def errata(
    country: Annotated[
        str, typer.Option("--country", metavar="COUNTRY", help="A name or code: Japan, JPN.")
    ] = "",
    edition: Annotated[str, typer.Option("--edition", metavar="YEAR", help="As 2018.")] = "",
    variable: Annotated[
        str, typer.Option("--variable", metavar="VARIABLE", help="As prosecution.law.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help="value, reading, withdrawn, found or removed."),
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="From this day on: 2026-11-26.")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help="Up to this day, and with it.")
    ] = "",
    form: FormatOption = Format.table,
    home: HomeOption = None,
) -> None:
    """List every published value that changed: what it was, what it is, and why; the newest first."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_library
    from tierbook.cli.printing import print_data

    held = find_library(home)
    from tierbook.library import migrate_home

    migrate_home(held)
    from tierbook.library import ERRATA_COLUMNS, errata_asked, view_errata

    given = {
        "country": country,
        "edition": edition,
        "variable": variable,
        "kind": kind,
        "since": since,
        "until": until,
    }
    views = view_errata(errata_asked(given).rows())
    records = (view.to_dict() for view in views)
    if not print_data(
        form,
        lambda: {"errata": list(records)},
        records,
        ERRATA_COLUMNS,
        (view.to_row() for view in views),
    ):
        for number, view in enumerate(views):
            _print(view, first=number == 0)
        if not views:
            say("no published value that you ask for has changed")


def _print(view: ErratumView, *, first: bool) -> None:
    from tierbook.cli.printing import print_line

    if not first:
        print_line()
    for line in _lines(view):
        print_line(line)


def _lines(view: ErratumView) -> Iterator[str]:
    row = view.row
    if row.is_sample:
        yield "Sample, not a quotation"
    yield f"{row.date:%Y-%m-%d}  {row.country or '?'}:{row.edition or '?'}  {row.variable or row.document}  {view.kind}"
    for name, side in (("was", view.was), ("is", view.now)):
        yield f"  {name}: {side.said}"
        for place, text, _ in side.words:
            yield f"    {place}  “{' '.join(text.split())}”"
    for reason in view.reasons:
        yield f"  {reason.words}"
        for entry in reason.changelog:
            yield f"    {entry}"
        if reason.rule_was:
            yield f"    it asked: {reason.rule_was}"
            yield f"    it asks:  {reason.rule_now}"
    yield f"  {view.address}"
