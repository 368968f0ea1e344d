"""Points to probabilities: the arithmetic of a proportional odds model, and the numbers fitted for it.

Takes: the net of each feature. Gives: the probability of each tier. Touches: reads `fitted.json`.

score = sum of weight x (signs for - signs against); P(tier t or a better one) = 1 / (1 + exp(cut_t - score)).

All weights are the same number (equal weights hold on new cases where there are few to fit on: Dawes 1979). Fitted by
`scripts/computed_tier.py` (all-threshold ordinal logistic regression, Rennie and Srebro 2005; McCullagh 1980 for the
form of the probabilities). Nothing here needs the library that fitted it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import orjson

__all__ = ["TIER_ORDER", "Fitted", "load_fitted", "most_probable", "probabilities"]

TIER_ORDER = ("1", "2", "2WL", "3")  # from the best to the worst
_FILE = "fitted.json"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted: weights and means by feature, cuts by tier, how it was fitted, and its record.

    `means` are the averages of the nets over the texts fitted on: where a feature is not asked in an edition, its mean
    stands in, so that it moves nothing. `card` is the content of the card that the weights belong to.
    """

    card: str
    editions: tuple[int, ...]
    weights: Mapping[str, float]
    means: Mapping[str, float]
    cuts: Mapping[str, float]
    how: Mapping[str, Any]
    record: Mapping[str, Any]


def probabilities(
    score: float, cuts: Mapping[str, float], worst: str = TIER_ORDER[-1]
) -> dict[str, float]:
    """Return the probability of each tier, best first; they sum to 1.

    Args:
        score: the sum of points; the greater, the better.
        cuts: for each tier but the worst, the score at which it or a better one is as likely as not; falling.
        worst: the tier below the last cut.
    """
    at_least = [*(1 / (1 + exp(cut - score)) for cut in cuts.values()), 1.0]
    tiers = (*cuts, worst)
    return {
        tier: here - better
        for tier, here, better in zip(tiers, at_least, [0.0, *at_least], strict=False)
    }


def most_probable(shares: Mapping[str, float]) -> str:
    """Return the most probable tier; of two alike, the better."""
    return max(shares, key=lambda tier: (shares[tier], -TIER_ORDER.index(tier)))


def possible_cuts(cuts: Mapping[str, float], possible: Sequence[str]) -> dict[str, float]:
    """Return the cuts between the tiers that an edition knows.

    Before the edition of 2004 there was no Watch List, and what would stand on it stood in Tier 2 (section
    110(b)(1)(B)): its cut takes the place of Tier 2's.
    """
    if "2WL" in possible:
        return dict(cuts)
    return {"1": cuts["1"], "2": cuts["2WL"]}


@cache
def load_fitted() -> Fitted:
    """Return the packaged numbers."""
    record = orjson.loads((files("tierbook.standards.computed") / _FILE).read_bytes())
    return Fitted(**{**record, "editions": tuple(record["editions"])})
