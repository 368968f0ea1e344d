"""The tier against itself: heading, placing sentence, formula of the minimum standards, and the law's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tierbook.editions import TIERS
from tierbook.standards.contradictions.quoting import Contradiction, Said, say, say_finding
from tierbook.standards.law import Law
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.coding import Finding
    from tierbook.narrative import Narrative
    from tierbook.standards.assessment import Judgement

__all__ = ["check_tiers"]

_FORMULAS = {
    "meets": "the minimum standards are met",
    "significant": "the minimum standards are not met and efforts are significant",
    "not_significant": "the minimum standards are not met and efforts are not significant",
}
_TORN = late(r"(?P<tier>TIER 2)[^\S\n]*\n\s*(?P<rest>WATCH LIST)")
_PLACED = late(r"\bTier 2 Watch List\b")


def check_tiers(
    narrative: Narrative, findings: Sequence[Finding], standards: Sequence[Judgement], law: Law
) -> Iterator[Contradiction]:
    """Yield what does not go together about the tier.

    Looked at: tiers stated in two places; the tier against the formula sentence; a heading whose second half stands on
    another line; a tier that the edition did not know; Tier 1 against a standard that the text shows unmet.
    """
    tiers = [f for f in findings if f.variable == "tier.stated" and isinstance(f.value, str)]
    formulas = [f for f in findings if f.variable == "tier.standards" and isinstance(f.value, str)]
    found = [*_two_tiers(tiers), *_tier_and_formula(tiers[:1], formulas[:1], law)]
    yield from found
    if not found:
        yield from _flagged(narrative, tiers)
    yield from _torn_heading(narrative, tiers)
    yield from _tier_not_known(tiers[:1], law)
    yield from _tier_and_standards(tiers[:1], standards)


def _two_tiers(tiers: Sequence[Finding]) -> Iterator[Contradiction]:
    if len({str(f.value) for f in tiers}) > 1:
        shown = " and ".join(dict.fromkeys(_tier(f) for f in tiers))
        yield Contradiction(
            "tier.twice",
            f"The text states more than one tier: {shown}.",
            tuple(f.id for f in tiers),
            _said(tiers),
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
            both_right = [why for odd, why in test.may_go_with if odd == word]
            if both_right:
                says += f" Both can be right: {both_right[0]}."
            yield Contradiction(
                "tier.formula",
                says,
                (tier.id, formula.id),
                _said((tier, formula)),
                "tension" if both_right else "contradiction",
            )


def _flagged(narrative: Narrative, tiers: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield what the narrative itself was flagged for: places that allow no common tier."""
    for flag in narrative.flags:
        if flag.kind == "tier_conflict":
            quotes = tuple(say(narrative, start, end) for start, end in flag.spans)
            if len(quotes) == 1:
                quotes = (*_titled(narrative), *_said(tiers[:1]), *quotes)
            message = f"{flag.message[:1].upper()}{flag.message[1:]}"
            yield Contradiction(
                "tier.places", f"Places of the text put the country in different tiers: {message}.",
                tuple(f.id for f in tiers), quotes,
            )  # fmt: skip


def _titled(narrative: Narrative) -> Iterator[Said]:
    if narrative.document.title:
        yield Said(narrative.document.title, "title of the page")


def _torn_heading(narrative: Narrative, tiers: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield a heading that is printed as Tier 2, with the words that make it the Watch List on another line."""
    line = narrative.tier_line
    if line is None or not tiers or tiers[0].value != "2WL":
        return
    span = narrative.offsets.to_source(*line)
    if span is None:
        return
    torn = _TORN.search(narrative.document.source, max(span[0] - 10, 0), span[1] + 40)
    if torn is None:
        return
    source = narrative.document.source
    head = source[source.rfind("\n", 0, torn.start()) + 1 : torn.end("tier")].strip()
    rest = re.split(r"(?<=[.;])\s", source[torn.start("rest") :][:400], maxsplit=1)[0].strip()
    quotes = [Said(head, "heading"), Said(rest, "next line of the page")]
    placed = _PLACED.search(narrative.text, line[1])
    if placed is not None:
        sentence = narrative.sentence_at(placed.start())
        quotes.append(say(narrative, sentence.start, sentence.end))
    yield Contradiction(
        "tier.heading",
        "The heading by itself says Tier 2; the words WATCH LIST stand on the next line. They are read together, as "
        "Tier 2 Watch List.",
        (tiers[0].id,),
        tuple(quotes),
        "print",
    )


def _tier_not_known(tiers: Sequence[Finding], law: Law) -> Iterator[Contradiction]:
    for tier in tiers:
        test = law.tiers.get(str(tier.value))
        if test is not None and law.edition < test.first_edition:
            yield Contradiction(
                "tier.not_known",
                f"{_tier(tier)} is stated, and the first edition that knows it is that of {test.first_edition}.",
                (tier.id,),
                _said((tier,)),
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
            if judgement.summed_up:
                continue
            label = judgement.entry.criterion.label
            sides = tuple(
                Said(q.text, q.place, q.start, q.end, q.finding)
                for q in judgement.quotes
                if q.side == "against"
            )
            yield Contradiction(
                "tier.standard",
                f"Tier 1 is stated, which means that every minimum standard is met, and what the text says of "
                f"{judgement.entry.paragraph} ({label}) speaks against that one alone.",
                (tier.id, *judgement.against),
                (*_said((tier,)), *sides[:2]),
            )


def _said(findings: Sequence[Finding]) -> tuple[Said, ...]:
    return tuple(say_finding(f) for f in findings if f.evidence)


def _tier(finding: Finding) -> str:
    return TIERS.get(str(finding.value), str(finding.value))
