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

from tierbook.coding import look_at
from tierbook.library.catalogue.derived import touch_answers, touch_people
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.catalogue.search import recode_texts
from tierbook.library.catalogue.writing import write_rows
from tierbook.library.desk.accepted import decisions_of, lay_accepted
from tierbook.library.desk.models import Assignment, Decided, Disputed, Event, Item, Unit

__all__ = [
    "CODING",
    "decisions_on",
    "read_coding",
    "rebuild_desk",
    "record_of",
    "renew_items",
    "stand",
    "stand_texts",
    "unit_of",
]

CODING = "coding"  # the kind of an event that decides on a coding; reports have kinds of their own
_PLACED = ("sample", "assign", "release", "dispute")
UNKNOWN = 2.0  # behind every confidence
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
    content = Content.objects.filter(pk=document).values_list("coding", flat=True).first()
    if content is None:
        return None
    coding: Record = orjson.loads(content)
    return coding


def unit_of(coding: Mapping[str, Any]) -> str:
    """Return `JPN:2003`, or the id of a text whose country or edition is not known."""
    head = coding["document"]
    if head["country"] and head["edition"]:
        return f"{head['country']}:{head['edition']}"
    return str(head["id"])


def stand(document: str, variables: Collection[str], coding: Mapping[str, Any] | None) -> None:
    """Bring the rows of some variables of a text up to its events; in the transaction that adds these.

    Args:
        document: id of the text.
        variables: those that were decided on.
        coding: the machine's coding; None where the text is held no more, so that every decision is stale.
    """
    held = Decided.objects.filter(document=document, variable__in=variables)
    before = _laid(held)
    held.delete()
    rows = list(_rows(document, decisions_on(document, variables), coding))
    Decided.objects.bulk_create(rows)
    items = list(Item.objects.filter(document_id=document, variable__in=variables))
    for item in items:
        item.state = _state_of(item, rows)
    Item.objects.bulk_update(items, ["state"])
    touch_answers()
    if _laid(rows) != before:
        head = coding["document"] if coding else {}
        touch_people(document, head.get("country"), head.get("edition"), variables)
        if coding:
            _recode([(document, coding)])


def stand_texts(texts: Iterable[tuple[Document, Mapping[str, Any]]]) -> None:
    """Make the rows of texts that were just written, in the transaction that writes them."""
    by_name = {document.pk: (document, coding) for document, coding in texts}
    events: dict[str, list[Record]] = {}
    found = Event.objects.filter(kind=CODING, document__in=list(by_name))
    for event in found.order_by("at", "id"):
        events.setdefault(event.document, []).append(record_of(event))
    disputed: dict[str, list[Disputed]] = {}
    for row in Disputed.objects.filter(document__in=list(by_name)):
        disputed.setdefault(row.document, []).append(row)
    items: list[Item] = []
    decided: list[Decided] = []
    for name, (document, coding) in by_name.items():
        rows = list(_rows(name, events.get(name, []), coding))
        decided += rows
        items += _items(document, coding, rows, disputed.get(name, []))
        if rows:
            named = {row.variable for row in rows}
            touch_people(name, document.country, document.edition, named)
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
    for document in Document.objects.filter(pk__in=list(names)).order_by("pk"):
        coding = read_coding(document.pk)
        if coding is not None:
            Item.objects.filter(document=document).delete()
            stand_texts([(document, coding)])


def rebuild_desk() -> int:
    """Make every row again from the events and the texts; return how many events there are."""
    from tierbook.library.desk.working import place_event

    with transaction.atomic():
        for model in (Item, Decided, Disputed, Unit, Assignment):
            model.objects.all().delete()
        for event in Event.objects.filter(kind__in=_PLACED).iterator():
            place_event(event)
        for document in Document.objects.order_by("pk").iterator(chunk_size=200):
            coding = read_coding(document.pk)
            if coding is not None:
                stand_texts([(document, coding)])
        held = Document.objects.values_list("pk", flat=True)
        gone = Event.objects.filter(kind=CODING).exclude(document__in=held)
        for name in sorted(set(gone.values_list("document", flat=True))):
            Decided.objects.bulk_create(_rows(name, decisions_on(name), None))
    return Event.objects.count()


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
        and (
            (row.level, row.place) == (item.level, item.place)
            or row.content["value"] == "not_stated"
        )
    }
    return next((_SHOWN_AS[state] for state in _STATES if state in states), "")


def _laid(rows: Iterable[Decided]) -> set[tuple[str, str]]:
    return {(row.event, row.state) for row in rows if row.state in ("laid", "contested", "stale")}
