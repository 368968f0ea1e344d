"""Figures of a country over the editions: as a page, JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tierbook.dossier import SERIES_COLUMNS
from tierbook.library.desk.accepted import mode_of
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.drawn import kept_markup
from tierbook.library.reading.kept import kept_series, way_key
from tierbook.library.reading.known import place_or_404
from tierbook.library.reading.series_page import series_tables
from tierbook.places import Country

__all__ = ["kept_series_page", "series", "series_file"]


def series(request: HttpRequest, code: str) -> HttpResponse:
    """Show each figure over the editions, with its words and its breaks."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = place_or_404(code)
    people = mode_of(request.GET.get("people"))
    kept = kept_series_page(place, people)
    return render(
        request,
        "pages/series.html",
        {
            "code": code,
            "place": place,
            "body": SafeString(kept["body"]),
            "samples": bool(kept["samples"]),
            "switch": switch_of(request.path, request.GET, kept["states"].split(), people),
        },
    )


def kept_series_page(place: Country, people: str = "over") -> dict[str, str]:
    """Return what the page of a country's figures shows, as it was kept or drawn now."""
    key = f"series/{place.code}/page{way_key(people)}"
    return kept_markup(key, lambda: _draw(place, people), of=[place.code])


def _draw(place: Country, people: str) -> dict[str, str]:
    kept = kept_series(place.code, people=people)
    tables = series_tables(kept["series"])
    context = {
        "place": place,
        "main": [table for table in tables if table.main],
        "others": [table for table in tables if not table.main],
    }
    return {
        "body": render_to_string("parts/series_body.html", context),
        "samples": "yes" if kept["samples"] else "",
        "states": " ".join(sorted({row["set_by_people"] or "" for row in kept["rows"]})),
    }


def series_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give the series as `json` or `csv`."""
    place_or_404(code)
    kept = kept_series(code, people=mode_of(request.GET.get("people")))
    if form == "csv":
        return csv_download(SERIES_COLUMNS, kept["rows"], f"series-{code}.csv")
    return json_download({name: kept[name] for name in ("country", "samples", "series")})
