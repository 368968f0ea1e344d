"""The form of a draft: a page for each standard and criterion, one for each own finding, and what is not finished."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tierbook.codebook import load_codebook
from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.access import Access, visible
from tierbook.library.accounts.drafts.changing import (
    Overtaken,
    Refused,
    faults_of,
    keep_piece,
    put_entry,
)
from tierbook.library.accounts.drafts.commenting import beside, mark_seen, threads_of
from tierbook.library.accounts.drafts.content import entry_at, keyed
from tierbook.library.accounts.drafts.fields import (
    JUDGEMENTS,
    entry_of,
    fields_of,
    questions,
    told_of,
    too_long,
    value_words,
)
from tierbook.library.accounts.drafts.making import Measured, content_of, measure, newest_text
from tierbook.library.accounts.drafts.seeing import bears_on, criterion_view, entries_of_law
from tierbook.library.accounts.forms import number_told
from tierbook.library.accounts.models import Draft
from tierbook.library.accounts.roles import needs
from tierbook.library.accounts.views.draft_acts import act, states_of

__all__ = ["criterion", "finding", "piece", "place_of"]

NOT_KEPT = {"csrfmiddlewaretoken", "do", "version", "piece"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def criterion(request: HttpRequest, number: str, criterion: str) -> HttpResponse:
    """Show one standard or criterion: what it asks, what the Report said, what is known, who judges how."""
    draft, access = visible(request, number, working=False)
    if all(entry.id != criterion for entry in entries_of_law(draft.edition)):
        raise Http404(f"The law of {draft.edition} has no criterion {criterion}.")
    here = reverse("draft-criterion", args=[draft.number, criterion])
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            return HttpResponseRedirect(act(request, draft, access, here))
        except WrongUse as error:
            draft, access = visible(request, number, working=False)
            wrong = request.POST.get("do", "")
            told = {
                "fault": str(error),
                "wrong": wrong,
                "told": request.POST,
                **({"said": request.POST} if wrong == "judgements" else {}),
                "faults": error.faults if isinstance(error, Refused) else (),
                "theirs": error.theirs if isinstance(error, Overtaken) else None,
            }
    try:
        measured = measure(draft)
    except WrongUse:  # the overview says why
        return HttpResponseRedirect(reverse("draft", args=[draft.number]))
    context = {**_criterion(request, draft, access, criterion, measured), **told}
    return render(
        request, "drafts/criterion.html", context, status=400 if told.get("fault") else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def finding(request: HttpRequest, number: str, key: str = "") -> HttpResponse:
    """Show the form of one own finding, or of a new one; keep it, or say beside each field what is wrong with it."""
    draft, access = visible(request, number)
    if not access.writes:
        raise Http404("You may not change this draft.")
    old = entry_at(content_of(draft), "findings", key) if key else None
    if old is None and key and request.method != "POST":
        raise Http404("There is no such finding.")
    where = {
        "criterion": request.POST.get("criterion", request.GET.get("criterion", "")),
        "variable": request.POST.get("variable", request.GET.get("variable", "")),
    }
    if old is not None and not where["variable"]:
        where["variable"] = str(old.get("variable") or "")
    if request.method == "POST":
        return _save(request, draft, key, old, where)
    shown = _asked(draft, key, old, where, request)
    return _finding_page(request, draft, shown)


@require_POST
@needs("reader")
def piece(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what is not finished: by a script while it is typed, or by a button without one."""
    draft, access = visible(request, number)
    if not access.writes:
        raise Http404("You may not change this draft.")
    key = request.POST.get("piece", "")[:200]
    fields = _told(request)
    by_script = request.headers.get("HX-Request") == "true"
    try:
        kept = (
            None if _is_saved(draft, key, fields) else keep_piece(draft, request.user, key, fields)
        )
        words = f"Kept unfinished at {timezone.now():%H:%M} UTC." if kept else ""
    except WrongUse as error:
        words = str(error)
    if by_script:
        return render(request, "drafts/kept.html", {"words": words})
    return HttpResponseRedirect(place_of(draft, key, fields))


def _save(
    request: HttpRequest, draft: Draft, key: str, old: dict[str, Any] | None, where: dict[str, str]
) -> HttpResponse:
    told = request.POST
    variable = load_codebook().variables.get(where["variable"])
    entry = entry_of(told, variable, old)
    faults = too_long(told) or faults_of(draft, "findings", entry)
    there = {"told": told, "faults": faults, "key": key, **where}
    if faults:
        words = f"{len(faults)} {'thing does' if len(faults) == 1 else 'things do'} not hold."
        there["fault"] = (
            f"{words} What is wrong stands beside each field; nothing is kept in the draft yet."
        )
        return _finding_page(request, draft, there, status=400)
    seen = number_told(told.get("version", ""))
    try:
        put_entry(draft, request.user, "findings", key or None, entry, seen=seen)
    except Overtaken as error:
        draft.refresh_from_db()
        there |= {"fault": str(error), "theirs": error.theirs, "who": error.who, "overtaken": True}
        return _finding_page(request, draft, there, status=409)
    except WrongUse as error:
        return _finding_page(request, draft, there | {"fault": str(error)}, status=400)
    draft.pieces.filter(person=request.user, key=told.get("piece", "")).delete()
    return HttpResponseRedirect(_back(draft, where["criterion"]))


def _asked(
    draft: Draft,
    key: str,
    old: dict[str, Any] | None,
    where: dict[str, str],
    request: HttpRequest,
) -> dict[str, Any]:
    """Return what stands in the form: what is kept unfinished, else the entry, else nothing."""
    name = _piece_key(key, where)
    kept = draft.pieces.filter(person=request.user, key=name).first()
    told = kept.fields if kept else told_of(old) if old else {}
    faults = faults_of(draft, "findings", old) if old and not kept else ()
    return {"told": told, "faults": faults, "key": key, "kept": kept, **where}


def _finding_page(
    request: HttpRequest, draft: Draft, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    variable = load_codebook().variables.get(shown["variable"])
    replaceable = _replaceable(draft, shown["variable"]) if variable else ()
    groups = (
        None
        if variable is None
        else fields_of(variable, shown["told"], shown["faults"], replaceable)
    )
    first = bears_on(shown["criterion"])
    codebook = load_codebook()
    context = {
        **shown,
        "draft": draft,
        "question": variable,
        "groups": groups,
        "piece": _piece_key(shown["key"], shown),
        "here": _here(draft, shown["key"]),
        "back": _back(draft, shown["criterion"]),
        "first_questions": [(n, codebook.variables[n].label) for n in first],
        "questions": questions(),
        "theirs_value": value_words(shown["variable"], (shown.get("theirs") or {}).get("value")),
        "answers": codebook.variables,
    }
    return render(request, "drafts/finding.html", context, status=status)


def _criterion(
    request: HttpRequest, draft: Draft, access: Access, criterion: str, measured: Measured
) -> dict[str, Any]:
    content = content_of(draft)
    threads = threads_of(draft, request.user, only_hers=not access.works)
    findings = set(keyed(content, "findings"))
    view = criterion_view(measured, content, criterion, threads, states_of(draft))
    assert view is not None
    shown = {f.key for f in view.findings} & findings
    here = [t for t in threads if t.criterion == criterion or (t.finding and t.finding in shown)]
    if request.method == "GET":
        mark_seen(request.user, here)
    key = f"judgement:{criterion}"
    kept = draft.pieces.filter(person=request.user, key=key).first() if access.writes else None
    return {
        "draft": draft,
        "root": draft.root,
        "access": access,
        "view": view,
        "measured": measured,
        "threads": beside(here, {"criterion": criterion, "finding": ""}),
        "of_findings": [t for t in here if t.finding],
        "judgements": list(JUDGEMENTS.items()),
        "said": kept.fields if kept else view.judgement or {},
        "kept": kept,
        "piece": key,
        "questions": view.questions,
        "samples": measured.of_sample,
        "problems": [
            f"{p.what}. {p.remedy or ''}"
            for p, at in zip(measured.own.problems, measured.own.at, strict=True)
            if at[0] == "judgements" and _criterion_at(content, at) == criterion
        ],
    }


def _criterion_at(content: dict[str, Any], at: tuple[str | int, ...]) -> str:
    rows = content.get("judgements") or []
    n = at[1] if len(at) > 1 and isinstance(at[1], int) else -1
    row = rows[n] if 0 <= n < len(rows) else None
    return str(row.get("criterion")) if isinstance(row, dict) else ""


def _replaceable(draft: Draft, variable: str) -> list[tuple[str, str]]:
    """Return the coded findings of a variable in the text of the same edition: id and words."""
    last, _ = newest_text(draft.country, draft.edition)
    if last is None or last.narrative.document.edition != draft.edition:
        return []
    return [
        (f.id, f"{value_words(variable, f.value)}: {f.evidence[0].text[:80] if f.evidence else ''}")
        for f in last.findings
        if f.variable == variable
    ]


def _told(request: HttpRequest) -> dict[str, Any]:
    return {
        name: values if name == "value-codes" else values[-1]
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and any(values)
    }


def _is_saved(draft: Draft, key: str, fields: dict[str, Any]) -> bool:
    """Tell whether the entry stands in the draft already: what a script sends may arrive after the form itself."""
    content = content_of(draft)
    kind, _, rest = key.partition(":")
    if kind == "judgement":
        held = entry_at(content, "judgements", rest) or {}
        return {k: fields.get(k, "").strip() for k in ("judgement", "reason")} == {
            k: str(held.get(k, "")) for k in ("judgement", "reason")
        }
    variable = load_codebook().variables.get(str(fields.get("variable", "")))
    told = entry_of(fields, variable)
    rows = keyed(content, "findings")
    if kind == "finding":
        rows = {k: e for k, e in rows.items() if k == rest}
    hidden = {"id", "acts", "whom", "actor"}
    return any(
        isinstance(e, dict) and {k: v for k, v in e.items() if k not in hidden} == told
        for e in rows.values()
    )


def _piece_key(key: str, where: dict[str, Any]) -> str:
    if key:
        return f"finding:{key}"
    return f"new:{where['criterion']}:{where['variable']}"


def place_of(draft: Draft, key: str, fields: dict[str, Any]) -> str:
    """Return the address of the form that an unfinished piece belongs to."""
    kind, _, rest = key.partition(":")
    if kind == "judgement":
        known = {entry.id for entry in entries_of_law(draft.edition)}
        if rest in known:
            return reverse("draft-criterion", args=[draft.number, rest]) + "#judgement"
    if kind == "finding" and entry_at(content_of(draft), "findings", rest):
        return _here(draft, rest)
    if kind == "new":
        from urllib.parse import urlencode

        where, _, variable = rest.partition(":")
        query = urlencode({"criterion": where, "variable": variable})
        return f"{_here(draft, '')}?{query}"
    return reverse("draft", args=[draft.number])


def _here(draft: Draft, key: str) -> str:
    if not key:
        return reverse("draft-finding-new", args=[draft.number])
    return reverse("draft-finding", args=[draft.number, key])


def _back(draft: Draft, criterion: str) -> str:
    known = {entry.id for entry in entries_of_law(draft.edition)}
    if criterion in known:
        return reverse("draft-criterion", args=[draft.number, criterion]) + "#findings"
    return reverse("draft", args=[draft.number]) + "#findings"
