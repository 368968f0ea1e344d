"""The Assessment: what the findings say of each standard and criterion of the law in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.editions import unit_name
from tierbook.standards.contradictions import Contradiction
from tierbook.standards.explaining import explain_assessment
from tierbook.standards.law import InForce, Law
from tierbook.standards.not_asked import NotAsked
from tierbook.standards.own import OwnFile, OwnJudgement
from tierbook.standards.reasons import Quote

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.standards.clock.position import ClockPosition
    from tierbook.standards.computed import ComputedTier, Withheld

__all__ = ["Assessment", "Change", "Judgement"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One standard or criterion: effort, failure, mixed or silent, the findings on each side, and the reasons.

    `leaning` tells which way a mixed judgement leans (for, against, even), None otherwise. `measure` tells for each
    side how many findings stand on it, how many of them answer the question, and in how many sentences.
    `summed_up` tells that it was judged by other criteria, which are its signs, and not by findings of its own.
    `by_person` is the judgement that an own file gives beside it; neither replaces the other, and the person's leads.
    """

    entry: InForce
    judgement: str
    in_favor: tuple[str, ...]
    against: tuple[str, ...]
    reasons: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    leaning: str | None = None
    measure: Mapping[str, Mapping[str, int]] | None = None
    presumed: bool = False
    summed_up: bool = False
    by_person: OwnJudgement | None = None

    @property
    def leading(self) -> str:
        """Return the judgement to show first: the person's where there is one, which may be `not_enough`."""
        return self.judgement if self.by_person is None else self.by_person.judgement

    @property
    def id(self) -> str:
        """Return the lasting id of the standard or criterion."""
        return self.entry.id

    def to_dict(self) -> dict[str, object]:
        """Return the contract's criterion object, then ours."""
        criterion = self.entry.criterion
        return {
            "id": self.id,
            "label": criterion.label,
            "paragraph": self.entry.paragraph,
            "summary": criterion.asks,
            "judgement": self.judgement,
            "for": list(self.in_favor),
            "against": list(self.against),
            "reasons": list(self.reasons),
            "confidence": self.entry.confidence,
            "in_force": self.entry.in_force,
            "sign": "negative" if criterion.negative else "positive",
            "presumed": self.presumed,
            "quotes": [q.to_dict() for q in self.quotes],
            "sources": [{"title": s.title, "href": s.href} for s in criterion.sources],
            "leaning": self.leaning,
            "measure": None
            if self.measure is None
            else {k: dict(v) for k, v in self.measure.items()},
            "leading": self.leading,
            "by_person": None if self.by_person is None else self.by_person.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What own entries made of one standard or criterion, against the same assessment without them.

    `findings` are the own findings that count on it now, `withdrawn` the coded ones that counted before. `before` and
    `after` are judgements by the rules; `person` is the person's, where one was given.
    """

    id: str
    label: str
    before: str
    after: str
    findings: tuple[str, ...]
    withdrawn: tuple[str, ...]
    person: str | None
    says: str

    @property
    def changed(self) -> bool:
        """Tell whether the judgement that is shown first is another one than before."""
        return (self.person or self.after) != self.before

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, and whether the judgement changed."""
        return {
            "id": self.id,
            "label": self.label,
            "before": self.before,
            "after": self.after,
            "changed": self.changed,
            "findings": list(self.findings),
            "withdrawn": list(self.withdrawn),
            "person": self.person,
            "says": self.says,
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """Findings under one form of the law. Never shown without its reasons; the tier is the stated one alone.

    The findings are those of `coding`, of `own`, or of both; `coding` is None where only own findings were assessed.
    `country` is the name that the edition printed, `country_code` its alpha-3 code. `unmatched` are ids that `own`
    withdraws or replaces and the coding does not have. `binding` tells of a treaty whether the country was bound.
    `computed` stands only where it was asked for (`add_computed`). `position` is where the country stands on the Watch
    List by official placements, None for a sample, under a statute without tiers, and where none of it is held.
    """

    coding: Coding | None
    law: Law
    statutes_version: str
    country_code: str
    country: str
    edition: int
    stated_tier: str | None
    stated_formula: str | None
    computed_note: str
    standards: tuple[Judgement, ...]
    criteria: tuple[Judgement, ...]
    contradictions: tuple[Contradiction, ...]
    not_asked: tuple[NotAsked, ...] = ()
    own: OwnFile | None = None
    changes: tuple[Change, ...] = ()
    unmatched: tuple[str, ...] = ()
    binding: str | None = None
    computed: ComputedTier | Withheld | None = None
    position: ClockPosition | None = None

    def get(self, criterion_id: str) -> Judgement | None:
        """Return the judgement on a standard or criterion, or None where it was not in force."""
        return next((j for j in (*self.standards, *self.criteria) if j.id == criterion_id), None)

    def to_dict(self) -> dict[str, object]:
        """Return one record of the contract; what an own file adds stands under `own` and `changes`."""
        coding = self.coding
        versions = {} if coding is None else dict(coding.versions)
        record: dict[str, object] = {
            "versions": {**versions, "statutes": self.statutes_version},
            "coder": None if coding is None else coding.coder,
            "document": None if coding is None else coding.narrative.document.metadata(),
            "country": self.country_code,
            "edition": self.edition,
            "law_version": self.law.version,
            "law": self.law.to_dict(),
            "binding": self.binding,
            "stated_tier": self.stated_tier,
            "stated_formula": self.stated_formula,
            "computed_tier": None if self.computed is None else self.computed.tier,
            "computed_note": self.computed_note,
            "computed": None if self.computed is None else self.computed.to_dict(),
            "criteria": [j.to_dict() for j in self.criteria],
            "standards": [j.to_dict() for j in self.standards],
            "watch_list": None if self.position is None else self.position.to_dict(),
            "contradictions": [c.to_dict() for c in self.contradictions],
            "not_asked": [n.to_dict() for n in self.not_asked],
        }
        if self.own is not None:
            record["own"] = {**self.own.to_dict(), "unmatched": list(self.unmatched)}
            record["changes"] = [c.to_dict() for c in self.changes]
        return record

    def explain(self) -> str:
        """Return the assessment as prose for a terminal, without colour."""
        return explain_assessment(self)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.explain())}</pre>"

    def __str__(self) -> str:
        counts = _count(j.judgement for j in self.criteria)
        shown = ", ".join(f"{n} {word}" for word, n in counts.items())
        whose = (
            f"{unit_name(self.country_code, self.edition)}, own findings"
            if self.coding is None
            else self.coding.narrative.document.id
        )
        return f"Assessment of {whose} under {self.law.version}: {shown}"


def _count(words: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(("effort", "failure", "mixed", "silent"), 0)
    for word in words:
        counts[word] += 1
    return counts
