"""Precision, recall and F1 from units, with an interval by resampling texts.

Weights: the readers of one text share one text's weight. To keep whole numbers, every weight is multiplied by one
common factor and divided out at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul
from random import Random

__all__ = ["RESAMPLES", "Score", "Tally", "score_tallies", "share"]

RESAMPLES = 2000
_SEED = 0
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """Agreements and errors of one variable in one reading of one text."""

    right: int
    extra: int
    missed: int


@dataclass(frozen=True, slots=True)
class Score:
    """One row of an evaluation; a value is None where it is undefined (nothing claimed, nothing to find)."""

    precision: float | None
    recall: float | None
    f1: float | None
    n: float
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, float | None]:
        """Return the contract's object."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "n": int(self.n) if self.n == int(self.n) else self.n,
            "low": self.low,
            "high": self.high,
        }


def score_tallies(
    readings: Sequence[tuple[str, Mapping[str, Tally]]],
) -> tuple[Score, dict[str, Score]]:
    """Return the micro total and the score of each variable.

    Args:
        readings: (text id, tallies by variable) for each reading; readings of one id weigh one text together.
    """
    texts = list(dict.fromkeys(text for text, _ in readings))
    at = {text: i for i, text in enumerate(texts)}
    readers = [0] * len(texts)
    for text, _ in readings:
        readers[at[text]] += 1
    factor = lcm(*readers) if readers else 1
    variables = sorted({variable for _, tallies in readings for variable in tallies})
    columns = {variable: _Column.empty(len(texts)) for variable in variables}
    total = _Column.empty(len(texts))
    for text, tallies in readings:
        i = at[text]
        weight = factor // readers[i]
        for variable, tally in tallies.items():
            columns[variable].add(i, tally, weight)
            total.add(i, tally, weight)
    draws = _draws(len(texts))
    return (
        total.score(factor, draws),
        {variable: columns[variable].score(factor, draws) for variable in variables},
    )


@dataclass(slots=True)
class _Column:
    """Weighted counts of one variable, a number for each text."""

    right: list[int]
    extra: list[int]
    missed: list[int]

    @classmethod
    def empty(cls, size: int) -> _Column:
        return cls([0] * size, [0] * size, [0] * size)

    def add(self, i: int, tally: Tally, weight: int) -> None:
        self.right[i] += weight * tally.right
        self.extra[i] += weight * tally.extra
        self.missed[i] += weight * tally.missed

    def score(self, factor: int, draws: Sequence[Sequence[int]]) -> Score:
        right, extra, missed = sum(self.right), sum(self.extra), sum(self.missed)
        low, high = self._interval(draws)
        return Score(
            precision=share(right, right + extra),
            recall=share(right, right + missed),
            f1=share(2 * right, 2 * right + extra + missed),
            n=round(float(Fraction(right + missed, factor)), 2),
            low=low,
            high=high,
        )

    def _interval(self, draws: Sequence[Sequence[int]]) -> tuple[float | None, float | None]:
        """Return the middle 95 % of F1 over the resamples in which it is defined."""
        top = [2 * right for right in self.right]
        bottom = [t + e + m for t, e, m in zip(top, self.extra, self.missed, strict=True)]
        values = []
        for draw in draws:
            below = sum(map(mul, draw, bottom))
            if below:
                values.append(sum(map(mul, draw, top)) / below)
        values.sort()
        return _quantile(values, 0.025), _quantile(values, 0.975)


def _draws(size: int) -> list[list[int]]:
    """Return how often each text stands in each resample."""
    random = Random(_SEED)
    draws = []
    for _ in range(RESAMPLES):
        often = [0] * size
        for i in random.choices(range(size), k=size):
            often[i] += 1
        draws.append(often)
    return draws


def _quantile(values: Sequence[float], share: float) -> float | None:
    if not values:
        return None
    place = share * (len(values) - 1)
    i = int(place)
    after = values[min(i + 1, len(values) - 1)]
    return round(values[i] + (after - values[i]) * (place - i), _DIGITS)


def share(part: float, whole: float) -> float | None:
    """Return a part of a whole, rounded; None of nothing."""
    return round(part / whole, _DIGITS) if whole else None
