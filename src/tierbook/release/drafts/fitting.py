"""Keeps a briefing to one sheet: how many lines its words take, and what goes first where they are too many.

The measure is by characters, so that the same coding gives the same page on every machine; how many fit a sheet stands
in `words/briefing.yaml` and was set on the printed page, with some to spare.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from tierbook.release.drafts.points import WeighedPoint

__all__ = ["fit_points", "lines_of"]


def fit_points(
    points: Sequence[WeighedPoint],
    page: Mapping[str, Any],
    *,
    fewest: Mapping[str, int],
    tail: Sequence[str],
) -> tuple[list[WeighedPoint], list[WeighedPoint]]:
    """Return the points that fit the sheet, in their order, and those that do not.

    Args:
        points: all points, in the order of the page.
        page: `lines` of a sheet, `characters` of a line, and what a part and a point take beside their words.
        fewest: how many points of a part stay as long as others can go.
        tail: standing notes that are on the sheet in any case.
    """
    kept, left = list(points), []
    allowed = dict(fewest)
    while lines_of(kept, page, tail) > float(page["lines"]) and len(kept) > 1:
        loose = [p for p in kept if not _guarded(p, kept, allowed)]
        if not loose:
            # Every part is at its fewest: each gives one more, so that none is emptied for the others.
            allowed = {part: n - 1 for part, n in allowed.items()}
            continue
        lightest = min(loose, key=lambda p: (p.weight, -kept.index(p)))
        kept.remove(lightest)
        left.append(lightest)
    return kept, left


def lines_of(points: Sequence[WeighedPoint], page: Mapping[str, Any], tail: Sequence[str]) -> float:
    """Return how many lines points and standing notes take on the sheet."""
    width = float(page["characters"])
    lines = float(page["head"])
    for point in points:
        words = " ".join(_printed(s.text, [g.short for g in s.grounds]) for s in point.sentences)
        lines += math.ceil(len(words) / width) + float(page["point"])
    lines += len({p.part for p in points}) * float(page["part"])
    small = float(page["small"])
    return lines + sum(math.ceil(len(words) / (width * small)) / small for words in tail)


def _printed(words: str, places: Sequence[str]) -> str:
    return f"{words} {', '.join(places)}"


def _guarded(point: WeighedPoint, kept: Sequence[WeighedPoint], fewest: Mapping[str, int]) -> bool:
    """Tell whether a point is one of the fewest that its part keeps as long as others can go."""
    alike = sum(p.part == point.part for p in kept)
    return alike <= fewest.get(point.part, 0)
