"""The fewest findings without which another tier would be the most probable: an exact search.

Takes: the lines of a card with their weights. Gives: the smallest set of findings that raises, and that lowers, the
tier. Touches: nothing.

A sign falls away when every finding that gives it is withdrawn, and a finding may give several signs. Findings that
share a sign are few, so they are tried in all ways, group by group; the groups are independent, and the best sum for
each number of findings follows from them (a knapsack over the groups). The tier never falls while the score rises, so
the smallest set is the first size whose best sum crosses a boundary. No bound on the size is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tierbook.standards.computed.model import TIER_ORDER
from tierbook.standards.computed.reading import Line

if TYPE_CHECKING:
    from tierbook.coding import Finding

__all__ = ["smallest_change"]

_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings that are tied by the signs they share: each sign's worth, and which findings give it (by position)."""

    findings: tuple[Finding, ...]
    signs: tuple[tuple[float, frozenset[int]], ...]

    def lost(self, out: Iterable[int]) -> float:
        """Return by how much the score changes when the findings at these positions are withdrawn."""
        gone = frozenset(out)
        return -sum(worth for worth, givers in self.signs if givers <= gone)


def smallest_change(
    lines: Sequence[Line],
    weights: Mapping[str, float],
    tier_of: Callable[[float], str],
    *,
    upward: bool,
) -> tuple[str, tuple[Finding, ...]] | None:
    """Return the tier that would then be the most probable, and the fewest findings to withdraw; None if no set does.

    Of sets of one size the one that moves the score furthest is given; of those that move it alike, the one that stands
    earliest in the text.

    Args:
        lines: the lines of the card.
        weights: the weight of each feature.
        tier_of: which tier is the most probable at a change of the score by so much.
        upward: whether a better tier is looked for, or a worse one.
    """
    now = TIER_ORDER.index(tier_of(0.0))
    best: list[tuple[float, tuple[Finding, ...]]] = [(0.0, ())]
    for group in _groups(lines, weights):
        best = _join(best, _alone(group, upward=upward), upward=upward)
    for change, findings in best:
        tier = tier_of(change)
        place = TIER_ORDER.index(tier)
        if place < now if upward else place > now:
            return tier, tuple(sorted(findings, key=_place))
    return None


def _groups(lines: Sequence[Line], weights: Mapping[str, float]) -> list[_Group]:
    """Return the findings with weight, in groups that share no sign, in the order of the text."""
    giving: dict[str, Finding] = {}
    signs: list[tuple[float, frozenset[str]]] = []
    for line in lines:
        for given in line.given:
            worth = weights[line.feature.id] * given.points
            if worth:
                signs.append((worth, frozenset(f.id for f in given.findings)))
                giving.update((f.id, f) for f in given.findings)
    parts: list[set[str]] = []
    for _, ids in signs:
        joined = set(ids).union(*(part for part in parts if part & ids))
        parts = [part for part in parts if not part & ids] + [joined]
    groups = []
    for part in parts:
        findings = tuple(sorted((giving[i] for i in part), key=_place))
        position = {f.id: i for i, f in enumerate(findings)}
        own = tuple(
            (worth, frozenset(position[i] for i in ids)) for worth, ids in signs if ids <= part
        )
        groups.append(_Group(findings, own))
    return sorted(groups, key=lambda g: _place(g.findings[0]))


def _alone(group: _Group, *, upward: bool) -> list[tuple[float, tuple[Finding, ...]]]:
    """Return, for each number of withdrawn findings of one group, the furthest change and the findings."""
    places = range(len(group.findings))
    return [
        _furthest(
            [
                (group.lost(out), tuple(group.findings[i] for i in out))
                for out in combinations(places, size)
            ],
            upward=upward,
        )
        for size in range(len(group.findings) + 1)
    ]


def _join(
    best: Sequence[tuple[float, tuple[Finding, ...]]],
    rows: Sequence[tuple[float, tuple[Finding, ...]]],
    *,
    upward: bool,
) -> list[tuple[float, tuple[Finding, ...]]]:
    joined = []
    for size in range(len(best) + len(rows) - 1):
        some = [
            (best[taken][0] + rows[size - taken][0], (*best[taken][1], *rows[size - taken][1]))
            for taken in range(min(size, len(best) - 1), -1, -1)
            if size - taken < len(rows)
        ]
        joined.append(_furthest(some, upward=upward))
    return joined


def _furthest(
    rows: Sequence[tuple[float, tuple[Finding, ...]]], *, upward: bool
) -> tuple[float, tuple[Finding, ...]]:
    """Return the row that goes furthest in one direction; of rows alike, the first."""
    best = rows[0]
    for row in rows[1:]:
        further = row[0] - best[0] if upward else best[0] - row[0]
        if further > _EPSILON:
            best = row
    return best


def _place(finding: Finding) -> tuple[int, str, str]:
    return (finding.evidence[0].start if finding.evidence else 0, finding.variable, finding.id)
