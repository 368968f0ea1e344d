"""What became of the recommendations of one edition in a later one.

Items in the same words are set against each other first. The demands of the others are paired, the most alike first,
each with one at most; an item that is still alone may then join one whose demand it shares. What hangs together is a
rewording, a split or a merging; what hangs on nothing is new, or is not repeated. No item is ever in two matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tierbook.dossier.held import HeldText, why_unlike
from tierbook.dossier.recommendations.items import Item, items_of
from tierbook.dossier.recommendations.likeness import Likeness, compare_items, same_words

__all__ = ["FATES", "Fate", "Match", "match_items", "match_recommendations"]

Fate = Literal["repeated", "reworded", "split", "merged", "not_repeated", "new"]
FATES: tuple[Fate, ...] = get_args(Fate)

# What an item that is alone must reach to be taken as a part of another's demand.
_JOINING = 0.65
# What two items must reach where no other item of either list speaks of the same matter.
_ONLY_ONE = 0.3

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """Items of two editions that ask for the same, or an item that has no fellow.

    Attributes:
        fate: what became of the demand.
        before: items of the earlier edition; none where it is new.
        after: items of the later edition; none where it is not repeated.
        score: how like they are, from 0 to 1; the least of several; None where there is nothing to compare.
        shared: what the most alike have in common: `matters:shelter`, stems of words.
    """

    fate: Fate
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    score: float | None = None
    shared: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "fate": self.fate,
            "before": [item.to_dict() for item in self.before],
            "after": [item.to_dict() for item in self.after],
            "score": None if self.score is None else round(self.score, 3),
            "shared": list(self.shared),
        }


def match_recommendations(before: HeldText, after: HeldText) -> tuple[Match, ...]:
    """Match the recommendations of two texts of a country.

    Args:
        before: the earlier text.
        after: the later one.

    Returns:
        First what the later edition asks for, in its order, then what it does not repeat. Nothing where the texts are
        of unlike kinds, or where one of them has no list: silence about a list is no fate.
    """
    if why_unlike(before, after) is not None:
        return ()
    earlier, later = items_of(before), items_of(after)
    if not earlier or not later:
        return ()
    return match_items(earlier, later)


def match_items(before: Sequence[Item], after: Sequence[Item]) -> tuple[Match, ...]:
    """Match two lists of recommendations; both hold one item at least."""
    same = dict(_same(before, after))
    taken = set(same.values())
    likeness = {
        (i, j): compare_items(one.text, other.text)
        for i, one in enumerate(before)
        if i not in same
        for j, other in enumerate(after)
        if j not in taken
    }
    edges = _stars(_edges(likeness), likeness)
    found = [Match("repeated", (before[i],), (after[j],), 1.0) for i, j in same.items()]
    found.extend(_grouped(before, after, edges, likeness))
    linked = {*same, *(i for i, _ in edges)}
    reached = {*taken, *(j for _, j in edges)}
    found.extend(Match("new", (), (item,)) for j, item in enumerate(after) if j not in reached)
    found.sort(key=lambda match: match.after[0].n)
    gone = [Match("not_repeated", (m,), ()) for i, m in enumerate(before) if i not in linked]
    return (*found, *gone)


def _same(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Edge]:
    """Yield the places of items in the same words; of several alike the first with the first."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j, item in enumerate(after):
        places.setdefault(same_words(item.text), []).append(j)
    for i, item in enumerate(before):
        left = places.get(same_words(item.text))
        if left:
            yield i, left.pop(0)


def _edges(likeness: Mapping[Edge, Likeness]) -> dict[Edge, float]:
    """Return the pairs of items that share a demand, with how like they are."""
    edges: dict[Edge, float] = {}
    used: set[tuple[str, int, int]] = set()
    ranked = sorted(
        (
            (-score, -like.whole, edge, pair)
            for edge, like in likeness.items()
            for pair, score in like.pairs
        ),
    )
    for score, _, (i, j), (m, n) in ranked:
        ends = {("before", i, m), ("after", j, n)}
        if not ends & used:
            used |= ends
            edges.setdefault((i, j), -score)
    for score, _, edge, _ in ranked:
        if -score >= _JOINING and _is_alone(edge, edges):
            edges.setdefault(edge, -score)
    for edge, score in _only_ones(likeness):
        if _is_alone(edge, edges):
            edges.setdefault(edge, score)
    return edges


def _is_alone(edge: Edge, edges: Mapping[Edge, float]) -> bool:
    """Tell whether one of two items has no fellow yet."""
    return all(edge[0] != i for i, _ in edges) or all(edge[1] != j for _, j in edges)


def _only_ones(likeness: Mapping[Edge, Likeness]) -> Iterator[tuple[Edge, float]]:
    """Yield the pairs that are the only items of both lists to speak of a matter, and ask for no other act."""
    speaking: dict[str, list[Edge]] = {}
    for edge, like in likeness.items():
        for feature in like.matters:
            speaking.setdefault(feature, []).append(edge)
    for _, edges in sorted(speaking.items()):
        like = likeness[edges[0]]
        if len(edges) == 1 and like.score >= _ONLY_ONE and not like.other_act:
            yield edges[0], like.score


def _stars(edges: Mapping[Edge, float], likeness: Mapping[Edge, Likeness]) -> tuple[Edge, ...]:
    """Return the edges that stay when an item is either split or merged, never both: the weakest between go."""
    kept = dict(edges)
    while True:
        out = {i: [e for e in kept if e[0] == i] for i, _ in kept}
        into = {j: [e for e in kept if e[1] == j] for _, j in kept}
        between = [e for e in kept if len(out[e[0]]) > 1 and len(into[e[1]]) > 1]
        if not between:
            return tuple(sorted(kept))
        del kept[min(between, key=lambda e: (kept[e], likeness[e].whole, e))]


def _grouped(
    before: Sequence[Item],
    after: Sequence[Item],
    edges: Sequence[Edge],
    likeness: Mapping[Edge, Likeness],
) -> Iterator[Match]:
    for i in sorted({i for i, _ in edges}):
        mine = [edge for edge in edges if edge[0] == i]
        fellows = [edge for edge in edges if edge[1] == mine[0][1]]
        if len(mine) > 1:
            yield _match("split", mine, before, after, likeness)
        elif len(fellows) == 1:
            yield _match("reworded", mine, before, after, likeness)
        elif fellows[0] == mine[0]:
            yield _match("merged", fellows, before, after, likeness)


def _match(
    fate: Fate,
    edges: Sequence[Edge],
    before: Sequence[Item],
    after: Sequence[Item],
    likeness: Mapping[Edge, Likeness],
) -> Match:
    best = max(edges, key=lambda edge: (likeness[edge].score, edge))
    return Match(
        fate,
        tuple(before[i] for i in sorted({i for i, _ in edges})),
        tuple(after[j] for j in sorted({j for _, j in edges})),
        min(likeness[edge].score for edge in edges),
        likeness[best].shared,
    )
