"""`tierbook backup FILE`: corpus, accounts, decisions and settings of a library in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["backup"]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; it must not exist.")],
    home: HomeOption = None,
    with_secret_key: Annotated[
        bool,
        typer.Option(
            "--with-secret-key",
            help="The secret key too: who has the file can then sign as the library.",
        ),
    ] = False,
) -> None:
    """Write corpus, accounts, events and settings into one file, while readers go on reading."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home
    from tierbook.library import back_up_home

    about = back_up_home(find_home(home), file, with_secret_key=with_secret_key)
    rows = sum(about["people"].values())
    say(f"wrote {file}: the corpus, and {rows} row{'s'[: rows != 1]} that people have left")
    if about["screening"]:
        say(
            "cases of screening are in it, sealed; their keys are in no back-up: see docs/explanation/screening.md"
        )
    if not with_secret_key:
        say("the secret key is not in it: keep a copy of it elsewhere, second factors need it")
