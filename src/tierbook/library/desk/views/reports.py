"""The reports: a list for coders, and a page for each, where whoever reported sees what became of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.desk.about_people import names_of
from tierbook.library.desk.models import Contact, Event, Report
from tierbook.library.desk.reports import STATES, WHAT_IS_WRONG, settle

__all__ = ["one", "reports"]

A_PAGE = 50


@require_safe
@needs("coder")
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports in one state."""
    state = request.GET.get("state", "open")
    if state not in STATES:
        raise Http404(f"A report is open, accepted or rejected; none is {state}.")
    shown = Paginator(Report.objects.filter(state=state), A_PAGE).get_page(request.GET.get("page"))
    numbers = [row.number for row in shown]
    first = {e.number: e for e in Event.objects.filter(kind="report", number__in=numbers)}
    names = names_of(e.by for e in first.values())
    rows = [(r, first[r.number], names.get(first[r.number].by, "")) for r in shown]
    context = {
        "rows": rows,
        "shown": shown,
        "state": state,
        "states": [(s, Report.objects.filter(state=s).count()) for s in STATES],
        "kinds": WHAT_IS_WRONG,
    }
    return render(request, "desk/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show one report: to coders all of it, to whoever has its number what became of it."""
    row = Report.objects.filter(number=number).first()
    if row is None:
        raise Http404("There is no such report.")
    if request.method == "POST":
        return _decide(request, row)
    return _show(request, row)


@needs("coder")
def _decide(request: HttpRequest, row: Report) -> HttpResponse:
    try:
        settle(
            row.number,
            request.POST.get("state", ""),
            by=request.user,
            reason=request.POST.get("reason", ""),
            said=request.POST.get("said", ""),
        )
    except WrongUse as error:
        row.refresh_from_db()
        return _show(request, row, str(error))
    return HttpResponseRedirect(reverse("desk-report", args=[row.number]))


def _show(request: HttpRequest, row: Report, fault: str = "") -> HttpResponse:
    coder = may(role_of(request), "coder")
    events = list(Event.objects.filter(number=row.number))
    names = names_of(e.by for e in events) if coder else {}
    context = {
        "report": row,
        "first": events[0],
        "what": WHAT_IS_WRONG[row.what],
        "decisions": [(e, names.get(e.by, "")) for e in events[1:]],
        "coder": coder,
        "reporter": names.get(events[0].by, ""),
        "contact": Contact.objects.filter(number=row.number).first() if coder else None,
        "fault": fault,
        "told": request.POST,
        "others": [s for s in STATES if s != row.state],
    }
    return render(request, "desk/one.html", context, status=400 if fault else 200)
