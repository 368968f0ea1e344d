"""Keys for programs: shown once, kept as a hash.

A key is 256 random bits, so a plain SHA-256 of it is enough: there is no list of likely keys to try.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Key

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = ["MOST_KEYS", "PREFIX", "SCOPES", "key_of", "make_key"]

PREFIX = "tb_"
SCOPES = ("read", "write")
MOST_KEYS = 20
SHOWN = 8  # characters by which a person tells her keys apart
LONGEST = 200


def make_key(person: Person, name: str, scopes: Iterable[str] = ("read",)) -> tuple[Key, str]:
    """Make a key and return it with its secret, which is nowhere else.

    Raises:
        WrongUse: the key has no name or no scope that there is, or the person holds too many.
    """
    name, wanted = " ".join(name.split())[:80], set(scopes)
    if not name:
        raise WrongUse("this key has no name", remedy="name it after the program that will use it")
    if not wanted or not wanted <= set(SCOPES):
        raise WrongUse(
            f"a key cannot have the scopes {', '.join(sorted(wanted)) or '(none)'}",
            remedy=f"choose from {', '.join(SCOPES)}",
        )
    if person.keys.filter(revoked__isnull=True).count() >= MOST_KEYS:
        raise WrongUse(
            f"{person.username} holds {MOST_KEYS} keys already", remedy="revoke one of them first"
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    key = Key.objects.create(
        person=person,
        name=name,
        scopes=" ".join(s for s in SCOPES if s in wanted),
        shown=secret[: len(PREFIX) + SHOWN],
        digest=_digest(secret),
    )
    return key, secret


def key_of(request: HttpRequest) -> Key | None:
    """Return the key that a request carries in `Authorization: Bearer tb_…`, None without a good one."""
    if not hasattr(request, "_tierbook_key"):
        request._tierbook_key = _find_key(request.headers.get("Authorization", ""))  # type: ignore[attr-defined]
    key: Key | None = request._tierbook_key  # type: ignore[attr-defined]
    return key


def _find_key(header: str) -> Key | None:
    scheme, _, secret = header.strip().partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    key = (
        Key.objects.select_related("person")
        .filter(digest=_digest(secret), revoked__isnull=True, person__is_active=True)
        .first()
    )
    if key is not None:
        today = timezone.now().date()
        if key.last_used != today:  # the day alone is kept, so a key costs one write a day
            Key.objects.filter(pk=key.pk).update(last_used=today)
            key.last_used = today
    return key


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
