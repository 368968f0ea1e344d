"""A whole narrative, blind: the text, and one question at a time, without any proposal on the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tierbook.errors import TierbookError
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import needs, role_of
from tierbook.library.desk.circumstances import (
    chips_at,
    fields_beside,
    named_slot,
    qualities_from,
    slot_from,
)
from tierbook.library.desk.context import evidence_from, paragraphs_of
from tierbook.library.desk.deciding import (
    Asked,
    Drawn,
    Said,
    decide,
    decide_silence,
    drawn_for,
    last_event,
    take_back,
)
from tierbook.library.desk.fields import fields_of, value_from
from tierbook.library.desk.models import Assignment, Decided, Unit
from tierbook.library.desk.standing import read_coding
from tierbook.library.desk.tokens import Shown, read_token, write_token
from tierbook.library.desk.views.reviewing import last_own
from tierbook.library.desk.working import asked_variables
from tierbook.library.reading.places_in_text import Layout
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import describe_variable

__all__ = ["narrative"]

Record = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("coder")
def narrative(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show a text and one question on it; take in the answer, and lead to the next."""
    coding = read_coding(document_id)
    if coding is None:
        raise Http404("No such text is held.")
    if request.method == "POST":
        return _take_in(request, coding)
    return _show(request, coding)


def _take_in(request: HttpRequest, coding: Record) -> HttpResponse:
    told, person, role = request.POST, _person(request), role_of(request)
    document, sample = coding["document"]["id"], request.GET.get("sample", "")
    action = told.get("action", "")
    try:
        if action == "undo":
            taken = take_back(person, role, told.get("event", ""))
            return HttpResponseRedirect(_here(document, sample, taken.variable))
        if action == "rest":
            _rest(person, role, coding, sample)
            return HttpResponseRedirect(_here(document, sample))
        token = read_token(told.get("token", ""))
        put = Asked(
            shown="proposal" if token.shown == "proposal" else _shown_to(person, token),
            drawn=_drawn(person, document, token.variable, sample),
            seen=token.seen,
        )
        said = _said(coding, token.variable, action, told)
        decide(person, role, coding, token.variable, said, put)
    except TierbookError as error:
        return _show(request, coding, fault=str(error))
    again = token.variable if action in ("more", "nothing") else ""
    return HttpResponseRedirect(_here(document, sample, again, after=token.variable))


def _said(coding: Record, variable: str, action: str, told: Any) -> Said:
    """Return what a form says of one question."""
    note, slot = told.get("note", ""), slot_from(told)
    if action == "not_stated":
        return Said("not_stated", note=note)
    if action == "nothing":
        return Said("reject", None, (), note, *named_slot(told))
    evidence = evidence_from(Layout(coding["narrative"]), told)
    value, said = value_from(variable, told), qualities_from(told)
    return Said("change", value, evidence, note, *slot, qualities=said)


def _rest(person: Person, role: str, coding: Record, sample: str) -> None:
    """Say of every question that is still open that the text is silent on it."""
    document = coding["document"]["id"]
    asked = _asked(person, coding, sample)
    done = {row.variable for row in _own(person, document)}
    by_drawn: dict[Drawn, list[str]] = {}
    for variable in asked:
        if variable not in done:
            drawn = _drawn(person, document, variable, sample)
            by_drawn.setdefault(drawn, []).append(variable)
    for drawn, variables in by_drawn.items():
        decide_silence(person, role, coding, variables, drawn)


def _shown_to(person: Person, asked: Shown) -> str:
    """Return `blind`, unless she decided on this question with the proposal before her: then it is blind no more."""
    saw = Decided.objects.filter(
        coder=person.pseudonym,
        document=asked.document,
        variable=asked.variable,
        shown="proposal",
    )
    return "proposal" if saw.exists() else "blind"


def _drawn(person: Person, document: str, variable: str, sample: str) -> Drawn:
    return drawn_for(person, document, variable, how="assigned", sample=sample)


def _show(request: HttpRequest, coding: Record, *, fault: str = "") -> HttpResponse:
    person, head = _person(request), coding["document"]
    document, sample = head["id"], request.GET.get("sample", "")
    asked = _asked(person, coding, sample)
    own: dict[str, list[Decided]] = {}
    for row in _own(person, document):
        own.setdefault(row.variable, []).append(row)
    variable = _chosen(request, asked, own)
    told = request.POST if request.method == "POST" else None
    layout = Layout(coding["narrative"])
    context: Record = {
        "document": head,
        "samples": head["text_kind"] == "sample",
        "this_is_sample": head["text_kind"] == "sample",
        "sample": Unit.objects.filter(sample=sample, document=document).first() if sample else None,
        "paragraphs": paragraphs_of(
            layout,
            chosen=told.getlist("sentence") if told is not None else (),
            form="answer" if variable else "",
        ),
        "groups": _groups(asked, own, variable, document, sample),
        "done": sum(1 for name in asked if name in own),
        "asked": len(asked),
        "left": sum(1 for name in asked if name not in own),
        "fault": fault,
        "last": last_own(person),
        "action": request.get_full_path(),
        "start": _here(document, sample),
    }
    if variable:
        saw = "proposal" if request.GET.get("saw") else "blind"
        token = Shown(document, variable, saw, last_event(document, variable))
        level, place = slot_from(request.GET)
        facts = describe_variable(variable)
        context |= {
            "facts": facts,
            "saw": saw == "proposal",
            "at": " ".join(filter(None, (level, place))),
            "codebook_of": coding["versions"].get("codebook", ""),
            "fields": fields_of(variable, None, told),
            "beside": fields_beside(
                level=level,
                place=place,
                government=bool(facts.variable and facts.variable.government),
                told=told,
            ),
            "note": told.get("note", "") if told else "",
            "words": told.getlist("words") if told else [],
            "token": write_token(token),
            "mine": [
                (row, _own_value(row), chips_at(row.content)) for row in own.get(variable, ())
            ],
        }
    return render(request, "desk/narrative.html", context, status=400 if fault else 200)


def _own_value(row: Decided) -> Any:
    """Return what a person said in words; None where she said that nothing stands at a level or place."""
    value = row.content["value"]
    return None if value is None else value_in_words(row.variable, value)


def _brief(row: Decided) -> str:
    """Return an own answer in a word or two, with level and place: `yes (law)`."""
    value = _own_value(row)
    where = ", ".join(filter(None, (row.level, row.place)))
    return (value.brief if value else "nothing") + (f" ({where})" if where else "")


def _asked(person: Person, coding: Record, sample: str) -> list[str]:
    """Return the questions: of the sample, of her assignments, else all that this edition is asked."""
    document, edition = coding["document"]["id"], coding["document"]["edition"]
    if sample:
        unit = Unit.objects.filter(sample=sample, document=document).first()
        if unit is None:
            raise Http404("This sample has not drawn this text.")
        return asked_variables(edition, unit.line.get("variables"))
    given = Assignment.objects.filter(person=person.pseudonym, document=document, blind=True)
    lists = [one.variables for one in given]
    if lists and all(lists):
        return asked_variables(edition, [v for some in lists for v in some or ()])
    return asked_variables(edition)


def _own(person: Person, document: str) -> list[Decided]:
    rows = Decided.objects.filter(coder=person.pseudonym, document=document)
    return list(rows.exclude(action="adjudicate").exclude(state="stale"))


def _chosen(request: HttpRequest, asked: list[str], own: dict[str, list[Decided]]) -> str:
    """Return the question to put: the one that is named, else the next open one behind the last answered."""
    named = request.GET.get("variable", "")
    if named in asked:
        return named
    after = request.GET.get("after", "")
    start = asked.index(after) + 1 if after in asked else 0
    order = asked[start:] + asked[:start]
    return next((name for name in order if name not in own), "")


def _groups(
    asked: list[str], own: dict[str, list[Decided]], current: str, document: str, sample: str
) -> list[tuple[str, list[Record]]]:
    """Return the questions by pillar, with the person's own answers."""
    groups: dict[str, list[Record]] = {}
    for name in asked:
        facts = describe_variable(name)
        values = [_brief(row) for row in own.get(name, ())]
        groups.setdefault(facts.pillar, []).append(
            {
                "facts": facts,
                "values": "; ".join(values),
                "current": name == current,
                "address": _here(document, sample, name),
            }
        )
    return [(PILLAR_NAMES.get(pillar, pillar), rows) for pillar, rows in groups.items()]


def _here(document: str, sample: str, variable: str = "", after: str = "") -> str:
    pairs = {"sample": sample, "variable": variable, "after": "" if variable else after}
    query = urlencode({k: v for k, v in pairs.items() if v})
    return reverse("desk-narrative", args=[document]) + (f"?{query}" if query else "")


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)
    return person
