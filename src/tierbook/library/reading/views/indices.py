"""Scores of a country after the 3P rules, edition by edition, with the rule and the words; the same as JSON and CSV."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.agreement import PILLARS, view_rules
from tierbook.dossier import INDEX_COLUMNS
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.kept import kept_scores
from tierbook.library.reading.known import place_or_404
from tierbook.places import get_country

__all__ = ["indices", "indices_csv", "indices_json", "scores_of"]


def indices(request: HttpRequest, code: str) -> HttpResponse:
    """Show the scores of every edition held, the newest first, each with its rule and its words."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    kept = scores_of(code)
    context = {
        "code": code,
        "place": get_country(code),
        "pillars": PILLARS,
        "scores": kept["scores"],
        "rules": view_rules("three-p"),
        "samples": kept["samples"],
        "this_is_sample": kept["samples"],
    }
    return render(request, "pages/indices.html", context)


def indices_json(request: HttpRequest, code: str) -> HttpResponse:
    """Give the scores as plain values."""
    return json_download({"country": code, "scores": scores_of(code)["scores"]})


def indices_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give a row for each ground of each score, with its words."""
    return csv_download(INDEX_COLUMNS, scores_of(code)["rows"], f"indices-{code}.csv")


def scores_of(code: str) -> dict[str, Any]:
    """Return the scores of a country as plain values and as rows; 404 where nothing is held."""
    place = place_or_404(code)
    kept = kept_scores(code)
    if not kept["scores"]:
        raise Http404(f"No text on {place.name} is held with its edition.")
    return kept
