"""The Assessment: what one coding says of each standard and criterion of the law in force."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.editions import TIERS
from tierbook.standards.law import InForce, Law

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["Assessment", "Contradiction", "Counted", "Judgement", "Quote"]

_WIDTH = 92


@dataclass(frozen=True, slots=True)
class Counted:
    """A finding that counts on one side, with the values that do; `presumed` where only the statute makes it count."""

    finding: Finding
    values: tuple[str, ...]
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The words behind one reason: whole sentences, and their place as we number them."""

    finding: str
    side: str
    says: str
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
class Judgement:
    """One standard or criterion: effort, failure, mixed or silent, the findings on each side, and the reasons."""

    entry: InForce
    judgement: str
    in_favor: tuple[str, ...]
    against: tuple[str, ...]
    reasons: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    presumed: bool = False

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
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things in one text that do not go together; official values stay as they are."""

    id: str
    says: str
    findings: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"id": self.id, "says": self.says, "findings": list(self.findings)}


@dataclass(frozen=True, slots=True)
class Assessment:
    """One coding under one form of the law. Never shown without its reasons; the tier is the stated one alone."""

    coding: Coding
    law: Law
    statutes_version: str
    country: str
    stated_tier: str | None
    stated_formula: str | None
    computed_note: str
    standards: tuple[Judgement, ...]
    criteria: tuple[Judgement, ...]
    contradictions: tuple[Contradiction, ...]

    def get(self, criterion_id: str) -> Judgement | None:
        """Return the judgement on a standard or criterion, or None where it was not in force."""
        return next((j for j in (*self.standards, *self.criteria) if j.id == criterion_id), None)

    def to_dict(self) -> dict[str, object]:
        """Return one record of the contract."""
        return {
            "versions": {**dict(self.coding.versions), "statutes": self.statutes_version},
            "coder": self.coding.coder,
            "document": self.coding.narrative.document.metadata(),
            "law_version": self.law.version,
            "law": self.law.to_dict(),
            "stated_tier": self.stated_tier,
            "stated_formula": self.stated_formula,
            "computed_tier": None,
            "computed_note": self.computed_note,
            "criteria": [j.to_dict() for j in self.criteria],
            "standards": [j.to_dict() for j in self.standards],
            "contradictions": [c.to_dict() for c in self.contradictions],
        }

    def explain(self) -> str:
        """Return the assessment as prose for a terminal, without colour."""
        document, law = self.coding.narrative.document, self.law
        title = f"{self.country}, edition of {document.edition}"
        lines = [
            title,
            "=" * len(title),
            f"{document.id} ({document.text_kind}, {document.publisher})",
            "",
        ]
        tier = TIERS.get(self.stated_tier or "", "not stated") if self.stated_tier else "not stated"
        lines += _paragraph(f"Stated tier: {tier}. {self._formula()}")
        lines += _paragraph(f"Computed tier: none. {self.computed_note}")
        asked = (
            ""
            if law.edition == document.edition
            else f" (asked for, not that of {document.edition})"
        )
        lines += _paragraph(
            f"Law: {law.title} ({law.version}), as it judges the edition of {law.edition}{asked}. {law.citation}."
        )
        lines += _paragraph(f"{law.scope} {law.form.note}")
        for doubt in law.reservations:
            lines += _paragraph(f"To check: {doubt}")
        lines += ["", "Minimum standards, section 108(a)", ""]
        lines += _entries(self.standards)
        lines += ["Criteria, section 108(b)", ""]
        lines += _entries(self.criteria)
        lines += ["Contradictions", ""]
        for contradiction in self.contradictions:
            lines += _paragraph(contradiction.says, "  ")
        if not self.contradictions:
            lines += ["  None was found."]
        return "\n".join(lines) + "\n"

    def _formula(self) -> str:
        return _FORMULAS.get(
            self.stated_formula or "", "The formula sentence on the standards is not stated."
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.explain())}</pre>"

    def __str__(self) -> str:
        counts = _count(j.judgement for j in self.criteria)
        shown = ", ".join(f"{n} {word}" for word, n in counts.items())
        return (
            f"Assessment of {self.coding.narrative.document.id} under {self.law.version}: {shown}"
        )


_FORMULAS: Mapping[str, str] = {
    "meets": "The text says that the minimum standards are met.",
    "significant": "The text says that the minimum standards are not met and that efforts are significant.",
    "not_significant": "The text says that the minimum standards are not met and that efforts are not significant.",
}


def _entries(judgements: Iterable[Judgement]) -> list[str]:
    lines = []
    for j in judgements:
        check = "" if j.entry.confidence == "verified" else f", {j.entry.in_force}"
        lines.append(f"  {j.entry.paragraph} {j.entry.criterion.label}: {j.judgement}")
        lines.append(f"    {j.id}{check}")
        for reason in j.reasons:
            lines += _paragraph(reason, "    ")
        lines.append("")
    return lines


def _paragraph(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )


def _count(words: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(("effort", "failure", "mixed", "silent"), 0)
    for word in words:
        counts[word] += 1
    return counts
