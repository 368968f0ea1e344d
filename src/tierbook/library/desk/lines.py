"""Events as JSON lines: written out, read back, taken in from other tools. The same line twice is one event.

A decision is a line of the shape that `tierbook.coding.check_decision` knows, with its id as `event`. Reports and what
was decided of them, assignments and units of samples are lines with their `kind`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from tierbook.coding import check_decision, decision_id
from tierbook.errors import TierbookError, WrongUse
from tierbook.library.desk.deciding import add_decision, check_words
from tierbook.library.desk.disputes import voices_of
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Event
from tierbook.library.desk.reports import rebuild
from tierbook.library.desk.standing import (
    CODING,
    read_coding,
    record_of,
    renew_items,
    stand,
    unit_of,
)
from tierbook.library.desk.taken import Taken, read_object
from tierbook.library.desk.working import place_event
from tierbook.library.reading.variables import codebook

__all__ = ["export_events", "import_events", "take_in"]

_OTHER: dict[str, dict[str, Any]] = {  # kinds, and what of their content rows are made of
    "report": {"what": str},
    "decision": {"state": str, "said": str},
    "assign": {"person": str, "sample": str, "blind": bool, "variables": list | None},
    "release": {"releases": str},
    "sample": {"sample": str, "n": int},
    "dispute": {"values": list},
}
_COLUMNS = ("number", "at", "by", "via", "document", "finding", "variable", "page", "codebook")
_ID = frozenset("0123456789abcdef")
LONGEST_ID = 20

Record = dict[str, Any]


def take_in(decisions: Iterable[Mapping[str, Any]], *, via: str) -> Taken:
    """Add decisions that were made elsewhere, in their order; one that is wrong stops no other.

    Args:
        decisions: in the shape of a decision. Without `page` and `codebook` they are about the text as it is held
            today; without `at` they were made now. Their words must stand in the text.
        via: where they come from, at most 10 characters: `shell`, `qdpx`, `label`.

    Returns:
        How many were added, how many were known, which were refused and why.
    """
    taking = _Taking(via)
    with durable():
        for place, given in enumerate(decisions, 1):
            taking.decision(place, given)
        taking.stand()
    return taking.taken


def export_events(*, decisions_only: bool = False) -> Iterator[Record]:
    """Yield every event as a line, the oldest first.

    Args:
        decisions_only: leave out reports, assignments and samples.
    """
    events = Event.objects.order_by("id")
    if decisions_only:
        events = events.filter(kind=CODING)
    for event in events.iterator(chunk_size=500):
        if event.kind == CODING:
            yield record_of(event)
        else:
            columns = {name: getattr(event, name) for name in _COLUMNS}
            columns["at"] = event.at.astimezone(UTC).isoformat()
            yield {"kind": event.kind, **columns, "content": event.content}


def import_events(lines: Iterable[str | bytes]) -> Taken:
    """Read exported lines back; what is there already stays as it is.

    Args:
        lines: of JSON; an empty one is passed over.
    """
    taking = _Taking("shell")
    with durable():
        for number, raw in enumerate(lines, 1):
            if raw.strip():
                taking.line(number, raw)
        taking.stand()
    return taking.taken


class _Taking:
    """One run: lines become events in their order; what they leave codings and reports at is made at its end."""

    def __init__(self, via: str) -> None:
        self.via, self.taken = via, Taken()
        self.codings: dict[str, Record | None] = {}
        self.changed: dict[str, dict[str, None]] = {}
        self.reports = False
        self.disputed: set[str] = set()

    def line(self, number: int, raw: str | bytes) -> None:
        """Take a line of an export."""
        try:
            line = read_object(raw, remedy="give lines of an export", wanted="event")
            if "kind" not in line:
                self.decision(number, line)
                return
            event = _other(line)
        except TierbookError as error:
            self.taken.refused.append((number, str(error)))
            return
        if self._count(event) and event is not None:
            self.reports |= event.kind in ("report", "decision")
            if event.kind == "dispute":
                self.disputed.add(event.document)

    def decision(self, place: int, given: Mapping[str, Any]) -> None:
        """Take a decision."""
        try:
            event = _take(given, self.codings, self.via)
        except TierbookError as error:
            self.taken.refused.append((place, str(error)))
            return
        if self._count(event) and event is not None:
            self.changed.setdefault(event.document, {})[event.variable] = None

    def stand(self) -> None:
        """Bring codings and reports up to what was added."""
        for document, variables in self.changed.items():
            stand(document, list(variables), self.codings.get(document))
        renew_items(sorted(self.disputed))
        if self.reports:
            rebuild()

    def _count(self, event: Event | None) -> bool:
        self.taken.added += event is not None
        self.taken.known += event is None
        return event is not None


def _take(given: Mapping[str, Any], codings: dict[str, Record | None], via: str) -> Event | None:
    """Return the event that a decision became, or None where it is one already."""
    decision = check_decision(given, codebook())
    name = _id_of(given, decision)
    known = Event.objects.filter(number=name).first()
    document = decision["document"]
    if document not in codings:
        codings[document] = read_coding(document)
    coding = codings[document]
    _complete(decision, coding)
    if known is not None:
        if known.kind != CODING or not _is_same(record_of(known), decision):
            raise WrongUse(f"event {name} says something else here", remedy="leave `event` out")
        return None
    if decision["action"] == "undo":
        _must_be_undone(decision)
    role = given.get("role")
    more = {"role": role} if isinstance(role, str) and role and len(role) < 20 else {}
    return add_decision({**decision, "event": name}, coding=coding, via=via[:10], more=more)


def _complete(decision: Record, coding: Record | None) -> None:
    """Fill in what a decision doesn't say of its text, and hold its words to the text where it is the same page."""
    if decision["at"]:
        decision["at"] = _moment(decision["at"])
    if coding is None:
        if not decision["page"]:
            raise WrongUse(f"no text {decision['document']} is held", remedy="ingest it first")
        return
    decision["unit"] = decision["unit"] or unit_of(coding)
    decision["page"] = decision["page"] or coding["document"]["sha256"]
    decision["codebook"] = decision["codebook"] or str(coding["versions"].get("codebook", ""))
    if decision["page"] == coding["document"]["sha256"]:
        check_words(coding["narrative"]["text"], decision["evidence"])


def _must_be_undone(decision: Record) -> None:
    if not Event.objects.filter(
        kind=CODING, number=decision["undoes"], by=decision["coder"]
    ).exists():
        raise WrongUse(
            f"there is no decision {decision['undoes']} of this coder to take back",
            remedy="take the decision in before its undoing",
        )


def _id_of(given: Mapping[str, Any], decision: Record) -> str:
    name = given.get("event")
    if name is None or name == "":
        return decision_id(decision)
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_ID or not set(name) <= _ID:
        raise WrongUse(f"{name!r} is no id of an event", remedy="leave `event` out")
    return name


def _is_same(held: Record, decision: Record) -> bool:
    names = ("coder", "document", "variable", "level", "place", "action", "value", "qualities")
    return all(held[n] == decision[n] for n in (*names, "evidence", "note", "shown", "undoes"))


def _moment(words: str) -> str:
    try:
        at = datetime.fromisoformat(words)
    except ValueError as error:
        raise WrongUse(
            f"{words!r} is no moment", remedy="write it as 2026-11-26T22:04:00+00:00"
        ) from error
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _other(line: Record) -> Event | None:
    """Add an event that is no decision on a coding; None where it is there already."""
    kind, content = line.get("kind"), line.get("content")
    if kind not in _OTHER or not isinstance(content, dict):
        raise WrongUse(f"{kind!r} is no kind of event", remedy=f"known are {', '.join(_OTHER)}")
    _must_say(_OTHER[kind], content)
    columns = {name: line.get(name) or "" for name in _COLUMNS}
    wrong = [name for name, value in columns.items() if not isinstance(value, str)]
    if wrong or not columns["number"] or not columns["document"]:
        raise WrongUse("the line is not whole", remedy="give lines of an export")
    if kind == "dispute":
        voices_of({**content, "variable": columns["variable"]})
    at = datetime.fromisoformat(_moment(columns.pop("at"))) if columns["at"] else timezone.now()
    if Event.objects.filter(kind=kind, number=columns["number"], at=at).exists():
        return None
    event = Event(
        kind=kind, at=at, content=content, **{k: v for k, v in columns.items() if k != "at"}
    )
    for name in _COLUMNS:
        longest = Event._meta.get_field(name).max_length
        if longest and len(getattr(event, name)) > longest:
            raise WrongUse(f"{name} has more than {longest} characters", remedy="mend the line")
    try:
        with transaction.atomic():
            event.save()
            place_event(event)
    except DatabaseError as error:
        raise WrongUse("the line cannot be kept", remedy="give lines of an export") from error
    return event


def _must_say(needed: Mapping[str, Any], content: Record) -> None:
    """Refuse content that lacks what is made of it."""
    wrong = [name for name, kind in needed.items() if not isinstance(content.get(name), kind)]
    if wrong:
        raise WrongUse(f"its {wrong[0]} is missing or wrong", remedy="give lines of an export")
