"""What changed: a country's editions pair by pair, and two editions beside each other; the same as JSON and CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tierbook.dossier import CHANGE_COLUMNS, Changes, Holdings, change_rows
from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.changes_page import (
    build_changes_page,
    find_changes,
    held_country,
)
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.kept import kept_changes
from tierbook.library.reading.known import place_or_404
from tierbook.places import Country, get_country

__all__ = ["between", "between_csv", "between_json", "country_changes", "country_holdings", "over"]


def over(request: HttpRequest, code: str) -> HttpResponse:
    """Show what changed from edition to edition of a country, in words."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = place_or_404(code)
    if not Document.objects.filter(country=code).exists():
        raise _not_held(place)
    asked = request.GET.get("one", ""), request.GET.get("other", "")
    if all(year.isascii() and year.isdigit() for year in asked):
        first, last = sorted(asked)
        return HttpResponseRedirect(f"/{code}/{first}/{last}/")
    kept = kept_changes(code)
    return render(
        request,
        "pages/changes.html",
        {
            "place": place,
            "code": code,
            "pairs": kept["pairs"][::-1],
            "editions": kept["editions"],
            "samples": kept["samples"],
            "this_is_sample": kept["samples"],
        },
    )


def between(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Show two editions of a country beside each other."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    if int(one) > int(other):
        return HttpResponseRedirect(f"/{code}/{other}/{one}/")
    held = country_holdings(code)
    changes = country_changes(held, code, int(one), int(other))
    return render(
        request,
        "pages/changes_between.html",
        {
            "place": get_country(code),
            "code": code,
            "one": changes.before,
            "other": changes.after,
            "page": build_changes_page(changes),
            "editions": held.editions,
            "samples": changes.is_sample,
            "this_is_sample": changes.is_sample,
        },
    )


def between_json(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Give two editions beside each other as plain values, paragraphs too."""
    changes = country_changes(country_holdings(code), code, int(one), int(other))
    return json_download(changes.to_dict(paragraphs=True))


def between_csv(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Give every change as a row with the words of both texts."""
    changes = country_changes(country_holdings(code), code, int(one), int(other))
    return csv_download(CHANGE_COLUMNS, change_rows(changes), f"changes-{code}-{one}-{other}.csv")


def country_holdings(code: str) -> Holdings:
    """Return what is held of a country; 404 where nothing is."""
    place = place_or_404(code)
    held = held_country(code)
    if held is None:
        raise _not_held(place)
    return held


def _not_held(place: Country) -> Http404:
    return Http404(f"No text on {place.name} is held.")


def country_changes(held: Holdings, code: str, one: int, other: int) -> Changes:
    """Return two editions of a country compared; 404 where one is not held."""
    try:
        return find_changes(held, one, other)
    except WrongUse as error:
        raise Http404(f"Two editions of {code} are compared. {error}") from error
