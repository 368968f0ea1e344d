"""People come in by invitation: an account without a password, and a link with which its person sets one.

The link is made of the account's state and signed with the home's secret key. It is stored nowhere, holds for three
days, and stops holding as soon as a password was set with it.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import ROLES

__all__ = [
    "add_person",
    "change_role",
    "disable_person",
    "drop_factors",
    "end_sessions",
    "everybody",
    "find_person",
    "invited_by",
    "link_for",
]

USERNAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$")


def everybody() -> list[Person]:
    """Return all who have an account, by name."""
    return list(Person.objects.order_by("username"))


def add_person(username: str, role: str = "reader", *, name: str = "", email: str = "") -> Person:
    """Add a person without a password.

    Raises:
        WrongUse: the name cannot be one or is taken, or there is no such role.
    """
    _check_role(role)
    if not USERNAME.match(username):
        raise WrongUse(
            f"{username!r} cannot be the name of an account",
            why="it is of two to forty letters of a to z, digits, dots, hyphens and underscores",
            remedy="choose another one; a full name is given with --name",
        )
    if Person.objects.filter(username__iexact=username).exists():
        raise WrongUse(f"there is an account {username!r} already", remedy="choose another name")
    _check_email(email)
    with transaction.atomic():
        person = Person(username=username, role=role, name=name.strip()[:120], email=email.strip())
        person.set_unusable_password()
        person.save()
        keep_email(person, verified=True)
    return person


def keep_email(person: Person, *, verified: bool) -> None:
    """Bring allauth's table of addresses up to the person's own one.

    Args:
        person: whose address it is.
        verified: whether somebody else vouches for a new address: who invites does, the person herself does not. Only
            an address that was vouched for finds its person when an institution signs her on.
    """
    from allauth.account.models import EmailAddress

    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
    if person.email:
        EmailAddress.objects.get_or_create(
            user=person,
            email=person.email.lower(),
            defaults={"verified": verified, "primary": True},
        )


def find_person(username: str) -> Person:
    """Return a person by name.

    Raises:
        WrongUse: there is none.
    """
    person = Person.objects.filter(username__iexact=username).first()
    if person is None:
        raise WrongUse(
            f"there is no account {username!r}", remedy="see who there is: tierbook people list"
        )
    return person


def link_for(person: Person, site: str = "") -> str:
    """Return the link with which a person sets her password."""
    path = reverse(
        "account-invitation",
        kwargs={
            "who": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
        },
    )
    return (site or getattr(settings, "TIERBOOK_SITE", "") or "").rstrip("/") + path


def invited_by(who: str, token: str) -> Person | None:
    """Return whom a link was made for, None where it holds no longer."""
    try:
        key = int(urlsafe_base64_decode(who).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return None
    person = Person.objects.filter(pk=key, is_active=True).first() if key < 2**62 else None
    good = person is not None and default_token_generator.check_token(person, token)
    return person if good else None


def change_role(person: Person, role: str) -> None:
    """Give a person another role; her sessions end, so that none goes on with the old one.

    Raises:
        WrongUse: there is no such role, or the last admin would be none.
    """
    _check_role(role)
    if role == person.role:
        return
    _keep_one_admin(person, role)
    person.role = role
    person.save(update_fields=["role"])
    end_sessions(person)


def disable_person(person: Person, *, active: bool = False) -> None:
    """Shut an account out (or let it in again); sessions end and keys stop working at once.

    Raises:
        WrongUse: the last admin would be shut out.
    """
    if not active:
        _keep_one_admin(person, "")
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        end_sessions(person)


def drop_factors(person: Person) -> int:
    """Take a person's second factors away, when she has lost them; her sessions end. Returns how many there were."""
    from allauth.mfa.models import Authenticator

    dropped, _ = Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    return dropped


def end_sessions(person: Person) -> int:
    """End every session of a person; returns how many there were."""
    from allauth.usersessions.models import UserSession

    ended = 0
    for session in UserSession.objects.filter(user=person):
        session.end()
        ended += 1
    return ended


def _keep_one_admin(person: Person, role: str) -> None:
    others = Person.objects.filter(role="admin", is_active=True).exclude(pk=person.pk)
    if person.role == "admin" and role != "admin" and person.is_active and not others.exists():
        raise WrongUse(
            f"{person.username} is the last admin",
            remedy="make another one first: tierbook people role NAME admin",
        )


def _check_role(role: Any) -> None:
    if role not in ROLES:
        raise WrongUse(f"there is no role {role!r}", remedy=f"choose from {', '.join(ROLES)}")


def _check_email(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    if not email:
        return
    try:
        validate_email(email)
    except ValidationError as error:
        raise WrongUse(
            f"{email!r} is no e-mail address", remedy="mend it, or leave it out"
        ) from error
    if Person.objects.filter(email__iexact=email).exists():
        raise WrongUse(f"{email} belongs to an account already", remedy="give another address")
