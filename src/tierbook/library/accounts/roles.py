"""Roles: each may do what the one before it may.

A person who must have a second factor and has none acts with the highest role that needs none, so nothing is lost by
the requirement but the duties that it guards.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tierbook.library.accounts.role_names import ROLES

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = ["NOBODY", "ROLES", "WHAT_ROLES_DO", "may", "needs", "person_of", "role_of"]

NOBODY = "nobody"
WHAT_ROLES_DO = {
    "reader": "keeps drafts and saved searches, and signs replies of an institution",
    "coder": "settles reports of wrong codings, and codes",
    "adjudicator": "decides where coders differ",
    "editor": "publishes replies, and keeps institutions",
    "admin": "invites people and gives roles",
}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]


def may(role: str, wanted: str) -> bool:
    """Tell whether a role may do what another one may."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(wanted)


def person_of(request: HttpRequest) -> Person | None:
    """Return who is signed in, without a question to the database where nobody can be."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not _just_signed_in(request):
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def role_of(request: HttpRequest) -> str:
    """Return the role in which a request acts: of the person signed in, else of its key, else `nobody`.

    A key that may only read gives its person's role to requests that change nothing.
    """
    kept = getattr(request, "_tierbook_role", None)
    if kept is None:
        kept = _find_role(request)
        request._tierbook_role = kept  # type: ignore[attr-defined]
    return str(kept)


def needs(role: str) -> Callable[[View], View]:
    """Guard a view: nobody is led to the sign-in, a lesser role is refused, a missing second factor is asked for."""
    if role not in ROLES:
        raise ValueError(f"{role!r} is none of {', '.join(ROLES)}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            own = role_of(request)
            if may(own, role):
                return view(request, *args, **kwargs)
            if own == NOBODY:
                return _to_sign_in(request)
            person = person_of(request)
            if person is not None and may(person.role, role):
                return HttpResponseRedirect(f"{reverse('account-second-factor')}")
            raise PermissionDenied(f"This page is for the role of {role}; yours is {own}.")

        guarded.needs = role  # type: ignore[attr-defined]
        return guarded

    return guard


def acting_role(person: Person) -> str:
    """Return the role that a person may use now: lower than her own where a second factor is asked for and missing."""
    start = settings.TIERBOOK_SECOND_FACTOR
    if not start or not may(person.role, start) or person.has_second_factor():
        return str(person.role)
    below = ROLES.index(start) - 1
    return ROLES[below] if below >= 0 else NOBODY


def _find_role(request: HttpRequest) -> str:
    person = person_of(request)
    return NOBODY if person is None else acting_role(person)


def _just_signed_in(request: HttpRequest) -> bool:
    """Tell whether this very request has opened a session, so that it has no cookie yet."""
    session = getattr(request, "session", None)
    return session is not None and session.modified


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = reverse("account_login")
    if request.method in SAFE_METHODS:
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(address)
