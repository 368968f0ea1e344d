"""`tierbook people list|add|role|link|key|disable|enable`: who may do what in a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import guarded, say
from tierbook.cli.options import HomeOption

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["make_people_app"]

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")]
RoleOption = Annotated[
    str,
    typer.Option("--role", metavar="ROLE", help="reader, coder, adjudicator, editor or admin."),
]
SiteOption = Annotated[
    str,
    typer.Option(
        "--site",
        metavar="ADDRESS",
        help="Address of the library, for the link: https://library.example.org",
    ),
]


def make_people_app() -> typer.Typer:
    """Put the verbs of people together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short, bare in (
        ("list", list_people, "Everybody with an account.", False),
        ("add", add, "An account and a link to set its password.", True),
        ("role", role, "Give somebody another role.", True),
        ("link", link, "A new link, for a password that was forgotten.", True),
        ("key", key, "A key for a program, shown once.", True),
        ("disable", disable, "Shut an account out at once.", True),
        ("enable", enable, "Let a disabled account in again.", True),
    ):
        app.command(name, short_help=short, no_args_is_help=bare)(guarded(verb))
    return app


def list_people(home: HomeOption = None) -> None:
    """Print name, role, state and last sign-in of everybody."""
    _open(home)
    from tierbook.library import everybody

    found = everybody()
    if not found:
        say("nobody has an account; the first one: tierbook people add NAME --role admin")
    for person in found:
        seen = person.last_login.date().isoformat() if person.last_login else "never"
        state = "open" if person.is_active else "disabled"
        print(f"{person.username:24} {person.role:12} {state:9} {seen:11} {person.name}".rstrip())


def add(
    name: NameArgument,
    role: RoleOption = "reader",
    full_name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="Name as others see it.")
    ] = "",
    email: Annotated[
        str, typer.Option("--email", metavar="ADDRESS", help="For sign-on with an institution.")
    ] = "",
    site: SiteOption = "",
    home: HomeOption = None,
) -> None:
    """Add somebody, and print the link with which she sets her password; it holds for three days."""
    _open(home)
    from tierbook.library import add_person, link_for

    person = add_person(name, role, name=full_name, email=email)
    say(f"{person.username} is invited as {person.role}; the link holds for three days, once:")
    _print_link(link_for(person, site))


def role(
    name: NameArgument,
    wanted: Annotated[str, typer.Argument(metavar="ROLE", help="The new role.")],
    home: HomeOption = None,
) -> None:
    """Give somebody another role; her sessions end."""
    _open(home)
    from tierbook.library import change_role, find_person

    change_role(find_person(name), wanted)
    say(f"{name} is {wanted} now")


def link(
    name: NameArgument,
    without_factor: Annotated[
        bool,
        typer.Option("--without-factor", help="Take a lost second factor away as well."),
    ] = False,
    site: SiteOption = "",
    home: HomeOption = None,
) -> None:
    """Print a new link with which somebody sets a password."""
    _open(home)
    from tierbook.library import drop_factors, find_person, link_for

    person = find_person(name)
    if without_factor:
        drop_factors(person)
        say(f"{name} has no second factor now")
    _print_link(link_for(person, site))


def key(
    name: NameArgument,
    purpose: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="Name of the key: what will use it.")
    ],
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="read|write", help="read unless told; may be repeated."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Make a key for a program that acts for somebody, and print it; nobody can print it again."""
    _open(home)
    from tierbook.library import find_person, make_key

    _, secret = make_key(find_person(name), purpose, scope or ["read"])
    say("keep it now: it is shown this once")
    print(secret)


def disable(name: NameArgument, home: HomeOption = None) -> None:
    """Shut an account out: its sessions end and its keys stop working at once."""
    _open(home)
    from tierbook.library import disable_person, find_person

    disable_person(find_person(name))
    say(f"{name} is disabled")


def enable(name: NameArgument, home: HomeOption = None) -> None:
    """Let a disabled account in again."""
    _open(home)
    from tierbook.library import disable_person, find_person

    disable_person(find_person(name), active=True)
    say(f"{name} is open again")


def _open(home: Path | None) -> None:
    """Make the database of the home ready."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home

    migrate_home(find_home(home))


def _print_link(address: str) -> None:
    print(address)
    if address.startswith("/"):
        say("put the address of the library before it, or give --site")
