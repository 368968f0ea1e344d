"""Leave to screen: given and taken by pseudonym, in the store of screening alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = [
    "allow_screening",
    "leave_of",
    "may_screen",
    "revoke_screening",
    "rows_about",
    "screening_people",
]


def may_screen(pseudonym: str) -> bool:
    """Tell whether a pseudonym has leave to screen."""
    from tierbook.library.screening.models import Grant

    return Grant.objects.filter(pseudonym=pseudonym, revoked=None).exists()


def allow_screening(person: Person, by: str = "") -> None:
    """Give somebody leave to screen.

    Args:
        person: an account.
        by: pseudonym of whoever gives it; empty for the command line.
    """
    from tierbook.library.screening.models import Grant, Look

    Grant.objects.update_or_create(
        pseudonym=person.pseudonym, defaults={"by": by, "since": timezone.now(), "revoked": None}
    )
    Look.objects.create(by=by, what="allowed", about=person.pseudonym)


def leave_of(person: Person) -> Any:
    """Return the grant by which somebody may screen; None where there is none."""
    from tierbook.library.screening.models import Grant

    return Grant.objects.filter(pseudonym=person.pseudonym, revoked=None).first()


def revoke_screening(person: Person, by: str = "") -> bool:
    """Take the leave away; tell whether there was one. What was entered stays.

    Args:
        person: an account.
        by: pseudonym of whoever takes it; empty for the command line.
    """
    from tierbook.library.screening.models import Grant, Look

    had = Grant.objects.filter(pseudonym=person.pseudonym, revoked=None).update(
        revoked=timezone.now()
    )
    if had:
        Look.objects.create(by=by, what="revoked", about=person.pseudonym)
    return bool(had)


def screening_people() -> list[tuple[Person, Any]]:
    """Return everybody who has leave to screen, with their grant; accounts that are gone are left out."""
    from tierbook.library.accounts.models import Person
    from tierbook.library.screening.models import Grant

    grants = {grant.pseudonym: grant for grant in Grant.objects.filter(revoked=None)}
    people = Person.objects.filter(pseudonym__in=grants).order_by("username")
    return [(person, grants[person.pseudonym]) for person in people]


def rows_about(person: Person) -> Iterator[dict[str, Any]]:
    """Yield what this room keeps of a person: her leave, her looks by code, when she entered; nothing of a case."""
    from tierbook.library.screening.models import Entry, Grant, Look

    for grant in Grant.objects.filter(pseudonym=person.pseudonym):
        yield {
            "what": "leave to screen",
            "since": grant.since.isoformat(),
            "revoked": grant.revoked.isoformat() if grant.revoked else None,
        }
    for look in Look.objects.filter(Q(by=person.pseudonym) | Q(about=person.pseudonym)):
        whom = " another officer" if look.about and look.about != person.pseudonym else ""
        yield {"what": look.what + whom, "case": look.code or None, "at": look.at.isoformat()}
    for row in Entry.objects.filter(by=person.pseudonym).values("case_id", "at"):
        yield {"what": "entry, sealed", "case": row["case_id"], "at": row["at"].isoformat()}
