"""The order in which the lines of a page are read: columns, and what spans them.

The page is cut by turns. Where a strip of white runs down through all lines, it is a gutter, and the columns are read
one after the other. Where lines cross the best gutter (a heading or a box over several columns), they cut the page
across, and each part is read by itself. What can be cut no further is a column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tierbook.pages.pdf.printed import Box, TextLine, rows_of

__all__ = ["Column", "cut_column", "order_lines"]

_GUTTER = 6.0
_NARROWEST = 60.0
_STEP = 2.0
_CROSSING = 0.4
_SIDE = 3
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """Lines from the top down, and the edges between which they are set."""

    lines: tuple[TextLine, ...]
    left: float
    right: float


def order_lines(
    lines: Sequence[TextLine],
    *,
    heads: Callable[[TextLine], bool] = lambda line: False,
    boxes: Sequence[Box] = (),
) -> list[Column]:
    """Return the columns of a page in the order in which they are read.

    Args:
        lines: the lines, running heads and charts left out.
        heads: tells the heading of a country, which may stand over all columns though it is short.
        boxes: pictures and boxes, so that white beside a heading is not taken for a cut where a picture fills it.
    """
    columns: list[Column] = []
    _cut(list(lines), heads, boxes, columns, 0)
    return columns


def cut_column(column: Column, fillers: Sequence[TextLine | Box]) -> list[Column]:
    """Cut a column where something that is no part of the text stands between two of its lines."""
    across = [f for f in fillers if f.left < column.right - 2 and f.right > column.left + 2]
    parts: list[list[TextLine]] = [[]]
    for line in column.lines:
        if parts[-1] and any(
            parts[-1][-1].middle < (f.top + f.bottom) / 2 < line.middle for f in across
        ):
            parts.append([])
        parts[-1].append(line)
    return [Column(tuple(part), column.left, column.right) for part in parts if part]


def _cut(
    lines: list[TextLine],
    heads: Callable[[TextLine], bool],
    boxes: Sequence[Box],
    columns: list[Column],
    depth: int,
) -> None:
    if not lines:
        return
    if len(lines) == 1 or depth > _DEEPEST:
        columns.append(_column(lines))
        return
    groups = _by_gutters(lines)
    parts = _by_head(groups, heads, boxes) or groups if len(groups) > 1 else _across(lines)
    if len(parts) < 2:
        columns.append(_column(lines))
        return
    for part in parts:
        _cut(part, heads, boxes, columns, depth + 1)


def _column(lines: list[TextLine]) -> Column:
    rows = rows_of(lines)
    joined = [_join_row(row) if len(row) > 1 else row[0] for row in rows]
    return Column(
        tuple(joined), min(line.left for line in joined), max(line.right for line in joined)
    )


def _join_row(row: list[TextLine]) -> TextLine:
    """Put fragments of one row together: a bullet and its text, a name and its tier."""
    last = row[-1]
    longest = max(row, key=lambda line: len(line.text))
    return TextLine(
        " ".join(line.text for line in row),
        min(line.left for line in row),
        min(line.top for line in row),
        max(line.right for line in row),
        max(line.bottom for line in row),
        longest.size,
        longest.font,
        last.hyphen,
        last.turned,
    )


def _by_gutters(lines: list[TextLine]) -> list[list[TextLine]]:
    """Part lines at strips of white that no line crosses, from left to right."""
    ordered = sorted(lines, key=lambda line: line.left)
    groups: list[list[TextLine]] = [[ordered[0]]]
    edges = [ordered[0].right]
    for line in ordered[1:]:
        if line.left - edges[-1] >= _GUTTER:
            groups.append([line])
            edges.append(line.right)
        else:
            groups[-1].append(line)
            edges[-1] = max(edges[-1], line.right)
    if len(groups) == 1:
        return groups
    return _join_narrow(groups)


def _join_narrow(groups: list[list[TextLine]]) -> list[list[TextLine]]:
    """Put a strip that is too narrow for a column (bullets, the axis of a chart) with the one it stands beside."""
    joined: list[list[TextLine]] = [groups[0]]
    for group in groups[1:]:
        if _width(joined[-1]) < _NARROWEST or _width(group) < _NARROWEST:
            if _width(group) < _NARROWEST and len(group) > 1 and _beside(joined[-1], group) == 0:
                joined.append(group)  # the short end of a column; nothing stands beside it
                continue
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _beside(left: list[TextLine], right: list[TextLine]) -> int:
    """Count the lines on the right that have a short line (a bullet, a label) at their height on the left."""
    short = [line for line in left if line.width < _NARROWEST / 2]
    return sum(
        1 for line in right if any(abs(line.middle - s.middle) < 0.5 * line.size for s in short)
    )


def _width(lines: list[TextLine]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)


def _by_head(
    groups: list[list[TextLine]], heads: Callable[[TextLine], bool], boxes: Sequence[Box]
) -> list[list[TextLine]]:
    """Cut columns across at the heading of a country beside which every other column is white; [] where none is."""
    for i, group in enumerate(groups):
        for head in group:
            if not heads(head):
                continue
            others = [column for j, column in enumerate(groups) if j != i]
            if all(_is_white(head, column, boxes) for column in others):
                top = head.top + 0.25 * head.size
                above = [line for column in groups for line in column if line.middle < top]
                below = [line for column in groups for line in column if line.middle >= top]
                if above and below:
                    return [above, below]
    return []


def _is_white(head: TextLine, column: list[TextLine], boxes: Sequence[Box]) -> bool:
    """Tell whether a column has text above and below a heading, and at its height a gap as wide as a heading's."""
    above = [line for line in column if line.middle < head.middle]
    below = [line for line in column if line.middle >= head.middle]
    if not above or not below:
        return False
    low = max(line.bottom for line in above)
    high = min(line.top for line in below)
    if low > head.top + 0.3 * head.size or high < head.bottom - 0.3 * head.size:
        return False
    if high - low < 1.5 * median(line.size for line in column):
        return False
    left, right = min(line.left for line in column), max(line.right for line in column)
    return not any(
        box.left < right and box.right > left and box.top < head.bottom and box.bottom > head.top
        for box in boxes
    )


def _across(lines: list[TextLine]) -> list[list[TextLine]]:
    """Part lines at those that cross the best gutter; one part alone where there is no gutter."""
    gutter = _best_gutter(lines)
    if gutter is None:
        return [lines]
    crossing = sorted(
        (line for line in lines if line.left < gutter - 1 and line.right > gutter + 1),
        key=lambda line: line.middle,
    )
    rest = [line for line in lines if not (line.left < gutter - 1 and line.right > gutter + 1)]
    bands: list[list[TextLine]] = [[crossing[0]]]
    for line in crossing[1:]:
        low, high = bands[-1][-1].middle, line.middle
        if any(low < other.middle < high for other in rest):
            bands.append([line])
        else:
            bands[-1].append(line)
    parts: list[list[TextLine]] = []
    floor = float("-inf")
    for band in bands:
        edge = band[0].middle
        parts.append([line for line in rest if floor <= line.middle < edge])
        parts.append(band)
        floor = edge
    parts.append([line for line in rest if line.middle >= floor])
    return _with_ends(parts)


def _with_ends(parts: list[list[TextLine]]) -> list[list[TextLine]]:
    """Give the short last line of a paragraph that spans all columns back to it, where it crosses no gutter itself."""
    for i in range(1, len(parts) - 1, 2):
        band, after = parts[i], parts[i + 1]
        left, last = min(line.left for line in band), band[-1]
        pitch = 1.45 * last.size
        tail = [
            line
            for line in after
            if abs(line.left - left) < 2 * line.size and 0 < line.middle - last.middle < pitch
        ]
        if len(tail) != 1 or abs(tail[0].size - last.size) > 0.5:
            continue
        level = [
            line
            for line in after
            if line is not tail[0] and abs(line.middle - tail[0].middle) < pitch
        ]
        if not level:
            band.append(tail[0])
            after.remove(tail[0])
    return [part for part in parts if part]


def _best_gutter(lines: list[TextLine]) -> float | None:
    """Return the place that the fewest lines cross and that has columns on both sides, or None."""
    if len(lines) < 2 * _SIDE + 1:
        return None
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    if right - left < 2 * _NARROWEST:
        return None
    steps = int((right - left) / _STEP) + 2
    change = [0] * (steps + 1)
    for line in lines:
        change[int((line.left - left) / _STEP)] += 1
        change[min(int((line.right - left) / _STEP) + 1, steps)] -= 1
    crossing, count = [], 0
    for step in change:
        count += step
        crossing.append(count)
    low, high = int(_NARROWEST / _STEP), steps - int(_NARROWEST / _STEP)
    most = _CROSSING * len(lines)
    candidates = sorted(
        (crossing[i], abs(i - steps / 2), i) for i in range(low, high) if crossing[i] < most
    )
    for _, _, i in candidates[:24]:
        place = left + (i + 0.5) * _STEP
        if _has_columns(lines, place):
            return place
    return None


def _has_columns(lines: list[TextLine], place: float) -> bool:
    """Tell whether a place lies in a gutter: lines end before it and others begin after it, at one edge."""
    before = [line.right for line in lines if line.right <= place + 1]
    starts = sorted(line.left for line in lines if line.left >= place - 1)
    crossing = len(lines) - len(before) - len(starts)
    if len(before) < _SIDE or len(starts) < _SIDE or not crossing:
        return False
    edge = starts[len(starts) // 4]
    at_edge = sum(1 for start in starts if abs(start - edge) < 3)
    return at_edge >= max(_SIDE, len(starts) // 3) and edge - max(before) >= _GUTTER / 2
