"""Help: how to read a page, the keys, and the switch that turns them off."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tierbook.library.reading.own_forms import refuse_other_sites

__all__ = ["KEYS", "Key", "help_page", "switch_keys"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does."""

    key: str
    does: str


KEYS = (
    Key("j", "next paragraph of a text"),
    Key("k", "paragraph before"),
    Key("n", "next finding in a text, next hit of a search"),
    Key("p", "finding or hit before"),
    Key("/", "to the search"),
    Key("c", "cite: the paragraph that has the focus, or the whole page"),
    Key("?", "this page"),
)


def help_page(request: HttpRequest) -> HttpResponse:
    """Explain the pages and their keys."""
    request.room = "/help/"  # type: ignore[attr-defined]
    return render(request, "pages/help.html", {"keys": KEYS})


@csrf_exempt  # a token would set a cookie on whoever only reads
@require_POST
def switch_keys(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice in a cookie: single keys on or off."""
    refuse_other_sites(request, "the keys")
    response = HttpResponseRedirect(reverse("help"))
    if request.POST.get("keys") == "off":
        response.set_cookie("keys", "off", max_age=31536000, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("keys", samesite="Lax")
    return response
