"""The longest common subsequence of two sequences, exact, by operations on whole rows of bits.

A row of the table of lengths is one integer: bit `j` is 0 where the length grows at `j`. A row is made from the one
before by an addition, so the work of a row is that of one long integer, not of a loop (Hyyrö 2004, after Crochemore
and others). Two texts of 4,000 tokens take a few milliseconds; time and memory grow with the product of the lengths.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

__all__ = ["Alignment", "align", "find_all"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two sequences set against each other: `runs` are (place in a, place in b, length), rising in both.

    Equal items alone are ever set against each other. `length` is the number of items in the runs: no other alignment
    has more.
    """

    a: Sequence[Hashable]
    b: Sequence[Hashable]
    runs: tuple[tuple[int, int, int], ...]
    length: int
    forward: tuple[int, ...] = field(repr=False)
    backward: tuple[int, ...] = field(repr=False)

    def best_with(self, i: int, j: int, n: int) -> int:
        """Return the most items that an alignment has which sets `a[i:i+n]` against `b[j:j+n]`; they must be equal."""
        before = _grown(self.forward[i], j)
        after = _grown(self.backward[len(self.a) - i - n], len(self.b) - j - n)
        return before + n + after

    def gaps(self) -> list[tuple[int, int, int, int]]:
        """Return what lies between the runs: (start and end in a, start and end in b), one side at least not empty."""
        found: list[tuple[int, int, int, int]] = []
        at_a = at_b = 0
        for i, j, n in (*self.runs, (len(self.a), len(self.b), 0)):
            if at_a < i or at_b < j:
                found.append((at_a, i, at_b, j))
            at_a, at_b = i + n, j + n
        return found


def align(a: Sequence[Hashable], b: Sequence[Hashable]) -> Alignment:
    """Align two sequences of items by equality."""
    forward = _rows(a, b)
    backward = _rows(a[::-1], b[::-1])
    runs = _trace(a, b, forward)
    return Alignment(a, b, runs, _grown(forward[-1], len(b)), forward, backward)


def _rows(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, ...]:
    places: dict[Hashable, int] = {}
    for j, item in enumerate(b):
        places[item] = places.get(item, 0) | 1 << j
    full = (1 << len(b)) - 1
    row = full
    rows = [row]
    for item in a:
        grown = row & places.get(item, 0)
        row = ((row + grown) | (row - grown)) & full
        rows.append(row)
    return tuple(rows)


def _grown(row: int, j: int) -> int:
    """Return the length of the common subsequence up to place `j` of b: the zeros among the first j bits."""
    return j - (row & ((1 << j) - 1)).bit_count()


def _trace(
    a: Sequence[Hashable], b: Sequence[Hashable], rows: tuple[int, ...]
) -> tuple[tuple[int, int, int], ...]:
    """Walk back from the end; equal items at the end of both are always part of a longest one."""
    runs: list[tuple[int, int, int]] = []
    i, j = len(a), len(b)
    length = _grown(rows[-1], j)
    while length:
        if a[i - 1] == b[j - 1]:
            n = 1
            while n < i and n < j and a[i - 1 - n] == b[j - 1 - n]:
                n += 1
            i, j, length = i - n, j - n, length - n
            runs.append((i, j, n))
        elif _grown(rows[i - 1], j) == length:
            i -= 1
        else:
            j -= 1
    return tuple(reversed(runs))


def find_all(items: Sequence[Hashable], wanted: Sequence[Hashable]) -> list[int]:
    """Return every place where `wanted` stands in `items` without a break."""
    n = len(wanted)
    if not n:
        return []
    found: list[int] = []
    at = -1
    try:
        while True:
            at = items.index(wanted[0], at + 1)
            if items[at : at + n] == wanted:
                found.append(at)
    except ValueError:
        return found
