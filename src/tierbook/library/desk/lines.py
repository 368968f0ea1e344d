"""Events as JSON lines: written out, read back, taken in from other tools. The same line twice is one event.

A decision is a line of the shape that `tierbook.coding.check_decision` knows, with its id as `event`. Reports and what
was decided of them, assignments and units of samples are lines with their `kind`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from tierbook.coding import check_decision, decision_id
from tierbook.errors import TierbookError, WrongUse
from tierbook.library.desk.deciding import check_words, event_of
from tierbook.library.desk.disputes import voices_of
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Event
from tierbook.library.desk.reports import rebuild
from tierbook.library.desk.standing import (
    CODING,
    HeldCodings,
    record_of,
    renew_items,
    stand_all,
    unit_of,
)
from tierbook.library.desk.taken import Taken, in_batches, read_object
from tierbook.library.desk.working import place_events
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
MANY = 500  # lines that are looked at together

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
        for some in in_batches(enumerate(decisions, 1), MANY):
            taking.decisions(some)
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
        for some in in_batches(enumerate(lines, 1), MANY):
            taking.lines([(number, raw) for number, raw in some if raw.strip()])
        taking.stand()
    return taking.taken


class _Taking:
    """One run: lines become events in their order; what they leave codings and reports at is made at its end.

    Lines are looked at many at a time, so that what the database knows of them is asked once.
    """

    def __init__(self, via: str) -> None:
        self.via, self.taken = via, Taken()
        self.codings = HeldCodings()
        self.changed: dict[str, set[str]] = {}
        self.reports = False
        self.disputed: set[str] = set()
        self.known: dict[str, list[Event]] = {}
        self.made: list[tuple[int, Event]] = []

    def lines(self, some: Sequence[tuple[int, str | bytes]]) -> None:
        """Take some lines of an export."""
        read: list[tuple[int, Record]] = []
        for number, raw in some:
            try:
                line = read_object(raw, remedy="give lines of an export", wanted="event")
            except TierbookError as error:
                self.taken.refused.append((number, str(error)))
                continue
            read.append((number, line))
        self._take(read)

    def decisions(self, some: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
        """Take some decisions."""
        self._take(
            [
                (place, {k: v for k, v in given.items() if k != "kind"})
                if isinstance(given, Mapping)
                else (place, given)
                for place, given in some
            ]
        )

    def stand(self) -> None:
        """Bring codings and reports up to what was added."""
        stand_all(self.changed)
        renew_items(self.disputed)
        if self.reports:
            rebuild()
        self.taken.refused.sort()

    def _take(self, read: list[tuple[int, Record]]) -> None:
        checked: list[tuple[int, Record, Record | None]] = []
        numbers: set[str] = set()
        for place, line in read:
            try:
                other = isinstance(line, Mapping) and "kind" in line
                decision = None if other else check_decision(line, codebook())
                name = line.get("number") if decision is None else _id_of(line, decision)
            except TierbookError as error:
                self.taken.refused.append((place, str(error)))
                continue
            checked.append((place, line, decision))
            undone = decision["undoes"] if decision else None
            numbers |= {n for n in (name, undone) if isinstance(n, str)}
        self.codings.expect(d["document"] for _, _, d in checked if d)
        self.known = {}
        for event in Event.objects.filter(number__in=numbers).order_by("id"):
            self.known.setdefault(event.number, []).append(event)
        for place, line, decision in checked:
            try:
                event = self._other(line) if decision is None else self._decision(line, decision)
            except TierbookError as error:
                self.taken.refused.append((place, str(error)))
                continue
            if event is None:
                self.taken.known += 1
            else:
                self.known.setdefault(event.number, []).append(event)
                self.made.append((place, event))
        self._write()

    def _write(self) -> None:
        """Add the events that were made; if one of them cannot be kept, all others are."""
        made, self.made = self.made, []
        try:
            with transaction.atomic():
                Event.objects.bulk_create([event for _, event in made])
                place_events([event for _, event in made])
        except DatabaseError:
            made = [(place, event) for place, event in made if self._write_one(place, event)]
        self.taken.added += len(made)
        for _, event in made:
            if event.kind == CODING:
                self.changed.setdefault(event.document, set()).add(event.variable)
            self.reports |= event.kind in ("report", "decision")
            if event.kind == "dispute":
                self.disputed.add(event.document)

    def _write_one(self, place: int, event: Event) -> bool:
        event.pk = None
        try:
            with transaction.atomic():
                event.save()
                place_events([event])
        except DatabaseError:
            error = WrongUse("the line cannot be kept", remedy="give lines of an export")
            self.taken.refused.append((place, str(error)))
            return False
        return True

    def _decision(self, given: Record, decision: Record) -> Event | None:
        """Return the event that a decision becomes, or None where it is one already."""
        name = _id_of(given, decision)
        coding = self.codings.get(decision["document"])
        _complete(decision, coding)
        held = next(iter(self.known.get(name, ())), None)
        if held is not None:
            if held.kind != CODING or not _is_same(record_of(held), decision):
                raise WrongUse(f"event {name} says something else here", remedy="leave `event` out")
            return None
        if decision["action"] == "undo":
            self._must_be_undone(decision)
        role = given.get("role")
        more = {"role": role} if isinstance(role, str) and role and len(role) < 20 else {}
        return event_of({**decision, "event": name}, coding=coding, via=self.via[:10], more=more)

    def _must_be_undone(self, decision: Record) -> None:
        if not any(
            event.kind == CODING and event.by == decision["coder"]
            for event in self.known.get(decision["undoes"], ())
        ):
            raise WrongUse(
                f"there is no decision {decision['undoes']} of this coder to take back",
                remedy="take the decision in before its undoing",
            )

    def _other(self, line: Record) -> Event | None:
        """Return the event that is no decision on a coding; None where it is there already."""
        event = _event_of(line)
        same = self.known.get(event.number, ())
        if any(held.kind == event.kind and held.at == event.at for held in same):
            return None
        return event


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


def _event_of(line: Record) -> Event:
    """Return the event of a line that is no decision on a coding."""
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
    columns.pop("at", None)
    event = Event(kind=kind, at=at, content=content, **columns)
    for name in columns:
        longest = Event._meta.get_field(name).max_length
        if longest and len(columns[name]) > longest:
            raise WrongUse(f"{name} has more than {longest} characters", remedy="mend the line")
    return event


def _must_say(needed: Mapping[str, Any], content: Record) -> None:
    """Refuse content that lacks what is made of it."""
    wrong = [name for name, kind in needed.items() if not isinstance(content.get(name), kind)]
    if wrong:
        raise WrongUse(f"its {wrong[0]} is missing or wrong", remedy="give lines of an export")
