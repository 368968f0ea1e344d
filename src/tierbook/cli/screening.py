"""`tierbook screening list|allow|revoke|looks|delete|expire`: who may screen in a library, who looked, cases ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import guarded, say
from tierbook.cli.options import HomeOption
from tierbook.text import counted

if TYPE_CHECKING:
    from datetime import datetime
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
        ("expire", expire, "Destroy the keys of cases past their time.", False),
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
    """Destroy the key of a case: no file of `tierbook backup` brings it back; copies of the keys do."""
    _open(home)
    from tierbook.library import destroy_case

    destroy_case(code)
    say("its key is destroyed; take it out of every copy of screening_keys/ that you have made")


def expire(
    before: Annotated[
        str,
        typer.Option(
            "--before",
            metavar="MONTH",
            help="Cases not worked on since before this month: 2024-06. Else the setting screening_months.",
        ),
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Destroy them; without it they are only listed.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """List the cases past their time; with --yes destroy their keys, so that nothing of them can be read again."""
    where = _open(home)
    from tierbook.library import cases_past, expire_cases

    since = _month(before, where)
    past = cases_past(since)
    for case in past:
        seats = counted(case.seats, "seat")
        print(
            f"{case.code} opened {case.opened:%Y-%m-%d} last worked on {case.worked:%Y-%m-%d} {seats}"
        )
    told = f"{counted(len(past), 'case')} not worked on since {since:%Y-%m-%d}"
    if not past:
        say(f"{told}: nothing is past its time")
    elif not yes:
        say(f"{told}; nothing is destroyed yet: give --yes")
    else:
        expire_cases(past)
        say(
            f"{told}: keys destroyed; take them out of every copy of screening_keys/ that you have made"
        )


def _month(words: str, home: Path) -> datetime:
    """Return the first moment of the month that is asked for, or that the setting leads to."""
    import os
    import re
    from datetime import UTC, datetime

    from tierbook.errors import WrongUse
    from tierbook.files import read_number

    now = datetime.now(UTC)  # noqa: TID251 (this is the command line)
    this = now.year * 12 + now.month - 1
    if words:
        if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", words):
            raise WrongUse(f"{words!r} is no month", where="--before", remedy="write one: 2024-06")
        at = int(words[:4]) * 12 + int(words[5:]) - 1
        if at > this:
            raise WrongUse(
                f"{words} lies ahead", where="--before", remedy="give this month, or one before it"
            )
    else:
        months = read_number("screening_months", os.environ, home, 0)
        if not months:
            raise WrongUse(
                "nobody has said when a case is past its time",
                remedy="give --before MONTH, or set screening_months in config.toml",
            )
        at = max(this - months, 12)
    return datetime(at // 12, at % 12 + 1, 1, tzinfo=UTC)


def _open(home: Path | None) -> Path:
    """Make the databases of the home ready, and return it."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home

    found = find_home(home)
    migrate_home(found)
    return found
