"""Pages that say what went wrong and what to do; none of them asks the database."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.library.api.problems import not_ready
from tierbook.library.operating.faults import fault_of, unavailable

__all__ = ["failed", "not_found", "not_from_here", "not_understood", "refused"]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    reason = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return render(
        request,
        "pages/error.html",
        {"heading": "Nothing stands at this address", "reason": reason},
        status=404,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when a disk or a database has refused, or tierbook itself has failed."""
    error = sys.exc_info()[1]
    fault = None if error is None else fault_of(error)
    if fault is not None:
        api = request.path.startswith("/api/v1/")
        return not_ready(request, fault) if api else unavailable(request, fault)
    return render(
        request,
        "pages/error.html",
        {
            "heading": "This page could not be made",
            "reason": "The fault is in tierbook, not in the address. The terminal that serves the library says more.",
        },
        status=500,
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer whoever may not do what was asked."""
    reason = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return render(
        request,
        "pages/error.html",
        {"heading": "This request was refused", "reason": reason},
        status=403,
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from this site, or came too late."""
    words = (
        "The form did not come from this site, or its page was opened too long ago. "
        "Open the page again and send it once more."
    )
    return render(
        request,
        "pages/error.html",
        {"heading": "This form was refused", "reason": words},
        status=403,
    )


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(
        request,
        "pages/error.html",
        {"heading": "This request was not understood", "reason": ""},
        status=400,
    )
