"""Errata: a page that lists every published value that changed, a page for each, a feed, files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.errors import WrongUse
from tierbook.library.operating.address import site_of
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import describe_variable
from tierbook.library.record.asking import KINDS, Errata, errata_asked
from tierbook.library.record.errata import ERRATA_COLUMNS, errata_feed, view_errata
from tierbook.library.record.models import Entry, Erratum

__all__ = ["errata", "errata_file", "erratum", "erratum_json"]

_ON_A_PAGE = 25
_IN_A_FEED = 100


def errata(request: HttpRequest) -> HttpResponse:
    """List the published values that changed, the newest first."""
    request.room = "/errata/"  # type: ignore[attr-defined]
    asked, fault = _asked(request)
    pages = Paginator(asked.rows(), _ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    views = view_errata(shown.object_list)
    first = Entry.objects.order_by("date").values_list("date", flat=True).first()
    context = {
        "asked": asked,
        "query": asked.query(),
        "fault": fault,
        "shown": shown,
        "views": views,
        "first": first,
        "countries": _countries(),
        "editions": _editions(),
        "variables": _variables(),
        "kinds": KINDS.items(),
        "samples": bool(views) and all(view.row.is_sample for view in views),
    }
    return render(request, "record/errata.html", context, status=400 if fault else 200)


def errata_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the errata asked for as `json`, `csv` or an Atom feed."""
    asked, fault = _asked(request)
    if fault is not None:
        return HttpResponse(f"{fault}\n", content_type="text/plain; charset=utf-8", status=400)
    site = site_of(request)
    if form == "atom":
        page = _page(request)
        rows = list(asked.rows()[(page - 1) * _IN_A_FEED : page * _IN_A_FEED + 1])
        views = view_errata(rows[:_IN_A_FEED])
        data = errata_feed(views, site, asked.query(), page, more=len(rows) > _IN_A_FEED)
        return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")
    views = view_errata(asked.rows())
    if form == "csv":
        return csv_download(ERRATA_COLUMNS, (view.to_row(site) for view in views), "errata.csv")
    return json_download({"errata": [view.to_dict(site) for view in views]})


def erratum(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one erratum: was, is, words of both, reasons."""
    request.room = "/errata/"  # type: ignore[attr-defined]
    (view,) = view_errata([_find(slug)])
    return render(
        request,
        "record/erratum.html",
        {"view": view, "samples": view.row.is_sample, "this_is_sample": view.row.is_sample},
    )


def erratum_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one erratum as JSON."""
    (view,) = view_errata([_find(slug)])
    return json_download(view.to_dict(site_of(request)))


def _find(slug: str) -> Erratum:
    found = Erratum.objects.filter(pk=slug).first()
    if found is None:
        raise Http404(f"There is no erratum {slug}. /errata/ lists all of them.")
    return found


def _page(request: HttpRequest) -> int:
    words = request.GET.get("page", "")
    return max(1, int(words)) if words.isascii() and words.isdigit() and len(words) < 6 else 1


def _asked(request: HttpRequest) -> tuple[Errata, WrongUse | None]:
    try:
        return errata_asked(request.GET.dict()), None
    except WrongUse as error:
        return Errata(), error


def _countries() -> list[tuple[str, str]]:
    codes = Erratum.objects.exclude(country=None).order_by().values_list("country", flat=True)
    return sorted(((code, country_name(code)) for code in codes.distinct()), key=lambda p: p[1])


def _editions() -> list[int]:
    years = Erratum.objects.exclude(edition=None).order_by().values_list("edition", flat=True)
    return sorted(years.distinct(), reverse=True)


def _variables() -> list[tuple[str, str]]:
    names = Erratum.objects.exclude(variable="").order_by().values_list("variable", flat=True)
    return sorted(((n, describe_variable(n).label) for n in names.distinct()), key=lambda p: p[1])
