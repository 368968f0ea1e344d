"""Blind entries of several officers side by side, and over all cases in numbers.

Officers stand as *you*, *officer B*, *officer C*: who is who is known to them, and is nobody else's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tierbook.agreement import (
    Division,
    FactAgreement,
    Fit,
    OfficerEntry,
    agree_on,
    divide_disagreement,
    fit_definitions,
)
from tierbook.codebook import CaseFact, load_case_facts
from tierbook.library.screening.cases import VERDICTS, Entered
from tierbook.standards import load_definitions, load_sheet, outcome_of

__all__ = ["Compared", "Measured", "compare_case", "measure_all"]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact, the answer of each officer, and whether they differ."""

    fact: CaseFact
    answers: tuple[str, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One case: officers as columns, facts on which they differ first, verdicts, and each definition on her facts."""

    officers: tuple[str, ...]
    differing: tuple[FactRow, ...]
    same: tuple[FactRow, ...]
    verdicts: tuple[str, ...]
    outcomes: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def percent(self) -> int | None:
        """Facts that somebody answered and all answered the same, of a hundred."""
        all_rows = len(self.differing) + len(self.same)
        return round(100 * len(self.same) / all_rows) if all_rows else None


@dataclass(frozen=True, slots=True)
class Measured:
    """All cases of an officer in numbers."""

    codes: tuple[str, ...]
    officers: Mapping[str, str]
    facts: tuple[tuple[CaseFact, FactAgreement], ...]
    verdict: FactAgreement
    division: Division
    fits: tuple[tuple[str, Fit], ...]


def compare_case(entries: Mapping[str, Entered], me: str) -> Compared:
    """Set the blind entries at one case side by side."""
    order = _officers(entries, me)
    columns = [entries[name] for name in order]
    rows = [
        FactRow(fact, tuple(map(fact.in_words, answers)), len(set(answers)) > 1)
        for fact in load_case_facts().facts.values()
        if any(answers := [entry.facts.facts.get(fact.id) for entry in columns])
    ]
    words = load_sheet().outcomes
    law = [d for d in load_definitions().values() if not d.narrow]
    return Compared(
        officers=tuple(order.values()),
        differing=tuple(row for row in rows if row.differ),
        same=tuple(row for row in rows if not row.differ),
        verdicts=tuple(VERDICTS[entry.verdict] for entry in columns),
        outcomes=tuple(
            (d.label, tuple(words[outcome_of(d, e.facts.facts)] for e in columns)) for d in law
        ),
    )


def measure_all(cases: Mapping[str, Mapping[str, Entered]], me: str) -> Measured:
    """Measure agreement over the cases at which at least two officers are done."""
    shared = {code: entries for code, entries in cases.items() if len(entries) > 1}
    order = _officers({name: e for entries in shared.values() for name, e in entries.items()}, me)
    rows = [
        OfficerEntry(name, code, entry.facts.facts, entry.verdict)
        for code, entries in shared.items()
        for name, entry in entries.items()
    ]
    facts = [
        (fact, agree_on(rows, fact.id, lambda entry, name=fact.id: entry.facts.get(name)))
        for fact in load_case_facts().facts.values()
    ]
    return Measured(
        codes=tuple(shared),
        officers=order,
        facts=tuple((fact, row) for fact, row in facts if row.pairs),
        verdict=agree_on(rows, "verdict", lambda entry: entry.verdict),
        division=divide_disagreement(rows),
        fits=tuple((order[name], fit) for name, fit in fit_definitions(rows).items()),
    )


def _officers(entries: Mapping[str, Entered], me: str) -> dict[str, str]:
    """Return how each officer is called here, the reader first and the others in the order of their first entry."""
    others = sorted((name for name in entries if name != me), key=lambda name: entries[name].at)
    letters = (chr(ord("B") + place % 25) for place in range(len(others)))
    named = {name: f"officer {letter}" for name, letter in zip(others, letters, strict=True)}
    return ({me: "you"} if me in entries else {}) | named
