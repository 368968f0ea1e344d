"""What every answer owes to people: none of theirs is kept by others, and nobody is told of those who only read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tierbook.library.accounts.roles import person_of

__all__ = ["PrivateAnswersMiddleware"]

OWN = ("/account/", "/desk/", "/screening/")


class PrivateAnswersMiddleware:
    """Keep answers that belong to a person out of every cache but hers, and those of her own rooms out of that too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and settle who may keep the answer."""
        response = self.get_response(request)
        if request.path.startswith(OWN):
            response.headers["Cache-Control"] = "private, no-store"
        elif person_of(request) is not None:
            response.headers["Cache-Control"] = "private, no-cache"
        return response
