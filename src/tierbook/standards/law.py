"""The law as it stood for one edition: what the statute files hold, picked by date.

Source: Trafficking Victims Protection Act of 2000, sections 108 and 110, as amended; 22 U.S.C. 7106, 7107.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tierbook.errors import NotInForce

__all__ = [
    "Confidence",
    "Criterion",
    "Dated",
    "InForce",
    "Law",
    "Presumption",
    "Source",
    "TierTest",
    "Version",
    "in_force_words",
]

Confidence = Literal["verified", "derived", "memory"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A text that holds for a range of editions; an open end is None."""

    first_edition: int
    last_edition: int | None
    text: str

    def covers(self, edition: int) -> bool:
        """Tell whether the text holds for an edition."""
        return _covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Presumption:
    """One dated form of the presumption that answers data not given (section 108(b)(1) and (7))."""

    first_edition: int
    last_edition: int | None
    text: str
    confidence: Confidence
    sources: tuple[Source, ...]

    def covers(self, edition: int) -> bool:
        """Tell whether this form holds for an edition."""
        return _covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Version:
    """One form of sections 108 and 110. `signed`, `effective` and `first_edition` are never derived from each other."""

    id: str
    act: str
    public_law: str
    signed: str
    effective: str
    first_edition: int
    last_edition: int | None
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str
    reservations: tuple[Dated, ...]

    def judges(self, edition: int) -> bool:
        """Tell whether the edition is judged by this form."""
        return _covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A minimum standard, or a criterion of section 108(b), over all versions.

    `paragraphs` and `confidences` map each version in which it stands to the number of its paragraph (`2`, `9(A)`)
    and to how far that was checked.
    """

    id: str
    label: str
    asks: str
    paragraphs: Mapping[str, str]
    confidences: Mapping[str, Confidence]
    first_edition: int
    last_edition: int | None
    negative: bool
    presumption: bool
    doubtful_in: str | None
    sources: tuple[Source, ...]
    verified_on: str
    note: str | None


@dataclass(frozen=True, slots=True)
class InForce:
    """A standard or criterion as it stood in one version; `paragraph` as cited: `(b)(2)`."""

    criterion: Criterion
    paragraph: str
    confidence: Confidence

    @property
    def id(self) -> str:
        """Return the lasting id."""
        return self.criterion.id

    @property
    def in_force(self) -> str:
        """Return how far it is known that this stood in this edition."""
        return in_force_words(self.confidence)


@dataclass(frozen=True, slots=True)
class TierTest:
    """A list of section 110(b)(1) in one edition, and the formula sentences that agree with it."""

    id: str
    label: str
    section: str
    test: str | None
    first_edition: int
    goes_with: tuple[str, ...]
    may_go_with: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """What the statute asked in one edition."""

    edition: int
    form: Version
    rule: str
    scope: str
    standards: tuple[InForce, ...]
    criteria: tuple[InForce, ...]
    tiers: Mapping[str, TierTest]
    presumption: Presumption | None
    doubtful: tuple[Criterion, ...] = ()  # not listed, though they may have stood in this form

    @property
    def version(self) -> str:
        """Return the id of the form: `tvpa2000`."""
        return self.form.id

    @property
    def title(self) -> str:
        """Return the name of the Act that gave the sections this form."""
        return self.form.act

    @property
    def citation(self) -> str:
        """Return the citation, with its Public Law."""
        laws = self.form.public_law
        return f"TVPA § 108, as in {'P.L. ' + laws}; 22 U.S.C. § 7106"

    @property
    def reservations(self) -> tuple[str, ...]:
        """Return what is doubtful about this form for this edition."""
        doubts = [r.text for r in self.form.reservations if r.covers(self.edition)]
        if self.form.confidence != "verified":
            doubts.append(
                "When this form began to judge editions is from memory and still to check."
            )
        unread = sum(c.confidence != "verified" for c in self.criteria)
        if unread:
            of_them = "all" if unread == len(self.criteria) else f"{unread} of"
            doubts.append(
                f"For {of_them} the {len(self.criteria)} criteria it is from memory and still to check that they "
                "stood in this form, and under which number."
            )
        doubts += [
            f"Whether {criterion.id} already stood in this form is open; it is left out here."
            for criterion in self.doubtful
        ]
        return tuple(doubts)

    def criterion(self, criterion_id: str) -> InForce:
        """Return a standard or criterion by its id.

        Raises:
            NotInForce: it did not stand in this edition, or there is no such id.
        """
        for entry in (*self.standards, *self.criteria):
            if entry.id == criterion_id:
                return entry
        raise NotInForce(
            f"{criterion_id!r} is no criterion of the edition of {self.edition}",
            why=f"that edition is judged by the {self.title}",
            remedy="give an id that stands in this edition, or ask for a later one",
        )

    def to_dict(self) -> dict[str, object]:
        """Return the law's own facts, without its criteria."""
        return {
            "version": self.version,
            "title": self.title,
            "citation": self.citation,
            "href": self.form.sources[0].href,
            "signed": self.form.signed,
            "effective": self.form.effective,
            "edition": self.edition,
            "first_edition": self.form.first_edition,
            "last_edition": self.form.last_edition,
            "confidence": self.form.confidence,
            "rule": self.rule,
            "scope": self.scope,
            "note": self.form.note,
            "reservations": list(self.reservations),
            "presumption": None if self.presumption is None else self.presumption.text,
            "sources": [{"title": s.title, "href": s.href} for s in self.form.sources],
        }


def in_force_words(confidence: Confidence) -> str:
    """Return the words that stand beside an entry on every page."""
    return {
        "verified": "in force (certain)",
        "derived": "in force (derived from published data)",
        "memory": "in force (to check)",
    }[confidence]


def _covers(first: int, last: int | None, edition: int) -> bool:
    return first <= edition and (last is None or edition <= last)
