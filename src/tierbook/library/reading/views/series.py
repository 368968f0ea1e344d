"""Figures of a country over the editions: as a page, JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import SERIES_COLUMNS
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.kept import kept_series
from tierbook.library.reading.known import place_or_404
from tierbook.library.reading.series_page import series_tables

__all__ = ["series", "series_file"]


def series(request: HttpRequest, code: str) -> HttpResponse:
    """Show each figure over the editions, with its words and its breaks."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = place_or_404(code)
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
    place_or_404(code)
    kept = kept_series(code)
    if form == "csv":
        return csv_download(SERIES_COLUMNS, kept["rows"], f"series-{code}.csv")
    return json_download({name: kept[name] for name in ("country", "samples", "series")})
