"""Who comes in: officers with leave to screen; for everybody else nothing stands at these addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tierbook.library.accounts.roles import person_of
from tierbook.library.screening.models import Seat
from tierbook.library.screening.people import may_screen

__all__ = ["SEEN", "for_officers", "seated"]

SEEN = "screening"  # in the session of an officer who has been here: the masthead then has a link
View = Callable[..., HttpResponse]


def for_officers(view: View) -> View:
    """Guard a view: 404 without leave, and a second factor where the library asks its staff for one."""

    @wraps(view)
    @sensitive_post_parameters()
    @sensitive_variables()
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = person_of(request)
        if person is None or not may_screen(person.pseudonym):
            if person is not None:
                request.session.pop(SEEN, None)
            raise Http404
        if settings.TIERBOOK_SECOND_FACTOR and not person.has_second_factor():
            return HttpResponseRedirect(reverse("account-second-factor"))
        if not request.session.get(SEEN):
            request.session[SEEN] = True
        return view(request, *args, **kwargs)

    return guarded


def seated(request: HttpRequest, code: str) -> Seat:
    """Return the officer's seat at a case.

    Raises:
        Http404: there is no such case, or none for her; the two are not told apart.
    """
    from tierbook.library.screening.cases import seat_of

    seat = seat_of(code, request.user.pseudonym)  # type: ignore[union-attr]
    if seat is None:
        raise Http404
    return seat
