"""Drafts: begun from a unit, filled in by forms, commented by two, taken along as a document, published or not."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.drafting import (
    LISTS,
    Made,
    add_entry,
    copy_draft,
    form_text,
    let_read,
    make,
    new_draft,
    note,
    remove_entry,
    replace_form,
    set_author,
)
from tierbook.library.accounts.entries_told import entry_of, finding_choices, judgement_choices
from tierbook.library.accounts.forms import number_told
from tierbook.library.accounts.inviting import find_person
from tierbook.library.accounts.models import Draft, Person
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.reading.drafted import view_draft
from tierbook.places import all_countries
from tierbook.release import write_docx, write_html, write_markdown, write_pdf

__all__ = ["drafts", "form_file", "new", "one", "published", "published_file", "report_file"]

FORMS = {
    "md": ("text/markdown; charset=utf-8", write_markdown),
    "html": ("text/html; charset=utf-8", write_html),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_docx,
    ),
    "pdf": ("application/pdf", write_pdf),
}


@require_safe
@needs("reader")
def drafts(request: HttpRequest) -> HttpResponse:
    """List a person's drafts, those she may comment on, and to editors what waits to be published."""
    editor = may(role_of(request), "editor")
    context = {
        "own": request.user.drafts.all(),
        "others": request.user.drafts_to_read.select_related("person"),
        "waiting": Draft.objects.filter(published=None).exclude(asked=None) if editor else [],
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
    """Show a draft to those who may see it; change it as its author, comment on it as any of them."""
    draft = _visible(request, number)
    own = draft.person_id == request.user.pk
    fault = ""
    if request.method == "POST":
        try:
            there = _act(request, draft, own=own)
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(
                reverse("draft", args=[there]) if there else reverse("drafts")
            )
    made, unmade = _make(draft)
    context = {
        "draft": draft,
        "own": own,
        "editor": may(role_of(request), "editor"),
        "made": made,
        "unmade": unmade,
        "parts": view_draft(made.report) if made else (),
        "judged": _judged(made) if made else [],
        "forms": list(FORMS),
        "fault": fault,
        "told": request.POST if fault else {},
        "choices": finding_choices() if own else None,
        "criteria": judgement_choices(draft.edition) if own else [],
        "form_text": form_text(draft) if own else "",
        "samples": made.of_sample if made else False,
    }
    return render(request, "drafts/one.html", context, status=400 if fault else 200)


@require_safe
@needs("reader")
def form_file(request: HttpRequest, number: str) -> HttpResponse:
    """Give a draft as the file that `tierbook draft build` reads."""
    draft = _visible(request, number)
    name = f"{draft.country.lower()}-{draft.edition}.yaml"
    return _file(form_text(draft), "application/yaml; charset=utf-8", name)


@require_safe
@needs("reader")
def report_file(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Give the report of a draft as a document."""
    return _report(_visible(request, number), form)


@require_safe
def published(request: HttpRequest, number: str) -> HttpResponse:
    """Show a published draft to everybody."""
    draft = _public(number)
    made, unmade = _make(draft)
    if made is None:
        raise Http404(unmade)
    context = {
        "draft": draft,
        "made": made,
        "parts": view_draft(made.report),
        "forms": list(FORMS),
        "samples": made.of_sample,
    }
    return render(request, "drafts/published.html", context)


@require_safe
def published_file(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Give a published draft as a document."""
    return _report(_public(number), form)


def _act(request: HttpRequest, draft: Draft, *, own: bool) -> str:
    """Do what a form asks for; returns the number of the draft to show then, nothing where it is deleted."""
    wanted = request.POST.get("do", "")
    if wanted == "note":
        note(draft, request.user, request.POST.get("text", ""))
    elif wanted in {"publish", "unpublish"} and (own or may(role_of(request), "editor")):
        _publish(request, draft, wanted == "publish")
    elif not own:
        raise WrongUse("this draft is somebody else’s", remedy="leave a note")
    elif wanted == "delete":
        draft.delete()
        return ""
    elif wanted == "copy":
        return copy_draft(draft, request.POST.get("name", "")).number
    else:
        _change(request, draft, wanted)
    return draft.number


def _change(request: HttpRequest, draft: Draft, wanted: str) -> None:
    told = request.POST
    if wanted in LISTS:
        add_entry(draft, wanted, entry_of(wanted, told))
    elif wanted == "remove":
        place = number_told(told.get("n", ""))
        remove_entry(draft, told.get("list", ""), -1 if place is None else place)
    elif wanted == "author":
        set_author(draft, {key: told.get(key, "") for key in ("institution", "contact", "date")})
    elif wanted == "form":
        left_out = replace_form(draft, told.get("form", ""))
        if left_out:
            raise WrongUse(
                f"the file is kept, and {left_out} of its entries do not hold",
                remedy="they are listed below with what to do",
            )
    elif wanted == "name":
        draft.name = " ".join(told.get("name", "").split())[:120] or draft.name
        draft.save(update_fields=["name"])
    elif wanted == "reader":
        let_read(draft, find_person(told.get("username", "").strip()))
    elif wanted == "no-reader":
        draft.readers.remove(*Person.objects.filter(username=told.get("username", "")))
    else:
        raise WrongUse("nothing was asked for", remedy="choose one of the buttons")


def _publish(request: HttpRequest, draft: Draft, wanted: bool) -> None:  # noqa: FBT001
    """Publish as an editor, ask for it otherwise; an author can always take her draft back."""
    if not wanted:
        draft.asked = draft.published = None
    else:
        _need_report(draft)
        draft.asked = draft.asked or timezone.now()
        if may(role_of(request), "editor"):
            draft.published = timezone.now()
    draft.save(update_fields=["asked", "published"])


def _need_report(draft: Draft) -> None:
    _, unmade = _make(draft)
    if unmade:
        raise WrongUse(f"no report can be made of it: {unmade}", remedy="fill in what is missing")


def _make(draft: Draft) -> tuple[Made | None, str]:
    try:
        return make(draft), ""
    except WrongUse as error:
        return None, str(error)


def _judged(made: Made) -> list[dict[str, Any]]:
    rows = made.assessment.to_dict()
    return [*rows["standards"], *rows["criteria"]]  # type: ignore[misc]


def _report(draft: Draft, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404(f"A report is given as {', '.join(FORMS)}.")
    made, unmade = _make(draft)
    if made is None:
        raise Http404(unmade)
    content_type, write = FORMS[form]
    return _file(
        write(made.report), content_type, f"{draft.country.lower()}-{draft.edition}.{form}"
    )


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _visible(request: HttpRequest, number: str) -> Draft:
    """Return a draft that whoever asks may see: hers, one she may comment on, or one that waits for an editor."""
    allowed = Q(person=request.user) | Q(readers=request.user)
    if may(role_of(request), "editor"):
        allowed |= Q(asked__isnull=False)
    draft = Draft.objects.filter(allowed, pk=number).distinct().first()
    if draft is None:
        raise Http404("You have no such draft.")
    return draft


def _public(number: str) -> Draft:
    draft = Draft.objects.exclude(published=None).filter(pk=number).first()
    if draft is None:
        raise Http404("No draft is published at this address.")
    return draft
