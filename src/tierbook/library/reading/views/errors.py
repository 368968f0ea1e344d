"""Pages that say what went wrong and what to do; none of them asks the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    """Answer when tierbook itself has failed."""
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
