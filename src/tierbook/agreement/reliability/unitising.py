"""Whether coders mark the same words: Krippendorff's alpha for unitising, with a distance in lengths.

Source: K. Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25 (1995), as
corrected in Content Analysis (2004), section 11.6: what two coders mark is compared section by section, an overlap
that does not match costs the squares of what it is off at both ends, and a mark in the middle of nothing the square
of its length; chance is every placing of the marks that were made.

Texts are set end to end. No mark and no gap reaches from one text into the next, and where not all coders read all
texts, those read by the same coders are set end to end and added up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

__all__ = ["Continuum", "Span", "merge_spans", "unit_distance", "unitised_alpha"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Continuum:
    """One text: its length, and by coder what was marked in it: nothing, for one who read it and marked nothing."""

    length: int
    marks: Mapping[str, tuple[Span, ...]]


def unitised_alpha(texts: Iterable[Continuum]) -> float | None:
    """Return the agreement on which words are marked; None where nothing is marked, or by one coder alone."""
    blocks: dict[tuple[str, ...], list[Continuum]] = {}
    for text in texts:
        coders = tuple(sorted(text.marks))
        if len(coders) > 1 and text.length:
            blocks.setdefault(coders, []).append(text)
    observed = expected = 0.0
    for coders, block in sorted(blocks.items()):
        length = sum(text.length for text in block)
        weight = length * len(coders)
        observed += weight * _observed(coders, block, length)
        expected += weight * _expected(coders, block, length)
    return 1 - observed / expected if expected > 0 else None


def unit_distance(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    """Return the distance of two sections (start, length, whether marked) that meet."""
    (start, length, marked), (start_other, length_other, marked_other) = one, other
    off = start - start_other
    if marked and marked_other:
        if -length < off < length_other:
            return off * off + (off + length - length_other) ** 2
        return 0
    if marked and length_other - length >= off >= 0:
        return length * length
    if marked_other and length_other - length <= off <= 0:
        return length_other * length_other
    return 0


def merge_spans(spans: Iterable[Span], length: int | None = None) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one, empty ones left out, all within the text."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        start, end = max(first, 0), last if length is None else min(last, length)
        if end <= start:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _sections(marks: Sequence[Span], length: int) -> list[tuple[int, int, bool]]:
    sections = []
    at = 0
    for start, end in marks:
        if start > at:
            sections.append((at, start - at, False))
        sections.append((start, end - start, True))
        at = end
    if at < length:
        sections.append((at, length - at, False))
    return sections


def _observed(coders: Sequence[str], block: Sequence[Continuum], length: int) -> float:
    total = 0
    for text in block:
        laid = {coder: _sections(text.marks[coder], text.length) for coder in coders}
        for one, other in combinations(coders, 2):
            total += _between(laid[one], laid[other])
    return 2 * total / (len(coders) * (len(coders) - 1) * length * length)


def _between(one: Sequence[tuple[int, int, bool]], other: Sequence[tuple[int, int, bool]]) -> int:
    total = i = j = 0
    while i < len(one) and j < len(other):
        total += unit_distance(one[i], other[j])
        end, end_other = one[i][0] + one[i][1], other[j][0] + other[j][1]
        i += end <= end_other
        j += end_other <= end
    return total


def _expected(coders: Sequence[str], block: Sequence[Continuum], length: int) -> float:
    marked: list[int] = []
    gaps: list[int] = []
    for text in block:
        for coder in coders:
            for _, size, is_marked in _sections(text.marks[coder], text.length):
                (marked if is_marked else gaps).append(size)
    gaps.sort()
    above = [0, *accumulate(reversed(gaps))]
    total = 0.0
    for size in marked:
        total += (len(marked) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        wide = len(gaps) - bisect_left(gaps, size)
        total += size * size * (above[wide] - wide * (size - 1))
    room = len(coders) * length
    places = room * (room - 1) - sum(size * (size - 1) for size in marked)
    return 2 / length * total / places if places > 0 else 0.0
