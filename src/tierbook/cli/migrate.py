"""`tierbook migrate`: the tables of the database brought up to this version."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["migrate"]


def migrate(
    home: HomeOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 where steps are missing.")
    ] = False,
) -> None:
    """Bring the tables of the database up to this version. SQLite is copied first."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home
    from tierbook.files import unknown_variables
    from tierbook.library import check_home, migrate_database

    where = find_home(home)
    for name in unknown_variables(os.environ):
        say(f"no setting is called {name}; the list is in docs/reference/settings.md")
    if check:
        check_home(where)
        say("the tables are of this version")
        return
    steps = migrate_database(where)
    for step in steps:
        say(f"done: {step}")
    say(f"the tables are of this version{'' if steps else ' already'}")
