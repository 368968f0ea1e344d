"""`tierbook screening list|allow|revoke|looks|delete`: who may screen in a library, who looked, a case destroyed."""

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
        ("looks", looks, "Who did what with which case, and when.", False),
        ("delete", delete, "Destroy the key of a case, for ever.", True),
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


def looks(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="Code of a case; all of them without one.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Print who did what with which case, and when; what was seen is written nowhere."""
    _open(home)
    from tierbook.library import looks_at

    for at, who, what, case in looks_at(code):
        print(f"{at:%Y-%m-%d %H:%M} {who or 'the shell':24} {what:10} {case}".rstrip())


def delete(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the case: C-4FQ2-9TRB.")],
    home: HomeOption = None,
) -> None:
    """Destroy the key of a case: nothing of it can be read again, in no back-up either."""
    _open(home)
    from tierbook.library import destroy_case

    destroy_case(code)
    say("its key is destroyed; take it out of every copy of screening_keys/ that you have made")


def _open(home: Path | None) -> None:
    """Make the databases of the home ready."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home

    migrate_home(find_home(home))
