"""Cursors: where a list goes on. Opaque, signed with the library's key, and bound to the filters of their list.

A cursor holds the key of the last row that was given, so rows that are added or taken away in between neither repeat
nor hide another.
"""

from __future__ import annotations

from typing import Any

from django.core import signing

from tierbook.files import short_hash
from tierbook.library.api.problems import Problem

__all__ = ["read_cursor", "write_cursor"]

_SALT = "tierbook.api.cursor"
_LONGEST = 600


def write_cursor(after: list[Any], asked: object) -> str:
    """Return the cursor that goes on after a row.

    Args:
        after: the key of the last row given.
        asked: the filters, as plain values.
    """
    return signing.Signer(salt=_SALT).sign_object([after, short_hash(asked)])


def read_cursor(cursor: str, asked: object) -> list[Any]:
    """Return the key after which to go on.

    Raises:
        Problem: the cursor was changed, or belongs to other filters.
    """
    try:
        if len(cursor) > _LONGEST:
            raise signing.BadSignature
        after, of = signing.Signer(salt=_SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Problem("bad-cursor", "The cursor is none that this library gave.") from error
    if of != short_hash(asked):
        raise Problem(
            "bad-cursor", "The cursor belongs to other filters than those of this request."
        )
    return list(after)
