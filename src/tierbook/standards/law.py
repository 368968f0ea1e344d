"""The law as it stood for one edition: what the statute files hold, picked by date.

Source: Trafficking Victims Protection Act of 2000, sections 103, 108 and 110, as amended; 22 U.S.C. 7102, 7106, 7107. A
second statute has the same shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tierbook.errors import NotInForce
from tierbook.standards.facts import (
    Confidence,
    Dated,
    Doubt,
    Source,
    covers,
    in_force_words,
)
from tierbook.standards.provisions import PartInForce, ProvisionInForce

__all__ = [
    "Act",
    "Change",
    "Confidence",
    "Criterion",
    "Dated",
    "Head",
    "Identity",
    "InForce",
    "Law",
    "Presumption",
    "Source",
    "TierTest",
    "Version",
    "in_force_words",
]


@dataclass(frozen=True, slots=True)
class Head:
    """How a part is called and cited. `numbered` gives the paragraph, `(b)({n})`; `cite` the pinpoint."""

    title: str
    section: str
    about: str
    numbered: str
    cite: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a statute is called, how it is cited, and up to which edition its files were checked.

    `summed` is the standard of which every criterion that names none is a sign; such a standard is judged by its signs.
    `words_of` is the statute whose words for findings hold here too. `ahead` tells for how many
    editions after `checked_edition` the files still answer, with a reservation.
    """

    id: str
    version: str
    title: str
    short: str
    citation: str
    act_number: str
    standards: Head
    criteria: Head
    tiers: Head | None
    summed: str | None
    words_of: str | None
    checked_edition: int
    checked_on: str
    ahead: int


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
        return covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Version:
    """One form of the statute. `signed`, `effective` and `first_edition` are never derived from each other.

    `rest_from` is the first edition for what the Act changed beside the criteria, where that differs.
    """

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
    reservations: tuple[Doubt, ...]
    rest_from: int | None = None

    def judges(self, edition: int) -> bool:
        """Tell whether the edition is judged by this form."""
        return covers(self.first_edition, self.last_edition, edition)


@dataclass(frozen=True, slots=True)
class Act:
    """An Act that matters to a reader of the Report and left standards and criteria as they were."""

    id: str
    act: str
    public_law: str
    signed: str
    first_edition: int
    sources: tuple[Source, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change to what a standard or criterion asks, from an edition on; `how` is reworded, widened or narrowed."""

    first_edition: int
    how: str
    text: str
    brought_by: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Criterion:
    """A minimum standard, or a criterion of it, over all versions.

    `paragraphs` and `confidences` map each version in which it stands to the number of its paragraph (`2`, `9(A)`)
    and to how far that was checked. `standard` is the standard of which a criterion is a sign.
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
    doubts: tuple[Doubt, ...]
    sources: tuple[Source, ...]
    verified_on: str
    note: str | None
    changes: tuple[Change, ...] = ()
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """A standard or criterion as it stood in one version; `paragraph` as cited: `(b)(2)`; `why` what is to check."""

    criterion: Criterion
    paragraph: str
    confidence: Confidence
    citation: str = ""
    why: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the lasting id."""
        return self.criterion.id

    @property
    def in_force(self) -> str:
        """Return how far it is known that this stood in this edition."""
        return in_force_words(self.confidence)

    def to_dict(self, part: str = "criteria") -> dict[str, object]:
        """Return one row; a provision's row has the same keys."""
        criterion = self.criterion
        return {
            "part": part,
            "id": self.id,
            "paragraph": self.paragraph,
            "label": criterion.label,
            "asks": criterion.asks,
            "confidence": self.confidence,
            "in_force": self.in_force,
            "to_check": list(self.why),
            "first_edition": criterion.first_edition,
            "last_edition": criterion.last_edition,
            "citation": self.citation,
            "sources": [s.to_dict() for s in criterion.sources],
            "verified_on": criterion.verified_on,
            "note": criterion.note,
            "sign": "negative" if criterion.negative else "positive",
            "presumption": criterion.presumption,
        }


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
    confidence: Confidence = "verified"
    verified_on: str = ""
    kind: str = "law"
    citation: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return one row, of the same keys as a criterion's."""
        return {
            "part": "tiers",
            "id": f"tier.{self.id}",
            "paragraph": self.section,
            "label": self.label,
            "asks": self.test,
            "confidence": self.confidence,
            "in_force": in_force_words(self.confidence, self.kind),
            "to_check": [],
            "first_edition": self.first_edition,
            "last_edition": None,
            "citation": self.citation or self.section,
            "sources": [s.to_dict() for s in self.sources],
            "verified_on": self.verified_on,
            "note": None,
        }


@dataclass(frozen=True, slots=True)
class Law:
    """What a statute asked in one edition."""

    edition: int
    form: Version
    rule: str
    scope: str
    standards: tuple[InForce, ...]
    criteria: tuple[InForce, ...]
    tiers: Mapping[str, TierTest]
    presumption: Presumption | None
    identity: Identity
    doubtful: tuple[Criterion, ...] = ()  # not listed, though they may have stood in this form
    parts: tuple[PartInForce, ...] = ()
    beside: tuple[
        Act, ...
    ] = ()  # Acts applied by then that left standards and criteria as they were

    @property
    def statute(self) -> str:
        """Return the id of the statute: `tvpa`."""
        return self.identity.id

    @property
    def version(self) -> str:
        """Return the id of the form: `tvpa2000`."""
        return self.form.id

    @property
    def title(self) -> str:
        """Return the name of the Act that gave the statute this form."""
        return self.form.act

    @property
    def citation(self) -> str:
        """Return the citation, with its number among the laws."""
        return self.identity.citation.format(public_law=self.form.public_law)

    @property
    def reservations(self) -> tuple[str, ...]:
        """Return what is doubtful about this form for this edition."""
        doubts = [r.text for r in self.form.reservations if r.covers(self.edition)]
        if self.edition > self.identity.checked_edition:
            doubts.append(
                f"The files were checked up to the edition of {self.identity.checked_edition}; whether the law of "
                "this later edition is still the same is open."
            )
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

    def part(self, part_id: str) -> tuple[ProvisionInForce, ...]:
        """Return the entries of a part as they stood (`grounds`, `efforts`, `clock`); none where it has none."""
        return next((p.entries for p in self.parts if p.id == part_id), ())

    def provision(self, provision_id: str) -> ProvisionInForce | None:
        """Return a ground, factor, rule, consequence or definition by its id, or None where it did not stand."""
        entries = (entry for part in self.parts for entry in part.entries)
        return next((entry for entry in entries if entry.id == provision_id), None)

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield every entry in force as a row of the same keys, part by part."""
        yield from (entry.to_dict("standards") for entry in self.standards)
        yield from (entry.to_dict("criteria") for entry in self.criteria)
        yield from (test.to_dict() for test in self.tiers.values() if test.test is not None)
        for part in self.parts:
            yield from (entry.to_dict() for entry in part.entries)

    def to_dict(self, *, everything: bool = False) -> dict[str, object]:
        """Return the law's own facts; with `everything` its standards, criteria, lists and further parts too."""
        record: dict[str, object] = {
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
        if everything:
            rows: dict[str, list[dict[str, object]]] = {}
            for row in self.rows():
                rows.setdefault(str(row["part"]), []).append(row)
            also = {
                "may_have_stood": [criterion.id for criterion in self.doubtful],
                "beside": [act.id for act in self.beside],
            }
            record = {"statute": self.statute, **record, **also, **rows}
        return record

    def __str__(self) -> str:
        from tierbook.standards.showing import law_in_prose

        return law_in_prose(self)

    def _repr_html_(self) -> str:
        from tierbook.standards.showing import law_in_html

        return law_in_html(self)
