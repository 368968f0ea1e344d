"""Search: countries by name, and whole sentences by a query in words; the language, the thesaurus."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.library.catalogue.search import (
    FARTHEST,
    FIELDS,
    LONGEST_QUERY,
    Asked,
    BadQuery,
    asked_from,
    find,
    load_thesaurus,
    query_string,
)
from tierbook.library.catalogue.search.helping import (
    advise,
    count_only,
    in_the_countries_named,
    mend,
    words_as_typed,
)
from tierbook.library.reading.search_page import (
    countries_named,
    draw_facets,
    draw_hits,
    draw_scopes,
    draw_sorts,
    draw_state,
    editions_held,
)
from tierbook.library.record.aliases import looks_like_address
from tierbook.library.record.views.addresses import at

__all__ = ["language", "search", "thesaurus"]

HITS_A_PAGE = 20
_LAST_PAGE = 10_000


def search(request: HttpRequest) -> HttpResponse:
    """Show the countries whose names hold the words, then the passages that answer the query."""
    if looks_like_address(typed := request.GET.get("q", "")):
        return at(request, typed)
    request.room = "/search/"  # type: ignore[attr-defined]
    page = _page(request.GET.get("page"))
    context: dict[str, Any] = {"longest": LONGEST_QUERY, "number": page, "a_page": HITS_A_PAGE}
    try:
        asked = asked_from(request.GET)
    except BadQuery as error:
        asked = Asked(" ".join(request.GET.get("q", "").split())[:LONGEST_QUERY])
        context["error"] = error
    else:
        context |= _answer(asked, page)
    context |= {
        "asked": asked,
        "countries": countries_named(asked.text) if asked.text and page == 1 else [],
        "scopes": draw_scopes(asked),
        "kept": [(name, value) for name, values in asked.filters.items() for value in values],
    }
    return render(request, "pages/search.html", context)


def _answer(asked: Asked, page: int) -> dict[str, Any]:
    if asked.empty:
        return {}
    try:
        return _found(asked, page)
    except BadQuery as error:
        context: dict[str, Any] = {"error": error}
        plain = words_as_typed(asked.text)
        if plain:
            as_typed = replace(asked, text=plain)
            context["as_typed"] = "?" + query_string(as_typed)
        mended = mend(error)
        if mended:
            try:
                context |= {"mended": mended, **_found(replace(asked, text=mended), page)}
            except BadQuery:  # the filters cannot be read either: they are named first
                context.pop("mended")
        return context


def _found(asked: Asked, page: int) -> dict[str, Any]:
    found = find(asked, (page - 1) * HITS_A_PAGE, HITS_A_PAGE)
    first = page == 1
    return {
        "found": found,
        "hits": draw_hits(found.hits),
        "facets": draw_facets(asked, found),
        "sorts": draw_sorts(asked),
        "state": draw_state(asked),
        "without_filters": "?" + query_string(replace(asked, filters={})),
        "exact": "?" + query_string(replace(asked, thesaurus=False)),
        "widened": _link_to_widen(asked),
        "files": query_string(asked),
        "named": _links(in_the_countries_named(asked)) if first else [],
        "advice": _links(advise(asked, found)) if not found.total else [],
        "held": editions_held(asked) if not found.total else [],
        "samples": any(hit.document.is_sample for hit in found.hits),
        "previous": "?" + query_string(asked, page=page - 1) if page > 1 and found.total else "",
        "next": "?" + query_string(asked, page=page + 1)
        if page * HITS_A_PAGE < found.total
        else "",
    }


def _links(rows: Any) -> list[tuple[Any, str]]:
    return [(row, "?" + query_string(row.asked) if row.asked else "") for row in rows]


def _link_to_widen(asked: Asked) -> tuple[str, int] | None:
    """Return the link that switches the thesaurus on, and what that finds, where it is off."""
    if asked.thesaurus:
        return None
    wider = replace(asked, thesaurus=True)
    return "?" + query_string(wider), count_only(wider)


def _page(text: str | None) -> int:
    return max(1, min(int(text), _LAST_PAGE)) if text and text.isascii() and text.isdigit() else 1


def language(request: HttpRequest) -> HttpResponse:
    """Show the language of queries on one page."""
    request.room = "/search/"  # type: ignore[attr-defined]
    context = {"farthest": FARTHEST, "fields": FIELDS, "longest": LONGEST_QUERY}
    return render(request, "pages/search_language.html", context)


def thesaurus(request: HttpRequest, entry_id: str | None = None) -> HttpResponse:
    """Show the entries of the thesaurus, or one of them."""
    request.room = "/search/"  # type: ignore[attr-defined]
    book = load_thesaurus()
    if entry_id is None:
        kinds = (
            ("Terms", ("term",)),
            ("Law and treaties", ("law",)),
            ("Abbreviations and spellings", ("abbreviation", "spelling")),
            ("Names of countries", ("name",)),
            ("Names of peoples", ("people",)),
        )
        groups = [(title, [e for e in book.entries if e.kind in some]) for title, some in kinds]
        return render(request, "pages/thesaurus.html", {"groups": groups})
    entry = book.entry(entry_id)
    if entry is None:
        raise Http404(f"The thesaurus has no entry {entry_id}")
    return render(request, "pages/thesaurus.html", {"groups": [("", [entry])], "one": entry})
