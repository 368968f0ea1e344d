"""Pages of cases: the list, the form, the sheet, the readings beside it, the comparison, the agreement."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import CaseInvalid, WrongUse
from tierbook.library.screening import cases as store
from tierbook.library.screening.asked import context_of, form_context, record_of
from tierbook.library.screening.comparing import compare_case, measure_all
from tierbook.library.screening.guarding import for_officers, seated
from tierbook.library.screening.keys import KeyGone
from tierbook.library.screening.models import Seat
from tierbook.library.screening.reports_beside import reports_telling
from tierbook.standards import Case, load_sheet, screen

__all__ = ["agreement", "cases", "compare", "facts", "readings", "sheet"]


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """List an officer's cases; open a new one."""
    me = request.user.pseudonym  # type: ignore[union-attr]
    if request.method == "POST":
        try:
            case = store.open_case(me)
        except KeyGone as error:
            return _cases(request, me, fault=str(error))
        return HttpResponseRedirect(reverse("screening-facts", args=[case.code]))
    return _cases(request, me)


def _cases(request: HttpRequest, me: str, fault: str = "") -> HttpResponse:
    months = settings.TIERBOOK_SCREENING_MONTHS
    context = {"seats": store.seats_of(me), "me": me, "fault": fault, "months": months}
    return render(request, "screening/cases.html", context, status=410 if fault else 200)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of a case; take in what was sent."""
    seat = seated(request, code)
    if request.method == "POST":
        record, verdict = record_of(request.POST), request.POST.get("verdict", "")
        try:
            store.enter(seat, record, verdict)
        except CaseInvalid as error:
            context = form_context(record["facts"], record["indicators"], record["note"])
            return _form(request, seat, context, verdict, fault=str(error), status=400)
        except KeyGone as error:
            return _unreadable(request, seat, error)
        return HttpResponseRedirect(reverse("screening-case", args=[code]))
    try:
        entry = store.newest_entry(seat)
    except KeyGone as error:
        return _unreadable(request, seat, error)
    store.note_look(code, seat.pseudonym, "form")
    filled = context_of(entry.facts if entry else Case())
    return _form(request, seat, filled, entry.verdict if entry else "")


def _form(
    request: HttpRequest,
    seat: Seat,
    context: dict[str, Any],
    verdict: str,
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    more = {
        "seat": seat,
        "verdicts": store.VERDICTS.items(),
        "verdict": verdict,
        "fault": fault,
        "notices": load_sheet().opening,
    }
    return render(request, "screening/facts.html", {**context, **more}, status=status)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Show the sheet of a case on the officer's own facts; be done with it, ask another officer, delete it."""
    seat = seated(request, code)
    fault = ""
    if request.method == "POST":
        try:
            return _act(request, seat)
        except WrongUse as error:
            fault = str(error)
    try:
        entry = store.newest_entry(seat)
    except KeyGone as error:
        return _unreadable(request, seat, error)
    store.note_look(code, seat.pseudonym, "sheet")
    screened = screen(entry.facts) if entry else None
    context = {
        "seat": seat,
        "entry": entry,
        "own": seat.case.by == seat.pseudonym,
        "screened": screened,
        "notices": screened.notices if screened else load_sheet().opening,
        "verdict": store.VERDICTS[entry.verdict] if entry else "",
        "others": seat.case.seats.count() - 1,
        "fault": fault,
    }
    return render(request, "screening/sheet.html", context, status=400 if fault else 200)


def _act(request: HttpRequest, seat: Seat) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "done":
        store.finish(seat)
    elif do == "ask":
        store.add_officer(seat, request.POST.get("username", ""))
    elif do == "delete":
        if request.POST.get("code", "").strip().upper() != seat.case_id:
            raise WrongUse("the code is not that of the case", remedy="write it as it stands above")
        store.delete_case(seat)
        return HttpResponseRedirect(reverse("screening"))
    else:
        raise WrongUse("there is nothing of that kind to do", remedy="use the buttons of the page")
    return HttpResponseRedirect(reverse("screening-case", args=[seat.case_id]))


@for_officers
@require_safe
def readings(request: HttpRequest, code: str) -> HttpResponse:
    """Show the definitions of the law beside the readings that the reports criticise; no sheet, and not to print."""
    seat = seated(request, code)
    try:
        entry = store.newest_entry(seat)
    except KeyGone as error:
        return _unreadable(request, seat, error)
    if entry is None:
        raise Http404
    store.note_look(code, seat.pseudonym, "readings")
    screened = screen(entry.facts)
    told = reports_telling([outcome.definition for outcome in screened.narrow])
    rows = [(o, [(c, *told[c]) for c in o.definition.concepts]) for o in screened.narrow]
    context = {
        "seat": seat,
        "screened": screened,
        "notices": screened.notices,
        "rows": rows,
        "label": load_sheet().narrow,
    }
    return render(request, "screening/readings.html", context)


@for_officers
@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Set the blind entries of officers who are done side by side; 404 until the officer herself is."""
    seat = seated(request, code)
    if seat.done is None:
        raise Http404
    try:
        store.newest_entry(seat)  # says where the key is not here
        entries = store.blind_entries(seat)
    except KeyGone as error:
        return _unreadable(request, seat, error)
    store.note_look(code, seat.pseudonym, "compared")
    context = {
        "seat": seat,
        "notices": load_sheet().opening,
        "compared": compare_case(entries, seat.pseudonym),
        "n": len(entries),
    }
    return render(request, "screening/compare.html", context)


@for_officers
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Show agreement over all cases at which the officer is done, and where disagreement comes from."""
    me = request.user.pseudonym  # type: ignore[union-attr]
    try:
        found = measure_all(store.all_blind_entries(me), me)
    except KeyGone as error:
        return _cases(request, me, fault=str(error))
    store.note_looks(found.codes, me, "agreement")
    return render(request, "screening/agreement.html", {"found": found})


def _unreadable(request: HttpRequest, seat: Seat, error: KeyGone) -> HttpResponse:
    """Say that the key of a case is not here; nothing of the case can be shown."""
    return render(
        request, "screening/unreadable.html", {"seat": seat, "fault": str(error)}, status=410
    )
