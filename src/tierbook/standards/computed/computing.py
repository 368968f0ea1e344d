"""Assessment -> ComputedTier, or why none is computed.

Takes: an `Assessment`. Gives: what the published text alone would suggest, or `Withheld`. Touches: reads package data.

The stated tier is not read: it is set beside the result when that is made. Nothing is computed for a summary, an
excerpt or a sample, for another coder than the one whose record is known, or under the law of another edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tierbook.pages import partial_notes
from tierbook.standards.computed.card import Given
from tierbook.standards.computed.masking import load_never_read
from tierbook.standards.computed.model import (
    TIER_ORDER,
    Fitted,
    load_fitted,
    most_probable,
    possible_cuts,
    probabilities,
)
from tierbook.standards.computed.reading import Line, read_lines, readable_findings
from tierbook.standards.computed.result import (
    CardLine,
    Changing,
    ComputedTier,
    ShownSign,
    SignQuote,
    Withheld,
)
from tierbook.standards.computed.smallest import smallest_change
from tierbook.standards.own import apply_own
from tierbook.standards.places import place_of

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding
    from tierbook.standards.assessment import Assessment
    from tierbook.standards.law import Law

__all__ = ["add_computed", "compute_tier", "net_points"]

_KIND = "narrative"
_STATUTE = "tvpa"
_CODER = "rules/"
_ROUND = (
    10  # decimals of a score: so many that no tier hangs on the order in which points are added
)
_FAR = 1  # editions around those fitted on that are still like them


def compute_tier(assessment: Assessment) -> ComputedTier | Withheld:
    """Return what the published text alone would suggest, or why that is not said.

    Args:
        assessment: an assessment of one narrative. Own findings are no published text and are not read; coded findings
            that an own file withdraws are left out, and that is said.
    """
    coding = assessment.coding
    if coding is None or coding.narrative.document.text_kind != _KIND:
        return Withheld(assessment.computed_note)
    why = _withheld(coding, assessment.law)
    if why is not None:
        return Withheld(why)
    own = assessment.own
    withdrawn = [] if own is None else [f.id for f in apply_own(coding.findings, own).withdrawn]
    findings = tuple(f for f in readable_findings(coding) if f.id not in withdrawn)
    notes = []
    if own is not None and own.findings:
        notes.append("Own findings are no published text and were not read for this.")
    if withdrawn:
        notes.append(f"Coded findings that the own file withdraws were left out: {len(withdrawn)}.")
    return _compute(coding, findings, assessment, notes)


def add_computed(assessment: Assessment) -> Assessment:
    """Return the assessment with its computed tier, or with the reason why there is none."""
    computed = compute_tier(assessment)
    return replace(assessment, computed=computed, computed_note=computed.note)


def net_points(coding: Coding, law: Law) -> dict[str, int | None]:
    """Return the net of each feature, None where the edition does not ask for it: what a model is fitted on."""
    lines = read_lines(readable_findings(coding), law)
    return {line.feature.id: line.net if line.asked else None for line in lines}


def _withheld(coding: Coding, law: Law) -> str | None:
    document = coding.narrative.document
    if law.statute != _STATUTE:
        return "No tier is computed under another statute: tiers are those of the Trafficking Victims Protection Act."
    if law.edition != document.edition:
        return (
            f"No tier is computed under the law of another edition ({law.edition}): the text of {document.edition} was "
            "written under its own."
        )
    if not coding.coder.startswith(_CODER):
        return (
            f"No tier is computed from the coding of {coding.coder}: the score card was fitted and measured on the "
            "findings of the rules coder, and nobody knows its record on another's."
        )
    return None


def _compute(
    coding: Coding, findings: Sequence[Finding], assessment: Assessment, notes: Sequence[str]
) -> ComputedTier:
    fitted, law = load_fitted(), assessment.law
    lines = read_lines(findings, law)
    possible = tuple(
        t for t in TIER_ORDER if t in law.tiers and law.tiers[t].first_edition <= law.edition
    )
    cuts = possible_cuts(fitted.cuts, possible)
    card = tuple(_card_line(line, fitted, coding) for line in lines)
    score = round(sum(line.points for line in card), _ROUND)
    shares = probabilities(score, cuts)

    def tier_of(change: float) -> str:
        return most_probable(probabilities(round(score + change, _ROUND), cuts))

    changes = []
    for better in (False, True):
        found = smallest_change(lines, fitted.weights, tier_of, upward=better)
        if found is not None:
            tier, fewest = found
            changes.append(Changing(tier, better, tuple(_quote(f, coding) for f in fewest)))
    return ComputedTier(
        tier=most_probable(shares),
        probabilities=shares,
        score=score,
        cuts=cuts,
        card=card,
        changes=tuple(sorted(changes, key=lambda c: len(c.findings))),
        stated_tier=assessment.stated_tier,
        notes=(*notes, *_notes(coding, law, fitted, lines, possible)),
        fitted=fitted,
    )


def _card_line(line: Line, fitted: Fitted, coding: Coding) -> CardLine:
    name = line.feature.id
    weight, mean = fitted.weights[name], fitted.means[name]
    net = line.net if line.asked else mean
    return CardLine(
        id=name,
        label=line.feature.label,
        criteria=line.feature.criteria,
        asked=line.asked,
        net=line.net,
        weight=weight,
        points=weight * net,
        above_average=weight * (net - mean),
        signs=tuple(_shown(given, weight, coding) for given in line.given),
    )


def _shown(given: Given, weight: float, coding: Coding) -> ShownSign:
    return ShownSign(
        side=given.sign.side,
        says=given.sign.says,
        points=weight * given.points,
        findings=tuple(f.id for f in given.findings),
        quotes=tuple(_quote(f, coding) for f in given.findings),
    )


def _quote(finding: Finding, coding: Coding) -> SignQuote:
    """Return the first words of a finding: the whole sentence, with the one before where it leans on that."""
    evidence = finding.evidence[0]
    start, first = evidence.start, evidence.sentence
    if evidence.text.split(" ", 1)[0] in _LEANING:
        before = [
            s
            for s in coding.narrative.sentences
            if s.paragraph == evidence.paragraph and s.n == evidence.sentence - 1
        ]
        if before:
            words = coding.narrative.text[before[0].start : before[0].end]
            if not load_never_read().sentence(words):
                start, first = before[0].start, before[0].n
    return SignQuote(
        finding=finding.id,
        variable=finding.variable,
        start=start,
        end=evidence.end,
        paragraph=evidence.paragraph,
        sentence=evidence.sentence,
        text=coding.narrative.text[start : evidence.end],
        place=place_of(evidence.paragraph, first, evidence.sentence),
    )


_LEANING = frozenset("This These Those Such They Their He His She Her It Its".split())


def _notes(
    coding: Coding,
    law: Law,
    fitted: Fitted,
    lines: tuple[Line, ...],
    possible: tuple[str, ...],
) -> tuple[str, ...]:
    edition, country = law.edition, coding.narrative.document.country
    years = ", ".join(map(str, fitted.editions))
    notes = []
    if edition not in fitted.editions:
        far = min(abs(edition - e) for e in fitted.editions) > _FAR
        notes.append(
            f"The card was fitted and measured on narratives of {years}. Its record on an edition of {edition} is "
            f"untested{', and narratives were then written in another form' if far else ''}."
        )
    elif country in fitted.how.get("countries", ()):
        notes.append(
            "The narrative of this country and edition is one of those that the weights were fitted on. If this is its "
            "text, they suit it better than a new one. The record is of narratives held out."
        )
    notes += [
        f"The text may be a part of its narrative: {note}. What is left out is read as silence, and a tier of "
        "a part is none of the whole."
        for note in partial_notes(coding.narrative.document.notes)
    ]
    out = [line.feature.label for line in lines if not line.asked]
    if out:
        notes.append(
            f"Not asked by the law of this edition, and counted as in an average text: {', '.join(out)}."
        )
    if "2WL" not in possible:
        notes.append(
            "There was no Watch List in this edition; what would stand on it stands in Tier 2."
        )
    return tuple(notes)
