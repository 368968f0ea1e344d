"""The files of a table: CSV and JSON where no view of its page gives them, and the metadata of all of them."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from tierbook.dossier import on_list
from tierbook.errors import WrongUse
from tierbook.library.api.beside.metadata import metadata_of
from tierbook.library.api.beside.tables import EVIDENCE_COLUMNS, LIST_COLUMNS, Beside, table_at
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.address import site_of
from tierbook.library.reading.charting import NoSuchChart
from tierbook.library.reading.downloads import csv_lines, json_download
from tierbook.library.reading.placements import official_history
from tierbook.library.record.published import finding_at
from tierbook.places import find_country

__all__ = ["clock_file", "finding_csv", "metadata_file", "table_file"]


def metadata_file(request: HttpRequest, stem: str) -> HttpResponse:
    """Say what a table is: columns, units, sources, rights, versions, accuracy, how to cite it."""
    beside = _at(request, stem)
    try:
        made = metadata_of(beside, site_of(request))
    except (WrongUse, NoSuchChart) as error:
        raise Http404(str(error)) from error
    return json_download(made)


def table_file(request: HttpRequest, stem: str, form: str) -> HttpResponseBase:
    """Give a table as CSV or JSON, from the operation of the interface that gives the same rows."""
    beside = _at(request, stem)
    if not beside.table.api:
        raise Http404(f"No table stands at {request.path}.")
    address, _, query = beside.table.api.format(**beside.subject).partition("?")
    try:
        found = resolve(f"/api/v1{address}")
    except Resolver404 as error:  # pragma: no cover
        raise Http404(str(error)) from error
    asked = QueryDict(query, mutable=True)
    if beside.table.query:
        asked.update(request.GET)
        asked.pop("page", None)
    asked["format"] = form
    request.GET = asked
    request.method = "GET"  # HEAD is answered alike; whoever sends leaves the body away
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    if response.status_code >= 400 and beside.table.id == "search":
        return response  # it says where the query cannot be read, and what to write
    if response.status_code >= 400:
        raise Http404(_detail(response))
    return response


def _detail(response: Any) -> str:
    try:
        return str(orjson.loads(response.content)["detail"])
    except (ValueError, KeyError, AttributeError):
        return "This table cannot be made."


def _at(request: HttpRequest, stem: str) -> Beside:
    beside = table_at(f"/{stem}", request.GET.urlencode())
    if beside is None:
        raise Http404(f"No table stands at /{stem}.")
    code = beside.subject.get("code")
    if code and find_country(code) is None:
        raise Http404(f"{code} is no country.")
    return beside


def clock_file(request: HttpRequest, year: str, form: str) -> HttpResponseBase:
    """Give the Watch List of an edition, with what the clock allows next."""
    history = official_history(Document.objects.exclude(stated_tier=None))
    rows = [row.to_dict() for row in on_list(history, int(year))]
    if form == "json":
        return json_download({"edition": int(year), "rows": rows})
    return _csv(LIST_COLUMNS, rows, f"watch-list-{year}")


def finding_csv(request: HttpRequest, document_id: str, finding_id: str) -> HttpResponseBase:
    """Give the sentences that a finding rests on."""
    published = finding_at(document_id, finding_id)
    if published is None:
        raise Http404(f"No finding {finding_id} of {document_id} was ever published here.")
    finding = published.finding
    head = {
        "document": document_id,
        "finding": finding_id,
        "variable": finding["variable"],
        "value": finding["value"],
    }
    rows = [{**words, **head} for words in finding["evidence"]]
    return _csv(EVIDENCE_COLUMNS, rows, f"finding-{finding_id}")


def _csv(columns: Any, rows: Any, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(
        csv_lines(columns, rows), content_type="text/csv; charset=utf-8", headers=headers
    )
