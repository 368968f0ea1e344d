"""What changed: a country's editions pair by pair, and two editions beside each other; the same as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tierbook.dossier import CHANGE_COLUMNS, Changes, Holdings, change_rows
from tierbook.errors import WrongUse
from tierbook.files import short_hash
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.accepted import mode_of
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.changes_page import (
    build_changes_page,
    find_changes,
    held_country,
)
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.drawn import kept_markup
from tierbook.library.reading.kept import kept_changes, kept_stock, way_key
from tierbook.library.reading.known import place_or_404
from tierbook.places import Country, get_country
from tierbook.text import join_words

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
    people = mode_of(request.GET.get("people"))
    kept = kept_changes(code, people=people)
    states = [
        quote["set_by_people"]
        for pair in kept["pairs"]
        for statement in pair["headline"]
        for quote in statement["quotes"]
    ]
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
            "switch": switch_of(request.path, request.GET, states, people),
        },
    )


def between(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Show two editions of a country beside each other."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    if int(one) > int(other):
        return HttpResponseRedirect(f"/{code}/{other}/{one}/")
    first, last = int(one), int(other)
    people = mode_of(request.GET.get("people"))
    kept = _kept_between(code, first, last, people)
    return render(
        request,
        "pages/changes_between.html",
        {
            "place": get_country(code),
            "one": {"edition": first},
            "other": {"edition": last},
            "body": SafeString(kept["body"]),
            "samples": bool(kept["samples"]),
            "this_is_sample": bool(kept["samples"]),
            "switch": switch_of(request.path, request.GET, kept["states"].split(), people),
        },
    )


def _kept_between(code: str, first: int, last: int, people: str) -> dict[str, str]:
    """Return what the page of two editions shows; kept where no other edition that is held lies between them."""
    rows = Document.objects.filter(country=code).exclude(edition=None)
    held = sorted(set(rows.values_list("edition", flat=True)))
    for year in (first, last):
        if held and year not in held:
            years = join_words([str(edition) for edition in held])
            raise Http404(
                f"Two editions of {code} are compared. {code}:{year} is not held; held are {years}."
            )
    if any(first < edition < last for edition in held):
        return _draw_between(code, first, last, people)
    return kept_markup(
        f"between/{code}/{first}/{last}{way_key(people)}",
        lambda: _draw_between(code, first, last, people),
        of=[code],
        version=short_hash(kept_stock(code).to_dict()),  # sentences that other countries share
    )


def _draw_between(code: str, first: int, last: int, people: str) -> dict[str, str]:
    held = country_holdings(code, people)
    changes = country_changes(held, code, first, last)
    context = {
        "place": get_country(code),
        "code": code,
        "one": changes.before,
        "other": changes.after,
        "page": build_changes_page(changes),
        "editions": held.editions,
    }
    return {
        "body": render_to_string("parts/changes_between_body.html", context),
        "samples": "yes" if changes.is_sample else "",
        "states": " ".join(sorted(set(_states(changes)))),
    }


def _states(changes: Changes) -> Iterator[str]:
    """Yield what people decided of what a comparison shows, where they did."""
    for row in change_rows(changes):
        for name in ("people_before", "people_after"):
            if row.get(name):
                yield str(row[name])


def between_json(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Give two editions beside each other as plain values, paragraphs too."""
    held = country_holdings(code, mode_of(request.GET.get("people")))
    changes = country_changes(held, code, int(one), int(other))
    return json_download(changes.to_dict(paragraphs=True))


def between_csv(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """Give every change as a row with the words of both texts."""
    held = country_holdings(code, mode_of(request.GET.get("people")))
    changes = country_changes(held, code, int(one), int(other))
    return csv_download(CHANGE_COLUMNS, change_rows(changes), f"changes-{code}-{one}-{other}.csv")


def country_holdings(code: str, people: str = "over") -> Holdings:
    """Return what is held of a country; 404 where nothing is.

    Args:
        code: the country.
        people: how values that people set are shown: over, beside or none.
    """
    place = place_or_404(code)
    held = held_country(code, people)
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
