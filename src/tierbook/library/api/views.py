"""Pages about the interface: the readable one, those that explain problems; the document; what is no address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from tierbook.files import content_hash
from tierbook.library.api.annotations import annotation_of, annotations_of
from tierbook.library.api.answers import ANNOTATION
from tierbook.library.api.document import document_bytes, load_document
from tierbook.library.api.problems import PROBLEMS, Problem, answer_of
from tierbook.library.api.readable import view_document, with_code
from tierbook.library.api.rows import content_of, find_finding
from tierbook.library.operating.address import site_of
from tierbook.library.reading.held import shown_records

__all__ = ["annotation", "annotations", "document", "nothing", "problem", "problems", "readable"]


def readable(request: HttpRequest) -> HttpResponse:
    """Show the interface as a page that people read, made from its document."""
    request.room = "/api/"  # type: ignore[attr-defined]
    return render(request, "api/readable.html", {"page": view_document(load_document())})


def document(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document as it is committed."""
    data = document_bytes()
    etag = f'"{content_hash(data)[:20]}"'
    if request.headers.get("If-None-Match", "") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(
        data, content_type="application/vnd.oai.openapi+json; charset=utf-8", headers={"ETag": etag}
    )


def annotation(request: HttpRequest, document_id: str, finding_id: str) -> HttpResponse:
    """Give one finding as a W3C Web Annotation, at the address that is its id."""
    return _annotated(
        request, lambda site: annotation_of(*find_finding(document_id, finding_id), site)
    )


def annotations(request: HttpRequest, document_id: str) -> HttpResponse:
    """Give all findings of a document as a W3C Web Annotation collection."""
    return _annotated(
        request, lambda site: annotations_of(shown_records(content_of(document_id))[0], site)
    )


def _annotated(request: HttpRequest, make: Callable[[str], Any]) -> HttpResponse:
    try:
        made = make(site_of(request))
    except Problem as told:
        return answer_of(told, request.get_full_path())
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(
        orjson.dumps(made, option=options), content_type=ANNOTATION, headers=headers
    )


def problems(request: HttpRequest) -> HttpResponse:
    """List what can go wrong."""
    request.room = "/api/"  # type: ignore[attr-defined]
    return render(request, "api/problems.html", {"problems": PROBLEMS.values()})


def problem(request: HttpRequest, problem: str) -> HttpResponse:
    """Explain one kind of problem; this is the address that a problem's `type` names."""
    request.room = "/api/"  # type: ignore[attr-defined]
    kind = PROBLEMS.get(problem)
    if kind is None:
        raise Http404(f"There is no kind of problem {problem}.")
    shown = {"about": with_code(kind.meaning), "what_to_do": with_code(kind.remedy)}
    facts = {"id": kind.id, "title": kind.title, "status": kind.status}
    return render(request, "api/problem.html", {"kind": {**facts, **shown}})


@csrf_exempt
def nothing(request: HttpRequest, **_: Any) -> HttpResponse:
    """Answer an address of the interface that leads nowhere."""
    told = Problem("not-found", f"No operation stands at {request.path[:200]}.")
    return answer_of(told, request.get_full_path())
