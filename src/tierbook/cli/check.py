"""`tierbook check`: whether everything that a home keeps is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from tierbook.cli.options import Format, HomeOption

__all__ = ["check"]


def check(
    home: HomeOption = None,
    form: Annotated[
        Format, typer.Option("--format", metavar="table|json", help="How the result is printed.")
    ] = Format.table,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help="Set damaged records aside that `tierbook ingest` makes again, and have it load damaged copies anew; "
            "nothing else is changed.",
        ),
    ] = False,
) -> None:
    """Look at every file, row and key that a home keeps; name what is damaged and what to do."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home
    from tierbook.cli.printing import print_json, print_table
    from tierbook.errors import WrongUse
    from tierbook.library import check_everything

    if form not in {Format.table, Format.json}:
        raise WrongUse(f"check prints no {form.value}", remedy="give --format table or json")
    where = find_home(home)
    found = check_everything(where, mend=mend)
    if form is Format.json:
        print_json({"home": str(where), **found.to_dict()})
    else:
        rows = [*found.looked_at.items(), ("faults", len(found.faults))]
        print_table(("what", "count"), rows, numbers=1)
    for fault in found.faults:
        say(str(fault))
    for path in found.set_aside:
        say(f"set aside: {path}")
    if mend and (found.set_aside or found.reloaded):
        say("run `tierbook ingest`: it makes again what was set aside, and loads what was damaged")
    if found.faults:
        raise typer.Exit(1)
