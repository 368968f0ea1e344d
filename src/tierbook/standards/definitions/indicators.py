"""Operational indicators: signs in dimensions, with strengths and thresholds that are data.

They are a second set of rules beside the definitions, and never one of them: they sort signs for whoever interviews.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.codebook import CaseFact
from tierbook.files import load_yaml
from tierbook.standards.definitions.kleene import Truth, all_of, any_of

__all__ = ["Dimension", "DimensionResult", "IndicatorResult", "Indicators", "load_indicators"]

STRENGTHS = ("strong", "medium", "weak")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its indicators, each with its strength."""

    id: str
    label: str
    indicators: Mapping[str, tuple[CaseFact, str]]


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """What a dimension comes to, the indicators that are there, and those not asked yet."""

    dimension: Dimension
    truth: Truth
    present: tuple[CaseFact, ...]
    open: tuple[CaseFact, ...]


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """What the whole list comes to."""

    list: Indicators
    truth: Truth
    dimensions: tuple[DimensionResult, ...]

    @property
    def in_words(self) -> str:
        """The result as readers see it."""
        if self.truth is None:
            return "cannot say: indicators are open"
        return f"threshold {'' if self.truth else 'not '}reached on the indicators entered"

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values."""
        return {
            "id": self.list.id,
            "label": self.list.label,
            "reference": self.list.reference,
            "verified": self.list.verified,
            "note": self.list.note,
            "reached": self.truth,
            "in_words": self.in_words,
            "dimensions": [
                {
                    "id": row.dimension.id,
                    "label": row.dimension.label,
                    "positive": row.truth,
                    "present": [
                        {
                            "id": f.id,
                            "label": f.label,
                            "strength": row.dimension.indicators[f.id][1],
                        }
                        for f in row.present
                    ],
                    "open": [f.id for f in row.open],
                }
                for row in self.dimensions
            ],
        }


@dataclass(frozen=True, slots=True)
class Indicators:
    """One list: its dimensions, its thresholds and how the dimensions make the whole."""

    id: str
    label: str
    reference: str
    verified: bool
    note: str
    thresholds: tuple[Mapping[str, int], ...]
    dimensions: Mapping[str, Dimension]
    recruitment: tuple[str, ...]
    exploitation: tuple[str, ...]
    destination: tuple[str, ...]

    @property
    def facts(self) -> dict[str, CaseFact]:
        """Return every indicator by its id, in order."""
        return {i: f for d in self.dimensions.values() for i, (f, _) in d.indicators.items()}

    def apply(self, answers: Mapping[str, str], child: Truth) -> IndicatorResult:
        """Return what the list comes to; for a child nothing at the destination is asked for."""
        rows = {name: self._weigh(d, answers) for name, d in self.dimensions.items()}
        positive = {name: row.truth for name, row in rows.items()}
        whole = all_of(
            (
                any_of(positive[name] for name in self.recruitment),
                any_of(positive[name] for name in self.exploitation),
                any_of((child, *(positive[name] for name in self.destination))),
            )
        )
        return IndicatorResult(self, whole, tuple(rows.values()))

    def _weigh(self, dimension: Dimension, answers: Mapping[str, str]) -> DimensionResult:
        there, may_be = dict.fromkeys(STRENGTHS, 0), dict.fromkeys(STRENGTHS, 0)
        present, not_asked = [], []
        for name, (fact, strength) in dimension.indicators.items():
            answer = answers.get(name)
            there[strength] += answer == "yes"
            may_be[strength] += answer != "no"
            if answer == "yes":
                present.append(fact)
            elif answer is None:
                not_asked.append(fact)
        truth: Truth = True if self._reached(there) else None if self._reached(may_be) else False
        return DimensionResult(dimension, truth, tuple(present), tuple(not_asked))

    def _reached(self, counts: Mapping[str, int]) -> bool:
        return any(_covers(counts, wanted) for wanted in self.thresholds)


def _covers(counts: Mapping[str, int], wanted: Mapping[str, int]) -> bool:
    """Tell whether there are enough; what is left of a stronger kind stands in for a weaker one."""
    left = 0
    for strength in STRENGTHS:
        left += counts[strength] - wanted.get(strength, 0)
        if left < 0:
            return False
    return True


@cache
def load_indicators() -> Indicators:
    """Return the list that the package holds."""
    row = load_yaml(files(__package__) / "lists" / "labour_adults.yaml")
    dimensions = {
        name: Dimension(name, d["label"], dict(_indicators(name, d)))
        for name, d in row["dimensions"].items()
    }
    return Indicators(
        id=row["id"],
        label=row["label"],
        reference=row["reference"],
        verified=row["verified"] == "yes",
        note=row["note"],
        thresholds=tuple({k: int(n) for k, n in t.items()} for t in row["thresholds"]),
        dimensions=dimensions,
        recruitment=tuple(row["recruitment"]),
        exploitation=tuple(row["exploitation"]),
        destination=tuple(row["destination"]),
    )


def _indicators(
    dimension: str, row: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[CaseFact, str]]]:
    for strength in STRENGTHS:
        for code, words in row.get(strength, {}).items():
            name = f"{dimension}.{code}"
            label = words[0].upper() + words[1:]
            fact = CaseFact(
                name,
                label,
                f"{label}?",
                "yes_no",
                {"yes": "yes", "no": "no"},
                "",
                never_excludes=False,
            )
            yield name, (fact, strength)
