"""The form of a case: what it asks for, what was sent, and what is shown again when something was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.codebook import CaseFact, FactGroup, load_case_facts
from tierbook.standards import LONGEST_NOTE, NO_NAMES, Case, load_indicators

__all__ = ["Field", "context_of", "form_context", "record_of"]

OF_INDICATOR = "i:"


@dataclass(frozen=True, slots=True)
class Field:
    """One question with the answer that stands in it; `options` are (code, words, chosen)."""

    fact: CaseFact
    name: str
    value: str
    options: tuple[tuple[str, str, bool], ...]


def record_of(told: Mapping[str, str]) -> dict[str, Any]:
    """Return what was sent as a case; what is no field of the form is left out."""
    facts = {name: told.get(name, "") for name in load_case_facts().facts}
    signs = {name: told.get(OF_INDICATOR + name, "") for name in load_indicators().facts}
    return {
        "facts": {name: value for name, value in facts.items() if value},
        "indicators": {name: value for name, value in signs.items() if value},
        "note": told.get("note", ""),
    }


def form_context(facts: Mapping[str, str], signs: Mapping[str, str], note: str) -> dict[str, Any]:
    """Return the context of the form."""
    groups: list[tuple[FactGroup, list[Field]]] = [
        (group, [_field(fact, fact.id, facts.get(fact.id, "")) for fact in group.facts])
        for group in load_case_facts().groups
    ]
    known = load_indicators()
    dimensions = [
        (
            dimension,
            [
                _field(fact, OF_INDICATOR + name, signs.get(name, ""))
                for name, (fact, _) in dimension.indicators.items()
            ],
        )
        for dimension in known.dimensions.values()
    ]
    return {
        "groups": groups,
        "dimensions": dimensions,
        "indicators": known,
        "has_signs": bool(signs),
        "note": note,
        "longest": LONGEST_NOTE,
        "no_names": NO_NAMES,
    }


def context_of(case: Case) -> dict[str, Any]:
    """Return the context of the form filled in with a case."""
    return form_context(case.facts, case.indicators, case.note)


def _field(fact: CaseFact, name: str, value: str) -> Field:
    options = [(code, words, code == value) for code, words in fact.codes.items()]
    open_one = ("", "not known", value not in fact.codes)
    return Field(fact, name, value, (*options, open_one))
