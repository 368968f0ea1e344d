"""Figures of a country over the editions: as a page, JSON and CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import SERIES_COLUMNS
from tierbook.errors import UnknownCountry
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.kept import kept_series
from tierbook.library.reading.series_page import series_tables
from tierbook.places import Country, get_country

__all__ = ["series", "series_file"]


def series(request: HttpRequest, code: str) -> HttpResponse:
    """Show each figure over the editions, with its words and its breaks."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = _place(code)
    kept = kept_series(code)
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
    kept = kept_series(code)
    if form == "csv":
        return csv_download(SERIES_COLUMNS, kept["rows"], f"series-{code}.csv")
    return json_download({name: kept[name] for name in ("country", "samples", "series")})


def _place(code: str) -> Country:
    try:
        return get_country(code)
    except UnknownCountry as error:
        raise Http404(str(error)) from error
