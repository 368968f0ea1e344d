"""Whether a later item asks for what an earlier one asked for, and how sure that is.

Two demands are the same where what they are about is the same and nothing speaks against it: another act, or other
people. How far they are about the same is the weight of what they share over the weight of what they hold: half of the
smaller of the two, so that a narrower demand still counts, and half of both. What it is measured on, and with what
result, is in `docs/explanation/ledger.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tierbook.dossier.recommendations.demands import Demand, demands_of
from tierbook.dossier.recommendations.lexicon import Lexicon, load_lexicon, split_words

__all__ = ["LEAST", "Likeness", "compare_items", "other_people", "same_words", "share_of"]

# Where two demands begin to count as one; chosen on the half of the pairs that serves for that.
LEAST = 0.44
_OTHER_ACT = 0.4  # what is left of a likeness where the acts differ
_NEAR_ACT = 0.9
_NO_ACT = 0.85  # one of the two names none
_SMALLER = 0.65  # the share of the smaller side in the likeness; the rest is that of both together


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two items are.

    Attributes:
        score: that of the most alike of their demands, from 0 to 1.
        pairs: (number in the earlier item, number in the later one) of the demands that are the same, with their score.
        shared: what the most alike demands have in common, in the order of letters.
        matters: what both items speak of, ids of `words.yaml`, whether or not their demands are the same.
        whole: how much of both items is shared, from 0 to 1.
    """

    score: float
    pairs: tuple[tuple[tuple[int, int], float], ...]
    shared: tuple[str, ...]
    matters: tuple[str, ...]
    whole: float

    @property
    def same(self) -> bool:
        """Tell whether the later item asks for something that the earlier one asked for."""
        return bool(self.pairs)


def compare_items(before: str, after: str) -> Likeness:
    """Compare two items of recommendations, the earlier one first."""
    lexicon = load_lexicon()
    one, other = demands_of(before), demands_of(after)
    scores = {(i, j): _score(lexicon, a, b) for i, a in enumerate(one) for j, b in enumerate(other)}
    best = max(scores, key=lambda pair: (scores[pair], -pair[0], -pair[1]))
    pairs = tuple((pair, scores[pair]) for pair in sorted(scores) if scores[pair] >= LEAST)
    shared = one[best[0]].features & other[best[1]].features
    mine, theirs = (frozenset[str]().union(*(d.features for d in side)) for side in (one, other))
    return Likeness(
        score=scores[best],
        pairs=pairs,
        shared=tuple(sorted(shared)),
        matters=tuple(sorted(f for f in mine & theirs if f.startswith("matters:"))),
        whole=_share(lexicon, mine, theirs),
    )


@lru_cache(maxsize=8192)
def same_words(text: str) -> tuple[str, ...]:
    """Return the words of an item as they are compared for being repeated: without capitals, signs and typography."""
    return tuple(word.text for word in split_words(text) if word.text != ",")


def _score(lexicon: Lexicon, a: Demand, b: Demand) -> float:
    if other_people(lexicon, a.groups, b.groups):
        return 0.0
    return _acts(lexicon, a, b) * _about(lexicon, a.features, b.features)


def _about(lexicon: Lexicon, a: frozenset[str], b: frozenset[str]) -> float:
    if not a and not b:
        return 1.0
    mine, other, both = (_total(lexicon, side) for side in (a, b, a & b))
    if not both:
        return 0.0
    return _SMALLER * both / min(mine, other) + (1 - _SMALLER) * both / (mine + other - both)


def _total(lexicon: Lexicon, features: frozenset[str]) -> int:
    return sum(lexicon.weight(feature) for feature in features)  # whole numbers: no order counts


def _acts(lexicon: Lexicon, a: Demand, b: Demand) -> float:
    if a.acts & b.acts:
        return 1.0
    if not a.acts or not b.acts:
        return _NO_ACT
    near = any((x, y) in lexicon.near for x in a.acts for y in b.acts)
    return _NEAR_ACT if near else _OTHER_ACT


def other_people(lexicon: Lexicon, a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both sides name groups of people, and none in common."""
    if not a or not b or a & b:
        return False
    return not any(group in lexicon.within.get(other, ()) for group in a for other in b)


def share_of(lexicon: Lexicon, asked: frozenset[str], said: frozenset[str]) -> float:
    """Return how much of what is asked for is said too, from 0 to 1; 0 where nothing particular is asked for."""
    whole = _total(lexicon, asked)
    return _total(lexicon, asked & said) / whole if whole else 0.0


def _share(lexicon: Lexicon, a: frozenset[str], b: frozenset[str]) -> float:
    union = _total(lexicon, a | b)
    return _total(lexicon, a & b) / union if union else 1.0
