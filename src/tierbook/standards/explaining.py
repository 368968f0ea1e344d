"""An assessment as prose for a terminal, without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tierbook.editions import TIERS
from tierbook.standards.computed.explaining import card_lines, head_lines
from tierbook.standards.contradictions import KINDS
from tierbook.text import counted, fold_paragraph

if TYPE_CHECKING:
    from tierbook.standards.assessment import Assessment, Judgement
    from tierbook.standards.law import Head

__all__ = ["explain_assessment"]

_FORMULAS: Mapping[str, str] = {
    "meets": "The text says that the minimum standards are met.",
    "significant": "The text says that the minimum standards are not met and that efforts are significant.",
    "not_significant": "The text says that the minimum standards are not met and that efforts are not significant.",
}


_LEANS = {
    "for": ", more for the government than against it",
    "against": ", more against the government than for it",
    "even": ", neither side the stronger",
}


def explain_assessment(assessment: Assessment) -> str:
    """Return the whole assessment: the tier as stated, the law, each standard and criterion with its reasons."""
    law = assessment.law
    title = f"{assessment.country}, edition of {assessment.edition}"
    lines = [title, "=" * len(title)]
    lines += _whose(assessment)
    if assessment.coding is not None:
        stated = assessment.stated_tier
        tier = TIERS.get(stated, "not stated") if stated else "not stated"
        lines += fold_paragraph(f"Stated tier: {tier}. {_formula(assessment)}")
    lines += _computed(assessment)
    asked = (
        ""
        if law.edition == assessment.edition
        else f" (asked for, not that of {assessment.edition})"
    )
    lines += fold_paragraph(
        f"Law: {law.title} ({law.version}), as it judges the edition of {law.edition}{asked}. {law.citation}."
    )
    lines += fold_paragraph(f"{law.scope} {law.form.note}")
    if assessment.binding is not None:
        lines += fold_paragraph(assessment.binding)
    for doubt in law.reservations:
        lines += fold_paragraph(f"To check: {doubt}")
    lines += _own_changes(assessment)
    lines += ["", _head(law.identity.standards), ""]
    lines += _entries(assessment.standards)
    lines += [_head(law.identity.criteria), ""]
    lines += _entries(assessment.criteria)
    if assessment.not_asked:
        lines += ["Not asked in this edition, and not judged", ""]
        for entry in assessment.not_asked:
            lines += fold_paragraph(entry.says, "  ")
        lines.append("")
    lines += _watch_list(assessment)
    lines += ["Contradictions", ""]
    for contradiction in assessment.contradictions:
        lines += fold_paragraph(f"{KINDS[contradiction.kind]}: {contradiction.in_words()}", "  ")
    if not assessment.contradictions:
        lines += ["  None was found."]
    if assessment.computed is not None and assessment.computed.tier is not None:
        lines += [
            "",
            "How the computed tier, which is unofficial, came about",
            *card_lines(assessment.computed),
        ]
    return "\n".join(lines) + "\n"


def _computed(assessment: Assessment) -> list[str]:
    if assessment.computed is None or assessment.computed.tier is None:
        return fold_paragraph(f"Computed tier: none. {assessment.computed_note}")
    return head_lines(assessment.computed)


def _watch_list(assessment: Assessment) -> list[str]:
    position = assessment.position
    if position is None:
        return []
    lines = ["Watch List, by official placements", ""]
    for reason in position.reasons:
        lines += fold_paragraph(reason, "  ")
    if position.flags:
        lines += fold_paragraph(f"Flags: {', '.join(position.flags)}.", "  ")
    return [*lines, ""]


def _own_changes(assessment: Assessment) -> list[str]:
    if assessment.own is None or assessment.coding is None:
        return []
    lines = ["", "What the own entries changed", ""]
    for change in assessment.changes:
        lines += fold_paragraph(change.says, "  ")
    if not assessment.changes:
        lines += ["  Nothing: no entry bears on a judgement."]
    return lines


def _whose(assessment: Assessment) -> list[str]:
    lines = []
    if assessment.coding is not None:
        document = assessment.coding.narrative.document
        lines.append(f"{document.id} ({document.text_kind}, {document.publisher})")
    if assessment.own is not None:
        by = assessment.own.author.institution
        who = f" of {by}" if by else ""
        n, m = len(assessment.own.findings), len(assessment.own.judgements)
        lines += fold_paragraph(
            f"{'With' if lines else 'From'} {counted(n, 'own finding')} and {counted(m, 'own judgement')}{who} "
            f"({assessment.own.name}). They are not the Department's."
        )
    return [*lines, ""]


def _head(head: Head) -> str:
    return f"{head.title}, {head.section}"


def _formula(assessment: Assessment) -> str:
    return _FORMULAS.get(
        assessment.stated_formula or "", "The formula sentence on the standards is not stated."
    )


def _entries(judgements: Iterable[Judgement]) -> list[str]:
    lines = []
    for j in judgements:
        check = "" if j.entry.confidence == "verified" else f", {j.entry.in_force}"
        word = j.judgement + (_LEANS[j.leaning] if j.leaning else "")
        if j.by_person is not None:
            word = f"{j.by_person.judgement.replace('_', ' ')} (own judgement); by the rules {word}"
        lines.append(f"  {j.entry.paragraph} {j.entry.criterion.label}: {word}")
        lines.append(f"    {j.id}{check}")
        if j.by_person is not None:
            lines += fold_paragraph(f"Own judgement: {j.by_person.reason}", "    ")
        for reason in j.reasons:
            lines += fold_paragraph(reason, "    ")
        lines.append("")
    return lines
