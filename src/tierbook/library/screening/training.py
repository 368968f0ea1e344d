"""The exercise: read an invented case, fill in its facts, compare with those agreed. Nothing is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import CaseInvalid
from tierbook.library.screening.asked import context_of, form_context, record_of
from tierbook.library.screening.guarding import for_officers
from tierbook.standards import Case, case_of, compare_to_agreed, load_vignettes, screen

__all__ = ["vignette", "vignettes"]


@for_officers
@require_safe
def vignettes(request: HttpRequest) -> HttpResponse:
    """List the invented cases."""
    return render(request, "screening/training.html", {"vignettes": load_vignettes().values()})


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def vignette(request: HttpRequest, number: int) -> HttpResponse:
    """Show one invented case with an empty form; after it was sent, the facts and answers that were agreed."""
    found = load_vignettes().get(number)
    if found is None:
        raise Http404
    context = context_of(Case())
    fault, compared = "", None
    if request.method == "POST":
        record = record_of(request.POST)
        context = form_context(record["facts"], record["indicators"], record["note"])
        try:
            own = case_of(record)
        except CaseInvalid as error:
            fault = str(error)
        else:
            compared = compare_to_agreed(found, own)
    more = {
        "vignette": found,
        "compared": compared,
        "narrow": screen(found.case).narrow if compared else (),
        "fault": fault,
        "following": number + 1 if number + 1 in load_vignettes() else None,
    }
    return render(
        request, "screening/vignette.html", {**context, **more}, status=400 if fault else 200
    )
