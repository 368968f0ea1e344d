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
_TELLING = 120  # the weight that a smaller side must share to count as held in the larger one
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
        other_act: whether the most alike of their demands ask for acts that differ.
    """

    score: float
    pairs: tuple[tuple[tuple[int, int], float], ...]
    shared: tuple[str, ...]
    matters: tuple[str, ...]
    whole: float
    other_act: bool = False

    @property
    def same(self) -> bool:
        """Tell whether the later item asks for something that the earlier one asked for."""
        return bool(self.pairs)


def compare_items(before: str, after: str) -> Likeness:
    """Compare two items of recommendations, the earlier one first."""
    lexicon = load_lexicon()
    one, other = _asked(before), _asked(after)
    both = one.features & other.features
    if not both and one.features and other.features:
        return _UNLIKE
    scores = {
        (i, j): _score(lexicon, a, b)
        for i, a in enumerate(one.demands)
        for j, b in enumerate(other.demands)
    }
    best = max(scores, key=lambda pair: (scores[pair], -pair[0], -pair[1]))
    first, second = one.demands[best[0]], other.demands[best[1]]
    common = lexicon.total(both)
    union = one.weight + other.weight - common
    return Likeness(
        score=scores[best],
        pairs=tuple((pair, scores[pair]) for pair in sorted(scores) if scores[pair] >= LEAST),
        shared=tuple(sorted(first.features & second.features)),
        matters=tuple(sorted(f for f in both if f.startswith("matters:"))),
        whole=common / union if union else 1.0,
        other_act=_acts(lexicon, first, second) == _OTHER_ACT,
    )


@lru_cache(maxsize=8192)
def same_words(text: str) -> tuple[str, ...]:
    """Return the words of an item as they are compared for being repeated: without capitals, signs and typography."""
    return tuple(word.text for word in split_words(text) if word.text != ",")


def other_people(lexicon: Lexicon, a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both sides name groups of people, and none in common."""
    if not a or not b or a & b:
        return False
    return not any(group in lexicon.within.get(other, ()) for group in a for other in b)


def share_of(lexicon: Lexicon, asked: frozenset[str], said: frozenset[str]) -> float:
    """Return how much of what is asked for is said too, from 0 to 1; 0 where nothing particular is asked for."""
    whole = lexicon.total(asked)
    return lexicon.total(asked & said) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item: its demands, and what they are about together."""

    demands: tuple[Demand, ...]
    features: frozenset[str]
    weight: int


@lru_cache(maxsize=8192)
def _asked(text: str) -> _Asked:
    demands = demands_of(text)
    features = frozenset[str]().union(*(demand.features for demand in demands))
    return _Asked(demands, features, load_lexicon().total(features))


def _score(lexicon: Lexicon, a: Demand, b: Demand) -> float:
    both = a.features & b.features
    if not both and (a.features or b.features or not a.acts & b.acts):
        return 0.0
    if other_people(lexicon, a.groups, b.groups):
        return 0.0
    if not a.acts & b.acts and both and all(name.startswith("groups:") for name in both):
        return 0.0  # the same people, and something else that is to be done
    return _acts(lexicon, a, b) * _about(a.weight, b.weight, lexicon.total(both))


def _about(a: int, b: int, both: int) -> float:
    """Return how far two demands are about the same: part of the smaller of them, part of all."""
    if not a or not b:
        return 1.0
    smaller = both / min(a, b) if both >= _TELLING else both / (a + b - both)
    return _SMALLER * smaller + (1 - _SMALLER) * both / (a + b - both)


def _acts(lexicon: Lexicon, a: Demand, b: Demand) -> float:
    if a.acts & b.acts:
        return 1.0
    if not a.acts or not b.acts:
        return _NO_ACT
    near = any((x, y) in lexicon.near for x in a.acts for y in b.acts)
    return _NEAR_ACT if near else _OTHER_ACT


_UNLIKE = Likeness(0.0, (), (), (), 0.0)
