"""How often the machine is right in this library: blind decisions of people on probability samples, by variable.

They are made of the decisions and the machine's values, and kept until either changes. Nothing else measures: what was
decided with the proposal on the page, or on no sample, is counted beside it and has no part in a share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tierbook.agreement import OVERALL, Answer
from tierbook.library.catalogue.derived import derived
from tierbook.library.reading.variables import codebook

__all__ = ["MEASURED_COLUMNS", "MeasuredHere", "measured_here", "measured_in_words", "measured_on"]

MEASURED_COLUMNS = (
    "variable", "share", "low", "high", "n_units", "n_answers", "samples", "codebook", "stale", "n_measure", "n_teach",
    "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasuredHere:
    """What blind decisions on probability samples say of the machine, for one variable under one codebook.

    Attributes:
        variable: its id; `_all` for all together.
        share: estimated share of the machine's answers that are right, None where nothing was measured.
        low: lower end of its 95 % interval.
        high: upper end.
        n_units: texts of the samples that were answered.
        n_answers: answers on them.
        samples: names of the samples.
        codebook: the version under which people answered.
        stale: whether the library's codebook is another one today, so that the share holds for the questions as they
            were.
        n_measure: answers that measure.
        n_teach: answers that don't: given with the proposal on the page, on no sample, or adjudicated.
        reason: why nothing was measured.
    """

    variable: str
    share: float | None
    low: float | None
    high: float | None
    n_units: int
    n_answers: int
    samples: tuple[str, ...]
    codebook: str
    stale: bool
    n_measure: int
    n_teach: int
    reason: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in their order."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "samples": list(self.samples)}

    @property
    def number(self) -> str:
        """Return the share with its interval: `0.82 (0.71 to 0.90)`; a dash where nothing was measured."""
        if self.share is None:
            return "–"
        return f"{self.share:.2f} ({self.low:.2f} to {self.high:.2f})"


def measured_here() -> dict[str, list[MeasuredHere]]:
    """Return what was measured by variable, the codebook of today first; without those that nobody answered."""
    kept: list[dict[str, Any]] = derived("measured-here", _measure, people=["any/answers"])
    found: dict[str, list[MeasuredHere]] = {}
    for row in kept:
        one = MeasuredHere(**{**row, "samples": tuple(row["samples"])})
        found.setdefault(one.variable, []).append(one)
    return found


def measured_on(variable: str) -> list[MeasuredHere]:
    """Return what was measured of one variable, the codebook of today first."""
    return measured_here().get(variable, [])


def measured_in_words(one: MeasuredHere) -> str:
    """Return one measurement as a sentence."""
    if one.share is None:
        words = f"Not measured on a probability sample: {one.reason}"
    else:
        names = ", ".join(one.samples)
        words = (
            f"Right in {one.number} of answers, estimated from {one.n_answers} blind answers on {one.n_units} texts of "
            f"the probability sample {names} under codebook {one.codebook}"
        )
    others = f"{one.n_measure} answers measure, {one.n_teach} others never do"
    stale = f"; stale, for the codebook is {codebook().name} today" if one.stale else ""
    return f"{words}{stale}; {others}."


def _measure() -> list[dict[str, Any]]:
    from tierbook.library.desk.agreeing import accuracy_of, program_answers

    today = codebook().name
    rows: list[dict[str, Any]] = []
    by_version = _answers()
    for version in sorted(by_version, key=lambda name: (name != today, name)):
        given = by_version[version]
        found = accuracy_of(given, program_answers(given))
        if found is None:
            continue
        for one in found.estimates:
            if one.group != OVERALL:
                continue
            rows.append(
                MeasuredHere(
                    variable=one.variable,
                    share=one.share,
                    low=one.low,
                    high=one.high,
                    n_units=one.n_units,
                    n_answers=one.n_answers,
                    samples=_samples(given, one.variable),
                    codebook=version,
                    stale=version != today,
                    n_measure=found.measure.get(one.variable, 0),
                    n_teach=found.teach.get(one.variable, 0),
                    reason=one.reason,
                ).to_dict()
            )
    return rows


def _answers() -> dict[str, tuple[Answer, ...]]:
    """Return the answers of people by the codebook under which they were given; those on another page are left out.

    An answer is stale where page, codebook or words changed; where the codebook did, it is told as stale, and nobody
    can say any more whether the page did too.
    """
    from tierbook.library.desk.answers import answer_of
    from tierbook.library.desk.models import Decided

    today = codebook().name
    found: dict[str, list[Answer]] = {}
    for row in Decided.objects.order_by("at", "event").iterator():
        version = row.content["codebook"] or "unknown"
        if row.state == "stale" and version == today:
            continue
        found.setdefault(version, []).append(replace(answer_of(row), unit=row.document))
    return {version: tuple(rows) for version, rows in found.items()}


def _samples(given: Iterable[Answer], variable: str) -> tuple[str, ...]:
    """Return the samples whose blind answers measure a variable."""
    names = {
        row.sample
        for row in given
        if row.sample and row.shown == "blind" and not row.adjudicated
        if variable in (OVERALL, row.variable) and row.probability is not None
    }
    return tuple(sorted(names))
