"""A scenario beside its draft, or beside another one; and the versions of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.access import visible
from tierbook.library.accounts.drafts.content import EntryChange, changes_between
from tierbook.library.accounts.drafts.fields import JUDGEMENTS, value_words
from tierbook.library.accounts.drafts.making import content_of, form_text, measure
from tierbook.library.accounts.drafts.seeing import side_by_side
from tierbook.library.accounts.roles import needs

__all__ = ["beside", "history", "version"]

_KINDS = {"findings": "finding", "judgements": "judgement", "withdraw": "left out of the Report"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One entry that differs, in words: what it is, how it differs, what it said and says."""

    how: str
    kind: str
    name: str
    before: str
    after: str


@require_safe
@needs("reader")
def beside(request: HttpRequest, number: str) -> HttpResponse:
    """Show a scenario beside its draft, or beside another scenario of it: criterion by criterion, entry by entry."""
    draft, access = visible(request, number)
    if draft.base is None:
        raise Http404("This is no scenario.")
    siblings = list(draft.base.scenarios.select_related("base").exclude(pk=draft.pk))
    wanted = request.GET.get("with", "")
    other = next((s for s in siblings if s.number == wanted), draft.base)
    fault, samples = "", False
    rows: tuple[Any, ...] = ()
    try:
        mine = measure(draft)
        rows, samples = side_by_side(measure(other), mine), mine.of_sample
    except WrongUse as error:
        fault = str(error)
    context = {
        "draft": draft,
        "other": other,
        "access": access,
        "siblings": siblings,
        "rows": rows,
        "differ": [row for row in rows if row[5]],
        "fault": fault,
        "samples": samples,
        "changes": _views(changes_between(content_of(other), content_of(draft))),
    }
    return render(request, "drafts/beside.html", context)


@require_safe
@needs("reader")
def history(request: HttpRequest, number: str) -> HttpResponse:
    """List the versions of a draft, the newest first: who changed what, and when."""
    draft, access = visible(request, number)
    versions = list(draft.versions.defer("content")[:200])
    context = {"draft": draft, "access": access, "versions": versions}
    return render(request, "drafts/history.html", context)


@require_safe
@needs("reader")
def version(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """Show a draft as it stood in a version, and what that version changed."""
    draft, access = visible(request, number)
    found = list(draft.versions.filter(n__lte=n)[:2])
    if not found or found[0].n != n:
        raise Http404("There is no such version.")
    then = content_of(draft, found[0].content)
    before = content_of(draft, found[1].content) if len(found) > 1 else None
    context = {
        "draft": draft,
        "access": access,
        "version": found[0],
        "changes": [] if before is None else _views(changes_between(before, then)),
        "since": _views(changes_between(then, content_of(draft))),
        "text": form_text(draft, then),
        "current": n == draft.version,
    }
    return render(request, "drafts/version.html", context)


def _views(changes: tuple[EntryChange, ...]) -> list[ChangeView]:
    return [
        ChangeView(
            how=c.how,
            kind=_KINDS[c.kind],
            name=_name(c),
            before=_said(c.kind, c.before),
            after=_said(c.kind, c.after),
        )
        for c in changes
    ]


def _name(change: EntryChange) -> str:
    entry = change.after or change.before
    if change.kind == "findings" and isinstance(entry, dict):
        return f"{entry.get('variable', '')} ({change.key})"
    return change.key


def _said(kind: str, entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    if kind == "judgements":
        words = JUDGEMENTS.get(str(entry.get("judgement")), str(entry.get("judgement") or ""))
        return f"{words}: {entry.get('reason', '')}"
    if kind == "withdraw":
        return str(entry.get("reason") or "no reason given")
    value = value_words(str(entry.get("variable")), entry.get("value"))
    title = (
        entry.get("source", {}).get("title", "") if isinstance(entry.get("source"), dict) else ""
    )
    return f"{value}: “{entry.get('quote', '')}” {title}".strip()
