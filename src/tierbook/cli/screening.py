"""`tierbook screening list|allow|revoke`: who may screen cases in a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import guarded, say
from tierbook.cli.options import HomeOption

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["make_screening_app"]

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")]


def make_screening_app() -> typer.Typer:
    """Put the verbs together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short, bare in (
        ("list", list_officers, "Everybody who may screen.", False),
        ("allow", allow, "Give somebody leave to screen.", True),
        ("revoke", revoke, "Take the leave away.", True),
    ):
        app.command(name, short_help=short, no_args_is_help=bare)(guarded(verb))
    return app


def list_officers(home: HomeOption = None) -> None:
    """Print everybody who may screen, and since when."""
    _open(home)
    from tierbook.library import screening_people

    found = screening_people()
    if not found:
        say("nobody may screen; to give leave: tierbook screening allow NAME")
    for person, grant in found:
        print(f"{person.username:24} {grant.since.date().isoformat()} {person.name}".rstrip())


def allow(name: NameArgument, home: HomeOption = None) -> None:
    """Give somebody leave to screen; the room is at /screening/ of the library."""
    _open(home)
    from tierbook.library import allow_screening, find_person

    allow_screening(find_person(name))
    say(f"{name} may screen: /screening/ opens for her, and is not there for others")


def revoke(name: NameArgument, home: HomeOption = None) -> None:
    """Take the leave away; what was entered stays, and opens for her no more."""
    _open(home)
    from tierbook.library import find_person, revoke_screening

    had = revoke_screening(find_person(name))
    say(f"{name} may screen no more" if had else f"{name} had no leave to screen")


def _open(home: Path | None) -> None:
    """Make the databases of the home ready."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home

    migrate_home(find_home(home))
