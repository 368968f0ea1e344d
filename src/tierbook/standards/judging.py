"""Coding x law in force -> Assessment.

Which findings count stands in `mapping.yaml`, how they combine in `judgements.yaml`; here they are only brought
together. A judgement explains the text and is no finding of law.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierbook.errors import NotInForce, UnknownCountry
from tierbook.places import get_country
from tierbook.standards.assessment import Assessment, Counted, Judgement, Quote
from tierbook.standards.contents import STATUTES_VERSION, Bearing, Statutes
from tierbook.standards.contradictions import find_contradictions
from tierbook.standards.in_force import law_in_force, load_statutes
from tierbook.standards.law import InForce, Law
from tierbook.standards.reasons import Wording
from tierbook.standards.rules import Rule

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["assess_coding"]

_BY_CRITERIA = "std.serious_sustained"
_NO_RULES = Bearing((), (), (), None)


def assess_coding(coding: Coding, *, law_of: int | None = None) -> Assessment:
    """Say of each standard and criterion in force which findings speak for the government and which against it.

    Args:
        coding: one coder's findings on one narrative.
        law_of: the edition whose law is asked about; that of the narrative where none is given.

    Returns:
        The assessment, with reasons. No tier is computed.

    Raises:
        NotInForce: the narrative's edition is unknown, or no law judges it.
        UnknownCountry: it is not known whose narrative this is.
    """
    document = coding.narrative.document
    if document.edition is None:
        raise NotInForce(
            "the edition of this text is not known, so no law can be named that judges it",
            where=document.id,
            remedy="give the edition with --edition",
        )
    if document.country is None:
        raise UnknownCountry(
            "it is not known which country this text is about",
            where=document.id,
            why="an assessment is of one government",
            remedy="give the country with --country",
        )
    law = law_in_force(document.edition if law_of is None else law_of)
    judge = _Judge(coding, law, load_statutes())
    criteria = tuple(judge.judge(entry) for entry in law.criteria)
    standards = tuple(
        judge.sum_up(entry, criteria) if entry.id == _BY_CRITERIA else judge.judge(entry)
        for entry in law.standards
    )
    return Assessment(
        coding=coding,
        law=law,
        statutes_version=STATUTES_VERSION,
        country=_name(document.country, document.edition),
        stated_tier=_stated(coding, "tier.stated"),
        stated_formula=_stated(coding, "tier.standards"),
        computed_note=judge.statutes.judging.computed[document.text_kind],
        standards=standards,
        criteria=criteria,
        contradictions=find_contradictions(coding.findings, standards, law),
    )


class _Judge:
    """One coding under one law."""

    def __init__(self, coding: Coding, law: Law, statutes: Statutes) -> None:
        self.coding = coding
        self.law = law
        self.statutes = statutes
        self.kind = coding.narrative.document.text_kind

    def judge(self, entry: InForce) -> Judgement:
        bearing = self.statutes.bearings.get(entry.id, _NO_RULES)
        asked = [f for f in self.coding.findings if f.variable in bearing.variables]
        usable = [f for f in asked if self._set_aside(f) is None]
        in_favor = _count(usable, bearing.in_favor)
        against = _count(usable, bearing.against)
        unreported = _count(usable, bearing.presumed)
        presumption = self.law.presumption if entry.criterion.presumption else None
        if presumption is not None:
            against += [Counted(c.finding, c.values, presumed=True) for c in unreported]

        wording = Wording(self.coding.narrative, self.statutes.words)
        judgement = self._combine(in_favor=bool(in_favor), against=bool(against))
        reasons = [] if judgement == "silent" else [self.statutes.judging.words[judgement]]
        quotes: list[Quote] = []
        for side, rows in (("for", in_favor), ("against", against)):
            for counted in rows:
                reason, shown = wording.reason(counted, side)
                quotes += shown
                reasons += [reason] if reason is not None else []
        if judgement == "silent":
            reasons.append(self._silence(bearing))
        if presumption is not None and unreported:
            reasons.append(presumption.text)
        if presumption is None:
            reasons += [
                wording.mention(c.finding, c.values, self.statutes.judging.no_presumption)
                for c in unreported
            ]
        for finding in asked:
            why = self._set_aside(finding)
            if why is not None:
                reasons.append(
                    wording.mention(finding, _values(finding), f"That is set aside: {why}.")
                )
        if bearing.caveat is not None and (in_favor or against):
            reasons.append(bearing.caveat)
        return Judgement(
            entry=entry,
            judgement=judgement,
            in_favor=_ids(in_favor),
            against=_ids(against),
            reasons=tuple(reasons),
            quotes=tuple(quotes),
            presumed=presumption is not None and bool(unreported),
        )

    def sum_up(self, entry: InForce, criteria: Sequence[Judgement]) -> Judgement:
        """Judge serious and sustained efforts by the criteria that are its signs."""
        counts = {
            word: sum(j.judgement == word for j in criteria) for word in self.statutes.judging.words
        }
        judgement = self._combine(
            in_favor=bool(counts["effort"] + counts["mixed"]),
            against=bool(counts["failure"] + counts["mixed"]),
        )
        silence = [self._silence(None)] if judgement == "silent" else []
        return Judgement(
            entry=entry,
            judgement=judgement,
            in_favor=tuple(dict.fromkeys(i for j in criteria for i in j.in_favor)),
            against=tuple(dict.fromkeys(i for j in criteria for i in j.against)),
            reasons=(
                f"Its signs are the {len(criteria)} criteria of section 108(b) in force: {counts['effort']} show "
                f"effort, {counts['failure']} failure, {counts['mixed']} both, and on {counts['silent']} nothing is "
                "coded. The law gives them no weights.",
                *silence,
            ),
        )

    def _combine(self, *, in_favor: bool, against: bool) -> str:
        situation = {
            (True, False): "only for",
            (False, True): "only against",
            (True, True): "both",
            (False, False): "neither",
        }[in_favor, against]
        return self.statutes.judging.combine[situation]

    def _set_aside(self, finding: Finding) -> str | None:
        """Return why a finding bears on no judgement, or None where it may."""
        for field, value, why in self.statutes.judging.set_aside:
            if getattr(finding, field) == value:
                return why
        return None

    def _silence(self, bearing: Bearing | None) -> str:
        judging = self.statutes.judging
        if bearing is not None and not bearing.variables:
            return judging.unmapped
        n = len(self.coding.read)
        return judging.silence[self.kind].format(read=f"{n} paragraph{'' if n == 1 else 's'} read")


def _count(findings: Sequence[Finding], rules: Sequence[Rule]) -> list[Counted]:
    """Return the findings that some rule counts, each once, in the order of the rules."""
    counted: dict[str, Counted] = {}
    for rule in rules:
        for finding in findings:
            values = rule.counted(finding)
            if values and finding.id in counted:
                values = tuple(dict.fromkeys((*counted[finding.id].values, *values)))
            if values:
                counted[finding.id] = Counted(finding, values)
    return list(counted.values())


def _values(finding: Finding) -> tuple[str, ...]:
    value = finding.value
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _ids(counted: Sequence[Counted]) -> tuple[str, ...]:
    return tuple(c.finding.id for c in counted)


def _stated(coding: Coding, variable: str) -> str | None:
    finding = coding.get(variable)
    return None if finding is None else str(finding.value)


def _name(country: str, edition: int) -> str:
    try:
        return get_country(country).name_in(edition)
    except UnknownCountry:
        return country
