"""Pages that explain: variables, method; and the switch of the display."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tierbook.editions import load_placements
from tierbook.library.catalogue.models import Finding
from tierbook.library.desk.measured_here import measured_here
from tierbook.library.reading.accuracy import accuracy_of_all, accuracy_rows
from tierbook.library.reading.clock_tables import newest_whole_list
from tierbook.library.reading.computed import view_record
from tierbook.library.reading.furniture import THEMES
from tierbook.library.reading.own_forms import refuse_other_sites
from tierbook.library.reading.references import LETTERS, PILLAR_NAMES
from tierbook.library.reading.variables import codebook, describe_variable

__all__ = ["display", "method", "variables"]


def variables(request: HttpRequest) -> HttpResponse:
    """List every question of the codebook by pillar, with the number of findings held."""
    request.room = "/variables/"  # type: ignore[attr-defined]
    counts = dict(Finding.objects.values_list("variable").annotate(n=Count("id")).order_by())
    labels = {row.id: row.scores[0] for row in accuracy_of_all()}
    measured = measured_here()
    groups = []
    for pillar, letter in LETTERS.items():
        rows = [
            (facts, counts.get(facts.id, 0), labels[facts.id], measured.get(facts.id, []))
            for facts in (describe_variable(v) for v in codebook().variables)
            if facts.pillar == pillar
        ]
        if rows:
            groups.append((letter, PILLAR_NAMES[pillar], rows))
    return render(
        request,
        "pages/variables.html",
        {"groups": groups, "count": len(codebook().variables), "measured": bool(measured)},
    )


def method(request: HttpRequest) -> HttpResponse:
    """Say how the findings were made and what they cannot carry."""
    request.room = "/method/"  # type: ignore[attr-defined]
    return render(
        request,
        "pages/method.html",
        {
            "record": view_record(),
            "accuracy": accuracy_rows(),
            "variables": accuracy_of_all(),
            "shows_computed": settings.TIERBOOK_SHOW_COMPUTED,
            "newest": newest_whole_list(load_placements()),
        },
    )


@csrf_exempt  # its form stands on every page, and a token would set a cookie on whoever only reads
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light, dark, or the system's, in a cookie; go back to the page."""
    refuse_other_sites(request, "the display")
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
