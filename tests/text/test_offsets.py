"""Offset maps against the plain list of characters they stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tierbook.text import OffsetMap

SEGMENTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4)), max_size=6)


def build(steps: list[tuple[int, int, int]]) -> tuple[OffsetMap, dict[int, int]]:
    """Lay out segments with gaps before them, and the same as a table of single characters."""
    segments, table = [], {}
    target = source = 0
    for gap, other_gap, length in steps:
        target, source = target + gap, source + other_gap
        segments.append((target, source, length))
        table |= {target + i: source + i for i in range(length)}
        target, source = target + length, source + length
    return OffsetMap.of(segments), table


@given(SEGMENTS, st.integers(0, 40), st.integers(0, 10))
def test_a_span_goes_from_its_first_mapped_character_to_its_last(
    steps: list[tuple[int, int, int]], start: int, length: int
) -> None:
    offsets, table = build(steps)
    inside = [table[i] for i in range(start, start + length) if i in table]
    expected = (inside[0], inside[-1] + 1) if inside else None
    assert offsets.to_source(start, start + length) == expected
    back = {source: target for target, source in table.items()}
    inside = [back[i] for i in range(start, start + length) if i in back]
    expected = (inside[0], inside[-1] + 1) if inside else None
    assert offsets.to_target(start, start + length) == expected


@given(SEGMENTS, st.integers(0, 20), st.integers(0, 20))
def test_a_window_is_the_map_of_the_part(
    steps: list[tuple[int, int, int]], start: int, length: int
) -> None:
    offsets, table = build(steps)
    part = offsets.window(start, start + length)
    for i in range(length):
        expected = table.get(start + i)
        found = part.to_source(i, i + 1)
        assert found == (None if expected is None else (expected, expected + 1))
    assert offsets.shifted(7).to_source(start + 7, start + 7 + length) == offsets.to_source(
        start, start + length
    )
