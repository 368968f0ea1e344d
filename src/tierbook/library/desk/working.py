"""Who is asked to code what: samples that were loaded, and texts that were given to people. All of it events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tierbook.errors import TierbookError, WrongUse
from tierbook.files import short_hash
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Assignment, Decided, Disputed, Event, Item, Unit
from tierbook.library.desk.taken import Taken, in_batches, read_object
from tierbook.library.desk.times import time_of_event
from tierbook.library.reading.variables import codebook

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = [
    "Loaded",
    "asked_variables",
    "assign",
    "load_sample",
    "place_events",
    "release",
    "work_of",
]

LONGEST_LINE = 20_000
MANY = 500  # lines that are looked at together
MOST_LINES = 20_000


@dataclass(slots=True)
class Loaded(Taken):
    """What became of the lines of a sample file, and which samples they name."""

    samples: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Work:
    """One text that a person is asked to code, and how far she is."""

    number: str
    document: Document | None
    name: str
    sample: str
    blind: bool
    asked: int
    done: int

    @property
    def left(self) -> int:
        """How many questions are open."""
        return max(self.asked - self.done, 0)


def load_sample(lines: Iterable[str | bytes], *, by: str = "", via: str = "page") -> Loaded:
    """Take in a sample file; a line that was taken in before changes nothing, and one that is wrong stops no other.

    Args:
        lines: of JSON, as `tierbook sample` writes them.
        by: pseudonym of whoever loads it.
        via: `page` or `shell`.
    """
    loaded = Loaded()
    with durable():
        for some in in_batches(enumerate(lines, 1), MANY):
            _load_units([(n, raw) for n, raw in some if raw.strip()], loaded, by=by, via=via)
    return loaded


def _load_units(
    lines: Sequence[tuple[int, str | bytes]], loaded: Loaded, *, by: str, via: str
) -> None:
    """Take some lines of a sample file in, with a fixed number of queries."""
    read: list[tuple[int, dict[str, Any]]] = []
    for number, raw in lines:
        try:
            read.append((number, _read_line(raw, number)))
        except TierbookError as error:
            loaded.refused.append((number, str(error)))
    named = {line["document"] for _, line in read}
    held = set(Document.objects.filter(pk__in=named).values_list("pk", flat=True))
    units = Unit.objects.filter(document__in=named).values_list("sample", "document", "line")
    known = {(sample, document): _drawn(line) for sample, document, line in units}
    events = []
    for number, line in read:
        if line["document"] not in held:
            loaded.refused.append((number, str(_not_held(line["document"], number))))
            continue
        loaded.samples.add(line["sample"])
        before = known.get((line["sample"], line["document"]))
        if before is not None and before != _drawn(line):
            loaded.refused.append((number, str(_drawn_otherwise(line, number))))
            continue
        if before is not None:
            loaded.known += 1
            continue
        known[line["sample"], line["document"]] = _drawn(line)
        events.append(
            Event(
                kind="sample",
                number=short_hash(line),
                by=by,
                via=via,
                document=line["document"],
                page="",
                codebook=codebook().name,
                content=line,
            )
        )
    loaded.refused.sort()
    loaded.added += len(events)
    Event.objects.bulk_create(events)
    place_events(events)


def assign(
    person: Person,
    documents: Sequence[str],
    *,
    by: str = "",
    via: str = "page",
    sample: str = "",
    blind: bool = True,
    variables: Sequence[str] | None = None,
) -> int:
    """Give texts to a person to code; what she has already is passed over. Return how many are new.

    Raises:
        WrongUse: she may not code, or a text is not held, or a variable is unknown.
    """
    from tierbook.library.accounts.roles import may

    if not may(person.role, "coder"):
        raise WrongUse(
            f"{person.username} is {person.role}, and codes nothing",
            remedy="give her the role of coder",
        )
    for name in variables or ():
        if name not in codebook().variables:
            raise WrongUse(
                f"there is no variable {name}", remedy="look it up with: tierbook codebook find"
            )
    held = set(Document.objects.filter(pk__in=documents).values_list("pk", flat=True))
    missing = [name for name in documents if name not in held]
    if missing:
        raise WrongUse(
            f"no text {missing[0]} is held",
            remedy="give ids of texts that are held, or units such as JPN:2003",
        )
    has = set(
        Assignment.objects.filter(person=person.pseudonym, sample=sample, blind=blind).values_list(
            "document", flat=True
        )
    )
    at = time_of_event()
    content = {
        "person": person.pseudonym,
        "variables": list(variables) if variables else None,
        "sample": sample,
        "blind": blind,
    }
    events = [
        Event(
            kind="assign",
            number=short_hash([content, name, at.isoformat()]),
            at=at,
            by=by,
            via=via,
            document=name,
            page="",
            codebook=codebook().name,
            content=content,
        )
        for name in dict.fromkeys(documents)
        if name not in has
    ]
    with durable():
        Event.objects.bulk_create(events)
        place_events(events)
    return len(events)


def release(number: str, *, by: str = "", via: str = "page") -> None:
    """Take an assignment back; what was decided stays.

    Raises:
        WrongUse: there is none of this number.
    """
    row = Assignment.objects.filter(number=number).first()
    if row is None:
        raise WrongUse("there is no such assignment", remedy="look at the list again")
    with durable():
        at = time_of_event()
        event = Event.objects.create(
            kind="release",
            number=short_hash([number, at.isoformat()]),
            at=at,
            by=by,
            via=via,
            document=row.document,
            page="",
            codebook=codebook().name,
            content={"releases": number},
        )
        place_events([event])


def place_events(events: Iterable[Event]) -> None:
    """Bring samples, assignments and disputes up to events, in their order; what is there already stays as it is."""
    units: list[Unit] = []
    given: dict[str, Assignment] = {}
    disputed: list[Disputed] = []
    gone: list[str] = []
    for event in events:
        content, document = event.content, event.document
        if event.kind == "sample":
            units.append(
                Unit(sample=content["sample"], document=document, n=content["n"], line=content)
            )
        elif event.kind == "assign":
            named = {name: content[name] for name in ("person", "variables", "sample", "blind")}
            given[event.number] = Assignment(
                number=event.number, document=document, at=event.at, **named
            )
        elif event.kind == "release":
            given.pop(content["releases"], None)
            gone.append(content["releases"])
        elif event.kind == "dispute":
            disputed.append(
                Disputed(
                    number=event.number,
                    document=document,
                    variable=event.variable,
                    level=content.get("level") or "",
                    place=content.get("place") or "",
                    page=event.page,
                    values=content["values"],
                )
            )
    Unit.objects.bulk_create(units, ignore_conflicts=True)
    Assignment.objects.bulk_create(given.values(), ignore_conflicts=True)
    Disputed.objects.bulk_create(disputed, ignore_conflicts=True)
    if gone:
        Assignment.objects.filter(number__in=gone).delete()


def units_named(words: Sequence[str]) -> list[str]:
    """Return the texts that words name: ids, or units such as `JPN:2003` (its narrative, else its first text).

    Raises:
        WrongUse: nothing that is held is named so.
    """
    found = []
    for word in words:
        code, _, year = word.partition(":")
        rows = Document.objects.filter(pk=word)
        if year.isdecimal() and len(year) == 4:
            rows = Document.objects.filter(country=code.upper(), edition=int(year))
        first = rows.order_by("kind_order", "id").first()
        if first is None:
            raise WrongUse(
                f"no text {word[:80]} is held",
                remedy="write units such as JPN:2003, or ids of texts",
            )
        found.append(first.pk)
    return found


def asked_variables(edition: int | None, wanted: Sequence[str] | None = None) -> list[str]:
    """Return the questions that are put to a text, in the codebook's order.

    Stated tiers and what a list of recommendations says are read from their own lines and not asked of people.
    """
    found = [v.id for v in codebook().variables.values() if v.asked_in(edition)]
    return [name for name in found if name in set(wanted)] if wanted else found


def work_of(pseudonyms: Collection[str]) -> dict[str, list[Work]]:
    """Return the texts that people were given, the oldest first, with how far each is; by pseudonym."""
    given = list(Assignment.objects.filter(person__in=pseudonyms))
    names = {one.document for one in given}
    held = Document.objects.in_bulk(names)
    done: dict[tuple[str, str, str], set[str]] = {}
    rows = Decided.objects.filter(coder__in=pseudonyms, document__in=names)
    rows = rows.exclude(action="adjudicate").exclude(state="stale")
    for coder, document, shown, variable in rows.values_list(
        "coder", "document", "shown", "variable"
    ):
        done.setdefault((coder, document, shown), set()).add(variable)
    proposed: dict[str, set[str]] = {}
    open_ones = [one.document for one in given if not one.blind]
    for document, variable in Item.objects.filter(document_id__in=open_ones).values_list(
        "document_id", "variable"
    ):
        proposed.setdefault(document, set()).add(variable)
    work: dict[str, list[Work]] = {}
    for one in given:
        held_one = held.get(one.document)
        asked = set(asked_variables(held_one.edition if held_one else None, one.variables))
        if not one.blind:
            asked &= proposed.get(one.document, set())
        mine = done.get((one.person, one.document, "blind" if one.blind else "proposal"), set())
        row = Work(
            one.number, held_one, one.document, one.sample, one.blind, len(asked), len(asked & mine)
        )
        work.setdefault(one.person, []).append(row)
    return work


def _drawn(line: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what is said of how a unit was drawn."""
    return tuple(line.get(name) for name in ("seed", "stratum", "probability"))


def _drawn_otherwise(line: Mapping[str, Any], number: int) -> WrongUse:
    return WrongUse(
        f"{line['document']} stands in the sample {line['sample']} with another stratum, chance or seed",
        where=f"line {number}",
        why="one sample has one design; two of them under one id would make its weights untrue",
        remedy="draw the sample anew with another --seed, and load that",
    )


def _read_line(raw: str | bytes, number: int) -> dict[str, Any]:
    """Return one line of a sample file, or refuse it."""
    if number > MOST_LINES or len(raw) > LONGEST_LINE:
        raise WrongUse(
            "the file is too long",
            where=f"line {number}",
            remedy="load a sample made by: tierbook sample",
        )
    line = read_object(
        raw,
        remedy="load a file that `tierbook sample` made",
        wanted="unit of a sample",
        where=f"line {number}",
    )
    kinds: dict[str, Any] = {"sample": str, "document": str, "n": int, "probability": int | float}
    for name, kind in kinds.items():
        if not isinstance(line.get(name), kind) or isinstance(line[name], bool):
            raise WrongUse(
                f"{name} is missing or wrong",
                where=f"line {number}",
                remedy="load a file that `tierbook sample` made",
            )
    if not 0 < line["probability"] <= 1 or not 0 < len(line["sample"]) <= 40:
        raise WrongUse(
            "a probability lies above 0 and is at most 1, and a sample has a short name",
            where=f"line {number}",
            remedy="load a file that `tierbook sample` made",
        )
    wanted = line.get("variables")
    unknown = [v for v in wanted or () if v not in codebook().variables]
    if unknown:
        raise WrongUse(
            f"there is no variable {unknown[0]}",
            where=f"line {number}",
            remedy="draw the sample again with this codebook",
        )
    return line


def _not_held(document: str, number: int) -> WrongUse:
    return WrongUse(
        f"no text {document[:80]} is held",
        where=f"line {number}",
        remedy="load the sample in the library that it was drawn from",
    )
