"""Officers who screened the same cases blind: do they agree on the facts, on the verdict, and why not?

A verdict differs because officers saw different facts, or because they have different definitions in their heads. For
each officer the definition is found that her own verdicts fit best on her own facts, narrow readings among them. Each
disagreement is then walked from one officer to the other, facts first and definition first, and each of the two gets
its part of the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tierbook.agreement.answers import Answer
from tierbook.agreement.reliability import measure_agreement
from tierbook.standards import Definition, load_definitions, outcome_of

__all__ = [
    "Division",
    "FactAgreement",
    "Fit",
    "OfficerEntry",
    "agree_on",
    "divide_disagreement",
    "fit_definitions",
]

_RESAMPLES = 200  # of some tens of cases, for each of the facts, while somebody waits


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """What one officer entered, blind, for one case; a fact that is missing was left open."""

    officer: str
    case: str
    facts: Mapping[str, str]
    verdict: str


@dataclass(frozen=True, slots=True)
class FactAgreement:
    """Agreement on one fact, or on the verdict, over pairs of officers at the same case.

    Attributes:
        what: id of the fact, or `verdict`.
        cases: at which at least two answered.
        pairs: of answers.
        same: pairs that are the same.
        alpha: Krippendorff's alpha for names; None where it is undefined: nobody answered twice, or all the same.
        low, high: the middle 95 % of its resamples of cases; None where alpha is undefined, or there are too few.
    """

    what: str
    cases: int
    pairs: int
    same: int
    alpha: float | None
    low: float | None
    high: float | None

    @property
    def percent(self) -> float | None:
        """Pairs that are the same, of a hundred."""
        return 100 * self.same / self.pairs if self.pairs else None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each definition says what an officer says; `best` are those that do it best, all of them."""

    officer: str
    cases: int
    matches: int
    best: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """Where disagreements on verdicts come from.

    Attributes:
        pairs: pairs of officers at one case.
        disagreements: pairs whose verdicts differ.
        explained: those in which both verdicts are what the best definition of each says on her facts.
        by_facts: share of the explained that comes from different facts, None where nothing is explained.
        by_definitions: share that comes from different definitions; the two make 1.
    """

    pairs: int
    disagreements: int
    explained: int
    by_facts: float | None
    by_definitions: float | None


def agree_on(
    entries: Sequence[OfficerEntry], what: str, answer: Callable[[OfficerEntry], str | None]
) -> FactAgreement:
    """Measure agreement on one thing; who left it open gave no answer to it."""
    given = [
        Answer(entry.officer, entry.case, what, value)
        for entry in entries
        if (value := answer(entry)) is not None
    ]
    by_case: dict[str, list[object]] = {}
    for one in given:
        by_case.setdefault(one.unit, []).append(one.value)
    units = [values for values in by_case.values() if len(values) > 1]
    pairs = [(a, b) for values in units for a, b in combinations(values, 2)]
    measured = measure_agreement(given, resamples=_RESAMPLES).overall
    low, high = measured.intervals["krippendorff_alpha"]
    return FactAgreement(
        what,
        cases=len(units),
        pairs=len(pairs),
        same=sum(a == b for a, b in pairs),
        alpha=measured.values["krippendorff_alpha"],
        low=low,
        high=high,
    )


def fit_definitions(entries: Sequence[OfficerEntry]) -> dict[str, Fit]:
    """Return for each officer the definitions that fit her verdicts best, those of the law before narrow ones."""
    found = {}
    for officer in dict.fromkeys(entry.officer for entry in entries):
        own = [entry for entry in entries if entry.officer == officer]
        matches = {
            definition: sum(outcome_of(definition, e.facts) == e.verdict for e in own)
            for definition in load_definitions().values()
        }
        most = max(matches.values())
        best = tuple(d for d, n in matches.items() if n == most)
        found[officer] = Fit(officer, len(own), most, best)
    return found


def divide_disagreement(entries: Sequence[OfficerEntry]) -> Division:
    """Divide disagreements on verdicts between facts and definitions."""
    fits = fit_definitions(entries)
    pairs = [
        (one, other)
        for one, other in combinations(entries, 2)
        if one.case == other.case and one.officer != other.officer
    ]
    differing = [(a, b) for a, b in pairs if a.verdict != b.verdict]
    shares = [
        share
        for one, other in differing
        if (share := _share_of_facts(one, other, fits)) is not None
    ]
    by_facts = sum(shares) / len(shares) if shares else None
    return Division(
        pairs=len(pairs),
        disagreements=len(differing),
        explained=len(shares),
        by_facts=by_facts,
        by_definitions=None if by_facts is None else 1 - by_facts,
    )


def _share_of_facts(
    one: OfficerEntry, other: OfficerEntry, fits: Mapping[str, Fit]
) -> float | None:
    """Return the part of one disagreement that comes from facts; None where the definitions do not explain it.

    The outcome is walked from (facts, definition) of one officer to those of the other on both ways; where both
    steps of a way change it, each has half.
    """
    mine, hers = fits[one.officer].best[0], fits[other.officer].best[0]
    start, end = outcome_of(mine, one.facts), outcome_of(hers, other.facts)
    if start != one.verdict or end != other.verdict:
        return None
    by_facts_first = outcome_of(mine, other.facts)
    by_definition_first = outcome_of(hers, one.facts)
    facts_first = _part(start != by_facts_first, by_facts_first != end)
    definition_first = 1 - _part(start != by_definition_first, by_definition_first != end)
    return (facts_first + definition_first) / 2


def _part(first: bool, second: bool) -> float:  # noqa: FBT001
    """Return the part of the first step in a way on which at least one step changes the outcome."""
    return first / (first + second)
