"""Recommendations over the editions: of a country, and those that stand longest of all; the same as JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import (
    LEDGER_COLUMNS,
    LONGEST_COLUMNS,
    years_listed,
)
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.fates import FATES
from tierbook.library.reading.kept import kept_ledger, kept_longest
from tierbook.library.reading.known import place_or_404
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import describe_variable
from tierbook.places import get_country
from tierbook.text import counted

__all__ = ["ledger_of", "longest", "longest_file", "of_country", "of_country_file"]

_SIGNS = {fate: (sign, words) for fate, sign, words in FATES}
_MOST = 100


def longest(request: HttpRequest) -> HttpResponse:
    """Show the demands that stand longest, of every country or of one topic."""
    request.room = "/recommendations/"  # type: ignore[attr-defined]
    kept = kept_longest()
    topic = request.GET.get("topic", "")
    topics = sorted({row["topic"] for row in kept["entries"] if row["topic"]})
    entries = [row for row in kept["entries"] if not topic or row["topic"] == topic]
    return render(
        request,
        "pages/recommendations.html",
        {
            "lists": kept["lists"],
            "countries": kept["countries"],
            "rows": [_in_row(row) for row in entries[:_MOST]],
            "more": max(len(entries) - _MOST, 0),
            "topics": [(name, describe_variable(name).label) for name in topics],
            "topic": topic if topic in topics else "",
            "held": sorted((_list_held(row) for row in kept["held"]), key=lambda row: row["name"]),
        },
    )


def longest_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give all demands that stand in two lists at least, as JSON or CSV."""
    kept = kept_longest()
    if form == "csv":
        return csv_download(LONGEST_COLUMNS, kept["entries"], "recommendations.csv")
    return json_download(kept)


def of_country(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was asked of a country, edition by edition."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    ledger = ledger_of(code)["ledger"]
    entries = [_in_full(entry) for entry in ledger["entries"]]
    used = {cell["fate"] for entry in ledger["entries"] for cell in entry["cells"]}
    return render(
        request,
        "pages/country_recommendations.html",
        {
            "code": code,
            "place": get_country(code),
            "ledger": ledger,
            "said": _said(ledger),
            "key": [row for row in FATES if row[0] in used],
            "parts": [
                ("stand", "In the newest list held", [e for e in entries if e["stands"]]),
                ("gone", "No longer asked", [e for e in entries if not e["stands"]]),
            ],
            "samples": ledger["samples"],
        },
    )


def of_country_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give a country's ledger as JSON, or as CSV with a row for each demand and edition."""
    kept = ledger_of(code)
    if form == "csv":
        return csv_download(LEDGER_COLUMNS, kept["rows"], f"recommendations-{code}.csv")
    return json_download(kept["ledger"])


def ledger_of(code: str) -> dict[str, Any]:
    """Return a country's ledger as plain values and as rows, as it was kept, or made now."""
    name = place_or_404(code).name
    if not Document.objects.filter(country=code).exists():
        raise Http404(f"No text on {name} is held.")
    return kept_ledger(code)


def _said(ledger: Mapping[str, Any]) -> str:
    lists = ledger["lists"]
    if not lists:
        return "No list of recommendations is held."
    years = f"{lists[0]}" if len(lists) == 1 else f"{lists[0]} to {lists[-1]}"
    demands = counted(len(ledger["entries"]), "recommendation")
    return f"{demands} in {counted(len(lists), 'list')} held, {years}."


def _in_row(row: Mapping[str, Any]) -> dict[str, Any]:
    topic = row["topic"]
    return {
        **row,
        "name": country_name(row["country"], row["last"]),
        "label": describe_variable(topic).label if topic else "",
        "quote": {**row, "edition": row["last"], "text_kind": "narrative"},
    }


def _list_held(row: Mapping[str, Any]) -> dict[str, Any]:
    years = row["editions"]
    return {**row, "name": country_name(row["country"], years[-1]), "years": years_listed(years)}


def _in_full(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry for its page: each edition with its sign and the place of its words."""
    cells = []
    for cell in entry["cells"]:
        sign, words = _SIGNS[cell["fate"]]
        quotes = [quote for item in cell["items"] for quote in item["quotes"]]
        cells.append({**cell, "sign": sign, "words": words, "quote": quotes[0] if quotes else None})
    asking = [cell for cell in cells if cell["items"]]
    words = [
        cell
        for before, cell in zip([None, *asking], asking, strict=False)
        if before is None or cell["fate"] != "repeated" or cell["note"]
    ]
    topic = entry["topic"]
    return {
        **entry,
        "strip": cells,
        "wordings": words if len(words) > 1 else [],
        "quotes": asking[-1]["items"][0]["quotes"],
        "label": describe_variable(topic).label if topic else "",
    }
