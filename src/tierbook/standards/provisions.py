"""The parts of a statute beside standards, criteria and lists: grounds, factors, clock, consequences, duties, words.

An entry has an id that lasts, a pinpoint, and one or more wordings, each for a range of editions. All wordings are
tierbook's own. Which parts there are, and in which order, is data: `statute.yaml` and the folder `provisions/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tierbook.standards.facts import Confidence, Doubt, Source, covers, in_force_words

__all__ = [
    "HOW",
    "KINDS",
    "Named",
    "Part",
    "PartInForce",
    "Provision",
    "ProvisionInForce",
    "Wording",
]

KINDS = ("law", "practice", "note")
HOW = ("reworded", "widened", "narrowed")


@dataclass(frozen=True, slots=True)
class Wording:
    """What an entry says for a range of editions, in our words.

    `how` tells how it differs from the wording before. `brought_by` is the Act that brought it, `ended_by` the one that
    took the entry away; None for a practice of the Department, or where no source names the Act.
    """

    first_edition: int
    last_edition: int | None
    text: str
    how: str
    brought_by: str | None
    ended_by: str | None = None

    def covers(self, edition: int) -> bool:
        """Tell whether this wording holds for an edition."""
        return covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Named:
    """The countries that one edition's list names, as ISO 3166 alpha-3 codes."""

    edition: int
    countries: tuple[str, ...]
    confidence: Confidence
    sources: tuple[Source, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "edition": self.edition,
            "countries": list(self.countries),
            "confidence": self.confidence,
            "sources": [s.to_dict() for s in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Provision:
    """One entry over all its wordings. `confidences` holds from the edition named until the next one named."""

    id: str
    part: str
    kind: str
    label: str
    paragraph: str
    citation: str
    wordings: tuple[Wording, ...]
    confidences: Mapping[int, Confidence]
    sources: tuple[Source, ...]
    verified_on: str
    note: str | None = None
    doubts: tuple[Doubt, ...] = ()
    items: Mapping[str, str] | None = None
    named: tuple[Named, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def first_edition(self) -> int:
        """Return the first edition for which it holds."""
        return self.wordings[0].first_edition

    @property
    def last_edition(self) -> int | None:
        """Return the last edition for which it holds; None while it stands."""
        return self.wordings[-1].last_edition

    def confidence_in(self, edition: int) -> Confidence:
        """Return how surely it is known that it stood so in an edition."""
        held = [c for first, c in self.confidences.items() if first <= edition]
        return held[-1]

    def at(self, edition: int) -> ProvisionInForce | None:
        """Return the entry as it stood in an edition, or None where it did not."""
        wording = next((w for w in self.wordings if w.covers(edition)), None)
        if wording is None:
            return None
        why = [d.text for d in self.doubts if d.covers(edition)]
        confidence = self.confidence_in(edition)
        if confidence == "memory" and not why:
            why = ["That it stood so in this edition is from memory."]
        named = next((n for n in self.named if n.edition == edition), None)
        return ProvisionInForce(self, wording, confidence, tuple(why), named)


@dataclass(frozen=True, slots=True)
class ProvisionInForce:
    """An entry as it stood in one edition; `why` says what is to check about it."""

    provision: Provision
    wording: Wording
    confidence: Confidence
    why: tuple[str, ...] = ()
    named: Named | None = None

    @property
    def id(self) -> str:
        """Return the lasting id."""
        return self.provision.id

    @property
    def label(self) -> str:
        """Return its name."""
        return self.provision.label

    @property
    def text(self) -> str:
        """Return what it says, in our words."""
        return self.wording.text

    @property
    def in_force(self) -> str:
        """Return how far it is known that this stood in this edition."""
        return in_force_words(self.confidence, self.provision.kind)

    def to_dict(self) -> dict[str, object]:
        """Return one row, of the same keys as a criterion's."""
        entry = self.provision
        row: dict[str, object] = {
            "part": entry.part,
            "id": entry.id,
            "paragraph": entry.paragraph,
            "label": entry.label,
            "asks": self.text,
            "confidence": self.confidence,
            "in_force": self.in_force,
            "to_check": list(self.why),
            "first_edition": entry.first_edition,
            "last_edition": entry.last_edition,
            "citation": entry.citation,
            "sources": [s.to_dict() for s in entry.sources],
            "verified_on": entry.verified_on,
            "note": entry.note,
        }
        if entry.items:
            row["items"] = dict(entry.items)
        if self.named is not None:
            row["named"] = self.named.to_dict()
        if entry.see:
            row["see"] = list(entry.see)
        return row


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the statute: its title, what is said of it, and its entries over all editions.

    `kind` is `law`, `practice` (how the Department goes about it) or `note` (tierbook's own word to the reader).
    """

    id: str
    kind: str
    title: str
    about: str
    entries: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class PartInForce:
    """One part as it stood in one edition."""

    id: str
    kind: str
    title: str
    about: str
    entries: tuple[ProvisionInForce, ...]
