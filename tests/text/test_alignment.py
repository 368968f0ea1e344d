"""The alignment against a slow one that fills the whole table, on sequences of few letters, where ties abound."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tierbook.text import align, find_all

letters = st.lists(st.sampled_from("abc"), max_size=24)


def longest(a, b):
    """Return the table of lengths of the longest common subsequence of all beginnings."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a):
        for j, two in enumerate(b):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if one == two else max(table[i][j + 1], table[i + 1][j])
            )
    return table


@given(letters, letters)
def test_it_is_as_long_as_the_longest(a, b):
    found = align(a, b)
    assert found.length == longest(a, b)[-1][-1] == sum(n for _, _, n in found.runs)


@given(letters, letters)
def test_runs_rise_and_hold_equal_items(a, b):
    at = (0, 0)
    for i, j, n in align(a, b).runs:
        assert i >= at[0]
        assert j >= at[1]
        assert n > 0
        assert a[i : i + n] == b[j : j + n]
        at = i + n, j + n


@given(letters, letters)
def test_runs_and_gaps_cover_both(a, b):
    found = align(a, b)
    pieces = [(i, i + n, j, j + n) for i, j, n in found.runs] + found.gaps()
    assert sorted(k for low, high, _, _ in pieces for k in range(low, high)) == list(range(len(a)))
    assert sorted(k for _, _, low, high in pieces for k in range(low, high)) == list(range(len(b)))


@given(letters, letters, st.data())
def test_what_a_forced_pair_costs(a, b, data):
    pairs = [(i, j) for i in range(len(a)) for j in range(len(b)) if a[i] == b[j]]
    if not pairs:
        return
    i, j = data.draw(st.sampled_from(pairs))
    n = 1
    while n < 3 and i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
        n += 1
    before = longest(a[:i], b[:j])[-1][-1]
    after = longest(a[i + n :], b[j + n :])[-1][-1]
    assert align(a, b).best_with(i, j, n) == before + n + after


@given(letters, st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_every_place_is_found(items, wanted):
    n = len(wanted)
    slow = [k for k in range(len(items) - n + 1) if items[k : k + n] == wanted]
    assert find_all(items, wanted) == slow


def test_twenty_thousand_characters_take_no_time_worth_counting():
    words = [f"w{k % 700}" for k in range(4000)]
    changed = [w if k % 9 else f"x{k}" for k, w in enumerate(words)]
    found = align(words, changed[700:] + changed[:700])
    assert found.length > 2500
