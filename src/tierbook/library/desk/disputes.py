"""What two coders say differently goes to people: lines that `tierbook code --coder ensemble --disputes` wrote.

Each line becomes an event, so that it is known later what people were asked and why. Nothing is decided by it: the
question stands in the queue, with what each coder says and the words it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tierbook.coding import check_qualities
from tierbook.errors import TierbookError, WrongUse
from tierbook.files import short_hash
from tierbook.library.desk.deciding import check_words
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Disputed, Event
from tierbook.library.desk.standing import HeldCodings, renew_items
from tierbook.library.desk.taken import Taken, in_batches, read_object
from tierbook.library.desk.working import place_events
from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import codebook

__all__ = ["load_disputes", "voices_at", "voices_of"]

LONGEST_LINE = 200_000
MANY = 500  # lines that are looked at together
_FURTHEST = 100_000_000  # no text is so long
_SLOTS = {"level": (None, "law", "practice"), "place": (None, "home", "abroad")}
_REMEDY = "load a file that `tierbook code --coder ensemble --disputes` wrote"

Record = dict[str, Any]


def load_disputes(lines: Iterable[str | bytes], *, via: str = "shell") -> Taken:
    """Take disputes in; a line that was taken in before changes nothing, and one that is wrong stops no other.

    Args:
        lines: of JSON, as `tierbook code --coder ensemble --disputes FILE` writes them.
        via: where they come from, at most 10 characters.
    """
    loaded = Taken()
    changed: set[str] = set()
    with durable():
        for some in in_batches(enumerate(lines, 1), MANY):
            changed |= _load_some([(n, raw) for n, raw in some if raw.strip()], loaded, via=via)
        renew_items(changed)
    return loaded


def _load_some(lines: Sequence[tuple[int, str | bytes]], loaded: Taken, *, via: str) -> set[str]:
    """Take some disputes in; return the texts that they are about."""
    codings = HeldCodings()
    told: list[tuple[int, Record]] = []
    for number, raw in lines:
        try:
            told.append((number, _read_line(raw)))
        except TierbookError as error:
            loaded.refused.append((number, str(error)))
    codings.expect(line["document"] for _, line in told)
    read: dict[str, Record] = {}
    for number, line in told:
        try:
            _hold_to_text(line, codings)
        except TierbookError as error:
            loaded.refused.append((number, str(error)))
            continue
        name = short_hash(line)
        loaded.known += name in read
        read[name] = line
    numbers = Event.objects.filter(kind="dispute", number__in=list(read)).values_list("number")
    known = {number for (number,) in numbers}
    loaded.known += len(known)
    kept = ("unit", "level", "place", "kind", "kept", "values")
    events = [
        Event(
            kind="dispute",
            number=name,
            via=via,
            document=line["document"],
            variable=line["variable"],
            page=line["page"],
            codebook=line["codebook"],
            content={k: line[k] for k in kept},
        )
        for name, line in read.items()
        if name not in known
    ]
    loaded.refused.sort()
    loaded.added += len(events)
    Event.objects.bulk_create(events)
    place_events(events)
    return {event.document for event in events}


def _read_line(raw: str | bytes) -> Record:
    """Return one dispute in its shape."""
    if len(raw) > LONGEST_LINE:
        raise WrongUse("the line is too long", remedy=_REMEDY)
    names = ("document", "unit", "page", "codebook", "variable", "kind", "kept")
    told = read_object(raw, remedy=_REMEDY, wanted="dispute")
    if not all(isinstance(told.get(n), str) for n in names) or len(told["codebook"]) > 40:
        raise WrongUse("this is no dispute", remedy=_REMEDY)
    line = {n: told.get(n) for n in (*names, "level", "place", "values")}
    line["values"] = voices_of(line)
    return line


def _hold_to_text(line: Record, codings: HeldCodings) -> None:
    """Refuse a dispute whose words do not stand in the text that is held."""
    document = line["document"]
    coding = codings.get(document)
    if coding is None:
        raise WrongUse(f"no text {document[:80]} is held", remedy="ingest it first")
    if line["page"] != coding["document"]["sha256"]:
        raise WrongUse(
            f"{document[:80]} is held with another page", remedy="code the page that is held"
        )
    for voice in line["values"]:
        check_words(coding["narrative"]["text"], voice["evidence"])


def voices_at(
    document: str, variable: str, level: str | None, place: str | None, page: str
) -> dict[str, Record]:
    """Return what coders say differently at one place of a text, each statement once, by a name of its own.

    Args:
        document: id of the text.
        variable: what they differ on.
        level: law or practice; None where the question is about neither.
        place: home or abroad; None where the question is about neither.
        page: hash of the page that is held; what was said of another one is left out.

    Returns:
        Each statement has its coder, its value (None where it is silent), level, place, qualities and evidence.
    """
    rows = Disputed.objects.filter(
        document=document, variable=variable, level=level or "", place=place or "", page=page
    )
    said = [
        {"level": level, "place": place, "qualities": None, **v} for r in rows for v in r.values
    ]
    # What was loaded again, with more than before, is one statement; the newer holds.
    return {short_hash([v for k, v in one.items() if k != "qualities"]): one for one in said}


def voices_of(line: Mapping[str, Any]) -> list[Record]:
    """Return what each coder says of the `variable`, `level` and `place` of a dispute: its `values`.

    A coder may say it at a level and place of its own; what a line doesn't say of these is that of the whole dispute.

    Raises:
        WrongUse: they are none that a page can show.
    """
    for slot, known in _SLOTS.items():
        if line.get(slot) not in known:
            raise WrongUse(f"{slot} is none of the known ones", remedy=_REMEDY)
    if line["variable"] not in codebook().variables:
        raise WrongUse(
            f"there is no variable {line['variable'][:80]}", remedy="code again with this codebook"
        )
    return [_said(one, line) for one in _list(line.get("values"))]


def _said(one: Any, line: Mapping[str, Any]) -> Record:
    """Return what one coder says, in a shape that can be shown."""
    variable = line["variable"]
    if not isinstance(one, Mapping) or not isinstance(one.get("coder"), str):
        raise WrongUse("it is not said which coder says what", remedy=_REMEDY)
    value, coder = one.get("value"), one["coder"]
    words = [_words(e, coder) for e in _list(one.get("evidence"))]
    try:
        if value is not None:
            value_in_words(variable, value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unread(coder) from error
    if value is not None and not words:
        raise WrongUse(f"what {coder[:80]} says rests on no words", remedy=_REMEDY)
    said = {"coder": coder[:200], "value": value, "evidence": words}
    if value is None:
        return said
    slot = {name: one.get(name, line.get(name)) for name in _SLOTS}
    for name, code in slot.items():
        if code not in _SLOTS[name]:
            raise WrongUse(f"{name} is none of the known ones", remedy=_REMEDY)
    if slot != {name: line.get(name) for name in _SLOTS}:
        said |= slot
    qualities = check_qualities(one.get("qualities"), codebook(), variable)
    return said | ({"qualities": qualities} if qualities else {})


def _words(given: Any, coder: str) -> Record:
    """Return words with their place."""
    if not isinstance(given, Mapping) or not isinstance(given.get("text"), str):
        raise _unread(coder)
    places = {name: given.get(name) for name in ("start", "end", "paragraph", "sentence")}
    if not all(type(place) is int and 0 <= place < _FURTHEST for place in places.values()):
        raise _unread(coder)
    return {**places, "text": given["text"]}


def _unread(coder: str) -> WrongUse:
    return WrongUse(f"what {coder[:80]} says cannot be read", remedy=_REMEDY)


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise WrongUse("a list is missing", remedy=_REMEDY)
    return given
