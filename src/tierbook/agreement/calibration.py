"""Findings beside labels, to fit and to test confidence.

A case is one value of a scored variable, or one element of a list, that a coding states: right if the label has it too.
Cases of two readers of one text weigh half each. What only the labels have is no case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tierbook.agreement.figure_names import same_figure, same_number
from tierbook.agreement.gold import variable_id
from tierbook.agreement.proportion import Proportion
from tierbook.agreement.reading import GoldReading, weighed
from tierbook.agreement.units import COUNTS, FIGURES, our_figures, units_of
from tierbook.coding import Finding, contradicted_variables

__all__ = ["BINS", "Case", "ReliabilityRow", "calibration_cases", "figures_right", "reliability"]

BINS = (0.0, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Case:
    """One stated value beside the label. `weight` is the case's share of its finding and of its text's readers."""

    text: str
    text_kind: str
    edition: int | None
    finding: Finding
    contradicted: bool
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """Findings whose confidence lies in one band: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    n: float
    mean: float
    right: float
    interval: tuple[float, float]


def calibration_cases(readings: Iterable[GoldReading]) -> list[Case]:
    """Return the cases of labelled texts: each finding of a scored variable that is read where one value is wanted."""
    cases: list[Case] = []
    for row, weight in weighed(list(readings)):
        document = row.coding.narrative.document
        otherwise = contradicted_variables(row.coding.rejected)
        for finding in _read(row):
            units = list(_units(row, finding))
            cases.extend(
                Case(
                    text=row.text.id,
                    text_kind=document.text_kind,
                    edition=document.edition,
                    finding=finding,
                    contradicted=finding.variable in otherwise,
                    right=right,
                    weight=weight / len(units),
                )
                for right in units
            )
    return cases


def reliability(pairs: Sequence[tuple[float, bool, float]]) -> list[ReliabilityRow]:
    """Sum up (confidence, right, weight) by bands of confidence; bands without a case are left out."""
    rows = []
    for low, high in pairwise(BINS):
        band = [pair for pair in pairs if low <= pair[0] < high]
        n = sum(weight for _, _, weight in band)
        if not n:
            continue
        right = sum(weight for _, is_right, weight in band if is_right)
        share = Proportion(round(right), round(n)).interval or (0.0, 1.0)
        rows.append(
            ReliabilityRow(
                low=low,
                high=min(high, 1.0),
                n=round(n, 1),
                mean=round(sum(c * w for c, _, w in band) / n, 3),
                right=round(right / n, 3),
                interval=share,
            )
        )
    return rows


def _read(reading: GoldReading) -> Iterator[Finding]:
    for variable in dict.fromkeys(f.variable for f in reading.coding.findings):
        finding = reading.coding.get(variable)
        scored = COUNTS if variable.startswith(FIGURES) else variable_id(variable)
        if finding is not None and scored in reading.scored:
            yield finding


def _units(reading: GoldReading, finding: Finding) -> Iterator[bool]:
    """Yield for each value or element of a finding whether the label has it."""
    if finding.variable.startswith(FIGURES):
        yield from figures_right(reading, finding)
        return
    theirs, _ = reading.scored[variable_id(finding.variable)]
    yield from (unit in theirs for unit in units_of(finding))


def figures_right(reading: GoldReading, finding: Finding) -> Iterator[bool]:
    """Yield for each current figure of a kind that the labels list whether one of that kind has its number."""
    for row in our_figures([finding]):
        same = [g for g in reading.text.counts or () if same_figure(row["what"], g["what"])]
        found = any(same_number(row, g["n"]) for g in same)
        if same and (found or row.get("period") in (None, "current")):
            yield found
