"""Routes between countries in one edition: filtered, as a table and a network, and as files."""

from __future__ import annotations

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tierbook.dossier import (
    ROUTE_COLUMNS,
    RouteNetwork,
    counted_kind,
    route_rows,
)
from tierbook.editions import LAST_EDITION
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.charting import ChartImage, NoSuchChart, image_of
from tierbook.library.reading.downloads import csv_download, file_download, json_download
from tierbook.library.reading.kept import kept_routes, kept_routes_over_time
from tierbook.library.reading.known import check_edition
from tierbook.library.reading.routes_page import (
    Asked,
    country_rows,
    options_of,
    pair_rows,
    tellers,
)

__all__ = ["flows", "flows_file", "flows_of", "network_of"]

_ROWS_A_PAGE = 50
_FIRST_COUNTRIES = 20
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}


def flows(request: HttpRequest) -> HttpResponse:
    """Lead to the edition that is asked for, else to that with most whole narratives."""
    asked = Asked.of(request.GET)
    year = request.GET.get("edition", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Http404("An edition is given as a year.")
    query = f"?{asked.query}" if asked.query else ""
    return HttpResponseRedirect(f"/flows/{year or _fullest()}/{query}")


def flows_of(request: HttpRequest, year: int) -> HttpResponse:
    """Show the routes of one edition."""
    request.room = "/flows/"  # type: ignore[attr-defined]
    asked = Asked.of(request.GET)
    everything = network_of(year)
    network = asked.apply(everything)
    pairs = network.pairs()
    page = request.GET.get("page")
    a_page = max(len(pairs), 1) if page == "all" else _ROWS_A_PAGE
    shown = Paginator(pair_rows(pairs, everything.pairs()), a_page).get_page(page)
    countries = country_rows(network, year)
    kinds: dict[str, int] = {}
    for text in network.texts:
        kinds[text.text_kind] = kinds.get(text.text_kind, 0) + 1
    return render(
        request,
        "pages/flows.html",
        {
            "year": year,
            "asked": asked,
            "options": options_of(everything, asked, year),
            "editions": _editions(),
            "map_image": _map(year, asked) if pairs else None,
            "mentions": len(network),
            "pairs": len(pairs),
            "shown": shown,
            "tellers": tellers(pairs),
            "kinds": [counted_kind(kind, n) for kind, n in sorted(kinds.items())],
            "unlike": len(kinds) > 1,
            "first_countries": countries[:_FIRST_COUNTRIES],
            "other_countries": countries[_FIRST_COUNTRIES:],
            "without_text": len(network.countries_without_text),
            "over_time": kept_routes_over_time(),
            "downloads": tuple(_TYPES),
            "samples": network.samples,
        },
    )


def _map(year: int, asked: Asked) -> ChartImage | None:
    """Return the map of the routes that are asked for."""
    subject = f"{year}/{asked.country}" if asked.country else str(year)
    try:
        return image_of("flows", subject, replace(asked, country=""))
    except NoSuchChart:
        return None


def flows_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Give the routes of an edition as `csv`, `json`, `graphml` or `gexf`, filtered as the page is."""
    if form not in _TYPES:
        raise Http404(f"Routes are given as {', '.join(_TYPES)}, not as {form}.")
    network = Asked.of(request.GET).apply(network_of(year))
    name = f"routes-{year}.{form}"
    if form == "csv":
        return csv_download(ROUTE_COLUMNS, route_rows(network), name)
    if form == "json":
        return json_download(network.to_dict())
    content = network.to_graphml() if form == "graphml" else network.to_gexf()
    return file_download(content.encode(), _TYPES[form], name)


def network_of(year: int) -> RouteNetwork:
    """Return all routes of an edition, as they were kept, or collected now."""
    check_edition(year)
    return kept_routes(year)


def _editions() -> list[int]:
    found = Document.objects.exclude(edition=None).exclude(country=None)
    return sorted(set(found.values_list("edition", flat=True)), reverse=True)


def _fullest() -> int:
    """Return the edition with most whole narratives, the latest of equals."""
    counts = (
        Document.objects.exclude(edition=None)
        .exclude(country=None)
        .values("edition")
        .annotate(whole=Count("pk", filter=Q(text_kind="narrative")), held=Count("pk"))
    )
    rows = [(row["whole"], row["held"], row["edition"]) for row in counts]
    return max(rows)[2] if rows else LAST_EDITION
