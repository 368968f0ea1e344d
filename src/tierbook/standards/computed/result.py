"""What a computed tier is made of, and how it is told: the label, the probabilities, the card, the record.

It is tierbook's own, and says so wherever it is shown: *what the published text alone would suggest*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.standards.computed.model import Fitted

__all__ = [
    "LABEL",
    "CardLine",
    "Changing",
    "ComputedTier",
    "ShownSign",
    "SignQuote",
    "Withheld",
]

LABEL = "what the published text alone would suggest"
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class SignQuote:
    """The words of one finding that gives a sign: whole sentences and their place as we number them."""

    finding: str
    variable: str
    start: int
    end: int
    paragraph: int
    sentence: int
    text: str
    place: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ShownSign:
    """A sign that the text gives: for or against, what it says, its points, the findings and their words."""

    side: str
    says: str
    points: float
    findings: tuple[str, ...]
    quotes: tuple[SignQuote, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "side": self.side,
            "says": self.says,
            "points": _round(self.points),
            "findings": list(self.findings),
            "quotes": [q.to_dict() for q in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of the card: what the text gives, its weight, its points, and the points above those of an average text.

    `net` is the number of signs for the government less that of signs against it. Where the edition does not ask for
    the feature, `points` are those of an average text, so that the line moves nothing.
    """

    id: str
    label: str
    criteria: tuple[str, ...]
    asked: bool
    net: int
    weight: float
    points: float
    above_average: float
    signs: tuple[ShownSign, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "id": self.id,
            "label": self.label,
            "criteria": list(self.criteria),
            "asked": self.asked,
            "net": self.net,
            "weight": self.weight,
            "points": _round(self.points),
            "above_average": _round(self.above_average),
            "signs": [s.to_dict() for s in self.signs],
        }


@dataclass(frozen=True, slots=True)
class Changing:
    """The fewest findings without which another tier would be the most probable."""

    tier: str
    better: bool
    findings: tuple[SignQuote, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order; each finding with its first words."""
        return {
            "tier": self.tier,
            "better": self.better,
            "n": len(self.findings),
            "findings": [q.to_dict() for q in self.findings],
        }


@dataclass(frozen=True, slots=True)
class ComputedTier:
    """What the published text alone would suggest, by the score card; unofficial.

    `probabilities` run from the best tier that the edition knows to the worst, and sum to 1. `score` is the sum of the
    points, `cuts` the scores at which a tier or a better one becomes as likely as not. `stated_tier` was not read to
    compute anything; it stands here for comparison. `changes` holds the smallest set of findings whose withdrawal would
    change the tier, the smaller set first; where none stands, no withdrawal changes it.
    """

    tier: str
    probabilities: Mapping[str, float]
    score: float
    cuts: Mapping[str, float]
    card: tuple[CardLine, ...]
    changes: tuple[Changing, ...]
    stated_tier: str | None
    notes: tuple[str, ...]
    fitted: Fitted

    @property
    def note(self) -> str:
        """Return what stands beside the tier wherever it stands: whose it is, and its record."""
        from tierbook.standards.computed.explaining import record_words

        return f"Unofficial: {LABEL}, by tierbook's score card. Its record: {record_words(self.fitted.record)}"

    @property
    def withheld(self) -> None:
        """Return None: nothing was withheld."""
        return

    @property
    def moved_most(self) -> tuple[CardLine, ...]:
        """Return the lines that set this text furthest from an average one, furthest first."""
        lines = [line for line in self.card if abs(line.above_average) >= 10**-_DIGITS]
        return tuple(sorted(lines, key=lambda line: -abs(line.above_average)))

    @property
    def same_as_stated(self) -> bool | None:
        """Tell whether it is the stated tier; None where none is stated, or the country is not ranked."""
        return None if self.stated_tier in (None, "special") else self.stated_tier == self.tier

    def to_dict(self) -> dict[str, object]:
        """Return the record of the computed tier, with its label first."""
        return {
            "label": LABEL,
            "unofficial": True,
            "withheld": None,
            "tier": self.tier,
            "probabilities": {t: _round(p) for t, p in self.probabilities.items()},
            "score": _round(self.score),
            "cuts": dict(self.cuts),
            "moved_most": [line.id for line in self.moved_most],
            "changes": [c.to_dict() for c in self.changes],
            "compared": {"stated_tier": self.stated_tier, "same": self.same_as_stated},
            "card": [line.to_dict() for line in self.card],
            "notes": list(self.notes),
            "record": dict(self.fitted.record),
            "versions": {"card": self.fitted.card, "editions": list(self.fitted.editions)},
        }

    def explain(self) -> str:
        """Return it as prose for a terminal, its record first, without colour."""
        from tierbook.standards.computed.explaining import explain_computed

        return explain_computed(self)

    def __str__(self) -> str:
        shares = ", ".join(f"{tier} {share:.0%}" for tier, share in self.probabilities.items())
        return f"Computed tier (unofficial, {LABEL}): {self.tier} ({shares})"

    def _repr_html_(self) -> str:
        from tierbook.standards.computed.showing import show_computed

        return show_computed(self)


@dataclass(frozen=True, slots=True)
class Withheld:
    """No tier is computed, and why."""

    reason: str

    @property
    def tier(self) -> None:
        """Return None: there is no tier."""
        return

    @property
    def note(self) -> str:
        """Return the reason."""
        return self.reason

    @property
    def withheld(self) -> str:
        """Return the reason."""
        return self.reason

    def to_dict(self) -> dict[str, Any]:
        """Return the label and the reason."""
        return {"label": LABEL, "unofficial": True, "withheld": self.reason, "tier": None}

    def explain(self) -> str:
        """Return the reason as prose."""
        return f"Computed tier: none. {self.reason}\n"

    def __str__(self) -> str:
        return f"No computed tier: {self.reason}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Computed tier:</strong> none. {escape(self.reason)}</p>"


def _round(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # no -0.0
