"""The lines of a page's text, as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "split_lines"]

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its span in the source without outer white space, and the empty lines before.

    `item` tells that the page's markup makes it an item of a list; a bullet that is printed is part of the text.
    """

    start: int
    end: int
    gap: int
    text: str
    item: bool = False


def split_lines(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of `source[start:end]` that are not empty, in order."""
    stop = len(source) if end is None else end
    lines: list[Line] = []
    last_end = start
    for match in _LINE.finditer(source, start, stop):
        low, high = match.span()
        while low < high and source[low].isspace():
            low += 1
        while high > low and source[high - 1].isspace():
            high -= 1
        if low == high:
            continue
        breaks = len(_BREAK.findall(source, last_end, low))
        lines.append(Line(low, high, max(breaks - 1, 0) if lines else 0, source[low:high]))
        last_end = high
    return lines
