"""Where a series breaks: places that no line may cross, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from tierbook.dossier.placements import years_listed
from tierbook.dossier.series.series import Break, Point
from tierbook.dossier.series.telling import basis_in_words

__all__ = ["find_breaks", "why_periods_differ"]


class _Counted(Protocol):
    """A figure of an edition, and what it is counted over where its words tell."""

    @property
    def edition(self) -> int: ...

    @property
    def basis(self) -> str | None: ...


_KINDS = {
    "not_held": ("edition_not_held", "not held: {}"),
    "not_reported": ("not_reported", "not reported in {}"),
    "conflict": ("conflict", "several figures, none of them the total, in {}"),
    "not_stated": ("not_stated", "not stated in {}"),
    "not_in_summary": ("not_stated", "not in the summary of {}"),
    "not_asked": ("not_stated", "not asked in {}"),
    "other_unit": ("unit_changed", "counted in another unit in {}"),
}


def find_breaks(points: Sequence[Point]) -> Iterator[Break]:
    """Yield the breaks of a series in order.

    Args:
        points: one for each edition, in order, without a gap.
    """
    before: Point | None = None
    between: list[Point] = []
    for point in points:
        if point.state != "given":
            between.append(point)
            continue
        if between and (before or _tells(between)):
            yield _gap(before, point, between)
        elif before is not None and (why := why_periods_differ(before, point)):
            yield Break(before.edition, point.edition, ("period_changed",), why)
        before, between = point, []
    if before is not None and between:
        yield _gap(before, None, between)


def why_periods_differ(before: _Counted, after: _Counted) -> str:
    """Return that two figures are counted over unlike periods, in words; empty where they are not, or do not tell.

    Args:
        before: the figure of the earlier edition.
        after: that of the later one.
    """
    if before.basis is None or after.basis is None:
        return ""
    if before.basis == after.basis != "part":
        return ""
    words = [
        f"{basis_in_words(one.basis)} in {one.edition}" for one in (before, after) if one.basis
    ]
    return f"counted over {' and '.join(words)}"


def _tells(between: Sequence[Point]) -> bool:
    """Tell whether a text speaks of the figure before its first point: otherwise nothing is broken off there."""
    return between[-1].state in ("other_unit", "not_reported", "conflict")


def _gap(before: Point | None, after: Point | None, between: Sequence[Point]) -> Break:
    kinds: dict[str, list[int]] = {}
    for point in between:
        kinds.setdefault(point.state, []).append(point.edition)
    return Break(
        None if before is None else before.edition,
        None if after is None else after.edition,
        tuple(dict.fromkeys(_KINDS[state][0] for state in kinds)),
        "; ".join(_KINDS[state][1].format(years_listed(found)) for state, found in kinds.items()),
    )
