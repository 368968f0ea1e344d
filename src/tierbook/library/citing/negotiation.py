"""One address, several forms: the address of a document or finding gives what a program asks for with `Accept`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from tierbook.library.citing.asked import Asked, records_of
from tierbook.library.citing.forms import FORMS, answer
from tierbook.library.citing.linked_data import linked_data

__all__ = ["negotiated"]

View = Callable[..., HttpResponse]
Find = Callable[..., tuple[dict[str, Any], Asked]]
JSON, LINKED = "application/json", "application/ld+json"
BY_TYPE = {form.media_type: form for form in FORMS.values()}
_TYPES = ("text/html", JSON, LINKED, *BY_TYPE)


def negotiated(as_json: View, find: Find | None = None) -> Callable[[View], View]:
    """Return a decorator for the page of a document or finding.

    Args:
        as_json: the view that gives the same as JSON.
        find: for an address below a document's: its record, and the place it is about; else the whole document.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer_in_form(request: HttpRequest, document_id: str, **more: str) -> HttpResponse:
            named = "Accept" in request.headers
            wanted = request.get_preferred_type(list(_TYPES)) if named else _TYPES[0]
            if wanted is None:
                response = _none_of_these()
            elif wanted == _TYPES[0]:
                response = view(request, document_id, **more)
            elif wanted == JSON:
                response = as_json(request, document_id, **more)
            else:
                response = _form(request, wanted, *(find or _document)(document_id, **more))
            patch_vary_headers(response, ["Accept"])
            return response

        return answer_in_form

    return decorate


def _document(document_id: str) -> tuple[dict[str, Any], Asked]:
    _, record, _ = records_of(document_id)
    return record, Asked(document_id)


def _form(request: HttpRequest, wanted: str, record: dict[str, Any], asked: Asked) -> HttpResponse:
    """Give the citation of a document or finding in the form that was asked for."""
    citation = asked.cite(request, record)
    if wanted == LINKED:
        data = orjson.dumps(
            linked_data(citation), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        )
        return HttpResponse(data, content_type=f"{LINKED}; charset=utf-8")
    return answer(citation, BY_TYPE[wanted], download=False)


def _none_of_these() -> HttpResponse:
    """Say that no form that was asked for is given, and list those that are."""
    words = "None of the forms that were asked for is given at this address. It gives:\n"
    listed = "".join(f"{name}\n" for name in _TYPES)
    return HttpResponse(words + listed, status=406, content_type="text/plain; charset=utf-8")
