"""Sets of passages joined from small parts are those joined whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.sets(st.integers(0, 400), min_size=1, max_size=5), max_size=8))
def test_small_sets_join_to_the_same_set_as_whole_ones(sets: list[set[int]]) -> None:
    from tierbook.library.catalogue.search.bits import bits_in, bits_joined, bits_of

    parts = []
    for some in sets:
        begin = min(some) >> 3
        parts.append((begin, bits_of(number - (begin << 3) for number in some)))
    assert bits_in(bits_joined(parts)) == sorted(set().union(*sets))
