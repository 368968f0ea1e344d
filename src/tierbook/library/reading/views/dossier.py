"""The page of a country: its dossier over the editions, then what its latest text says; the same as JSON and CSV."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import DOSSIER_COLUMNS, view_clock
from tierbook.editions import LAST_EDITION, History
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.reading.apparatus import finding_rows, list_silences, pillar_groups
from tierbook.library.reading.document_page import paragraphs_read
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.fates import FATES
from tierbook.library.reading.holdings import best_of_units, country_boxes
from tierbook.library.reading.kept_dossier import kept_dossier, kept_dossier_page
from tierbook.library.reading.known import place_or_404
from tierbook.library.reading.placements import official_history, view_placements
from tierbook.library.reading.references import number_findings
from tierbook.standards import ClockPosition, clock_timeline

__all__ = ["country", "dossier_csv", "dossier_json", "held_documents"]


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Open with what is held of a country; then placements and clock, and what its latest narrative says."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    place = place_or_404(code)
    documents = list(Document.objects.filter(country=code))
    request.nothing_beside = not documents  # type: ignore[attr-defined]
    best = best_of_units(documents)
    latest = _latest(documents)
    boxes = country_boxes(code, documents, latest.edition if latest else None)
    history = official_history(documents)
    timeline = _timeline(history.of(code))
    dossier = kept_dossier_page(code, documents) if documents else None
    context: dict[str, Any] = {
        "code": code,
        "place": place,
        "documents": documents,
        "boxes": boxes,
        "held": len(best),
        "editions": len(boxes),
        "kinds": _kinds(documents, len(boxes), len(best)),
        "placements": view_placements(code, documents, history, timeline),
        "clock": view_clock(history, code, LAST_EDITION, timeline),
        "dossier": dossier,
        "fates": FATES,
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


def _timeline(own: History) -> tuple[ClockPosition, ...]:
    """Return the clock of a country in every edition; nothing where no placement of it is held."""
    if not len(own):
        return ()
    return clock_timeline(own, until=max(LAST_EDITION, own.editions[-1]))


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
