"""The page of one variable, and its values as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import people_cells
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.desk.accepted import decided_on, mode_of
from tierbook.library.desk.measured_here import measured_on
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.values import country_name, value_in_words
from tierbook.library.reading.variable_page import build_variable_page
from tierbook.library.reading.variable_values import (
    CLASSES,
    VALUE_COLUMNS,
    Held,
    collect_held,
    edition_rows,
)
from tierbook.library.reading.variables import VariableFacts, codebook, describe_variable

__all__ = ["variable", "variable_file"]


def variable(request: HttpRequest, variable_id: str) -> HttpResponse:
    """Show one question: what it asks, how often it is right, what every text held says to it."""
    request.room = "/variables/"  # type: ignore[attr-defined]
    facts, documents, findings = _held(variable_id)
    page = build_variable_page(request.GET, facts, documents, findings, decided_on(facts.id))
    samples = {d.pk for d in documents if d.is_sample}
    return render(
        request,
        "pages/variable.html",
        {
            "page": page,
            "facts": facts,
            "measured": measured_on(facts.id),
            "switch": switch_of(request.path, request.GET, page.people, page.asked.people),
            "variable": facts.variable,
            "pillar": PILLAR_NAMES.get(facts.pillar, facts.pillar),
            "samples": any(row.document_id in samples for row in page.shown),
        },
    )


def _held(variable_id: str) -> tuple[VariableFacts, list[Document], list[Finding]]:
    facts = describe_variable(variable_id)
    light = Finding.objects.filter(variable=variable_id).only(
        "document_id", "finding", "position", "value", "chips", "variable"
    )
    findings = list(light.order_by("document_id", "position"))
    if not facts.known and not findings:
        raise Http404(f"The codebook {codebook().name} has no variable {variable_id}.")
    return facts, list(Document.objects.all()), findings


def variable_file(request: HttpRequest, variable_id: str, what: str, form: str) -> HttpResponse:
    """Give `values` (a row for each text) or `editions` (a row for each edition and kind) as `csv` or `json`."""
    facts, documents, findings = _held(variable_id)
    people = mode_of(request.GET.get("people"))
    held = collect_held(facts, documents, findings, decided_on(facts.id), people)
    if what == "values":
        columns, rows = VALUE_COLUMNS, [_value_row(facts, one) for one in held]
    else:
        columns = ("edition", "text_kind", "texts", *CLASSES)
        rows = [
            {
                "edition": row.edition,
                "text_kind": row.text_kind,
                "texts": row.texts,
                **{kind: row.counts.get(kind, 0) for kind in CLASSES},
            }
            for row in edition_rows(held)
        ]
    if form == "csv":
        return csv_download(columns, rows, f"{variable_id}-{what}.csv")
    return json_download({"variable": variable_id, what: rows})


def _value_row(facts: VariableFacts, one: Held) -> dict[str, Any]:
    document = one.document
    return {
        "country": document.country,
        "name": country_name(document.country or "", document.edition),
        "edition": document.edition,
        "text_kind": document.text_kind,
        "document": document.pk,
        "value": _flat(facts, one.value),
        "absence": None if one.finding is not None else one.kind,
        "finding": one.finding or None,
        **{name: _flat(facts, cell) for name, cell in people_cells(one.people).items()},
    }


def _flat(facts: VariableFacts, value: Any) -> Any:
    """Return a value for a table: lists of codes as they are, other lists in words."""
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return value_in_words(facts.id, value).word
    return value
