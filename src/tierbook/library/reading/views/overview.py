"""Pages that say what is held: countries, and one edition."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from tierbook.dossier import FIRST_LIST, on_list, running_out
from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.holdings import (
    regions_of,
    sorting_name,
    tier_counts,
)
from tierbook.library.reading.placements import official_history
from tierbook.library.reading.values import country_name

__all__ = ["countries", "edition", "short_edition"]


def _by_letter(documents: list[Document]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the countries held under the first letter of their names."""
    held: dict[str, list[Document]] = {}
    for document in documents:
        if document.country:
            held.setdefault(document.country, []).append(document)
    rows = sorted(
        (
            {
                "code": code,
                "name": country_name(code),
                "editions": len({d.edition for d in found if d.edition}),
                "narratives": sum(1 for d in found if d.text_kind == "narrative"),
                "sample_only": all(d.is_sample for d in found),
            }
            for code, found in held.items()
        ),
        key=lambda row: sorting_name(row["name"]),
    )
    letters: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        letters.setdefault(sorting_name(row["name"])[:1].upper(), []).append(row)
    return sorted(letters.items())


def countries(request: HttpRequest) -> HttpResponse:
    """List every country held, by letter."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    documents = list(Document.objects.all())
    letters = _by_letter(documents)
    return render(
        request,
        "pages/countries.html",
        {
            "letters": letters,
            "count": sum(len(rows) for _, rows in letters),
            "samples": any(d.is_sample for d in documents),
        },
    )


def short_edition(request: HttpRequest, year: int) -> HttpResponse:
    """Lead `/2018/` to the page of the edition."""
    return HttpResponsePermanentRedirect(f"/editions/{year}/")


def edition(request: HttpRequest, year: int) -> HttpResponse:
    """List the documents of one edition, and the tiers that they state."""
    request.room = "/"  # type: ignore[attr-defined]
    if not FIRST_EDITION <= year <= LAST_EDITION:
        raise Http404(
            f"No edition of {year} is known; the series runs from {FIRST_EDITION} to {LAST_EDITION}."
        )
    documents = list(Document.objects.filter(edition=year))
    history = official_history(documents)
    listed = on_list(history, year)
    regions = regions_of(documents)
    rows = sorted(
        documents, key=lambda d: (sorting_name(country_name(d.country or "", year)), d.kind_order)
    )
    return render(
        request,
        "pages/edition.html",
        {
            "year": year,
            "rows": rows,
            "regions": regions,
            "tier_counts": tier_counts(regions),
            "tiles": sum(len(region.tiles) for region in regions),
            "sample_tiles": any(tile.sample for region in regions for tile in region.tiles),
            "samples": any(d.is_sample for d in documents),
            "listed": listed,
            "running_out": running_out(listed),
            "has_list": year >= FIRST_LIST,
            "whole": year in history.whole_lists,
        },
    )
