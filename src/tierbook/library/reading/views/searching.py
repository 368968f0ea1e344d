"""Search: countries by name, and whole sentences by their words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.library.catalogue.models import Document
from tierbook.library.catalogue.search import count_paragraphs, find_paragraphs, query_words
from tierbook.library.reading.hits import draw_hits
from tierbook.library.reading.values import country_name
from tierbook.places import all_countries

__all__ = ["search"]

HITS_A_PAGE = 20


def search(request: HttpRequest) -> HttpResponse:
    """Show the countries whose names hold the words, then the paragraphs that hold them all."""
    request.room = "/search/"  # type: ignore[attr-defined]
    query = " ".join(request.GET.get("q", "").split())[:200]
    words = query_words(query)
    page = _page(request.GET.get("page"))
    hits = []
    total = 0
    if words:
        total = count_paragraphs(words)
        hits = draw_hits(find_paragraphs(words, (page - 1) * HITS_A_PAGE, HITS_A_PAGE), words)
    return render(
        request,
        "pages/search.html",
        {
            "query": query,
            "countries": _countries(query) if query and page == 1 else [],
            "hits": hits,
            "total": total,
            "number": page,
            "previous": page - 1 if page > 1 and total else None,
            "next": page + 1 if page * HITS_A_PAGE < total else None,
            "samples": any(hit.sample for hit in hits),
        },
    )


def _page(text: str | None) -> int:
    return max(1, min(int(text), 10_000)) if text and text.isascii() and text.isdigit() else 1


def _countries(query: str) -> list[tuple[str, str, int]]:
    """Return (code, name, documents held) of the countries that the query names, now or in another year."""
    wanted = query.casefold()
    found = [
        c.code
        for c in all_countries()
        if c.code.casefold() == wanted
        or any(wanted in name.casefold() for name in (c.name, *(n.text for n in c.names)))
    ]
    counts: dict[str, int] = {}
    for code in Document.objects.filter(country__in=found[:60]).values_list("country", flat=True):
        counts[code or ""] = counts.get(code or "", 0) + 1
    rows = [(code, country_name(code), counts[code]) for code in found if code in counts]
    return sorted(rows, key=lambda row: row[1])[:12]
