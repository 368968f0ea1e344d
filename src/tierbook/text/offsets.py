"""A map between the offsets of a text that was made and of the text it was made from.

Offsets count Unicode code points, ends are exclusive. A segment says that `length` characters at `target` are
those at `source`, unchanged; what lies between segments was put in or left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["OffsetMap"]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map, segments (target, source, length) rising in target and in source."""

    segments: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def of(cls, segments: Iterable[tuple[int, int, int]]) -> OffsetMap:
        """Build a map, joining segments that touch on both sides and dropping empty ones."""
        joined: list[tuple[int, int, int]] = []
        for target, source, length in segments:
            if length <= 0:
                continue
            if joined:
                t, s, n = joined[-1]
                if t + n == target and s + n == source:
                    joined[-1] = (t, s, n + length)
                    continue
            joined.append((target, source, length))
        return cls(tuple(joined))

    def shifted(self, by: int) -> OffsetMap:
        """Return the map of the same text standing `by` characters further on in its target."""
        return OffsetMap(tuple((t + by, s, n) for t, s, n in self.segments))

    def window(self, start: int, end: int) -> OffsetMap:
        """Return the map of `target[start:end]`, counting from its own start."""
        cut = (
            (max(t, start), s + max(start - t, 0), min(t + n, end) - max(t, start))
            for t, s, n in self.segments
        )
        return OffsetMap(tuple((t - start, s, n) for t, s, n in cut if n > 0))

    def to_source(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the source span from the first to the last mapped character of a target span, or None."""
        return _across(self.segments, start, end)

    def to_target(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the target span from the first to the last mapped character of a source span, or None."""
        return _across(tuple((s, t, n) for t, s, n in self.segments), start, end)


def _across(
    segments: tuple[tuple[int, int, int], ...], start: int, end: int
) -> tuple[int, int] | None:
    first: int | None = None
    last = 0
    i = max(bisect_right(segments, (start, 1 << 60, 0)) - 1, 0)
    for here, there, length in segments[i:]:
        if here >= end:
            break
        low, high = max(start, here), min(end, here + length)
        if low < high:
            if first is None:
                first = there + low - here
            last = there + high - here
    return None if first is None else (first, last)
