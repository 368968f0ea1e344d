"""The assessment of a document, criterion by criterion, for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["SIGNS", "AssessmentView", "CriterionView", "view_assessment"]

SIGNS = {"effort": "+", "failure": "−", "mixed": "±", "silent": "·"}


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion: judgement with its sign, references for and against, reasons."""

    id: str
    label: str
    paragraph: str
    summary: str
    judgement: str
    sign: str
    for_: tuple[str, ...]
    against: tuple[str, ...]
    reasons: tuple[str, ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """What the law in force makes of the findings; a computed tier only where the assessment has one."""

    title: str
    version: str
    citation: str
    stated_tier: str | None
    criteria: tuple[CriterionView, ...]
    standards: tuple[CriterionView, ...]
    contradictions: tuple[str, ...]
    computed_note: str = ""

    @property
    def silent(self) -> int:
        """How many criteria the text is silent on."""
        return sum(1 for c in self.criteria if c.judgement == "silent")


def view_assessment(
    assessment: dict[str, Any] | None, references: dict[str, str]
) -> AssessmentView | None:
    """Return the assessment with references instead of finding ids, or None where there is none."""
    if not assessment:
        return None
    law = assessment.get("law") or {}
    return AssessmentView(
        title=law.get("title") or str(assessment.get("law_version") or ""),
        version=str(assessment.get("law_version") or law.get("version") or ""),
        citation=str(law.get("citation") or ""),
        stated_tier=assessment.get("stated_tier"),
        criteria=tuple(_criterion(row, references) for row in assessment.get("criteria") or ()),
        standards=tuple(_criterion(row, references) for row in assessment.get("standards") or ()),
        contradictions=tuple(_words(row) for row in assessment.get("contradictions") or ()),
        computed_note=str(assessment.get("computed_note") or ""),
    )


def _criterion(row: dict[str, Any], references: dict[str, str]) -> CriterionView:
    judgement = row.get("judgement") or "silent"
    return CriterionView(
        id=row["id"],
        label=row.get("label") or row["id"],
        paragraph=str(row.get("paragraph") or ""),
        summary=str(row.get("summary") or ""),
        judgement=judgement,
        sign=SIGNS.get(judgement, "·"),
        for_=_references(row.get("for"), references),
        against=_references(row.get("against"), references),
        reasons=tuple(_words(r) for r in row.get("reasons") or ()),
        doubt="" if row.get("confidence") in (None, "verified") else str(row.get("in_force") or ""),
    )


def _references(ids: list[str] | None, references: dict[str, str]) -> tuple[str, ...]:
    return tuple(references[i] for i in ids or () if i in references)


def _words(row: Any) -> str:
    """Return a reason or contradiction as a sentence, whether it is one or an object that holds one."""
    if isinstance(row, dict):
        for key in ("says", "text", "reason"):
            if row.get(key):
                return str(row[key])
        return "; ".join(f"{k}: {v}" for k, v in row.items())
    return str(row)
