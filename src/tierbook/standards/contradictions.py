"""Find what does not go together in one text. Nothing is mended: the official value stays as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from tierbook.editions import TIERS
from tierbook.standards.assessment import Contradiction, Judgement
from tierbook.standards.law import Law
from tierbook.standards.reasons import place_of

if TYPE_CHECKING:
    from tierbook.coding import Finding

__all__ = ["find_contradictions"]

_FORMULAS = {
    "meets": "the minimum standards are met",
    "significant": "the minimum standards are not met and efforts are significant",
    "not_significant": "the minimum standards are not met and efforts are not significant",
}


def find_contradictions(
    findings: Sequence[Finding], standards: Sequence[Judgement], law: Law
) -> tuple[Contradiction, ...]:
    """Return what does not go together.

    Looked at: the tier against the formula sentence, a tier the edition did not know, two tiers, findings for and
    against the same variable at the same level and place, Tier 1 against a standard that the text shows unmet.
    """
    tiers = [f for f in findings if f.variable == "tier.stated" and isinstance(f.value, str)]
    formulas = [f for f in findings if f.variable == "tier.standards" and isinstance(f.value, str)]
    return (
        *_two_tiers(tiers),
        *_tier_and_formula(tiers[:1], formulas[:1], law),
        *_tier_not_known(tiers[:1], law),
        *_tier_and_standards(tiers[:1], standards),
        *_same_variable(findings),
    )


def _two_tiers(tiers: Sequence[Finding]) -> Iterator[Contradiction]:
    if len({str(f.value) for f in tiers}) > 1:
        shown = " and ".join(dict.fromkeys(_tier(f) for f in tiers))
        yield Contradiction(
            "tier.twice",
            f"The text states more than one tier: {shown}.",
            tuple(f.id for f in tiers),
        )


def _tier_and_formula(
    tiers: Sequence[Finding], formulas: Sequence[Finding], law: Law
) -> Iterator[Contradiction]:
    for tier in tiers:
        test = law.tiers.get(str(tier.value))
        for formula in formulas:
            word = str(formula.value)
            if test is None or not test.goes_with or word in test.goes_with:
                continue
            says = f"{_tier(tier)} is stated, and the formula sentence says that {_FORMULAS.get(word, word)}."
            for odd, why in test.may_go_with:
                if odd == word:
                    says += f" Both can be right: {why}."
            yield Contradiction("tier.formula", says, (tier.id, formula.id))


def _tier_not_known(tiers: Sequence[Finding], law: Law) -> Iterator[Contradiction]:
    for tier in tiers:
        test = law.tiers.get(str(tier.value))
        if test is not None and law.edition < test.first_edition:
            yield Contradiction(
                "tier.not_known",
                f"{_tier(tier)} is stated, and the first edition that knows it is that of {test.first_edition}.",
                (tier.id,),
            )


def _tier_and_standards(
    tiers: Sequence[Finding], standards: Sequence[Judgement]
) -> Iterator[Contradiction]:
    for tier in tiers:
        if tier.value != "1":
            continue
        for judgement in standards:
            # What rests on memory alone makes no automatic result.
            if judgement.judgement != "failure" or judgement.entry.confidence != "verified":
                continue
            if judgement.id == "std.serious_sustained":
                continue
            label = judgement.entry.criterion.label
            yield Contradiction(
                "tier.standard",
                f"Tier 1 is stated, which means that every minimum standard is met, and what the text says of "
                f"{judgement.entry.paragraph} ({label}) speaks against that one alone.",
                (tier.id, *judgement.against),
            )


def _same_variable(findings: Sequence[Finding]) -> Iterator[Contradiction]:
    plain = [f for f in findings if f.value in ("yes", "no")]
    for one, other in combinations(plain, 2):
        if one.variable != other.variable or one.value == other.value or one.period != other.period:
            continue
        if _apart(one.level, other.level) or _apart(one.place, other.place):
            continue
        yield Contradiction(
            "finding.both",
            f"{one.variable} is coded {_shown(one)} and {_shown(other)} at the same level and place.",
            (one.id, other.id),
        )


def _shown(finding: Finding) -> str:
    if not finding.evidence:
        return str(finding.value)
    first = finding.evidence[0]
    return f"{finding.value} ({place_of(first.paragraph, first.sentence, first.sentence)})"


def _apart(one: str | None, other: str | None) -> bool:
    """Tell whether two levels or places differ; an unstated one may be either."""
    return one is not None and other is not None and one != other


def _tier(finding: Finding) -> str:
    return TIERS.get(str(finding.value), str(finding.value))
