"""`tierbook restore FILE`: a library out of its back-up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["restore"]


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `tierbook backup` wrote.")],
    home: HomeOption = None,
) -> None:
    """Make an empty home what a back-up was made of, on the database that is configured."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home
    from tierbook.library import restore_home

    where = find_home(home)
    about = restore_home(where, file)
    rows = sum(about["people"].values())
    say(f"{where} is the library of {about['made']}, with {rows} row{'s'[: rows != 1]} of people")
    if about.get("screening"):
        say(
            "cases of screening open once screening_keys/ and screening_master_key of the old home are here"
        )
    if not about["has_key"]:
        say("the back-up held no secret key: put yours into secret_key, or people sign in anew")
