"""Charts: each a page with its finding, its table and its words, and the same as SVG, PNG, HTML, CSV and JSON."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe

from tierbook.editions import EDITIONS, load_placements
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.charting import (
    KINDS,
    NoSuchChart,
    draw_chart,
    draw_figure,
    figures_told,
    make_chart,
    region_slugs,
)
from tierbook.library.reading.routes_page import Asked
from tierbook.library.reading.values import country_name

__all__ = ["chart", "chart_file", "chart_of", "charts"]

_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
_OF_COUNTRY = ("tiers", "clock", "figures")
_YEARS = tuple(edition.year for edition in EDITIONS)


def charts(request: HttpRequest) -> HttpResponse:
    """List the charts there are."""
    request.room = "/charts/"  # type: ignore[attr-defined]
    held = set(
        Document.objects.exclude(text_kind="sample").values_list("edition", flat=True).distinct()
    )
    context = {
        "years": _YEARS,
        "told": [year for year in _YEARS if year in held],
        "regions": list(region_slugs().items()),
        "countries": sorted(
            ((code, country_name(code)) for code in _countries()), key=lambda row: row[1]
        ),
        "kinds": [(kind, KINDS[kind].name) for kind in _OF_COUNTRY],
    }
    return render(request, "pages/charts.html", context)


def _countries() -> set[str]:
    return {
        *load_placements().countries,
        *Document.objects.exclude(country=None).values_list("country", flat=True),
    }


def chart_of(request: HttpRequest) -> HttpResponse:
    """Lead the form of a country and a kind to its chart."""
    code, kind = request.GET.get("country", ""), request.GET.get("kind", "")
    if kind not in _OF_COUNTRY or not re.fullmatch(r"[A-Z]{3}", code):
        raise Http404("A chart is asked for by a country and a kind.")
    return HttpResponseRedirect(f"/charts/{kind}/{code}/")


def chart(request: HttpRequest, kind: str, subject: str = "") -> HttpResponse:
    """Show a chart with its finding, in words and as a table."""
    request.room = "/charts/"  # type: ignore[attr-defined]
    if kind == "map" and not subject:
        return HttpResponseRedirect(f"/charts/map/{_YEARS[-1]}/")
    routes = Asked.of(request.GET) if kind == "flows" else None
    try:
        made = make_chart(kind, subject, routes=routes)
        drawings = [
            (size, mark_safe(draw_figure(kind, subject, narrow=size == "narrow", routes=routes)))
            for size in ("wide", "narrow")
        ]
    except NoSuchChart as error:
        raise Http404(str(error)) from error
    context = {
        "chart": made,
        "drawings": drawings,
        "kind_name": KINDS[kind].name,
        "address": f"/charts/{kind}/{subject}" if subject else f"/charts/{kind}",
        "query": routes.query if routes else "",
        "forms": [(form, form.upper()) for form in _TYPES],
        "samples": made.sample,
        "rows": [[_shown(cell) for cell in row] for row in made.rows],
        **_beside(kind, subject, f"?{routes.query}" if routes and routes.query else ""),
    }
    return render(request, "pages/chart.html", context)


def _shown(cell: object) -> str:
    if isinstance(cell, list | tuple):
        cell = ", ".join(map(str, cell))
    return "–" if cell in (None, "") else str(cell)


def _beside(kind: str, subject: str, query: str) -> dict[str, Any]:
    """Return what leads on from a chart: the same of other editions, other charts of the country."""
    first, _, rest = subject.partition("/")
    if kind in ("map", "flows"):
        year, tail = int(first), f"{rest}/" if rest else ""
        links = [(y, f"/charts/{kind}/{y}/{tail}{query}", y == year) for y in _YEARS]
        at = _YEARS.index(year)
        return {
            "years": links,
            "before": links[at - 1] if at else None,
            "after": links[at + 1] if at + 1 < len(links) else None,
        }
    if kind in (*_OF_COUNTRY, "pillars"):
        others = [("tiers", KINDS["tiers"].name), ("clock", KINDS["clock"].name)]
        links = [(name, f"/charts/{k}/{first}/", k == kind) for k, name in others]
        told = dict.fromkeys((s["what"], s["label"]) for s in figures_told(first) if s["main"])
        seen: dict[str, str] = {}
        for what, label in told:
            seen.setdefault(what, label.partition(" (")[0])
        links += [
            (label, f"/charts/figures/{first}/{what}/", kind == "figures" and what == rest)
            for what, label in seen.items()
        ]
        return {"others": links, "country": first, "country_name": country_name(first)}
    return {}


def chart_file(request: HttpRequest, kind: str, form: str, subject: str = "") -> HttpResponse:
    """Give a chart as a file; `?narrow` draws it for a narrow screen, `?bare` without its words around it."""
    try:
        asked = {name: name in request.GET for name in ("narrow", "bare")}
        routes = Asked.of(request.GET) if kind == "flows" else None
        data = draw_chart(kind, subject, form, routes=routes, **asked)
    except NoSuchChart as error:
        raise Http404(str(error)) from error
    response = HttpResponse(data, content_type=_TYPES[form])
    styles = re.findall(rb"<style>(.*?)</style>", data, re.S) if form in ("svg", "html") else []
    if styles:
        hashes = [base64.b64encode(hashlib.sha256(style).digest()).decode() for style in styles]
        response._csp_update = {"style-src": [f"'sha256-{one}'" for one in hashes]}  # type: ignore[attr-defined]
    if form in ("csv", "json"):
        name = "-".join(filter(None, (kind, *subject.split("/"))))
        response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
