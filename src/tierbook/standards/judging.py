"""Coding x law in force -> Assessment.

Which findings count stands in `mapping.yaml`, how they combine in `judgements.yaml`; here they are only brought
together. A judgement explains the text and is no finding of law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tierbook.errors import NotInForce, UnknownCountry
from tierbook.places import get_country
from tierbook.standards.assessment import Assessment, Counted, Judgement, Quote
from tierbook.standards.changes import find_changes
from tierbook.standards.contents import STATUTES_VERSION, Bearing, Statutes
from tierbook.standards.contradictions import find_contradictions
from tierbook.standards.in_force import law_in_force, load_statutes
from tierbook.standards.law import InForce, Law
from tierbook.standards.own import OwnFile, OwnJudgement, apply_own, check_fits
from tierbook.standards.reasons import Wording
from tierbook.standards.rules import Bearer, Rule

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["assess_coding", "assess_own"]

_BY_CRITERIA = "std.serious_sustained"
_NO_RULES = Bearing((), (), (), None)
_OWN = "own"  # the kind of text of an assessment from own findings alone


def assess_coding(
    coding: Coding, *, law_of: int | None = None, own: OwnFile | None = None
) -> Assessment:
    """Say of each standard and criterion in force which findings speak for the government and which against it.

    Args:
        coding: one coder's findings on one narrative.
        law_of: the edition whose law is asked about; that of the narrative where none is given.
        own: findings and judgements of a person on the same country and edition, and coded findings to leave out.

    Returns:
        The assessment, with reasons, and with `changes` against that of the coding alone. No tier is computed.

    Raises:
        NotInForce: the narrative's edition is unknown, or no law judges it.
        UnknownCountry: it is not known whose narrative this is.
        WrongUse: the own findings are of another country or edition.
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
    case = _Case(document.country, document.edition, document.text_kind, coding, coding.findings)
    alone = _assess(case, law)
    if own is None:
        return alone
    check_fits(own, coding)
    applied = apply_own(coding.findings, own)
    joined = _Case(
        document.country, document.edition, document.text_kind, coding, applied.kept, own
    )
    made = _assess(joined, law)
    changes = find_changes(alone, made, applied.withdrawn)
    return replace(made, changes=changes, unmatched=applied.unknown)


def assess_own(own: OwnFile, *, law_of: int | None = None) -> Assessment:
    """Assess the findings and judgements of a person alone, where there is no text of the Department.

    Args:
        own: the file, as `load_own` reads it.
        law_of: the edition whose law is asked about; that of the file where none is given.

    Raises:
        NotInForce: no law judges that edition.
    """
    law = law_in_force(own.edition if law_of is None else law_of)
    return _assess(_Case(own.country, own.edition, _OWN, None, (), own), law)


@dataclass(frozen=True, slots=True)
class _Case:
    """What is judged: the findings of one country and edition."""

    country: str
    edition: int
    kind: str
    coding: Coding | None
    coded: tuple[Finding, ...]
    own: OwnFile | None = None

    @property
    def findings(self) -> tuple[Bearer, ...]:
        return (*self.coded, *(() if self.own is None else self.own.findings))


def _assess(case: _Case, law: Law) -> Assessment:
    judge = _Judge(case, law, load_statutes())
    criteria = tuple(judge.judge(entry) for entry in law.criteria)
    standards = tuple(
        judge.sum_up(entry, criteria) if entry.id == _BY_CRITERIA else judge.judge(entry)
        for entry in law.standards
    )
    return Assessment(
        coding=case.coding,
        law=law,
        statutes_version=STATUTES_VERSION,
        country_code=case.country,
        country=_name(case.country, case.edition),
        edition=case.edition,
        stated_tier=_stated(case.coding, "tier.stated"),
        stated_formula=_stated(case.coding, "tier.standards"),
        computed_note=judge.statutes.judging.computed[case.kind],
        standards=standards,
        criteria=criteria,
        contradictions=find_contradictions(case.coded, standards, law),
        own=case.own,
    )


class _Judge:
    """One case under one law."""

    def __init__(self, case: _Case, law: Law, statutes: Statutes) -> None:
        self.case = case
        self.law = law
        self.statutes = statutes

    def judge(self, entry: InForce) -> Judgement:
        bearing = self.statutes.bearings.get(entry.id, _NO_RULES)
        asked = [f for f in self.case.findings if f.variable in bearing.variables]
        usable = [f for f in asked if self._set_aside(f) is None]
        in_favor = _count(usable, bearing.in_favor)
        against = _count(usable, bearing.against)
        unreported = _count(usable, bearing.presumed)
        presumption = self.law.presumption if entry.criterion.presumption else None
        if presumption is not None:
            against += [Counted(c.finding, c.values, presumed=True) for c in unreported]

        narrative = None if self.case.coding is None else self.case.coding.narrative
        wording = Wording(narrative, self.statutes.words)
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
            by_person=self._by_person(entry),
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
            by_person=self._by_person(entry),
        )

    def _by_person(self, entry: InForce) -> OwnJudgement | None:
        return None if self.case.own is None else self.case.own.judgement_on(entry.id)

    def _combine(self, *, in_favor: bool, against: bool) -> str:
        situation = {
            (True, False): "only for",
            (False, True): "only against",
            (True, True): "both",
            (False, False): "neither",
        }[in_favor, against]
        return self.statutes.judging.combine[situation]

    def _set_aside(self, finding: Bearer) -> str | None:
        """Return why a finding bears on no judgement, or None where it may."""
        for field, value, why in self.statutes.judging.set_aside:
            if getattr(finding, field) == value:
                return why
        return None

    def _silence(self, bearing: Bearing | None) -> str:
        judging = self.statutes.judging
        if bearing is not None and not bearing.variables:
            return judging.unmapped
        n = 0 if self.case.coding is None else len(self.case.coding.read)
        return judging.silence[self.case.kind].format(
            read=f"{n} paragraph{'' if n == 1 else 's'} read"
        )


def _count(findings: Sequence[Bearer], rules: Sequence[Rule]) -> list[Counted]:
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


def _values(finding: Bearer) -> tuple[str, ...]:
    value = finding.value
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _ids(counted: Sequence[Counted]) -> tuple[str, ...]:
    return tuple(c.finding.id for c in counted)


def _stated(coding: Coding | None, variable: str) -> str | None:
    finding = None if coding is None else coding.get(variable)
    return None if finding is None else str(finding.value)


def _name(country: str, edition: int) -> str:
    try:
        return get_country(country).name_in(edition)
    except UnknownCountry:
        return country
