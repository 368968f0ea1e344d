"""A decision of a person becomes an event: checked against the text, against what others did meanwhile, and added.

Nothing that is refused is lost: whoever calls keeps the words, and is told what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tierbook.codebook import load_codebook
from tierbook.coding import check_decision, decision_id
from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Assignment, Event, Report, Unit
from tierbook.library.desk.reports import settle
from tierbook.library.desk.standing import (
    CODING,
    content_of,
    read_coding,
    record_of,
    stand,
    unit_of,
)
from tierbook.library.desk.times import time_of_event
from tierbook.library.reading.chips import chips_of
from tierbook.library.reading.values import value_in_words

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = [
    "Asked",
    "Drawn",
    "Meanwhile",
    "Said",
    "add_decision",
    "decide",
    "decide_silence",
    "drawn_for",
    "event_of",
    "in_words",
    "last_event",
    "take_back",
]

Record = dict[str, Any]
BY_NOBODY = "settled at the desk"


class Meanwhile(WrongUse):
    """Somebody decided on the same question while this person was at it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a question came to a person: by which way, and with which probability where a sample drew it."""

    how: str = "free"
    sample: str = ""
    probability: float | None = None
    stratum: str = ""

    def to_dict(self) -> Record:
        """Return it as a decision holds it."""
        return {
            "how": self.how,
            "sample": self.sample,
            "probability": self.probability,
            "stratum": self.stratum,
        }


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says to one question.

    Args:
        action: accept, change, reject, not_stated or adjudicate.
        value: as the codebook has it; of an accepted proposal the proposal's own.
        evidence: where the words stand: start, end, text.
        note: why.
        level: law or practice, where the value holds for one.
        place: home or abroad, where the value holds for one.
        of: level and place of the proposal that it is about; None where there was none.
        qualities: whose act, when, whose word, how; None where nothing was said of it.
    """

    action: str
    value: Any = None
    evidence: Sequence[Mapping[str, Any]] = ()
    note: str = ""
    level: str | None = None
    place: str | None = None
    of: tuple[str | None, str | None] | None = None
    qualities: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was put.

    Args:
        shown: `proposal` where the person saw the machine's value, else `blind`.
        drawn: how it came to her.
        seen: the newest event on it that she has seen; None where it doesn't matter.
        report: number of a report that her decision settles.
    """

    shown: str = "blind"
    drawn: Drawn = Drawn()
    seen: int | None = None
    report: str = ""


def drawn_for(person: Person, document: str, variable: str, *, how: str, sample: str = "") -> Drawn:
    """Return how a question came to a person, as far as the library knows it to be so.

    A sample must have drawn the text, and an assignment must have given it to her; else it is free.
    """
    if sample:
        unit = Unit.objects.filter(sample=sample, document=document).first()
        wanted = unit.line.get("variables") if unit else None
        if unit is not None and (not wanted or variable in wanted):
            line = unit.line
            return Drawn("sample", sample, line.get("probability"), line.get("stratum") or "")
        return Drawn()
    if how == "assigned":
        given = Assignment.objects.filter(person=person.pseudonym, document=document)
        asked = [one.variables for one in given]
        return Drawn("assigned" if any(not v or variable in v for v in asked) else "free")
    return Drawn(how if how in ("queue", "report") else "free")


def last_event(document: str, variable: str) -> int:
    """Return the number of the newest event on a question: whoever decides shows that she has seen it."""
    events = Event.objects.filter(kind=CODING, document=document, variable=variable)
    return events.order_by("-id").values_list("id", flat=True).first() or 0


def decide(
    person: Person,
    role: str,
    coding: Mapping[str, Any],
    variable: str,
    said: Said,
    asked: Asked,
) -> list[Event]:
    """Add what a person decided of one question; return the events, one or two.

    Args:
        person: who decides.
        role: the role in which she does.
        coding: the machine's coding, as `read_coding` gives it.
        variable: the question.
        said: her answer.
        asked: how the question was put to her.

    Raises:
        Meanwhile: somebody else has decided since.
        WrongUse, CodebookInvalid: the answer cannot stand.
    """
    decisions = []
    at = time_of_event(coding["document"]["id"], [variable])
    if said.action == "change" and said.of and said.of != (said.level, said.place):
        gone = Said("reject", note=said.note, level=said.of[0], place=said.of[1])
        decisions.append(_decision(person, coding, variable, gone, asked, at))
    decisions.append(_decision(person, coding, variable, said, asked, at))
    document = coding["document"]["id"]
    with durable():
        _lock(document)
        if asked.seen is not None:
            _refuse_meanwhile(person, document, variable, asked)
        settles = {"report": asked.report} if asked.report else {}
        events = [add_decision(d, coding=coding, more={"role": role, **settles}) for d in decisions]
        stand(document, [variable], coding)
        if asked.report:
            _settle_report(asked.report, person, coding, said, variable)
    return events


def decide_silence(
    person: Person, role: str, coding: Mapping[str, Any], variables: Sequence[str], drawn: Drawn
) -> int:
    """Say of many questions at once that the text is silent on them, all or none; blind, at the end of a narrative."""
    said = Said("not_stated")
    asked = Asked(drawn=drawn)
    at = time_of_event(coding["document"]["id"], variables)
    made = [_decision(person, coding, name, said, asked, at) for name in variables]
    document = coding["document"]["id"]
    with durable():
        _lock(document)
        for decision in made:
            add_decision(decision, coding=coding, more={"role": role})
        stand(document, variables, coding)
    return len(made)


def take_back(person: Person, role: str, number: str) -> Event:
    """Add the event that takes a person's own decision back; a report that it settled is open again.

    Raises:
        WrongUse: there is no such decision of hers, or it is taken back already.
    """
    event = Event.objects.filter(kind=CODING, number=number).first()
    if event is None or event.by != person.pseudonym or event.content["action"] == "undo":
        raise WrongUse("there is no such decision of yours", remedy="look at your last decisions")
    coding = read_coding(event.document)
    given = {
        **record_of(event),
        "action": "undo",
        "undoes": number,
        "note": "",
        "at": time_of_event(event.document, [event.variable]).isoformat(),
    }
    decision = check_decision(given, load_codebook("tip"))
    with durable():
        _lock(event.document)
        undone = Event.objects.filter(
            kind=CODING, document=event.document, variable=event.variable, by=event.by
        )
        if any(e.content["undoes"] == number for e in undone):
            raise WrongUse("it is taken back already", remedy="decide again where you want to")
        added = add_decision(decision, coding=coding, more={"role": role})
        stand(event.document, [event.variable], coding)
        settled = event.content.get("report")
        if settled and Report.objects.filter(number=settled).exclude(state="open").exists():
            settle(settled, "open", by=person, reason="The decision was taken back.")
    return added


def add_decision(
    decision: Record, *, coding: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> Event:
    """Add one checked decision as an event, without a word of who else decided; return it."""
    event = event_of(decision, coding=coding, more=more)
    event.save()
    return event


def event_of(
    decision: Record,
    *,
    coding: Mapping[str, Any] | None = None,
    via: str = "page",
    more: Mapping[str, Any] | None = None,
) -> Event:
    """Return the event that a checked decision becomes, not yet added.

    Args:
        decision: what `check_decision` gave, with an `event` where it has its id already.
        coding: the machine's coding, to note which finding the decision is about.
        via: `page`, `shell`, or the name of the tool that it came from.
        more: what the event keeps beside the decision, such as the role of whoever decided.
    """
    at = datetime.fromisoformat(decision["at"]) if decision["at"] else timezone.now()
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    content = {**content_of(decision), **(more or {})}
    return Event(
        kind=CODING,
        number=decision.get("event") or decision_id(decision),
        at=at,
        by=decision["coder"],
        via=via,
        document=decision["document"],
        finding=_finding_at(coding, decision),
        variable=decision["variable"],
        page=decision["page"],
        codebook=decision["codebook"],
        content=content,
    )


def check_words(text: str, evidence: Sequence[Mapping[str, Any]]) -> None:
    """Refuse evidence that does not display the words that it claims."""
    for words in evidence:
        if text[words["start"] : words["end"]] != words["text"]:
            raise WrongUse(
                "the marked words do not stand there in the text",
                where=f"characters {words['start']} to {words['end']}",
                remedy="mark them again",
            )


def _decision(
    person: Person,
    coding: Mapping[str, Any],
    variable: str,
    said: Said,
    asked: Asked,
    at: datetime,
) -> Record:
    given = {
        "at": at.isoformat(),
        "coder": person.pseudonym,
        "document": coding["document"]["id"],
        "unit": unit_of(coding),
        "page": coding["document"]["sha256"],
        "codebook": str(coding["versions"].get("codebook", "")),
        "variable": variable,
        "level": said.level,
        "place": said.place,
        "action": said.action,
        "value": said.value,
        "qualities": said.qualities,
        "evidence": list(said.evidence),
        "note": " ".join(said.note.split()),
        "shown": asked.shown,
        "drawn": asked.drawn.to_dict(),
    }
    decision = check_decision(given, load_codebook("tip"))
    check_words(coding["narrative"]["text"], decision["evidence"])
    needs_words = decision["value"] not in (None, "not_stated")
    if needs_words and not decision["evidence"]:
        raise WrongUse("no words carry the value", remedy="choose a sentence, or mark words in it")
    return decision


def _lock(document: str) -> None:
    """Let one person at a time decide on a text."""
    list(Document.objects.select_for_update().filter(pk=document).values_list("pk"))


def _refuse_meanwhile(person: Person, document: str, variable: str, asked: Asked) -> None:
    """Tell of what was decided since; a blind coder hears of nobody's decision but her own."""
    since = Event.objects.filter(
        kind=CODING, document=document, variable=variable, id__gt=asked.seen
    )
    for event in since.order_by("-id"):
        own = event.by == person.pseudonym
        open_to_all = (
            event.content["shown"] == "proposal" or event.content["action"] == "adjudicate"
        )
        if own or (open_to_all and asked.shown == "proposal"):
            whose = "you" if own else "somebody"
            what = event.content["action"].replace("_", " ")
            value = event.content["value"]
            said = event.content.get("qualities")
            words = "" if value is None else in_words(variable, value, said)
            raise Meanwhile(
                f"{whose} decided on it while this page was open: {what}{': ' if words else ''}{words}",
                remedy="what you wrote is kept below; look again, and send it if it still holds",
            )


def in_words(variable: str, value: Any, qualities: Mapping[str, Any] | None) -> str:
    """Return a value with what is unusual about it in a line: `yes, reported, said by the government`."""
    chips = chips_of(dict(qualities or {}))
    said = [f"said by {chip.word}" if chip.kind == "by" else chip.word for chip in chips]
    return ", ".join([value_in_words(variable, value).word, *said])


def _finding_at(coding: Mapping[str, Any] | None, decision: Record) -> str:
    """Return the machine's finding where a decision is about, so that its page can tell of it."""
    slot = decision["variable"], decision["level"], decision["place"]
    for row in coding["findings"] if coding else ():
        if (row["variable"], row.get("level"), row.get("place")) == slot:
            return str(row["id"])
    return ""


def _settle_report(
    number: str, person: Person, coding: Mapping[str, Any], said: Said, variable: str
) -> None:
    row = Report.objects.filter(number=number, document=coding["document"]["id"]).first()
    if row is None or row.state != "open" or row.variable not in ("", variable):
        return
    reason = " ".join(said.note.split()) or BY_NOBODY.capitalize() + "."
    if said.action == "accept":
        settle(number, "rejected", by=person, reason=reason)
        return
    words = {"reject": "these words do not say it", "not_stated": "not stated"}.get(said.action)
    told = words or in_words(variable, said.value, said.qualities)
    settle(number, "accepted", by=person, reason=reason, said=told[:300])
