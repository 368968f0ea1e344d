"""What there is to do: the desk's own page, progress of people, samples, and who codes what."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import TierbookError, WrongUse
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.about_people import names_of
from tierbook.library.desk.adjudicating import waiting_texts
from tierbook.library.desk.models import Assignment, Decided, Event, Item, Report, Unit
from tierbook.library.desk.standing import CODING
from tierbook.library.desk.working import assign, load_sample, release, units_named, work_of

__all__ = ["assignments", "desk", "progress", "sample", "samples"]

LARGEST_FILE = 2_000_000


@require_safe
@needs("coder")
def desk(request: HttpRequest) -> HttpResponse:
    """Show what there is to do, for whoever is signed in."""
    person: Any = request.user
    states = dict(Item.objects.values_list("state").annotate(n=Count("id")))
    judges = may(role_of(request), "adjudicator")
    context = {
        "open": states.get("", 0),
        "contested": states.get("contested", 0),
        "disputed": Item.objects.filter(state="", disputed=True).count(),
        "stale": states.get("stale", 0),
        "settled": states.get("set", 0),
        "reports": Report.objects.filter(state="open").count(),
        "work": work_of([person.pseudonym]).get(person.pseudonym, []),
        "waiting": waiting_texts() if judges else 0,
        "judges": judges,
        "edits": may(role_of(request), "editor"),
        "samples_loaded": Unit.objects.values("sample").distinct().count(),
    }
    return render(request, "desk/desk.html", context)


@require_safe
@needs("coder")
def progress(request: HttpRequest) -> HttpResponse:
    """Show how many each person decided and has left: to coders their own, to those who adjudicate everybody's."""
    person: Any = request.user
    everybody = may(role_of(request), "adjudicator")
    own = Event.objects.filter(kind=CODING).exclude(content__action="undo")
    if not everybody:
        own = own.filter(by=person.pseudonym)
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    counted = own.values("by").annotate(
        decided=Count("id"), today=Count("id", filter=Q(at__gte=today)), last=Max("at")
    )
    rows = {row["by"]: row for row in counted.order_by("by")}
    blind = dict(
        Decided.objects.filter(shown="blind").values_list("coder").annotate(n=Count("event"))
    )
    given = Assignment.objects.values_list("person", flat=True)
    people = {*rows, *(given if everybody else [person.pseudonym])}
    work = work_of(people)
    names = names_of(people)
    shown = [
        {
            "name": names.get(p, p),
            "decided": rows.get(p, {}).get("decided", 0),
            "today": rows.get(p, {}).get("today", 0),
            "last": rows.get(p, {}).get("last"),
            "blind": blind.get(p, 0),
            "texts": len(work.get(p, [])),
            "left": sum(one.left for one in work.get(p, [])),
            "work": work.get(p, []),
        }
        for p in sorted(people, key=lambda p: names.get(p, p))
    ]
    return render(request, "desk/progress.html", {"rows": shown, "everybody": everybody})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("coder")
def samples(request: HttpRequest) -> HttpResponse:
    """List the samples that were loaded; let an editor load one."""
    loaded, fault = None, ""
    if request.method == "POST":
        try:
            loaded = _load(request)
        except TierbookError as error:
            fault = str(error)
        if loaded is not None and not loaded.refused and len(loaded.samples) == 1:
            return HttpResponseRedirect(reverse("desk-sample", args=[loaded.samples.pop()]))
    rows = Unit.objects.values("sample").annotate(units=Count("id")).order_by("sample")
    coded = Decided.objects.exclude(sample="").values_list("sample", "document").distinct()
    done: dict[str, int] = {}
    for name, _ in coded:
        done[name] = done.get(name, 0) + 1
    context = {
        "rows": [{**row, "begun": done.get(row["sample"], 0)} for row in rows],
        "loaded": loaded,
        "fault": fault,
        "edits": may(role_of(request), "editor"),
        "told": request.POST,
    }
    wrong = bool(fault or (loaded is not None and not loaded.added and loaded.refused))
    return render(request, "desk/samples.html", context, status=400 if wrong else 200)


@needs("editor")
def _must_edit(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _load(request: HttpRequest) -> Any:
    """Take in a sample, from a file or from the field."""
    _must_edit(request)
    person: Any = request.user
    file = request.FILES.get("file")
    if file is not None and (file.size or 0) > LARGEST_FILE:
        raise WrongUse("the file is too large", remedy="load it with: tierbook desk sample FILE")
    words = file.read().decode("utf-8", "replace") if file else request.POST.get("lines", "")
    if not words.strip():
        raise WrongUse("nothing was sent", remedy="choose the file that `tierbook sample` made")
    return load_sample(words.splitlines(), by=person.pseudonym)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("coder")
def sample(request: HttpRequest, sample_id: str) -> HttpResponse:
    """Show the units of a sample, and how far the person is in each; let an editor give it to somebody."""
    units = list(Unit.objects.filter(sample=sample_id))
    if not units:
        raise Http404("No such sample is loaded.")
    person: Any = request.user
    fault = ""
    if request.method == "POST":
        _must_edit(request)
        try:
            _assign(request, [unit.document for unit in units], sample_id)
        except TierbookError as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("desk-assignments"))
    held = Document.objects.in_bulk([unit.document for unit in units])
    own = Decided.objects.filter(coder=person.pseudonym, sample=sample_id)
    done: dict[str, set[str]] = {}
    for document, variable in own.values_list("document", "variable"):
        done.setdefault(document, set()).add(variable)
    context = {
        "sample": sample_id,
        "first": units[0].line,
        "rows": [(u, held.get(u.document), len(done.get(u.document, ()))) for u in units],
        "edits": may(role_of(request), "editor"),
        "coders": _coders() if may(role_of(request), "editor") else [],
        "fault": fault,
    }
    return render(request, "desk/sample.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("editor")
def assignments(request: HttpRequest) -> HttpResponse:
    """Show who was given what, give texts to people, and take them back."""
    person: Any = request.user
    fault = ""
    if request.method == "POST":
        try:
            if number := request.POST.get("release", ""):
                release(number, by=person.pseudonym)
            else:
                _assign(request, units_named(request.POST.get("units", "").split()), "")
        except TierbookError as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("desk-assignments"))
    people = set(Assignment.objects.values_list("person", flat=True))
    context = {
        "rows": sorted(work_of(people).items()),
        "names": names_of(people),
        "coders": _coders(),
        "fault": fault,
        "told": request.POST,
    }
    return render(request, "desk/assignments.html", context, status=400 if fault else 200)


def _assign(request: HttpRequest, documents: list[str], sample_id: str) -> None:
    told, by = request.POST, request.user
    person = Person.objects.filter(pseudonym=told.get("person", "")).first()
    if person is None:
        raise WrongUse("there is no such person", remedy="choose one of the list")
    if not documents:
        raise WrongUse("no text is named", remedy="write units such as JPN:2003, or ids of texts")
    blind = bool(sample_id) or told.get("blind", "") != "no"
    assign(person, documents, by=by.pseudonym, sample=sample_id, blind=blind)  # type: ignore[union-attr]


def _coders() -> list[Person]:
    return [
        p
        for p in Person.objects.filter(is_active=True).order_by("username")
        if may(p.role, "coder")
    ]
