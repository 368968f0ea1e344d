"""The queue on a page: one proposal in its context, and what a person decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tierbook.coding import check_qualities, differing_qualities, qualities_of
from tierbook.errors import TierbookError, WrongUse
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import needs, role_of
from tierbook.library.desk.circumstances import (
    LABELS,
    chips_at,
    fields_beside,
    qualities_from,
    slot_from,
)
from tierbook.library.desk.context import around, evidence_from, paragraphs_of, places_of
from tierbook.library.desk.deciding import (
    Asked,
    Said,
    decide,
    drawn_for,
    last_event,
    take_back,
)
from tierbook.library.desk.disputes import voices_at
from tierbook.library.desk.fields import fields_of, value_from
from tierbook.library.desk.models import Decided, Event, Item, Report
from tierbook.library.desk.queue import (
    MOST_COUNTED,
    ORDERS,
    SHOWN,
    Queue,
    blind_texts,
    count_some,
)
from tierbook.library.desk.standing import CODING, read_coding
from tierbook.library.desk.tokens import Shown, read_token, write_token
from tierbook.library.reading.chips import chips_of
from tierbook.library.reading.finding_page import circumstances
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import codebook, describe_variable
from tierbook.release import anchor_of

__all__ = ["last_own", "queue"]

Record = dict[str, Any]
_TAKE = "take:"  # the decision to say what one of the coders says


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as it is put: of a queue, of a report, or opened by its address."""

    document: str
    variable: str
    level: str | None
    place: str | None
    how: str
    report: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs("coder")
def queue(request: HttpRequest) -> HttpResponse:
    """Show the next proposal; take in what was decided of one, and lead on."""
    asked = Queue.asked(request.GET)
    if request.method == "POST":
        return _take_in(request, asked)
    return _show(request, asked)


def _take_in(request: HttpRequest, asked: Queue) -> HttpResponse:
    """Record a decision and lead to what comes next; where it cannot stand, show the form again with all of it."""
    told, person = request.POST, _person(request)
    action = told.get("action", "")
    try:
        if action == "undo":
            taken = take_back(person, role_of(request), told.get("event", ""))
            return HttpResponseRedirect(_address_of(taken))
        token = read_token(told.get("token", ""))
        coding = read_coding(token.document)
        if coding is None:
            raise Http404("The text is held no more.")
        report = _report_on(token.document, request.GET.get("report", ""))
        named = "one" in request.GET or "report" in request.GET
        how = "report" if report else ("free" if named else "queue")
        if how == "free" and asked.document:
            how = "assigned"
        said = _said(coding, token, action, request)
        drawn = drawn_for(person, token.document, token.variable, how=how)
        put = Asked(shown="proposal", drawn=drawn, seen=token.seen, report=report)
        decide(person, role_of(request), coding, token.variable, said, put)
    except TierbookError as error:
        return _show(request, asked, fault=str(error))
    if "one" in request.GET:
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(f"{reverse('desk-queue')}?{asked.query()}")


def _report_on(document: str, number: str) -> str:
    """Return the number of a report, where there is one on this text."""
    known = bool(number) and Report.objects.filter(number=number, document=document).exists()
    return number if known else ""


def _said(coding: Record, token: Shown, action: str, request: HttpRequest) -> Said:
    """Return what a form says."""
    told = request.POST
    note = told.get("note", "")
    of = (token.level, token.place) if token.proposed else None
    if action == "not_stated":
        return Said("not_stated", note=note)
    finding = _finding(coding, token.variable, token.level, token.place)
    if action == "reject":
        return _nothing(token, finding, note)
    if action.startswith(_TAKE):
        return _voice(coding, token, action.removeprefix(_TAKE), note)
    evidence = evidence_from(Layout(coding["narrative"]), told)
    if action == "accept" and finding is not None:
        _refuse_changed(token, finding, told)
        held = evidence or _words_of(finding["evidence"])
        slot, said = (token.level, token.place), qualities_of(finding)
        return Said("accept", finding["value"], held, note, *slot, qualities=said)
    if action != "change":
        raise WrongUse(f"there is no decision {action!r}", remedy="press one of the buttons")
    value, said = value_from(token.variable, told), qualities_from(told)
    return Said("change", value, evidence, note, *slot_from(told), of=of, qualities=said)


def _nothing(token: Shown, finding: Record | None, note: str) -> Said:
    """Return that nothing stands where the question is about."""
    if finding is None and not (token.level or token.place):
        raise WrongUse("nothing is proposed here", remedy="give a value, or say not stated")
    return Said("reject", note=note, level=token.level, place=token.place)


def _voice(coding: Record, token: Shown, name: str, note: str) -> Said:
    """Return what one of the coders says who differ: its value, words, level, place and qualities."""
    page = coding["document"]["sha256"]
    voice = voices_at(token.document, token.variable, token.level, token.place, page).get(name)
    if voice is None or voice["value"] is None:
        raise WrongUse("no coder says that here", remedy="look at what they say below")
    held, slot = _words_of(voice["evidence"]), (voice["level"], voice["place"])
    of = (token.level, token.place) if token.proposed else None
    said = voice["qualities"]
    return Said("change", voice["value"], held, note, *slot, of=of, qualities=said)


def _words_of(evidence: Sequence[Record]) -> list[Record]:
    names = ("start", "end", "text", "paragraph", "sentence")
    return [{name: words[name] for name in names} for words in evidence]


def _refuse_changed(token: Shown, finding: Record, told: QueryDict) -> None:
    """Refuse to accept a proposal in whose place something else is chosen in the form."""
    chosen = []
    if "value" in told and value_from(token.variable, told) != _sent_back(finding):
        chosen.append("value")
    for name, said, held in zip(
        ("level", "place"), slot_from(told), (token.level, token.place), strict=True
    ):
        if name in told and said != held:
            chosen.append(name)
    if sent := qualities_from(told):
        known = check_qualities(sent, codebook(), token.variable)
        chosen += [LABELS[name] for name in differing_qualities(known, qualities_of(finding))]
    if chosen:
        what = ", ".join(name.lower() for name in chosen)
        raise WrongUse(
            f"you accept the proposal, and another {what} is chosen below",
            remedy="press Change to keep what is chosen, or choose the proposed again",
        )


def _sent_back(finding: Record) -> Any:
    """Return a proposed value as its own form would send it back."""
    fields = fields_of(finding["variable"], finding["value"])
    told = QueryDict(mutable=True)
    chosen = [choice.code for choice in fields.choices if choice.chosen]
    told.setlist("value", chosen if fields.choices else [fields.text])
    if fields.kind == "check":
        told["other"] = fields.text
    return value_from(finding["variable"], told)


def _show(request: HttpRequest, asked: Queue, *, fault: str = "") -> HttpResponse:
    person = _person(request)
    rows = asked.rows(person)
    direct = _direct(request)
    items, left, asking = [], 0, direct
    if direct is None:
        left = count_some(rows)
        items = list(rows[asked.at : asked.at + SHOWN])
        if asked.at and not items:  # behind the last one the queue begins anew
            asked = Queue.asked(_without_at(request))
            items = list(rows[:SHOWN])
        asking = _of_item(items[0]) if items else None
    context: Record = {
        "asked": asked,
        "orders": ORDERS.items(),
        "items": [(i, describe_variable(i.variable)) for i in items],
        "left": min(left, MOST_COUNTED),
        "more": left > MOST_COUNTED,
        "direct": direct,
        "fault": fault,
        "told": request.POST,
        "last": last_own(person),
        "variables": sorted(codebook().variables.values(), key=lambda v: v.label),
        "next": asked.query(at=asked.at + 1),
        "back": asked.query(at=max(asked.at - 1, 0)) if asked.at else "",
        "action": request.get_full_path(),
    }
    if asking is not None:
        context |= _question(request, asking)
    return render(request, "desk/queue.html", context, status=400 if fault else 200)


def _without_at(request: HttpRequest) -> Any:
    told = request.GET.copy()
    told["at"] = ""
    return told


def _direct(request: HttpRequest) -> Asking | None:
    """Return the question that an address names: of a report, or by document and variable."""
    told = request.GET
    if number := told.get("report", ""):
        row = Report.objects.filter(number=number).first()
        if row is None:
            raise Http404("There is no such report.")
        variable = row.variable or told.get("variable", "")
        level, place = _slot_of(row)
        return Asking(row.document, variable, level, place, "report", number)
    if "one" not in told:
        return None
    level, place = slot_from(told)
    return Asking(told.get("document", ""), told.get("variable", ""), level, place, "free")


def _slot_of(report: Report) -> tuple[str | None, str | None]:
    """Return level and place of the finding that a report is about."""
    item = Item.objects.filter(document_id=report.document, finding=report.finding).first()
    return (item.level or None, item.place or None) if item and report.finding else (None, None)


def _of_item(item: Item) -> Asking:
    return Asking(item.document_id, item.variable, item.level or None, item.place or None, "queue")


def _question(request: HttpRequest, asking: Asking) -> Record:
    """Return everything that one question prints."""
    coding = read_coding(asking.document)
    if coding is None:
        raise Http404("No such text is held.")
    if asking.variable not in codebook().variables:
        return _nameless(asking, coding)
    if asking.how != "queue" and asking.document in set(blind_texts(_person(request))):
        return {"kept_blind": True, "asking": asking, "document": coding["document"]}
    layout = Layout(coding["narrative"])
    finding = _finding(coding, asking.variable, asking.level, asking.place)
    head, facts = coding["document"], describe_variable(asking.variable)
    disputed = _disputed(asking, head["sha256"], finding)
    evidence = finding["evidence"] if finding else []
    words = evidence or [e for one in disputed for e in one["evidence"]]
    told = request.POST if request.method == "POST" else None
    chosen = told.getlist("sentence") if told is not None else places_of(evidence)
    marks = [tuple(e.get("mark") or (e["start"], e["end"])) for e in words]
    before, here, after = around(layout, {e["paragraph"] for e in words})
    first = words[0] if words else None
    rows = Decided.objects.filter(document=asking.document, variable=asking.variable)
    seen = last_event(asking.document, asking.variable)
    token = Shown(
        asking.document,
        asking.variable,
        "proposal",
        seen,
        asking.level,
        asking.place,
        finding is not None,
    )
    return {
        "asking": asking,
        "document": head,
        "samples": head["text_kind"] == "sample",
        "this_is_sample": head["text_kind"] == "sample",
        "facts": facts,
        "codebook_of": coding["versions"].get("codebook", ""),
        "coder": coding["coder"],
        "finding": finding,
        "value": value_in_words(asking.variable, finding["value"]) if finding else None,
        "chips": chips_of(finding) if finding else (),
        "where": short_place(first["paragraph"], first["sentence"]) if first else "",
        "anchor": anchor_of(first["paragraph"], first["sentence"]) if first else "main",
        "before": paragraphs_of(layout, before, chosen=chosen),
        "paragraphs": paragraphs_of(layout, here if words else None, chosen=chosen, marks=marks),
        "after": paragraphs_of(layout, after if words else [], chosen=chosen),
        "at": " ".join(filter(None, (asking.level, asking.place))),
        "how": circumstances(finding)[:4] if finding else (),
        "fields": fields_of(asking.variable, finding["value"] if finding else None, told),
        "beside": fields_beside(
            level=asking.level,
            place=asking.place,
            qualities=qualities_of(finding) if finding else None,
            government=bool(facts.variable and facts.variable.government),
            told=told,
        ),
        "words": told.getlist("words") if told else [],
        "note": told.get("note", "") if told else "",
        "token": write_token(token),
        "decided": _decided(rows, asking, _person(request)),
        "disputed": disputed,
        "report": _reported(asking.report),
    }


def _disputed(asking: Asking, page: str, finding: Record | None) -> list[Record]:
    """Return what coders say differently of a question: each coder with its value and its words."""
    voices = voices_at(asking.document, asking.variable, asking.level, asking.place, page)
    shown = []
    for name, one in voices.items():
        value = one["value"]
        words = None if value is None else value_in_words(asking.variable, value)
        proposed = (
            finding is not None
            and value == finding["value"]
            and not differing_qualities(one["qualities"], qualities_of(finding))
        )
        row = {**one, "name": name, "shown": words, "chips": chips_at(one), "proposed": proposed}
        shown.append(row)
    first = next((one for one in shown if one["shown"] and not one["proposed"]), None)
    if first is not None:
        first["key"] = True  # one key for what another coder says
    return shown


def _nameless(asking: Asking, coding: Record) -> Record:
    """Return what is asked where a report names no question: which one it is about."""
    return {
        "asking": asking,
        "document": coding["document"],
        "report": _reported(asking.report),
        "nameless": True,
    }


def _finding(coding: Record, variable: str, level: str | None, place: str | None) -> Record | None:
    slot = variable, level, place
    for row in coding["findings"]:
        if (row["variable"], row.get("level"), row.get("place")) == slot:
            return dict(row)
    return None


def _decided(rows: Any, asking: Asking, person: Person) -> list[Record]:
    """Return what people decided, with blind answers of others covered while they wait."""
    found = []
    for row in rows:
        own = row.coder == person.pseudonym
        covered = row.state == "waiting" and not own
        value = row.content["value"]
        found.append(
            {
                "row": row,
                "own": own,
                "covered": covered,
                "value": None
                if covered or value is None
                else value_in_words(asking.variable, value),
                "chips": () if covered else chips_at(row.content),
                "action": row.action.replace("_", " "),
            }
        )
    return found


def _reported(number: str) -> Event | None:
    return Event.objects.filter(kind="report", number=number).first() if number else None


def last_own(person: Person) -> Record:
    """Return how many decisions a person made today, and the last that stands, so that she can take it back."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    made = Event.objects.filter(kind=CODING, by=person.pseudonym, at__gte=today)
    last = Decided.objects.filter(coder=person.pseudonym).order_by("-at", "-event").first()
    return {
        "today": made.exclude(content__action="undo").count(),
        "row": last,
        "facts": describe_variable(last.variable) if last else None,
    }


def _address_of(event: Event) -> str:
    """Return the address of the question whose decision was taken back."""
    undone = Event.objects.filter(number=event.content["undoes"]).first()
    content = undone.content if undone else {}
    pairs = {
        "one": "1",
        "document": event.document,
        "variable": event.variable,
        "level": content.get("level") or "",
        "place": content.get("place") or "",
    }
    page = "desk-queue"
    if content.get("shown") == "blind":
        return f"{reverse('desk-narrative', args=[event.document])}?{urlencode({'variable': event.variable})}"
    return f"{reverse(page)}?{urlencode({k: v for k, v in pairs.items() if v})}"


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)
    return person
