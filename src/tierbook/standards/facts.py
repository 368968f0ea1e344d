"""What every fact of the law carries: from where it is known, how surely, and for which editions.

Takes and touches nothing; the other modules of this room build on these types.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CONFIDENCES",
    "Confidence",
    "Dated",
    "Doubt",
    "Source",
    "covers",
    "editions_in_words",
    "in_force_words",
    "least_sure",
]

Confidence = Literal["verified", "derived", "memory"]
CONFIDENCES: tuple[Confidence, ...] = ("verified", "derived", "memory")  # surest first


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    id: str
    title: str
    href: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"id": self.id, "title": self.title, "href": self.href}


@dataclass(frozen=True, slots=True)
class Dated:
    """A text that holds for a range of editions; an open end is None."""

    first_edition: int
    last_edition: int | None
    text: str

    def covers(self, edition: int) -> bool:
        """Tell whether the text holds for an edition."""
        return covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is open about a date, the editions it touches, and the first edition if the doubt proves right."""

    first_edition: int
    last_edition: int | None
    text: str
    fallback_edition: int | None = None

    def covers(self, edition: int) -> bool:
        """Tell whether the law of an edition depends on it."""
        return covers(self.first_edition, self.last_edition, edition)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "first_edition": self.first_edition,
            "last_edition": self.last_edition,
            "text": self.text,
            "fallback_edition": self.fallback_edition,
        }


def covers(first: int, last: int | None, edition: int) -> bool:
    """Tell whether an edition lies in a range, both ends included; an open end is None."""
    return first <= edition and (last is None or edition <= last)


def editions_in_words(first: int, last: int | None) -> str:
    """Return a range of editions: `2001 to 2008`, `2008`, `since 2009`."""
    if last is None:
        return f"since {first}"
    return str(first) if first == last else f"{first} to {last}"


def in_force_words(confidence: Confidence, kind: str = "law") -> str:
    """Return the words that stand beside an entry on every page; what is no law is not in force."""
    sure = {
        "verified": "certain",
        "derived": "derived from published data",
        "memory": "to check",
    }[confidence]
    return f"{'in force' if kind == 'law' else kind} ({sure})"


def least_sure(confidences: Iterable[Confidence]) -> Confidence:
    """Return the weakest of several confidences; of none, `verified`."""
    return max(confidences, key=CONFIDENCES.index, default="verified")
