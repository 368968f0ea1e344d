"""Where the events leave codings: rows that are made of the events and of the texts as they are held today.

They can be thrown away and made again at any time (`rebuild_desk`). A load makes them for each text that it writes, so
a decision on a page that has changed since is known to be stale from that moment on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import QuerySet

from tierbook.coding import look_at
from tierbook.dossier import is_said_at
from tierbook.editions import unit_or_id
from tierbook.library.catalogue.derived import touch_answers, touch_people_of
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.catalogue.search import recode_texts
from tierbook.library.catalogue.writing import write_rows
from tierbook.library.desk.accepted import decisions_of, lay_accepted
from tierbook.library.desk.models import Assignment, Decided, Disputed, Event, Item, Unit
from tierbook.library.desk.taken import in_batches

__all__ = [
    "CODING",
    "HeldCodings",
    "decisions_on",
    "read_coding",
    "read_codings",
    "rebuild_desk",
    "record_of",
    "renew_items",
    "stand",
    "stand_all",
    "stand_texts",
    "unit_of",
]

CODING = "coding"  # the kind of an event that decides on a coding; reports have kinds of their own
_PLACED = ("sample", "assign", "release", "dispute")
UNKNOWN = 2.0  # behind every confidence
BATCH = 50  # texts whose codings are held in memory at a time
MANY = 1000  # events that are looked at together
_STATES = ("laid", "contested", "stale")
_SHOWN_AS = {"laid": "set", "contested": "contested", "stale": "stale"}
_COLUMNS = ("at", "coder", "document", "page", "codebook", "variable")

Record = dict[str, Any]


def record_of(event: Event) -> Record:
    """Return a decision as the line that is exported, its event's id before it."""
    content = event.content
    return {
        "event": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "coder": event.by,
        "document": event.document,
        "unit": content["unit"],
        "page": event.page,
        "codebook": event.codebook,
        "variable": event.variable,
        "level": content["level"],
        "place": content["place"],
        "action": content["action"],
        "value": content["value"],
        "qualities": content.get("qualities"),
        "evidence": content["evidence"],
        "note": content["note"],
        "shown": content["shown"],
        "drawn": content["drawn"],
        "undoes": content["undoes"],
        "role": content.get("role", ""),
    }


def content_of(decision: Mapping[str, Any]) -> Record:
    """Return what of a decision stands in the content of its event, beside the columns."""
    return {k: v for k, v in decision.items() if k not in (*_COLUMNS, "event", "role")}


def decisions_on(document: str, variables: Collection[str] | None = None) -> list[Record]:
    """Return all decisions on a text, or on some variables of it, the oldest first."""
    events = Event.objects.filter(kind=CODING, document=document)
    if variables is not None:
        events = events.filter(variable__in=variables)
    return [record_of(event) for event in events.order_by("at", "id")]


def read_coding(document: str) -> Record | None:
    """Return the machine's coding of a text that is held; the one place at which the desk reads it."""
    return read_codings([document]).get(document)


def read_codings(documents: Collection[str]) -> dict[str, Record]:
    """Return the machine's codings of the texts that are held, by id."""
    found = Content.objects.filter(pk__in=documents).values_list("pk", "coding")
    return {name: orjson.loads(content) for name, content in found}


class HeldCodings:
    """The machine's codings of texts that are asked for one after another; no more than a batch is kept in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Record | None] = {}

    def expect(self, documents: Iterable[str]) -> None:
        """Read at once what will be asked for, as far as it may be kept."""
        wanted = list(dict.fromkeys(d for d in documents if d not in self._kept))[:BATCH]
        if len(self._kept) + len(wanted) > BATCH:
            self._kept.clear()
        found = read_codings(wanted) if wanted else {}
        self._kept |= {name: found.get(name) for name in wanted}

    def get(self, document: str) -> Record | None:
        """Return the coding of a text; None where it is not held."""
        if document not in self._kept:
            self.expect([document])
        return self._kept[document]


def unit_of(coding: Mapping[str, Any]) -> str:
    """Return `JPN:2003`, or the id of a text whose country or edition is not known."""
    head = coding["document"]
    return unit_or_id(head["country"], head["edition"], head["id"])


def stand(document: str, variables: Collection[str], coding: Mapping[str, Any] | None) -> None:
    """Bring the rows of some variables of a text up to its events; in the transaction that adds these.

    Args:
        document: id of the text.
        variables: those that were decided on.
        coding: the machine's coding; None where the text is held no more, so that every decision is stale.
    """
    _stand({document: set(variables)}, {document: coding} if coding else {})


def stand_all(changed: Mapping[str, Collection[str]]) -> None:
    """Do the same for many texts, each with the variables that were decided on, in few queries."""
    for names in _batches(changed):
        _stand({name: set(changed[name]) for name in names}, read_codings(names))


def _stand(changed: Mapping[str, set[str]], codings: Mapping[str, Record]) -> None:
    named = set().union(*changed.values())
    asked = {"document__in": list(changed), "variable__in": named}
    held = [r for r in Decided.objects.filter(**asked) if r.variable in changed[r.document]]
    before = _laid(held)
    Decided.objects.filter(pk__in=[row.pk for row in held]).delete()
    events = _decisions_by_text(Event.objects.filter(kind=CODING, **asked))
    rows: dict[str, list[Decided]] = {}
    for name, variables in changed.items():
        own = [d for d in events.get(name, ()) if d["variable"] in variables]
        rows[name] = list(_rows(name, own, codings.get(name)))
    made = [row for some in rows.values() for row in some]
    write_rows(made)
    moved: dict[str, list[int]] = {}
    for item in Item.objects.filter(document__in=list(changed), variable__in=named):
        state = _state_of(item, rows[item.document_id])
        if item.variable in changed[item.document_id] and state != item.state:
            moved.setdefault(state, []).append(item.pk)
    for state, items in moved.items():
        Item.objects.filter(pk__in=items).update(state=state)
    touch_answers()
    now = _laid(made)
    moved_texts = sorted(name for name in changed if now.get(name) != before.get(name))
    heads = {name: coding["document"] for name, coding in codings.items()}
    touch_people_of(
        (name, head.get("country"), head.get("edition"), changed[name])
        for name in moved_texts
        for head in [heads.get(name, {})]
    )
    recoded = [(name, codings[name]) for name in moved_texts if name in codings]
    if recoded:
        _recode(recoded)


def stand_texts(texts: Iterable[tuple[Document, Mapping[str, Any]]]) -> None:
    """Make the rows of texts that were just written, in the transaction that writes them."""
    by_name = {document.pk: (document, coding) for document, coding in texts}
    events = _decisions_by_text(Event.objects.filter(kind=CODING, document__in=list(by_name)))
    disputed: dict[str, list[Disputed]] = {}
    for row in Disputed.objects.filter(document__in=list(by_name)):
        disputed.setdefault(row.document, []).append(row)
    items: list[Item] = []
    decided: list[Decided] = []
    touched = []
    for name, (document, coding) in by_name.items():
        rows = list(_rows(name, events.get(name, []), coding))
        decided += rows
        items += _items(document, coding, rows, disputed.get(name, []))
        if rows:
            touched.append((name, document.country, document.edition, {r.variable for r in rows}))
    touch_people_of(touched)
    Decided.objects.filter(document__in=list(by_name)).delete()
    write_rows(decided)
    write_rows(items)
    named = {row.document for row in decided}
    _recode([(name, by_name[name][1]) for name in sorted(named)])


def _recode(texts: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Let search find texts by what they are coded as with people's values over the machine's."""
    given = list(texts)
    if given:
        said = decisions_of([name for name, _ in given])
        recode_texts([(name, lay_accepted(coding, said.get(name, ()))) for name, coding in given])


def renew_items(names: Iterable[str]) -> None:
    """Make the proposals of texts again, after coders were found to differ on them; in one transaction."""
    for some in _batches(names):
        codings = read_codings(some)
        Item.objects.filter(document__in=some).delete()
        held = Document.objects.filter(pk__in=list(codings)).order_by("pk")
        stand_texts((document, codings[document.pk]) for document in held)


def rebuild_desk() -> int:
    """Make every row again from the events and the texts; return how many events there are."""
    from tierbook.library.desk.working import place_events

    with transaction.atomic():
        for model in (Item, Decided, Disputed, Unit, Assignment):
            model.objects.all().delete()
        placed = Event.objects.filter(kind__in=_PLACED).order_by("id")
        for some in in_batches(placed.iterator(chunk_size=MANY), MANY):
            place_events(some)
        held = list(Document.objects.order_by("pk").values_list("pk", flat=True))
        renew_items(held)
        gone = Event.objects.filter(kind=CODING).exclude(document__in=Document.objects.values("pk"))
        changed: dict[str, set[str]] = {}
        for name, variable in gone.values_list("document", "variable").distinct():
            changed.setdefault(name, set()).add(variable)
        stand_all(changed)
    return Event.objects.count()


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield names in order, as many at a time as may be held in memory with their codings."""
    for some in in_batches(sorted(set(names)), BATCH):
        yield list(some)


def _decisions_by_text(events: QuerySet[Event]) -> dict[str, list[Record]]:
    """Return decisions by text, the oldest first."""
    found: dict[str, list[Record]] = {}
    for event in events.order_by("at", "id"):
        found.setdefault(event.document, []).append(record_of(event))
    return found


def _rows(
    document: str, decisions: list[Record], coding: Mapping[str, Any] | None
) -> Iterator[Decided]:
    """Yield the decisions that stand, each with its state."""
    if not decisions:
        return
    line = coding or {"document": {"id": document, "sha256": None}, "versions": {}}
    for decision, state in look_at(line, decisions):
        yield Decided(
            event=decision["event"],
            coder=decision["coder"],
            document=document,
            variable=decision["variable"],
            level=decision["level"] or "",
            place=decision["place"] or "",
            action=decision["action"],
            shown=decision["shown"],
            how=decision["drawn"]["how"],
            sample=decision["drawn"]["sample"],
            state=state,
            at=datetime.fromisoformat(decision["at"]),
            content=decision,
        )


def _items(
    document: Document, coding: Mapping[str, Any], rows: list[Decided], disputed: list[Disputed]
) -> Iterator[Item]:
    """Yield the proposals of a coding: one for each variable, level and place.

    Where another coder says something and this one is silent there is a proposal of nothing, to be looked at. What
    was disputed of another page than the one that is held is left alone.
    """
    open_ones = {
        (d.variable, d.level, d.place): d
        for d in disputed
        if d.page == coding["document"]["sha256"]
    }
    for finding in coding["findings"]:
        first = finding["evidence"][0] if finding["evidence"] else None
        confidence = finding.get("confidence")
        slot = finding["variable"], finding.get("level") or "", finding.get("place") or ""
        sure = UNKNOWN if confidence is None else confidence
        differs = open_ones.pop(slot, None) is not None
        yield _item(document, slot, rows, first, sure, finding=finding["id"], disputed=differs)
    for slot, dispute in sorted(open_ones.items()):
        words = [e for said in dispute.values for e in said["evidence"]]
        first = words[0] if words else None
        yield _item(document, slot, rows, first, UNKNOWN, finding="", disputed=True)


def _item(
    document: Document,
    slot: tuple[str, str, str],
    rows: list[Decided],
    first: Mapping[str, Any] | None,
    sure: float,
    **more: Any,
) -> Item:
    variable, level, place = slot
    item = Item(
        document_id=document.pk,
        country=document.country or "",
        edition=document.edition,
        variable=variable,
        level=level,
        place=place,
        sure=sure,
        paragraph=first["paragraph"] if first else None,
        sentence=first["sentence"] if first else None,
        **more,
    )
    item.state = _state_of(item, rows)
    return item


def _state_of(item: Item, rows: list[Decided]) -> str:
    """Return where decisions leave a proposal: what was laid wins, then what is contested, then what is stale."""
    states = {
        row.state
        for row in rows
        if row.variable == item.variable
        and is_said_at(row.content["value"], (row.level, row.place), (item.level, item.place))
    }
    return next((_SHOWN_AS[state] for state in _STATES if state in states), "")


def _laid(rows: Iterable[Decided]) -> dict[str, set[tuple[str, str]]]:
    """Return the decisions that readers are told of, with their states, by text."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        if row.state in _STATES:
            found.setdefault(row.document, set()).add((row.event, row.state))
    return found
