"""How far people agree: a line for each variable, and a page for each with what divides them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tierbook.agreement import (
    AGREEMENT_COLUMNS,
    COEFFICIENT_NAMES,
    LEFT_OUT,
    OVERALL,
    Agreement,
    Matrix,
    agreement_paragraph,
    coefficient_text,
    overall_paragraph,
)
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.agreeing import (
    accuracy_of,
    answers_by_text,
    divided_for,
    months_of,
    pairs_among,
    people_agree,
    program_answers,
    words_of,
)
from tierbook.library.reading.downloads import csv_download, json_download
from tierbook.library.reading.variables import codebook

__all__ = ["agreement", "agreement_file", "agreement_json", "agreement_of"]

_SHOWN = 100  # of what divides people, the widest apart


@require_safe
@needs("coder")
def agreement(request: HttpRequest) -> HttpResponse:
    """Show how far people agree, variable by variable."""
    found = people_agree(answers_by_text())
    rows = [_row(one) for one in found.rows()]
    rows.sort(key=lambda row: (row["id"] == OVERALL, not row["pairable"], row["label"]))
    context = {
        "rows": rows,
        "overall": rows[-1],
        "left_out": _left_out(found.overall),
        "paragraph": overall_paragraph(found, codebook().name) if found.variables else "",
        "resamples": found.overall.resamples,
    }
    return render(request, "desk/agreement.html", context)


@require_safe
@needs("coder")
def agreement_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the same as a file."""
    found = people_agree(answers_by_text())
    if form == "json":
        return json_download(found.to_dict())
    return csv_download(AGREEMENT_COLUMNS, found.table(), "agreement.csv")


@require_safe
@needs("coder")
def agreement_of(request: HttpRequest, variable: str) -> HttpResponse:
    """Show one variable: coefficients, matrix, coder by coder, over time, what divides, the paragraph."""
    given = answers_by_text(variable)
    one = people_agree(given).variables.get(variable)
    if one is None or variable not in codebook().variables:
        raise Http404
    person: Any = request.user
    all_of_it = may(role_of(request), "adjudicator")
    program = program_answers(given)
    divided = divided_for(given, None if all_of_it else person.pseudonym)
    words = words_of(variable)
    documents = {
        d.id: d for d in Document.objects.filter(id__in={row.unit for row in divided[:_SHOWN]})
    }
    accuracy = accuracy_of(given, program)
    label = codebook().variables[variable].label
    context = {
        "variable": variable,
        "label": label,
        "one": one,
        "row": _row(one),
        "coefficients": [
            (COEFFICIENT_NAMES[name], coefficient_text(one, name), one.values[name] is not None)
            for name in _named(one)
        ],
        "scale": one.scale.explain() if one.scale else "",
        "evidence": one.evidence,
        "matrices": [m for m in map(_matrix, (one.matrix, one.confusion)) if m],
        "pairs": [row for row in pairs_among(given, program) if row.variable == variable],
        "programs": {row.coder for row in program},
        "months": [(month, _row(by[variable])) for month, by in months_of(given).items()],
        "estimates": [e for e in accuracy.estimates if e.variable == variable] if accuracy else [],
        "measure": accuracy.measure.get(variable, 0) if accuracy else 0,
        "teach": accuracy.teach.get(variable, 0) if accuracy else 0,
        "divided": [
            {
                "row": row,
                "document": documents.get(row.unit),
                "said": [
                    (coder, value, words.get((coder, row.unit), ()))
                    for coder, value in row.values.items()
                ],
            }
            for row in divided[:_SHOWN]
        ],
        "n_divided": len(divided),
        "sees_all": all_of_it,
        "you": person.pseudonym,
        "left_out": _left_out(one),
        "paragraph": agreement_paragraph(one, f"{label} ({variable})", codebook().name),
    }
    return render(request, "desk/agreement_of.html", context)


@require_safe
@needs("coder")
def agreement_json(request: HttpRequest, variable: str) -> HttpResponse:
    """Give one variable as JSON, with its matrix."""
    found = people_agree(answers_by_text(variable)).variables.get(variable)
    if found is None:
        raise Http404
    return json_download({"variable": variable, **found.to_dict(matrix=True)})


def _row(one: Agreement) -> dict[str, Any]:
    low, high = one.intervals["krippendorff_alpha"]
    known = codebook().variables.get(one.variable)
    values = one.values
    return {
        "id": one.variable,
        "label": "All variables"
        if one.variable == OVERALL
        else known.label
        if known
        else one.variable,
        "percent": _number(values["percent"]),
        "kappa": _number(values[one.kappa]),
        "fleiss": _number(values["fleiss_kappa"]),
        "alpha": _number(values["krippendorff_alpha"]),
        "bounds": "" if low is None or high is None else f"{low:.3f} to {high:.3f}",
        "ac1": _number(values["gwet_ac1"]),
        "reason": one.undefined.get("krippendorff_alpha", ""),
        "units": one.n_units,
        "pairable": one.n_pairable,
        "coders": len(one.coders),
        "answers": one.n_answers,
    }


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _named(one: Agreement) -> list[str]:
    alphas = ["krippendorff_alpha"]
    alphas += ["nominal_alpha"] if one.scale and one.scale.name != "nominal" else []
    return ["percent", one.kappa, "fleiss_kappa", *alphas, "gwet_ac1"]


def _matrix(matrix: Matrix | None) -> dict[str, Any] | None:
    if matrix is None or not matrix.labels:
        return None
    return {
        "rows": matrix.rows,
        "columns": matrix.columns,
        "labels": matrix.labels,
        "lines": [
            (
                label,
                [
                    (f"{cell:.2f}".rstrip("0").rstrip("."), at)
                    for cell, at in zip(cells, matrix.labels, strict=True)
                ],
            )
            for label, cells in zip(matrix.labels, matrix.cells, strict=True)
        ],
    }


def _left_out(one: Agreement) -> list[tuple[int, str]]:
    return [(n, LEFT_OUT[why]) for why, n in one.left_out.items() if n]
