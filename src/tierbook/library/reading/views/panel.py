"""A country panel: a form, the first rows, and the whole as a file for a statistics program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import KIND_ORDER, describe_columns
from tierbook.editions import EDITIONS
from tierbook.errors import MissingExtra, WrongUse
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.downloads import file_download, json_download
from tierbook.library.reading.panel_page import AskedPanel, preview, sets, whole_panel
from tierbook.release import write_table

__all__ = ["panel", "panel_file"]

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "dta": "application/x-stata-dta",
    "sav": "application/x-spss-sav",
}


def panel(request: HttpRequest) -> HttpResponse:
    """Show the form, and where something is asked for, the first rows of its panel."""
    asked = AskedPanel.of(request.GET)
    if not asked.asks:
        return _page(request, asked, None)
    try:
        return _page(request, asked, preview(asked))
    except WrongUse as error:
        return _page(request, asked, None, str(error))


def panel_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole panel as a file, or its methods with every column."""
    asked = AskedPanel.of(request.GET)
    try:
        made = whole_panel(asked)
        if form == "json":
            return json_download(made.to_dict())
        if form == "md":
            return file_download(
                describe_columns(made).encode(), "text/markdown; charset=utf-8", "panel.methods.md"
            )
        return file_download(write_table(made.table, form), _TYPES[form], f"panel.{form}")
    except (WrongUse, MissingExtra) as error:
        return _page(request, asked, None, str(error))


def _page(request: HttpRequest, asked: AskedPanel, shown: object, fault: str = "") -> HttpResponse:
    request.room = "/panel/"  # type: ignore[attr-defined]
    samples = bool(getattr(shown, "panel", None)) and shown.panel.holdings.samples  # type: ignore[attr-defined]
    rows = getattr(shown, "rows", ())
    states = [state for row in rows for *_, state in row.cells]
    context = {
        "asked": asked,
        "shown": shown,
        "fault": fault,
        "sets": sets(),
        "years": [edition.year for edition in EDITIONS],
        "kinds": KIND_ORDER,
        "forms": ["csv", "parquet", "dta", "sav", "json"],
        "samples": samples,
        "this_is_sample": samples,
        "switch": switch_of("/panel/", request.GET, states, asked.people),
    }
    return render(request, "pages/panel.html", context, status=400 if fault else 200)
