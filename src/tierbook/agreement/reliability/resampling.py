"""Intervals by the bootstrap: units drawn again with replacement, and the middle 95 % of what comes out.

Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13, percentile intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from tierbook.agreement.coefficients import middle

__all__ = ["LEAST_DEFINED", "draw_counts", "interval_of"]

LEAST_DEFINED = 0.5  # of the resamples; where fewer have a value there is no interval


def draw_counts(kinds: Sequence[int], *, resamples: int, seed: int | str) -> Iterator[list[int]]:
    """Yield for each resample how often each kind of unit was drawn.

    Args:
        kinds: for each unit the number of its kind; units of one kind are alike in all that is counted.
        resamples: how many.
        seed: of the draws.
    """
    random = Random(seed)
    width = max(kinds, default=-1) + 1
    for _ in range(resamples):
        counts = [0] * width
        for kind in random.choices(kinds, k=len(kinds)):
            counts[kind] += 1
        yield counts


def interval_of(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return the middle 95 % of what the resamples gave; none where most gave no value."""
    defined = [value for value in values if value is not None]
    if not values or len(defined) < LEAST_DEFINED * len(values):
        return None, None
    return middle(defined)
