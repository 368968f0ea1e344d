"""Pages that say what is held: home, countries, one edition, one country."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from tierbook.dossier import FIRST_LIST, on_list, running_out, view_clock
from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.errors import UnknownCountry
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.reading.apparatus import finding_rows, list_silences, pillar_groups
from tierbook.library.reading.document_page import paragraphs_read
from tierbook.library.reading.holdings import (
    best_of_units,
    country_boxes,
    counts_in_words,
    edition_boxes,
    regions_of,
    tier_counts,
)
from tierbook.library.reading.placements import official_history, view_placements
from tierbook.library.reading.references import number_findings
from tierbook.library.reading.values import country_name
from tierbook.places import get_country

__all__ = ["countries", "country", "edition", "home", "short_edition"]


def home(request: HttpRequest) -> HttpResponse:
    """Show editions as boxes, the tiers stated in one of them, and all countries."""
    request.room = "/"  # type: ignore[attr-defined]
    documents = list(Document.objects.all())
    years = sorted({d.edition for d in documents if d.edition and d.country})
    chosen = _year(request.GET.get("edition"), years) or _fullest(documents)
    held = [d for d in documents if d.edition == chosen]
    regions = regions_of(held)
    return render(
        request,
        "pages/home.html",
        {
            "boxes": edition_boxes(documents, chosen),
            "chosen": chosen,
            "regions": regions,
            "tier_counts": tier_counts(regions),
            "tiles": sum(len(region.tiles) for region in regions),
            "without_tier": len(best_of_units(held)) - sum(len(r.tiles) for r in regions),
            "sample_tiles": any(tile.sample for region in regions for tile in region.tiles),
            "letters": _by_letter(documents),
            "loose": [d for d in documents if not d.country or not d.edition],
            "documents": len(documents),
            "kinds": counts_in_words(documents),
            "findings": sum(d.findings_count for d in documents),
            "samples": any(d.is_sample for d in documents),
            "first": FIRST_EDITION,
            "last": LAST_EDITION,
        },
    )


def _year(text: str | None, years: list[int]) -> int | None:
    if text and text.isascii() and text.isdigit() and int(text) in years:
        return int(text)
    return None


def _fullest(documents: list[Document]) -> int | None:
    """Return the edition with most whole narratives, then most documents, the latest of equals."""
    counts: dict[int, list[int]] = {}
    for document in best_of_units(documents).values():
        row = counts.setdefault(document.edition or 0, [0, 0])
        row[0] += document.text_kind == "narrative"
        row[1] += 1
    return max(counts, key=lambda year: (*counts[year], year), default=None)


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
        key=lambda row: _sorting_name(row["name"]),
    )
    letters: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        letters.setdefault(_sorting_name(row["name"])[:1].upper(), []).append(row)
    return sorted(letters.items())


def _sorting_name(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.removeprefix("The "))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


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
        documents, key=lambda d: (_sorting_name(country_name(d.country or "", year)), d.kind_order)
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


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Open with what is held of a country; then placements and clock, and what its latest narrative says."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    try:
        place = get_country(code)
    except UnknownCountry as error:
        raise Http404(str(error)) from error
    documents = list(Document.objects.filter(country=code))
    best = best_of_units(documents)
    latest = _latest(documents)
    boxes = country_boxes(code, documents, latest.edition if latest else None)
    history = official_history(documents)
    context: dict[str, Any] = {
        "code": code,
        "place": place,
        "documents": documents,
        "boxes": boxes,
        "held": len(best),
        "editions": len(boxes),
        "kinds": _kinds(documents, len(boxes), len(best)),
        "placements": view_placements(code, documents, history),
        "clock": view_clock(history, code, LAST_EDITION),
        "latest": latest,
        "latest_base": f"/documents/{latest.id}/" if latest else "",
        "samples": any(d.is_sample for d in documents),
        "newest_tier": next(
            (best[key] for key in sorted(best, reverse=True) if best[key].stated_tier), None
        ),
    }
    if latest is not None:
        coding = orjson.loads(Content.objects.get(pk=latest.pk).coding)
        rows = finding_rows(number_findings(coding))
        context["groups"] = pillar_groups(rows)
        context["silences"] = list_silences(coding)
        context["read"] = paragraphs_read(coding["read"])
    return render(request, "pages/country.html", context)


def _latest(documents: list[Document]) -> Document | None:
    """Return the newest whole narrative; where there is none the newest text of the best kind held."""
    return min(
        (d for d in documents if d.edition),
        key=lambda d: (d.kind_order, -(d.edition or 0), d.id),
        default=None,
    )


def _kinds(documents: list[Document], editions: int, held: int) -> list[tuple[str, str]]:
    best = best_of_units(documents).values()
    counts = [
        ("N", "narrative, {} held", "narrative"),
        ("E", "excerpt, {} held: silence in it means nothing", "excerpt"),
        ("S", "summary by another agency, {} held: silence in it means nothing", "summary"),
        ("R", "sample, {} held: restated by us, no source", "sample"),
    ]
    rows = [
        (letter, words.format(sum(1 for d in best if d.text_kind == kind)))
        for letter, words, kind in counts
        if any(d.text_kind == kind for d in best)
    ]
    return [*rows, ("–", f"not held, {editions - held}")]
