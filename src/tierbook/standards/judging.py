"""Coding x law in force -> Assessment.

Which findings count stands in `mapping.yaml`, how they combine in `judgements.yaml`; here they are only brought
together. A judgement explains the text and is no finding of law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tierbook.editions import History, load_placements
from tierbook.errors import NotInForce, UnknownCountry
from tierbook.places import get_country
from tierbook.standards.assessment import Assessment, Judgement
from tierbook.standards.changes import find_changes
from tierbook.standards.clock.clock import watch_list_clock
from tierbook.standards.contents import Bearing, Statutes
from tierbook.standards.contradictions import find_contradictions
from tierbook.standards.in_force import law_in_force, load_statutes
from tierbook.standards.law import InForce, Law
from tierbook.standards.not_asked import find_not_asked
from tierbook.standards.own import OwnFile, OwnJudgement, apply_own, check_fits
from tierbook.standards.reasons import Wording, measure
from tierbook.standards.rules import Bearer
from tierbook.standards.weighing import Weighed, count_findings, load_weighing, weigh
from tierbook.text import counted

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding
    from tierbook.standards.clock.position import ClockPosition

__all__ = ["assess_coding", "assess_own"]

_NO_RULES = Bearing((), (), (), None)
_SUMS = {
    "effort": "Effort is shown on",
    "mixed for": "On both sides, more for the government",
    "mixed even": "On both sides alike",
    "mixed against": "On both sides, more against the government",
    "failure": "Failure is shown on",
}
_OWN = "own"  # the kind of text of an assessment from own findings alone


def assess_coding(
    coding: Coding,
    *,
    law_of: int | None = None,
    own: OwnFile | None = None,
    history: History | None = None,
    statute: str = "tvpa",
) -> Assessment:
    """Say of each standard and criterion in force which findings speak for the government and which against it.

    Args:
        coding: one coder's findings on one narrative.
        law_of: the edition whose law is asked about; that of the narrative where none is given.
        own: findings and judgements of a person on the same country and edition, and coded findings to leave out.
        history: the official placements that tier, years and waiver are held against, and from which the position on
            the Watch List is told; those of the package where none are given, and none are held against an empty one.
        statute: the id of the statute.

    Returns:
        The assessment, with reasons, and with `changes` against that of the coding alone. No tier is computed.

    Raises:
        NotInForce: the narrative's edition is unknown, or no law judges it.
        UnknownCountry: it is not known whose narrative this is.
        WrongUse: the own findings are of another country, edition or statute, or there is no such statute.
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
    law = law_in_force(document.edition if law_of is None else law_of, statute)
    case = _Case(document.country, document.edition, document.text_kind, coding, coding.findings)
    placed = _placements(history, law)
    if document.text_kind == "sample":
        placed = None  # a sample is no source
    alone = _assess(case, law, placed)
    if own is None:
        return alone
    check_fits(own, coding, statute)
    applied = apply_own(coding.findings, own)
    joined = _Case(
        document.country, document.edition, document.text_kind, coding, applied.kept, own
    )
    made = _assess(joined, law, placed)
    changes = find_changes(alone, made, applied.withdrawn)
    return replace(made, changes=changes, unmatched=applied.unknown)


def assess_own(
    own: OwnFile, *, law_of: int | None = None, history: History | None = None
) -> Assessment:
    """Assess the findings and judgements of a person alone, where there is no text of the Department.

    Args:
        own: the file, as `load_own` reads it.
        law_of: the edition whose law is asked about; that of the file where none is given.
        history: as for `assess_coding`.

    Raises:
        NotInForce: no law judges that edition.
    """
    law = law_in_force(own.edition if law_of is None else law_of, own.statute)
    case = _Case(own.country, own.edition, _OWN, None, (), own)
    return _assess(case, law, _placements(history, law))


def _placements(history: History | None, law: Law) -> History | None:
    """Return the placements to go by, the package's unless others are given; none where the statute has no tiers."""
    if law.identity.tiers is None:
        return None
    return load_placements() if history is None else history


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


def _assess(case: _Case, law: Law, history: History | None) -> Assessment:
    statutes = load_statutes(law.identity.id)
    judge = _Judge(case, law, statutes)
    criteria = tuple(judge.judge(entry) for entry in law.criteria)
    signs = {
        entry.id: [j for j in criteria if j.entry.criterion.standard == entry.id]
        for entry in law.standards
    }
    standards = tuple(
        judge.sum_up(entry, signs[entry.id]) if signs[entry.id] else judge.judge(entry)
        for entry in law.standards
    )
    return Assessment(
        coding=case.coding,
        law=law,
        statutes_version=law.identity.version,
        country_code=case.country,
        country=_name(case.country, case.edition),
        edition=case.edition,
        stated_tier=_stated(case.coding, "tier.stated"),
        stated_formula=_stated(case.coding, "tier.standards"),
        computed_note=statutes.judging.computed[case.kind],
        standards=standards,
        criteria=criteria,
        contradictions=(
            () if case.coding is None else find_contradictions(case.coding, standards, law, history)
        ),
        not_asked=find_not_asked(statutes, law),
        own=case.own,
        binding=_binding(statutes, law, case),
        position=_position(case, history),
    )


def _position(case: _Case, history: History | None) -> ClockPosition | None:
    """Return where the country stands on the Watch List, or None where no placement of it is held up to then.

    For an edition later than all that are held it is the position in the last of them, which says what may come next.
    """
    if history is None:
        return None
    held = history.of(case.country).editions
    if not held or held[0] > case.edition:
        return None
    return watch_list_clock(history, min(case.edition, history.editions[-1]), case.country)


class _Judge:
    """One case under one law."""

    def __init__(self, case: _Case, law: Law, statutes: Statutes) -> None:
        self.case = case
        self.law = law
        self.statutes = statutes
        self.weighing = load_weighing()
        self.figures = frozenset(
            (e.start, e.end)
            for f in case.coded
            if f.variable.startswith("figures.")
            for e in f.evidence
        )

    def judge(self, entry: InForce) -> Judgement:
        bearing = self.statutes.bearings.get(entry.id, _NO_RULES)
        order = {variable: place for place, variable in enumerate(bearing.variables)}
        asked = [f for f in self.case.findings if f.variable in order]
        asked.sort(key=lambda f: (order[f.variable], f.id))
        usable = [f for f in asked if self._set_aside(f) is None]
        presumption = self.law.presumption if entry.criterion.presumption else None
        unreported = count_findings(usable, bearing.presumed)
        against = count_findings(usable, bearing.against)
        if presumption is not None:
            counted = {c.finding.id for c in against}
            against += [
                replace(c, presumed=True) for c in unreported if c.finding.id not in counted
            ]
        weighed = weigh(count_findings(usable, bearing.in_favor), against, self.weighing)

        wording = self._wording()
        sides = wording.sides(weighed)
        measured = measure(weighed, wording.quotes)
        spoken = bool(unreported) or len(usable) < len(asked)
        reasons = [self._lead(weighed, bearing, measured, spoken=spoken), *sides]
        if unreported and presumption is not None:
            reasons.append(presumption.text)
        elif unreported:
            why = self._no_presumption(entry)
            reasons += [wording.mention(c.finding, c.values, why) for c in unreported]
        for finding in asked:
            why_not = self._set_aside(finding)
            if why_not is not None:
                values = _values(finding)
                reasons.append(wording.mention(finding, values, f"That is set aside: {why_not}."))
        if bearing.caveat is not None and sides:
            reasons.append(bearing.caveat)
        return Judgement(
            entry=entry,
            judgement=self.statutes.judging.combine[weighed.situation],
            in_favor=tuple(c.finding.id for c in weighed.in_favor),
            against=tuple(c.finding.id for c in weighed.against),
            reasons=tuple(reasons),
            quotes=tuple(wording.quotes),
            leaning=weighed.leaning,
            measure=measured,
            presumed=any(c.presumed for c in weighed.against),
            by_person=self._by_person(entry),
        )

    def _lead(
        self,
        weighed: Weighed,
        bearing: Bearing,
        measured: dict[str, dict[str, int]],
        *,
        spoken: bool,
    ) -> str:
        """Return the first sentence of the reasons: what kind of case this is, in what measure, and how it leans.

        `spoken` says that the reasons go on with words that count on neither side.
        """
        words = self.statutes.judging.words
        if weighed.situation == "neither":
            return words["neither"] if spoken else self._silence(bearing)
        lead = [words[weighed.situation]]
        if weighed.in_favor and weighed.against:
            told = [f"{_told(measured[side])} {side} it" for side in ("for", "against")]
            lead.append(
                f"There {'is' if told[0].startswith('1 finding ') else 'are'} {' and '.join(told)}."
            )
        if weighed.because is not None:
            which = {
                "for": "It leans for the government",
                "against": "It leans against the government",
            }
            lead.append(
                f"{which.get(weighed.leaning or '', 'It leans to no side')}: {weighed.because}."
            )
        return " ".join(lead)

    def _no_presumption(self, entry: InForce) -> str:
        """Return what is made of data that were not given where the statute presumes nothing from it."""
        judging = self.statutes.judging
        return (
            judging.no_presumption if entry.criterion.presumption else judging.words["unreported"]
        )

    def sum_up(self, entry: InForce, criteria: Sequence[Judgement]) -> Judgement:
        """Judge a standard by the criteria that are its signs."""
        by_word: dict[str, list[Judgement]] = {
            w: [] for w in ("effort", "failure", "mixed", "silent")
        }
        for one in criteria:
            by_word[one.judgement].append(one)
        for_it = bool(by_word["effort"] or by_word["mixed"])
        against_it = bool(by_word["failure"] or by_word["mixed"])
        situation = {
            (True, False): "only for",
            (False, True): "only against",
            (True, True): "both",
            (False, False): "neither",
        }[for_it, against_it]
        counts = ", ".join(f"{len(rows)} {word}" for word, rows in by_word.items())
        reasons = [
            f"Its signs are the {len(criteria)} criteria in force: {counts}. The law gives them no weights, so none "
            "outweighs another here."
        ]
        for word, opening in _SUMS.items():
            rows = [
                j
                for j in by_word[word.split()[0]]
                if word == j.judgement or j.leaning == word.split()[-1]
            ]
            if rows:
                reasons.append(f"{opening}: {'; '.join(j.entry.criterion.label for j in rows)}.")
        if situation == "neither":
            reasons.append(self._silence(None))
        leaning, wording = None, self._wording()
        if situation == "both":
            leaning, verdicts = self._verdicts(entry, wording)
            reasons += verdicts
        return Judgement(
            entry=entry,
            judgement=self.statutes.judging.combine[situation],
            in_favor=tuple(dict.fromkeys(i for j in criteria for i in j.in_favor)),
            against=tuple(dict.fromkeys(i for j in criteria for i in j.against)),
            reasons=tuple(reasons),
            quotes=tuple(wording.quotes),
            leaning=leaning,
            summed_up=True,
            by_person=self._by_person(entry),
        )

    def _verdicts(self, entry: InForce, wording: Wording) -> tuple[str, list[str]]:
        """Return which way the text's own verdicts lean, and the sentences on them.

        They are what the entry's rules in the mapping count; the judgement is made of the criteria alone.
        """
        bearing = self.statutes.bearings.get(entry.id, _NO_RULES)
        usable = [f for f in self.case.findings if self._set_aside(f) is None]
        sides = (count_findings(usable, bearing.in_favor), count_findings(usable, bearing.against))
        weighed = weigh(*sides, self.weighing)
        ids = [{c.finding.id for c in side} for side in sides]
        lean = (bool(ids[0] - ids[1]), bool(ids[1] - ids[0]))  # what is uneven is on neither side
        if lean == (False, False):
            return "even", wording.sides(weighed)
        leaning = {(True, False): "for", (False, True): "against", (True, True): "even"}[lean]
        return leaning, [self.weighing.verdicts[leaning], *wording.sides(weighed)]

    def _wording(self) -> Wording:
        narrative = None if self.case.coding is None else self.case.coding.narrative
        return Wording(narrative, self.statutes.words, self.weighing.quotes, self.figures)

    def _by_person(self, entry: InForce) -> OwnJudgement | None:
        return None if self.case.own is None else self.case.own.judgement_on(entry.id)

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
        return judging.silence[self.case.kind].format(read=f"{counted(n, 'paragraph')} read")


def _values(finding: Bearer) -> tuple[str, ...]:
    value = finding.value
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _told(side: dict[str, int]) -> str:
    """Return how much stands on a side: `3 findings in 5 sentences`."""
    return f"{counted(side['findings'], 'finding')} in {counted(side['sentences'], 'sentence')}"


def _binding(statutes: Statutes, law: Law, case: _Case) -> str | None:
    """Return whether the country was bound in the period of the edition; None where the law is no treaty."""
    if statutes.parties is None:
        return None
    name = _name(case.country, case.edition)
    period = (f"{case.edition - 1}-04-01", f"{case.edition}-03-31")
    return statutes.parties.says(case.country, name, law.identity.short, period)


def _stated(coding: Coding | None, variable: str) -> str | None:
    finding = None if coding is None else coding.get(variable)
    return None if finding is None else str(finding.value)


def _name(country: str, edition: int) -> str:
    try:
        return get_country(country).name_in(edition)
    except UnknownCountry:
        return country
