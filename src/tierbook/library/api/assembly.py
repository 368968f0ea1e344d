"""The interface put together: routers under their addresses, refusals as problems."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tierbook.errors import TierbookError
from tierbook.library.api import API_VERSION
from tierbook.library.api.operations import (
    annotations,
    citing,
    comparing,
    countries,
    documents,
    editions,
    findings,
    law,
    record,
    reference,
    reporting,
    searching,
)
from tierbook.library.api.problems import (
    PROBLEMS,
    Problem,
    answer_of,
    kind_of_status,
    not_ready,
    problem_of,
)
from tierbook.library.operating.faults import fault_of
from tierbook.text import in_sentence

__all__ = ["api"]

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="tierbook",
    version=API_VERSION,
    urls_namespace="api",
    openapi_url=None,  # the document is a committed file: tierbook.library.api.document
    docs_url=None,
)
for prefix, router in (
    ("", reference.index),
    ("/documents", documents.router),
    ("/documents", findings.of_document),
    ("/documents", annotations.router),
    ("/documents", citing.router),
    ("/search", searching.router),
    ("/errata", record.router),
    ("/reports", reporting.router),
    ("/findings", findings.router),
    ("/variables", reference.variables),
    ("/countries", countries.router),
    ("/editions", editions.router),
    ("/digests", editions.digests),
    ("/flows", editions.flows),
    ("/recommendations", editions.recommendations),
    ("/compare", comparing.compare),
    ("/panel", comparing.panel),
    ("/law", law.router),
    ("/accuracy", reference.accuracy),
    ("/versions", reference.versions),
):
    api.add_router(prefix, router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return answer_of(error, request.get_full_path())


@api.exception_handler(TierbookError)
def _refused(request: HttpRequest, error: TierbookError) -> HttpResponse:
    fault = fault_of(error)
    if fault is not None:
        return not_ready(request, fault)
    return answer_of(problem_of(error), request.get_full_path())


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    words = str(error.args[0]) if error.args else ""
    return answer_of(
        Problem("not-found", words or "Nothing stands at this address."), request.get_full_path()
    )


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [_fault(row) for row in error.errors]
    words = "; ".join(f"{row['name']}: {row['fault']}" for row in errors[:5])
    return answer_of(
        Problem("wrong-parameter", f"{words}.", errors=errors), request.get_full_path()
    )


def _fault(row: dict[str, Any]) -> dict[str, str]:
    place, *names = row["loc"]
    named = [
        str(name) for name in names if name != "asked" and not str(name).startswith("function")
    ]
    words = str(row["msg"]).removeprefix("Value error, ")
    return {
        "in": str(place),
        "name": ".".join(named) or str(place),
        "fault": in_sentence(words),
    }


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = kind_of_status(error.status_code)
    return answer_of(
        Problem(kind.id, str(error)), request.get_full_path(), status=error.status_code
    )


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    fault = fault_of(error)
    if fault is not None:
        return not_ready(request, fault)
    log.exception("the interface failed at %s", request.path)
    return answer_of(Problem("failed", PROBLEMS["failed"].title + "."), request.get_full_path())
