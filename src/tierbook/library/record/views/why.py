"""Why a variable has its value in a text, or none: what `tierbook why` shows."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.agreement import Why, explain_value
from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.desk.accepted import decisions_of, lay_accepted, mode_of
from tierbook.library.reading.accuracy import accuracy_in_words
from tierbook.library.reading.apparatus import finding_rows
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.downloads import json_download
from tierbook.library.reading.references import number_findings
from tierbook.library.record.models import Entry, Erratum
from tierbook.library.record.why_page import build_why

__all__ = ["why", "why_json", "why_of_unit", "why_of_unit_json"]


def why(request: HttpRequest, document_id: str, variable: str) -> HttpResponse:
    """Explain one variable of a document: the rule, the words, what did not count, accuracy."""
    return _show(request, _content(document_id), variable)


def why_json(request: HttpRequest, document_id: str, variable: str) -> HttpResponse:
    """Give the same as `tierbook why --format json` does."""
    people = mode_of(request.GET.get("people"))
    return json_download(_explain(_content(document_id), variable, people)[1].to_dict())


def why_of_unit(request: HttpRequest, code: str, year: str, variable: str) -> HttpResponse:
    """Explain a variable of a country in an edition, in the text that its page shows."""
    return _show(request, _of_unit(code, int(year)), variable)


def why_of_unit_json(request: HttpRequest, code: str, year: str, variable: str) -> HttpResponse:
    """Give the same as JSON."""
    people = mode_of(request.GET.get("people"))
    return json_download(_explain(_of_unit(code, int(year)), variable, people)[1].to_dict())


def _show(request: HttpRequest, content: Content, variable: str) -> HttpResponse:
    request.room = "/"  # type: ignore[attr-defined]
    people = mode_of(request.GET.get("people"))
    coding, found = _explain(content, variable, people)
    document = content.document
    rows = [
        row
        for row in finding_rows(number_findings(coding))
        if row.finding["variable"] == found.variable.id
    ]
    return render(
        request,
        "record/why.html",
        {
            "document": document,
            "why": found,
            "page": build_why(found, rows, coding, people),
            "coding": orjson.loads(content.coding),  # the machine's, beside which people's stands
            "errata": Erratum.objects.filter(document=document.pk, variable=found.variable.id),
            "accuracy": accuracy_in_words(document.text_kind, document.edition, found.variable.id),
            "switch": switch_of(request.path, request.GET, _states(found), people),
            "samples": document.is_sample,
            "this_is_sample": document.is_sample,
        },
    )


def _states(why: Why) -> list[str]:
    return ["set" if row["state"] == "laid" else row["state"] for row in why.decided]


def _explain(content: Content, variable: str, people: str) -> tuple[dict[str, Any], Why]:
    coding = orjson.loads(content.coding)
    if people != "none":
        decided = decisions_of([content.pk], variable=variable).get(content.pk, ())
        coding = lay_accepted(coding, decided, people)
    try:
        return coding, explain_value(coding, variable)
    except WrongUse as error:
        remedy = (error.remedy or "").replace("tierbook codebook find WORDS", "/variables/")
        raise Http404(f"{error.what}: {remedy}.") from error


def _content(document_id: str) -> Content:
    found = Content.objects.select_related("document").filter(pk=document_id).first()
    if found is not None:
        return found
    if Entry.objects.filter(document=document_id).exists():
        raise Http404(
            f"The document {document_id} is held no more, so nothing can be explained anew. "
            f"What was published of it stays: /documents/{document_id}/history/"
        )
    raise Http404(f"No document with the id {document_id} is held.")


def _of_unit(code: str, year: int) -> Content:
    first = Document.objects.filter(country=code, edition=year).order_by("kind_order", "id").first()
    if first is None:
        raise Http404(f"No text on {code} of the edition of {year} is held.")
    return _content(first.pk)
