"""The page of a country: its dossier over the editions, then what its latest text says; the same as JSON and CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import DOSSIER_COLUMNS
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.drawn_country import draw_country
from tierbook.library.reading.holdings import best_of_units
from tierbook.library.reading.kept_dossier import kept_dossier
from tierbook.library.reading.known import place_or_404

__all__ = ["country", "dossier_csv", "dossier_json", "held_documents"]


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Open with what is held of a country; then placements and clock, and what its latest narrative says."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = place_or_404(code)
    documents = list(Document.objects.filter(country=code))
    request.nothing_beside = not documents  # type: ignore[attr-defined]
    best = best_of_units(documents)
    context = {
        "code": code,
        "place": place,
        "body": draw_country(code, documents),
        "samples": any(d.is_sample for d in documents),
        "newest_tier": next(
            (best[key] for key in sorted(best, reverse=True) if best[key].stated_tier), None
        ),
    }
    return render(request, "pages/country.html", context)


def dossier_json(request: HttpRequest, code: str) -> HttpResponse:
    """Give the dossier of a country as plain values."""
    return json_download(kept_dossier(code, held_documents(code))["whole"])


def dossier_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give every sentence of the dossier with its words, a row for each."""
    rows = kept_dossier(code, held_documents(code))["rows"]
    return csv_download(DOSSIER_COLUMNS, rows, f"dossier-{code}.csv")


def held_documents(code: str) -> list[Document]:
    """Return the documents of a country; 404 where none is held."""
    place = place_or_404(code)
    documents = list(Document.objects.filter(country=code))
    if not documents:
        raise Http404(f"No text on {place.name} is held.")
    return documents
