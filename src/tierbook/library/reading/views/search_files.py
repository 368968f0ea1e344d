"""A search to take away: as RIS, as a feed with the newest acquired first; and many queries from a file.

CSV and JSON of the list are those of the interface for programs, beside the page as those of every table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import WrongUse
from tierbook.library.catalogue.search import BadQuery, asked_from, find, query_string
from tierbook.library.catalogue.search.batch import (
    BATCH_COLUMNS,
    MOST_HITS,
    MOST_QUERIES,
    batch_rows,
    read_queries,
    run_batch,
)
from tierbook.library.catalogue.search.listing import write_ris
from tierbook.library.operating.address import site_of
from tierbook.library.reading.downloads import csv_download, file_download
from tierbook.library.reading.feeding import IN_A_FEED, answer_with_hits

__all__ = ["batch", "feed", "search_ris"]

MOST_IN_RIS = 200
LARGEST_UPLOAD = 1_000_000
HITS_UNLESS_TOLD = 20
# What a feed without a day says: the day on which the first Report was published.
_LONG_AGO = dt.datetime(2001, 7, 12, tzinfo=dt.UTC)


@require_safe
def search_ris(request: HttpRequest) -> HttpResponse:
    """Give the hits of a search as records for a reference manager, from the place `start` says."""
    try:
        asked = asked_from(request.GET)
        if asked.empty:
            raise BadQuery("q", "write a query, or choose a filter", "nothing is asked")
        start = _number(request, "start", 0, 10_000_000)
        found = find(asked, start, MOST_IN_RIS, facets=False)
    except BadQuery as error:
        return _refused(request, error)
    content = "\n".join(write_ris(found, site_of(request))).encode()
    return file_download(content, "application/x-research-info-systems", "tierbook-search.ris")


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give a search as Atom: the passages whose texts were acquired last."""
    try:
        asked = replace(asked_from(request.GET), sort="acquired")
        found = find(asked, count=IN_A_FEED, facets=False)
    except BadQuery as error:
        return _refused(request, error)
    site = site_of(request)
    words = query_string(asked)
    made = Atom1Feed(
        title=f"tierbook: {found.read_as.query or 'all texts'}",
        link=f"{site}{reverse('search')}?{words}",
        feed_url=f"{site}{reverse('search-feed')}?{words}",
        description="Paragraphs that answer a search, the newest acquired first.",
        language="en",
    )
    return answer_with_hits(request, made, found.hits, site, _LONG_AGO)


@csrf_exempt  # it changes nothing, and a reader who has no session gets no cookie for it
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """Ask many queries: the file is read, answered, and kept nowhere."""
    request.room = "/search/"  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "most": MOST_QUERIES, "most_hits": MOST_HITS, "largest": LARGEST_UPLOAD, "hits": HITS_UNLESS_TOLD,
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "pages/search_batch.html", context)
    try:
        count = _number(request, "hits", HITS_UNLESS_TOLD, MOST_HITS)
        lines = list(run_batch(read_queries(_uploaded(request)), count))
    except (BadQuery, WrongUse) as error:
        context["error"] = error
        return render(request, "pages/search_batch.html", context, status=400)
    if request.POST.get("form") == "csv":
        return csv_download(
            BATCH_COLUMNS, batch_rows(lines, site_of(request)), "tierbook-batch.csv"
        )
    context |= {
        "lines": [
            (line, f"/search/?{query_string(line.asked)}" if line.asked else "") for line in lines
        ],
        "failed": sum(1 for line in lines if line.error),
        "typed": request.POST.get("queries", ""),
        "hits": count,
    }
    return render(request, "pages/search_batch.html", context)


def _uploaded(request: HttpRequest) -> bytes:
    upload = request.FILES.get("file")
    if upload is None:
        content = request.POST.get("queries", "").encode()
        if len(content) > LARGEST_UPLOAD:
            raise WrongUse("the queries are too long", remedy="send them in parts")
        return content
    if upload.size is not None and upload.size > LARGEST_UPLOAD:
        raise WrongUse(
            f"the file has {upload.size:,} bytes, more than {LARGEST_UPLOAD:,}",
            where=str(upload.name)[:80],
            remedy="send it in parts",
        )
    return bytes(upload.read())


def _number(request: HttpRequest, name: str, otherwise: int, most: int) -> int:
    given = request.POST if request.method == "POST" else request.GET
    said = str(given.get(name, "")).strip()
    if not said:
        return otherwise
    if not (said.isascii() and said.isdigit()) or int(said) > most:
        raise BadQuery(
            f"{name}={said[:20]}", f"give a number from 0 to {most}", f"{name} is no such number"
        )
    return int(said)


def _refused(request: HttpRequest, error: BadQuery) -> HttpResponse:
    return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
