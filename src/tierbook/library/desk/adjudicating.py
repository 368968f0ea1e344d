"""Answers of people side by side: what differs first; and the decision of whoever adjudicates, as an event.

Who gave which answer is not told: they are the first and the second, in an order that is the same for a whole text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from tierbook.coding import QUALITIES, differing_qualities
from tierbook.errors import WrongUse
from tierbook.files import short_hash
from tierbook.library.desk.circumstances import chips_at
from tierbook.library.desk.deciding import Asked, Drawn, Said, decide
from tierbook.library.desk.durable import durable
from tierbook.library.desk.models import Decided
from tierbook.library.reading.chips import Chip
from tierbook.library.reading.values import ValueInWords, value_in_words
from tierbook.library.reading.variables import VariableFacts, describe_variable

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = [
    "ORDINALS",
    "Given",
    "Pair",
    "agree_on_the_rest",
    "pairs_of",
    "take_answer",
    "texts_to_adjudicate",
]

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
JUDGED = Asked(shown="proposal", drawn=Drawn("assigned"))

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answered to a question: a row for each level and place.

    `whose` tells that people differ in whose act it is, so that it has to be shown.
    """

    name: str
    coder: str
    rows: tuple[Decided, ...]
    whose: bool = False

    @property
    def said(self) -> list[tuple[ValueInWords | None, list[Chip], Record]]:
        """Each value with its chips and the decision that gave it; None where nothing stands at a level or place."""
        return [_in_words(row, whose=self.whose) for row in self.rows]

    @property
    def told(self) -> int:
        """How much was said beside the values."""
        return sum(len(row.content.get("qualities") or ()) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with all that people answered; `state` is differ, agree, alone or settled.

    `differing` names what people who give the same value say differently beside it: `certainty`.
    """

    facts: VariableFacts
    given: tuple[Given, ...]
    judged: tuple[Decided, ...]
    state: str
    differing: tuple[str, ...] = ()

    @property
    def settled_values(self) -> list[tuple[ValueInWords | None, list[Chip], Record]]:
        """What was adjudicated, in words, with its chips."""
        return [_in_words(row) for row in self.judged]

    @property
    def agreed_qualities(self) -> Record:
        """What everybody says beside the value: where another value is set, the form begins with it."""
        said = [r.content.get("qualities") or {} for one in self.given for r in one.rows]
        if not said:
            return {}
        return {n: v for n, v in said[0].items() if all(n in s and s[n] == v for s in said)}


def texts_to_adjudicate() -> list[Record]:
    """Return the texts with answers that wait for an adjudication: at least two people, or people who differ."""
    rows = (
        Decided.objects.filter(state__in=("waiting", "contested"))
        .values("document")
        .annotate(people=Count("coder", distinct=True), questions=Count("variable", distinct=True))
        .order_by("-people", "document")
    )
    return list(rows)


def pairs_of(document: str) -> list[Pair]:
    """Return the questions of a text on which people answered, those on which they differ first."""
    rows = Decided.objects.filter(document=document).exclude(state="stale")
    found: dict[str, list[Decided]] = {}
    for row in rows:
        found.setdefault(row.variable, []).append(row)
    coders = {r.coder for some in found.values() for r in some if r.action != "adjudicate"}
    names = dict(
        zip(sorted(coders, key=lambda c: short_hash([document, c])), ORDINALS, strict=False)
    )
    pairs = [_pair(variable, some, names) for variable, some in found.items()]
    order = ("differ", "alone", "agree", "settled")
    return sorted(pairs, key=lambda p: (order.index(p.state), p.facts.pillar, p.facts.label))


def take_answer(
    person: Person, role: str, coding: Mapping[str, Any], pair: Pair, name: str, note: str
) -> None:
    """Adjudicate as one of the people answered.

    Raises:
        WrongUse: nobody of that name answered.
    """
    given = next((one for one in pair.given if one.name == name), None)
    if given is None:
        raise WrongUse(f"there is no {name or 'such'} answer", remedy="choose one of the table")
    answers = [_as_said(row.content, note) for row in given.rows]
    adjudicate(person, role, coding, pair, answers)


def adjudicate(
    person: Person, role: str, coding: Mapping[str, Any], pair: Pair, answers: Sequence[Said]
) -> None:
    """Add the events of an adjudication; what was adjudicated before at another level or place is taken away."""
    silent = any(said.value == "not_stated" for said in answers)
    slots = {(said.level, said.place) for said in answers}
    gone = [
        Said("adjudicate", note="replaced", level=row.level or None, place=row.place or None)
        for row in pair.judged
        if not silent
        and (row.level or None, row.place or None) not in slots
        and row.content["value"] not in (None, "not_stated")
    ]
    with durable():
        for said in (*gone, *answers):
            decide(person, role, coding, pair.facts.id, said, JUDGED)


def agree_on_the_rest(
    person: Person, role: str, coding: Mapping[str, Any], pairs: Sequence[Pair]
) -> int:
    """Adjudicate every question on which all people agree, and return how many there were."""
    agreed = [pair for pair in pairs if pair.state == "agree"]
    with durable():
        for pair in agreed:
            fullest = max(pair.given, key=lambda one: one.told)
            take_answer(person, role, coding, pair, fullest.name, "all agree")
    return len(agreed)


def waiting_texts() -> int:
    """Return how many texts wait for an adjudication."""
    return sum(1 for row in texts_to_adjudicate() if row["people"] > 1)


def _pair(variable: str, rows: list[Decided], names: Mapping[str, str]) -> Pair:
    judged = tuple(r for r in rows if r.action == "adjudicate")
    by_coder: dict[str, list[Decided]] = {}
    for row in rows:
        if row.action != "adjudicate":
            by_coder.setdefault(row.coder, []).append(row)
    given = [
        Given(names.get(coder, "Another"), coder, tuple(some)) for coder, some in by_coder.items()
    ]
    given.sort(key=lambda one: ORDINALS.index(one.name) if one.name in ORDINALS else 99)
    outcomes = {_outcome(one.rows) for one in given}
    differing = _differing(given) if len(outcomes) == 1 else ()
    if judged:
        state = "settled"
    elif len(given) < 2:
        state = "alone"
    else:
        state = "agree" if len(outcomes) == 1 and not differing else "differ"
    shown = tuple(replace(one, whose="actor" in differing) for one in given)
    return Pair(describe_variable(variable), shown, judged, state, differing)


def _differing(given: Sequence[Given]) -> tuple[str, ...]:
    """Return what people who give the same values say differently beside them, each name once."""
    by_slot: dict[tuple[str, str], list[Record]] = {}
    for row in (row for one in given for row in one.rows):
        by_slot.setdefault((row.level, row.place), []).append(row.content.get("qualities") or {})
    found = {
        name
        for said in by_slot.values()
        for one, other in combinations(said, 2)
        for name in differing_qualities(one, other)
    }
    return tuple(name for name in QUALITIES if name in found)


def _in_words(
    row: Decided, *, whose: bool = False
) -> tuple[ValueInWords | None, list[Chip], Record]:
    value = row.content["value"]
    words = None if value is None else value_in_words(row.variable, value)
    return words, chips_at(row.content, whose=whose), row.content


def _outcome(rows: Sequence[Decided]) -> frozenset[tuple[str, str, str]]:
    """Return what a person says, in a form that can be compared: the order of a list says nothing."""
    said = set()
    for row in rows:
        value = row.content["value"]
        words = repr(sorted(map(repr, value))) if isinstance(value, list) else repr(value)
        said.add((row.level, row.place, words))
    return frozenset(said)


def _as_said(content: Mapping[str, Any], note: str) -> Said:
    return Said(
        "adjudicate",
        content["value"],
        content["evidence"],
        note,
        content["level"],
        content["place"],
        qualities=content.get("qualities"),
    )
