"""Invented cases to test the rules and to practise with; in our own words, each marked as invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.codebook import CaseFact, load_case_facts
from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml_folder
from tierbook.standards.definitions.case import Case, case_of
from tierbook.standards.definitions.definition import Definition, load_definitions, load_sheet
from tierbook.standards.definitions.screening import outcome_of

__all__ = ["Compared", "Vignette", "compare_to_agreed", "load_vignettes"]

_KEYS = frozenset("n title text given yes no rest_no agreed missed_by why".split())


@dataclass(frozen=True, slots=True)
class Vignette:
    """One invented case with the answers that were agreed.

    Attributes:
        number: from 1.
        title: in a few words.
        text: what an officer would read.
        case: the facts as agreed.
        agreed: definition of the law -> outcome.
        missed_by: narrow readings that do not come to *met* although Palermo does.
        why: the reasons, and what is easily overlooked.
    """

    number: int
    title: str
    text: str
    case: Case
    agreed: Mapping[str, str]
    missed_by: tuple[str, ...]
    why: str


@cache
def load_vignettes() -> Mapping[int, Vignette]:
    """Return the vignettes by number.

    Raises:
        StatuteInvalid: one breaks the rules.
    """
    folder = files(__package__) / "vignettes"
    rows = [row for _, content in load_yaml_folder(folder) for row in content]
    found = {int(row["n"]): _vignette(row) for row in rows}
    return {number: found[number] for number in sorted(found)}


def _vignette(row: Mapping[str, Any]) -> Vignette:
    where = f"vignette {row.get('n')}"
    if unknown := sorted(row.keys() - _KEYS):
        raise StatuteInvalid(f"there is no field {unknown[0]!r}", where=where, remedy="take it out")
    law = {d.id for d in load_definitions().values() if not d.narrow}
    if set(row["agreed"]) != law:
        raise StatuteInvalid(
            "the agreed answers are not one for each definition", where=where, remedy=", ".join(law)
        )
    return Vignette(
        number=int(row["n"]),
        title=row["title"],
        text=row["text"].strip(),
        case=case_of({"case": f"V-{int(row['n']):02}", "facts": _facts(row)}, where=where),
        agreed=dict(row["agreed"]),
        missed_by=tuple(row.get("missed_by", ())),
        why=row["why"].strip(),
    )


def _facts(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts: those that are given, yes and no, and no for the rest of the groups that `rest_no` names."""
    facts: dict[str, str] = {}
    for group in row.get("rest_no", ()):
        for fact in load_case_facts().group_of(group).facts:
            if fact.type == "yes_no":
                facts[fact.id] = "no"
    facts |= dict.fromkeys(row.get("no", ()), "no")
    facts |= dict.fromkeys(row.get("yes", ()), "yes")
    return facts | dict(row.get("given", {}))


@dataclass(frozen=True, slots=True)
class FactBeside:
    """A fact on which an officer and the agreed answers part."""

    fact: CaseFact
    own: str | None
    agreed: str | None


@dataclass(frozen=True, slots=True)
class OutcomeBeside:
    """A definition, on an officer's facts and as agreed."""

    definition: Definition
    own: str
    agreed: str

    @property
    def own_in_words(self) -> str:
        """The outcome on one's own facts."""
        return load_sheet().outcomes[self.own]

    @property
    def agreed_in_words(self) -> str:
        """The outcome that was agreed."""
        return load_sheet().outcomes[self.agreed]


@dataclass(frozen=True, slots=True)
class Compared:
    """An officer's facts beside those agreed: what differs, and what it does to each definition."""

    asked: int
    same: int
    facts: tuple[FactBeside, ...]
    outcomes: tuple[OutcomeBeside, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "facts_asked": self.asked,
            "facts_as_agreed": self.same,
            "facts": [{"fact": r.fact.id, "own": r.own, "agreed": r.agreed} for r in self.facts],
            "outcomes": [
                {"definition": r.definition.id, "own": r.own, "agreed": r.agreed}
                for r in self.outcomes
            ],
        }


def compare_to_agreed(vignette: Vignette, own: Case) -> Compared:
    """Set an officer's answers beside those agreed; country and month are in no vignette and are left out."""
    asked = [f for f in load_case_facts().facts.values() if f.codes]
    agreed = vignette.case.facts
    differ = [
        FactBeside(f, own.facts.get(f.id), agreed.get(f.id))
        for f in asked
        if own.facts.get(f.id) != agreed.get(f.id)
    ]
    law = [d for d in load_definitions().values() if not d.narrow]
    outcomes = tuple(OutcomeBeside(d, outcome_of(d, own.facts), vignette.agreed[d.id]) for d in law)
    return Compared(len(asked), len(asked) - len(differ), tuple(differ), outcomes)
