"""Pages that explain: variables, method; and the switch of the display."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tierbook.editions import load_placements
from tierbook.library.catalogue.models import Finding
from tierbook.library.reading.clock_tables import newest_whole_list
from tierbook.library.reading.computed import view_record
from tierbook.library.reading.furniture import THEMES
from tierbook.library.reading.references import LETTERS, PILLAR_NAMES
from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import codebook, describe_variable

__all__ = ["display", "method", "variable", "variables"]

ROWS_A_PAGE = 50
TYPES = {
    "yes_no": "yes, no, mixed or not reported",
    "category": "one of a list",
    "categories": "any of a list",
    "countries": "countries",
    "regions": "regions, as the Report writes them",
    "integer": "a number",
    "counts": "figures, each with its unit and period",
    "edges": "routes from one country to another",
    "cases": "cases told one by one, without names",
    "recommendations": "recommendations, each with its topic",
    "text": "words",
}


def variables(request: HttpRequest) -> HttpResponse:
    """List every question of the codebook by pillar, with the number of findings held."""
    request.room = "/variables/"  # type: ignore[attr-defined]
    counts = dict(Finding.objects.values_list("variable").annotate(n=Count("id")).order_by())
    groups = []
    for pillar, letter in LETTERS.items():
        rows = [
            (facts, counts.get(facts.id, 0))
            for facts in (describe_variable(v) for v in codebook().variables)
            if facts.pillar == pillar
        ]
        if rows:
            groups.append((letter, PILLAR_NAMES[pillar], rows))
    return render(
        request,
        "pages/variables.html",
        {"groups": groups, "count": len(codebook().variables)},
    )


def variable(request: HttpRequest, variable_id: str) -> HttpResponse:
    """Show one question: rule, what it is not, examples, and its findings over the documents held."""
    request.room = "/variables/"  # type: ignore[attr-defined]
    facts = describe_variable(variable_id)
    found = Finding.objects.filter(variable=variable_id).select_related("document")
    pages = Paginator(
        found.order_by("document__country", "-document__edition", "document_id", "position"),
        ROWS_A_PAGE,
    )
    if not facts.known and not pages.count:
        raise Http404(f"The codebook {codebook().name} has no variable {variable_id}.")
    shown = pages.get_page(request.GET.get("page"))
    examples = facts.variable.examples if facts.variable else ()
    return render(
        request,
        "pages/variable.html",
        {
            "facts": facts,
            "variable": facts.variable,
            "pillar": PILLAR_NAMES.get(facts.pillar, facts.pillar),
            "type_words": TYPES.get(facts.type or "", facts.type or ""),
            "examples": [(e, _example_value(variable_id, e.value)) for e in examples],
            "vocabulary": sorted(facts.vocabulary.items()),
            "shown": shown,
            "samples": any(row.document.is_sample for row in shown),
        },
    )


def _example_value(variable_id: str, value: Any) -> Any:
    return value_in_words(variable_id, None if value == "not_stated" else value)


def method(request: HttpRequest) -> HttpResponse:
    """Say how the findings were made and what they cannot carry."""
    request.room = "/method/"  # type: ignore[attr-defined]
    return render(
        request,
        "pages/method.html",
        {
            "record": view_record(),
            "shows_computed": settings.TIERBOOK_SHOW_COMPUTED,
            "newest": newest_whole_list(load_placements()),
        },
    )


@csrf_exempt  # its form stands on every page, and a token would set a cookie on whoever only reads
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light, dark, or the system's, in a cookie; go back to the page."""
    if request.headers.get("Origin") not in {None, f"{request.scheme}://{request.get_host()}"}:
        raise PermissionDenied("The form of another site cannot set the display of this one.")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("display", "")
    if theme in THEMES:
        response.set_cookie("display", theme, max_age=31536000, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("display", samesite="Lax")
    return response
