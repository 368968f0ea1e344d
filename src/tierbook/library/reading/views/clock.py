"""The clock of the Watch List over all countries, in one edition, with what clock and record part on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tierbook.dossier import FIRST_LIST, on_list, running_out
from tierbook.editions import LAST_EDITION
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.clock_tables import (
    cases_of,
    clock_editions,
    newest_whole_list,
)
from tierbook.library.reading.placements import official_history

__all__ = ["clock", "clock_of"]


def clock(request: HttpRequest) -> HttpResponse:
    """Show the newest edition whose list is held whole, and every exception; a year in the query leads to its page."""
    asked = request.GET.get("edition", "")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
            raise Http404("An edition is given as a year.")
        return HttpResponseRedirect(f"/clock/{asked}/")
    return _show(request, None)


def clock_of(request: HttpRequest, year: int) -> HttpResponse:
    """Show one edition, and its exceptions."""
    if not FIRST_LIST <= year <= LAST_EDITION:
        raise Http404(
            f"There was no Watch List in an edition of {year}: it stands in those of {FIRST_LIST} to {LAST_EDITION}."
        )
    return _show(request, year)


def _show(request: HttpRequest, year: int | None) -> HttpResponse:
    request.room = "/clock/"  # type: ignore[attr-defined]
    history = official_history(Document.objects.exclude(stated_tier=None))
    shown = newest_whole_list(history) if year is None else year
    rows = on_list(history, shown)
    classes = cases_of(history, year)
    return render(
        request,
        "pages/clock.html",
        {
            "year": shown,
            "all_cases": year is None,
            "rows": rows,
            "running_out": running_out(rows),
            "whole": shown in history.whole_lists,
            "classes": classes,
            "cases": sum(len(c.rows) for c in classes),
            "editions": clock_editions(),
            "countries": len(history.countries),
            "placements": len(history),
        },
    )
