"""Figures of a country over the editions: as a page, JSON and CSV."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import SERIES_COLUMNS, build_series, hold_texts, series_rows
from tierbook.errors import UnknownCountry
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.held import held_of
from tierbook.library.reading.series_page import series_tables
from tierbook.places import Country, get_country

__all__ = ["series", "series_file"]


def series(request: HttpRequest, code: str) -> HttpResponse:
    """Show each figure over the editions, with its words and its breaks."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = _place(code)
    kept = _kept(code)
    tables = series_tables(kept["series"])
    return render(
        request,
        "pages/series.html",
        {
            "code": code,
            "place": place,
            "main": [table for table in tables if table.main],
            "others": [table for table in tables if not table.main],
            "samples": kept["samples"],
        },
    )


def series_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give the series as `json` or `csv`."""
    _place(code)
    kept = _kept(code)
    if form == "csv":
        return csv_download(SERIES_COLUMNS, kept["rows"], f"series-{code}.csv")
    return json_download({name: kept[name] for name in ("country", "samples", "series")})


def _place(code: str) -> Country:
    try:
        return get_country(code)
    except UnknownCountry as error:
        raise Http404(str(error)) from error


def _kept(code: str) -> dict[str, Any]:
    """Return the series of a country as they were kept, or made now."""
    if not Document.objects.filter(country=code).exists():
        return {"country": code, "samples": False, "series": [], "rows": []}

    def make() -> dict[str, Any]:
        held = hold_texts(held_of([code]))
        found = build_series(held)
        return {
            "country": code,
            "samples": held.samples,
            "series": [one.to_dict() for one in found],
            "rows": list(series_rows(found)),
        }

    kept: dict[str, Any] = derived(f"series/{code}", make)
    return kept
