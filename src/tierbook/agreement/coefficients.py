"""Agreement of two codings of the same units: exact, within one, Cohen's kappa, Spearman's rho, each with an interval.

Sources: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960);
C. Spearman, The proof and measurement of association between two things (1904), with mean ranks for ties. Undefined is
None, never 0 or 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

__all__ = [
    "LEAST_PAIRS",
    "PairAgreement",
    "agree_pairs",
    "beyond_chance",
    "cohen_kappa",
    "middle",
    "spearman_rho",
]

LEAST_PAIRS = 30  # below so many, the number of pairs is told and nothing else
_RESAMPLES, _SEED, _DIGITS = 2000, 0, 4
_NOTHING = 1e-12
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Agreement over `n` pairs; all else is None below 30 pairs, or where a coefficient is undefined.

    `low` and `high` are the middle 95 % of kappa over 2,000 resamples of the pairs, `rho_low` and `rho_high` of rho.
    """

    n: int
    exact: float | None = None
    within_one: float | None = None
    kappa: float | None = None
    low: float | None = None
    high: float | None = None
    rho: float | None = None
    rho_low: float | None = None
    rho_high: float | None = None

    def to_dict(self) -> dict[str, float | int | None]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


def agree_pairs(pairs: Sequence[Pair], *, ordered: bool) -> PairAgreement:
    """Measure the agreement of pairs.

    Args:
        pairs: (ours, theirs), whole numbers.
        ordered: whether the numbers are grades, so that a difference of one and rho mean something.
    """
    n = len(pairs)
    if n < LEAST_PAIRS:
        return PairAgreement(n)
    draws = _draws(pairs)
    low, high = _interval(draws, cohen_kappa)
    rho_low, rho_high = _interval(draws, spearman_rho) if ordered else (None, None)
    return PairAgreement(
        n=n,
        exact=round(sum(a == b for a, b in pairs) / n, _DIGITS),
        within_one=round(sum(abs(a - b) <= 1 for a, b in pairs) / n, _DIGITS) if ordered else None,
        kappa=_round(cohen_kappa(pairs)),
        low=low,
        high=high,
        rho=_round(spearman_rho(pairs)) if ordered else None,
        rho_low=rho_low,
        rho_high=rho_high,
    )


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return agreement beyond chance; None where both always say the same one thing."""
    n = len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[code] * theirs[code] for code in ours) / n**2 if n else 1.0
    return beyond_chance(sum(a == b for a, b in pairs) / n, chance) if n else None


def beyond_chance(agreed: float, chance: float) -> float | None:
    """Return how far agreement goes beyond chance, of what was left to go; None where chance leaves nothing."""
    return None if 1 - chance < _NOTHING else (agreed - chance) / (1 - chance)


def middle(values: Iterable[float]) -> tuple[float | None, float | None]:
    """Return the bounds of the middle 95 % of values; None of none."""
    ordered = sorted(values)
    if not ordered:
        return None, None
    last = len(ordered) - 1
    return _round(ordered[round(0.025 * last)]), _round(ordered[round(0.975 * last)])


def spearman_rho(pairs: Sequence[Pair]) -> float | None:
    """Return the correlation of ranks; None where one side never varies."""
    first, second = _ranks([a for a, _ in pairs]), _ranks([b for _, b in pairs])
    n = len(pairs)
    if not n:
        return None
    middle = (n + 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(first, second, strict=True))
    spread = sum((x - middle) ** 2 for x in first) * sum((y - middle) ** 2 for y in second)
    return both / sqrt(spread) if spread else None


def _ranks(values: Sequence[int]) -> list[float]:
    """Return ranks from 1, ties at the mean of theirs."""
    often = Counter(values)
    at: dict[int, float] = {}
    below = 0
    for value in sorted(often):
        at[value] = below + (often[value] + 1) / 2
        below += often[value]
    return [at[value] for value in values]


def _draws(pairs: Sequence[Pair]) -> list[list[Pair]]:
    random = Random(_SEED)
    return [random.choices(pairs, k=len(pairs)) for _ in range(_RESAMPLES)]


def _interval(
    draws: Sequence[Sequence[Pair]], measure: Callable[[Sequence[Pair]], float | None]
) -> tuple[float | None, float | None]:
    return middle(value for draw in draws if (value := measure(draw)) is not None)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
