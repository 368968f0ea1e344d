"""How often a program is right, estimated from blind answers on probability samples.

Each answer weighs the inverse of its chance of being drawn and coded (Horvitz and Thompson 1952), and shares are those
of the summed weights (Hajek 1971). Units that were drawn and not coded are taken to be like the coded ones of their
stratum: its chance is multiplied by the share that is coded. The variance is that of a stratified sample without
replacement, taken to first order
(Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, chapter 5); the interval is Wilson's on the
number of units that would give this variance, which holds near 0 and 1 as well (Korn and Graubard 1998 use the same
device), and on no more units than were coded: a stratum in which all answers are alike shows no spread and has some.

All other answers may teach a program and never measure it. Both counts are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tierbook.agreement.answers import BLIND, SAMPLE, Answer
from tierbook.agreement.proportion import wilson_bounds
from tierbook.agreement.reliability.items import NOT_LISTED, Item, lay_out
from tierbook.agreement.reliability.measure import OVERALL, scales_from
from tierbook.agreement.reliability.scales import Label, Scale
from tierbook.agreement.sampling.drawing import era_of, stratum_parts
from tierbook.codebook import Codebook
from tierbook.editions import split_unit

__all__ = ["Estimate", "Met", "TeachAndMeasure", "estimate_accuracy", "meet_program"]

_DIGITS = 4
_NOTHING = 1e-12  # what sums of floating numbers leave where there is no spread


@dataclass(frozen=True, slots=True)
class Met:
    """A blind answer on a probability sample, and what it is held against at one level and place, or of one figure.

    Attributes:
        answer: of the person.
        item: what was asked, with the answers of all.
        said: what the person's answer is compared as.
        program: the same of the program's; None where it speaks of another level or place alone: nothing is measured.
        share: 1 through the number of people who answered this.
    """

    answer: Answer
    item: Item
    said: Label
    program: Label | None
    share: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimated share of answers of the program that are right, for one variable (`_all` for all) and group.

    `unweighted` is the plain share of the answers; `effective` the number of units of a simple random sample with the
    same variance. `share` is None, with the reason, where nothing was measured.
    """

    variable: str
    group: str
    share: float | None
    low: float | None
    high: float | None
    unweighted: float | None
    n_units: int
    n_answers: int
    effective: float | None
    strata: int
    reason: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}

    def explain(self) -> str:
        """Say it in a sentence."""
        if self.share is None:
            return f"Not measured on a probability sample: {self.reason}."
        group = "" if self.group == OVERALL else f", {_group(self.group)}"
        return (
            f"Right in {self.share:.2f} of answers ({self.low:.2f} to {self.high:.2f}){group}, estimated from "
            f"{self.n_answers} blind answers on {self.n_units} units of a probability sample, weighted."
        )


@dataclass(frozen=True, slots=True)
class TeachAndMeasure:
    """Estimates by variable, each with its groups, and how many answers measured and how many may only teach."""

    coder: str
    estimates: tuple[Estimate, ...]
    measure: Mapping[str, int]
    teach: Mapping[str, int]

    def of(self, variable: str, group: str = OVERALL) -> Estimate | None:
        """Return one estimate."""
        return next(
            (e for e in self.estimates if e.variable == variable and e.group == group), None
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the record: the program, counts, and the estimates with theirs."""
        rows = [
            {
                **one.to_dict(),
                "n_measure": self.measure.get(one.variable, 0),
                "n_teach": self.teach.get(one.variable, 0),
            }
            for one in self.estimates
        ]
        return {
            "coder": self.coder,
            "n_measure": self.measure.get(OVERALL, 0),
            "n_teach": self.teach.get(OVERALL, 0),
            "estimates": rows,
        }


@dataclass(slots=True)
class _Case:
    """One unit of the sample for one variable: its weight, its stratum, and how right the program was of how much."""

    stratum: tuple[str, str]
    probability: float
    right: float = 0.0
    asked: float = 0.0
    answers: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Cases:
    units: dict[tuple[str, str], _Case] = field(default_factory=dict)

    def add(self, unit: str, answer: Answer, right: float, weight: float) -> None:
        chance = answer.probability or 1.0
        sample = answer.sample or ""
        fresh = _Case((sample, answer.stratum or ""), chance)
        case = self.units.setdefault((sample, unit), fresh)
        case.right += weight * right
        case.asked += weight
        case.answers.add(id(answer))


def estimate_accuracy(
    answers: Iterable[Answer],
    coder: str = "rules",
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
    drawn: Mapping[tuple[str, str], int] | None = None,
) -> TeachAndMeasure:
    """Estimate how often a program is right, by variable, era and kind of text.

    Args:
        answers: of people and of the program; those of people measure where they are blind and on a probability sample.
            Two people who answered the same weigh half each.
        coder: the program.
        codebook: whose types say when two values are the same.
        scales: variable to scale, before the codebook.
        drawn: how many units each sample drew of each stratum, as `count_drawn` counts its lines. Without it every
            unit that was drawn is taken to be coded, and strata to be large beside what was drawn of them.
    """
    given = list(answers)
    people = [a for a in given if a.coder != coder and a.value is not None]
    counts = {True: {OVERALL: 0}, False: {OVERALL: 0}}
    for answer in people:
        count = counts[_measures(answer)]
        count[answer.variable] = count.get(answer.variable, 0) + 1
        count[OVERALL] += 1
    cases: dict[tuple[str, str], _Cases] = {}
    for met in meet_program(given, coder, codebook=codebook, scales=scales):
        if met.program is not None:
            _count(met, cases)
    measured = {variable for variable, _ in cases}
    named = [v for v in sorted({a.variable for a in people}) if v not in measured]
    why = "no blind answer on a probability sample meets one of the program"
    none = [Estimate(v, OVERALL, None, None, None, None, 0, 0, None, 0, why) for v in named]
    coded = {v: _coded_shares(cases[v, OVERALL], drawn or {}) for v in measured}
    found = [
        _estimate(variable, group, list(rows.units.values()), coded[variable])
        for (variable, group), rows in sorted(cases.items())
    ]
    if not found:
        none.append(Estimate(OVERALL, OVERALL, None, None, None, None, 0, 0, None, 0, why))
    rows = sorted(
        (*found, *none),
        key=lambda e: (e.variable == OVERALL, e.variable, e.group != OVERALL, e.group),
    )
    return TeachAndMeasure(coder, tuple(rows), counts[True], counts[False])


def meet_program(
    answers: Iterable[Answer],
    coder: str = "rules",
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
) -> Iterator[Met]:
    """Yield each answer that measures with what the program says of the same thing; see `estimate_accuracy`.

    An answer to the whole variable is held against each level and place that others tell apart, a list of figures
    figure by figure. A figure that neither lists is left out.
    """
    kept = [a for a in answers if a.coder == coder or _measures(a)]
    laid = lay_out(kept, scales_from(codebook, scales))
    for items in laid.items.values():
        for item in items:
            others = [name for name in item.labels if name != coder]
            program = item.labels.get(coder)
            for name in others:
                said = item.labels[name]
                if not said == program == NOT_LISTED:
                    yield Met(item.answers[name], item, said, program, 1 / len(others))


def _group(name: str) -> str:
    kind, _, value = name.partition("=")
    return f"{kind.replace('text_kind', 'kind of text').replace('era', 'editions')} {value}"


def _measures(answer: Answer) -> bool:
    """Tell whether an answer of a person may measure: blind, not adjudicated, on a sample that says its chance."""
    return (
        answer.shown == BLIND
        and answer.drawn == SAMPLE
        and answer.probability is not None
        and not answer.adjudicated
    )


def _count(met: Met, cases: dict[tuple[str, str], _Cases]) -> None:
    answer, unit = met.answer, met.item.unit
    parts = stratum_parts(answer.stratum)
    edition = split_unit(unit)[1]
    era = parts.get("era") or (None if edition is None else era_of(edition))
    groups = [OVERALL]
    groups += [f"era={era}"] if era else []
    groups += [f"text_kind={parts['text_kind']}"] if "text_kind" in parts else []
    for group in groups:
        for named in (met.item.variable, OVERALL):
            rows = cases.setdefault((named, group), _Cases())
            rows.add(unit, answer, float(met.said == met.program), met.share)


def _coded_shares(
    cases: _Cases, drawn: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], float]:
    """Return of each stratum the share of its drawn units that people coded, where it is known how many were drawn."""
    coded = Counter(case.stratum for case in cases.units.values())
    return {key: n / drawn[key] for key, n in coded.items() if drawn.get(key, 0) >= n}


def _estimate(
    variable: str,
    group: str,
    cases: Sequence[_Case],
    coded: Mapping[tuple[str, str], float],
) -> Estimate:
    weights = [1 / (case.probability * coded.get(case.stratum, 1.0)) for case in cases]
    total = sum(w * case.asked for w, case in zip(weights, cases, strict=True))
    share = sum(w * case.right for w, case in zip(weights, cases, strict=True)) / total
    plain = sum(case.right for case in cases) / sum(case.asked for case in cases)
    effective = _effective(cases, weights, total, share, coded)
    low, high = wilson_bounds(share, effective)
    return Estimate(
        variable=variable,
        group=group,
        share=round(share, _DIGITS),
        low=low,
        high=high,
        unweighted=round(plain, _DIGITS),
        n_units=len(cases),
        n_answers=sum(len(case.answers) for case in cases),
        effective=round(effective, 1),
        strata=len({case.stratum for case in cases}),
    )


def _effective(
    cases: Sequence[_Case],
    weights: Sequence[float],
    total: float,
    share: float,
    coded: Mapping[tuple[str, str], float],
) -> float:
    """Return how many units of a simple sample would give the variance; where there is none, Kish's number."""
    asked = [w * case.asked for w, case in zip(weights, cases, strict=True)]
    kish = total * total / sum(value * value for value in asked)
    strata: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for weight, case in zip(weights, cases, strict=True):
        part = weight * (case.right - share * case.asked) / total
        strata.setdefault(case.stratum, []).append((part, case.probability))
    variance = 0.0
    for key, parts in strata.items():
        n = len(parts)
        # A stratum with one unit has no spread of its own: its square about 0 stands for it, which is not too small.
        middle = sum(part for part, _ in parts) / n if n > 1 else 0.0
        scale = n / (n - 1) if n > 1 else 1.0
        left = 1 - parts[0][1] * coded[key] if key in coded else 1.0
        variance += left * scale * sum((part - middle) ** 2 for part, _ in parts)
    spread = share * (1 - share)
    if spread <= 0 or variance <= _NOTHING * spread:
        return kish
    return min(max(spread / variance, 1.0), float(len(cases)))
