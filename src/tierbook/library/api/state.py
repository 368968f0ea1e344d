"""What an answer depends on, as cheap validators: the digest of one document, or the state of all that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.http import http_date, parse_http_date_safe

from tierbook.files import short_hash
from tierbook.library.catalogue.derived import held_since

__all__ = ["State", "etag_of", "library_state", "matches"]


@dataclass(frozen=True, slots=True)
class State:
    """What is held, as a word that changes with it, and since when this library has held it so."""

    digest: str
    since: datetime

    @property
    def http_date(self) -> str:
        """Return the time as `Last-Modified` has it."""
        return http_date(self.since.timestamp())


def library_state() -> State:
    """Return the state of all that is held, in one query."""
    return State(*held_since())


def etag_of(*parts: object) -> str:
    """Return a weak validator: the same parts give the same meaning, not the same bytes under every encoding."""
    shown = settings.TIERBOOK_SHOW_COMPUTED
    return f'W/"{short_hash([*map(str, parts), shown], 20)}"'


def matches(given: str, since: str, etag: str, changed: datetime) -> bool:
    """Tell whether what the asker holds is still good.

    Args:
        given: `If-None-Match`, empty where it is not sent; where it is, the date is not looked at.
        since: `If-Modified-Since`.
        etag: of the answer.
        changed: when what the answer rests on last changed.
    """
    if given:
        held = {part.strip().removeprefix("W/") for part in given.split(",")}
        return "*" in held or etag.removeprefix("W/") in held
    stamp = parse_http_date_safe(since) if since else None
    return stamp is not None and int(changed.timestamp()) <= stamp
