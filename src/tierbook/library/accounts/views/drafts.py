"""Drafts: begun from a unit, measured by the law, taken along as a file or a document, published or not."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.editions import load_placements
from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.access import Access, public, visible
from tierbook.library.accounts.drafts.changing import Refused, new_draft
from tierbook.library.accounts.drafts.clock_ahead import clock_ahead
from tierbook.library.accounts.drafts.commenting import beside, mark_seen, threads_of
from tierbook.library.accounts.drafts.content import keyed
from tierbook.library.accounts.drafts.making import (
    Made,
    Measured,
    content_of,
    file_name,
    form_text,
    make,
    measure,
)
from tierbook.library.accounts.drafts.publishing import FORMS, PAGE, kept_file
from tierbook.library.accounts.drafts.seeing import findings_view, rows_of
from tierbook.library.accounts.models import Draft
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.accounts.views.draft_acts import act, states_of
from tierbook.library.accounts.views.draft_forms import place_of
from tierbook.library.reading.drafted import view_draft
from tierbook.places import all_countries

__all__ = [
    "drafts",
    "form_file",
    "new",
    "one",
    "published",
    "published_file",
    "report",
    "report_file",
]


@require_safe
@needs("reader")
def drafts(request: HttpRequest) -> HttpResponse:
    """List a person's drafts, those she may comment on, and to editors what waits to be published."""
    editor = may(role_of(request), "editor")
    others = request.user.drafts_to_read.select_related("person").prefetch_related("scenarios")
    context = {
        "own": request.user.drafts.filter(base=None).prefetch_related("scenarios"),
        "others": others,
        "waiting": Draft.objects.filter(published=None).exclude(asked=None) if editor else [],
        "new": _unseen(request),
    }
    return render(request, "drafts/drafts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft on a country for an edition."""
    told = request.POST if request.method == "POST" else request.GET
    fault = ""
    if request.method == "POST":
        try:
            made = new_draft(
                request.user, told.get("name", ""), told.get("country", ""), told.get("edition", "")
            )
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("draft", args=[made.number]))
    context = {
        "countries": sorted((c.name, c.code) for c in all_countries()),
        "told": told,
        "fault": fault,
        "next_edition": timezone.now().year + 1,
    }
    return render(request, "drafts/new.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show a draft to those who may see it: the law with what was found, own entries, scenarios, comments, its end."""
    draft, access = visible(request, number, working=False)
    context: dict[str, Any] = {"told": {}}
    if request.method == "POST":
        try:
            return HttpResponseRedirect(act(request, draft, access))
        except WrongUse as error:
            draft, access = visible(request, number, working=False)
            context = {
                "fault": str(error),
                "wrong": request.POST.get("do", ""),
                "told": request.POST,
                "left_out": error.faults if isinstance(error, Refused) else (),
            }
    context |= _overview(request, draft, access)
    if request.method == "POST" and context.get("wrong") in ("form", "upload"):
        context["form_text"] = getattr(request, "_own_file", "") or request.POST.get("form", "")
    return render(request, "drafts/one.html", context, status=400 if context.get("fault") else 200)


@require_safe
@needs("reader")
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Show the report of a draft as it would be published."""
    draft, access = visible(request, number, working=False)
    made, unmade = _make(draft)
    context = {
        "draft": draft,
        "access": access,
        "made": made,
        "unmade": unmade,
        "parts": view_draft(made.report) if made else (),
        "forms": list(FORMS),
        "samples": made.measured.of_sample if made else False,
    }
    return render(request, "drafts/report.html", context)


@require_safe
@needs("reader")
def form_file(request: HttpRequest, number: str) -> HttpResponse:
    """Give a draft as the file that `tierbook draft build` and `tierbook assess --with` read."""
    draft, _ = visible(request, number, working=False)
    return _file(form_text(draft), "application/yaml; charset=utf-8", f"{file_name(draft)}.yaml")


@require_safe
@needs("reader")
def report_file(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Give the report of a draft as a document."""
    draft, _ = visible(request, number, working=False)
    return _report(draft, form)


@require_safe
def published(request: HttpRequest, number: str) -> HttpResponse:
    """Show a published draft to everybody, as it was when it was published."""
    draft = public(number)
    kept = _kept(draft, PAGE).decode("utf-8")
    body = mark_safe(kept)  # written by our own template, every word of it escaped
    context = {"draft": draft, "body": body, "samples": " data-of-sample>" in body}
    return render(request, "drafts/published.html", context)


@require_safe
def published_file(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Give a published draft as a document, to the byte as it was published."""
    draft = public(number)
    content_type = _content_type(form)
    return _file(_kept(draft, form), content_type, f"{file_name(draft)}.{form}")


def _overview(request: HttpRequest, draft: Draft, access: Access) -> dict[str, Any]:
    measured, unmade = _measure(draft)
    content = content_of(draft)
    threads = threads_of(draft, request.user, only_hers=not access.works)
    general = beside(threads, {"criterion": "", "finding": ""})
    if request.method == "GET":
        mark_seen(request.user, general)
    states = states_of(draft)
    root = draft.root
    return {
        "draft": draft,
        "root": root,
        "access": access,
        "measured": measured,
        "unmade": unmade,
        "content": content,
        "groups": rows_of(measured, content, threads) if measured else (),
        "findings": findings_view(measured, content, threads, states) if measured else (),
        "problems": measured.own.problems if measured else (),
        "gone": [(k, key) for (k, key), how in states.items() if how == "withdrawn"],
        "withdrawn": [(k, e) for k, e in keyed(content, "withdraw").items()],
        "threads": general,
        "elsewhere": [t for t in threads if t not in general],
        "readers": list(root.readers.all()) if access.owner else [],
        "writers": set(root.writers.values_list("pk", flat=True)) if access.owner else set(),
        "scenarios": list(root.scenarios.all()) if access.works else [],
        "pieces": _pieces(request, draft) if access.works else [],
        "clock": clock_ahead(load_placements(), draft.country, draft.edition),
        "forms": list(FORMS),
        "form_text": form_text(draft) if access.writes else "",
        "samples": measured.of_sample if measured else False,
        "published": root.published,
    }


def _pieces(request: HttpRequest, draft: Draft) -> list[tuple[str, Any, str]]:
    """Return what somebody has not finished: on what, since when, and the address at which to go on."""
    return [
        (
            str(p.fields.get("variable") or p.key.partition(":")[2]),
            p.at,
            place_of(draft, p.key, p.fields),
        )
        for p in draft.pieces.filter(person=request.user)
    ]


def _unseen(request: HttpRequest) -> dict[str, int]:
    """Return how many comments somebody has not seen, by the number of the draft."""
    from django.db.models import Count

    from tierbook.library.accounts.models import DraftNote

    person = request.user
    mine = Q(draft__person=person) | Q(draft__readers=person) | Q(draft__base__readers=person)
    notes = DraftNote.objects.filter(mine).exclude(person=person).exclude(seen=person)
    counted = notes.order_by().values("draft_id").annotate(n=Count("pk", distinct=True))
    return {row["draft_id"]: row["n"] for row in counted}


def _measure(draft: Draft) -> tuple[Measured | None, str]:
    try:
        return measure(draft), ""
    except WrongUse as error:
        return None, str(error)


def _make(draft: Draft) -> tuple[Made | None, str]:
    try:
        return make(draft), ""
    except WrongUse as error:
        return None, str(error)


def _report(draft: Draft, form: str) -> HttpResponse:
    content_type = _content_type(form)
    made, unmade = _make(draft)
    if made is None:
        raise Http404(unmade)
    return _file(FORMS[form][1](made.report), content_type, f"{file_name(draft)}.{form}")


def _content_type(form: str) -> str:
    if form not in FORMS:
        raise Http404(f"A report is given as {', '.join(FORMS)}.")
    return FORMS[form][0]


def _kept(draft: Draft, form: str) -> bytes:
    try:
        return kept_file(draft, form)
    except WrongUse as error:
        raise Http404(str(error)) from error


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
