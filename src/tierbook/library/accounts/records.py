"""What is stored about a person: on her page, as JSON lines, and how it is taken away.

Each room that keeps something of a person's registers here what it keeps, so that a page, an export and a deletion
never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from tierbook.files import canonical_json
from tierbook.library.accounts.models import Person

__all__ = ["Kept", "export_person", "forget_person", "kept_about", "register"]

Rows = Callable[[Person], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is stored: what it is, its rows, and what becomes of it when the person is deleted."""

    kind: str
    what: str
    rows: Rows
    afterwards: str = "deleted"
    told_of_none: bool = True  # whether the page has a line where nothing of the kind is stored


_KINDS: dict[str, Kept] = {}


def register(kept: Kept) -> None:
    """Add a kind of thing that is stored about people."""
    _KINDS[kept.kind] = kept


def kept_about(person: Person) -> list[tuple[Kept, int]]:
    """Return every kind with how many rows there are of it."""
    counted = [(kept, sum(1 for _ in kept.rows(person))) for kept in _KINDS.values()]
    return [(kept, count) for kept, count in counted if count or kept.told_of_none]


def export_person(person: Person) -> Iterator[bytes]:
    """Yield everything that is stored about a person as lines of JSON, each with its kind."""
    for kept in _KINDS.values():
        for row in kept.rows(person):
            yield canonical_json({"kind": kept.kind, **row}) + b"\n"


def forget_person(person: Person) -> None:
    """Delete a person and what is hers; her events stay under her pseudonym.

    Raises:
        WrongUse: she is the last admin.
    """
    from tierbook.library.accounts.inviting import disable_person

    with transaction.atomic():
        disable_person(person)
        person.delete()


def _account(person: Person) -> Iterator[dict[str, Any]]:
    yield {
        "username": person.username,
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "pseudonym": person.pseudonym,
        "active": person.is_active,
        "joined": person.date_joined.isoformat(),
        "last_sign_in": person.last_login.isoformat() if person.last_login else None,
        "password": "kept as a hash" if person.has_usable_password() else "none",
    }


def _keys(person: Person) -> Iterator[dict[str, Any]]:
    for key in person.keys.all():
        yield {
            "name": key.name,
            "scopes": key.scopes.split(),
            "begins": key.shown,
            "created": key.created.isoformat(),
            "last_used": key.last_used.isoformat() if key.last_used else None,
            "revoked": key.revoked.isoformat() if key.revoked else None,
        }


def _sessions(person: Person) -> Iterator[dict[str, Any]]:
    from allauth.usersessions.models import UserSession

    for row in UserSession.objects.filter(user=person).order_by("created_at"):
        yield {
            "begun": row.created_at.isoformat(),
            "last_seen": row.last_seen_at.isoformat(),
            "ip": row.ip,
            "browser": row.user_agent,
        }


def _factors(person: Person) -> Iterator[dict[str, Any]]:
    from allauth.mfa.models import Authenticator

    for row in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {
            "type": row.type,
            "created": row.created_at.isoformat(),
            "last_used": row.last_used_at.isoformat() if row.last_used_at else None,
        }


def _institutional(person: Person) -> Iterator[dict[str, Any]]:
    from allauth.socialaccount.models import SocialAccount

    for row in SocialAccount.objects.filter(user=person).order_by("pk"):
        yield {"provider": row.provider, "uid": row.uid, "told": row.extra_data}


def _memberships(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.institutions.all():
        yield {"institution": row.name, "what_it_is": row.kind}


def _replies(person: Person) -> Iterator[dict[str, Any]]:
    from tierbook.library.accounts.models import ReplyVersion

    for row in ReplyVersion.objects.filter(signer=person.pseudonym).select_related("reply"):
        yield {
            "reply": row.reply_id,
            "version": row.n,
            "signed": row.signed.isoformat(),
            "document": row.reply.document,
            "text": row.text,
        }


def _searches(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.searches.all():
        yield {
            "name": row.name,
            "search": row.params,
            "created": row.created.isoformat(),
            "last_look": row.looked.isoformat(),
            "alert": bool(row.token),
        }


def _drafts(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.drafts.filter(base=None).prefetch_related("readers", "writers"):
        yield {
            **_draft(row),
            "content": row.content,
            "may_comment": sorted(one.username for one in row.readers.all()),
            "may_change": sorted(one.username for one in row.writers.all()),
        }


def _scenarios(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.drafts.exclude(base=None):
        yield {**_draft(row), "of": row.base_id, "otherwise": row.content}


def _draft(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "country": row.country,
        "edition": row.edition,
        "version": row.version,
        "created": row.created.isoformat(),
        "changed": row.changed.isoformat(),
        "published": row.published.isoformat() if row.published else None,
    }


def _versions(person: Person) -> Iterator[dict[str, Any]]:
    from tierbook.library.accounts.models import DraftVersion

    hers = Q(draft__person=person) | Q(person=person)
    for row in DraftVersion.objects.filter(hers).order_by("draft_id", "n").distinct():
        line = {"draft": row.draft_id, "version": row.n, "at": row.at.isoformat()}
        yield {**line, "what": row.what, "yours": row.person_id == person.pk}


def _seen(person: Person) -> Iterator[dict[str, Any]]:
    from tierbook.library.accounts.models import DraftNote

    for row in DraftNote.objects.filter(seen=person):
        yield {"draft": row.draft_id, "comment": row.pk}


def _pieces(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.draft_pieces.all():
        line = {"draft": row.draft_id, "form": row.key, "at": row.at.isoformat()}
        yield {**line, "fields": row.fields}


def _notes(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.notes.all():
        yield {
            "draft": row.draft_id,
            "at": row.at.isoformat(),
            "text": row.text,
            "criterion": row.criterion,
            "finding": row.finding,
            "answers": row.parent_id,
            "resolved": row.resolved.isoformat() if row.resolved else None,
        }


register(Kept("account", "name, address, role, dates; the password as a hash", _account))
register(Kept("key", "keys for programs, as hashes, with name and day of last use", _keys))
register(Kept("session", "where you are signed in: address, browser, times", _sessions))
register(Kept("factor", "second factors, encrypted, with dates", _factors))
register(Kept("sign-on", "what an institution tells of you when it signs you on", _institutional))
register(Kept("membership", "institutions that you sign for", _memberships))
register(Kept("reply", "replies that you signed", _replies, "stay with your name: they are hers"))
register(Kept("search", "searches that you named, and the day of your last look", _searches))
register(Kept("draft", "your drafts, published or not", _drafts))
register(Kept("scenario", "scenarios of your drafts", _scenarios))
register(
    Kept(
        "draft version",
        "versions of your drafts, and your changes to those of others",
        _versions,
        "of your drafts deleted; of others they stay with your name",
    )
)
register(Kept("seen comment", "which comments on drafts you have seen", _seen))
register(Kept("unfinished entry", "what you began to fill in and did not save", _pieces))
register(
    Kept(
        "note",
        "your comments on drafts",
        _notes,
        "of your drafts deleted; of others they stay with your name",
    )
)
