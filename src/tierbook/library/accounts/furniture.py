"""Who is signed in, for the masthead; a page that nobody signed in to see asks nothing for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from tierbook.library.accounts.roles import NOBODY, may, person_of, role_of

__all__ = ["who"]


def who(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the masthead's line on people."""
    try:
        person = person_of(request)
        role = role_of(request) if person is not None else NOBODY
    except DatabaseError:  # the page that tells of it must still be made
        person, role = None, NOBODY
    return {
        "person": person,
        "role": role,
        "has_screening": person is not None and bool(request.session.get("screening")),
        "has_desk": person is not None and may(role, "coder"),
        "email_is_sent": settings.TIERBOOK_EMAIL,
    }
