"""The lines of a page's text, as spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tierbook.pages.mojibake import decoded_rightly, may_be_mojibake
from tierbook.text import late

__all__ = ["Line", "rightly_decoded", "split_lines", "trimmed"]

_LINE = late(r"[^\r\n\x0b\x0c\u2028\u2029]+")
# A sign that is a blank by itself, and after such a letter the half of one that was wrongly decoded.
_LEADS = late("[ÂÃÅÐÑâ][\xa0\x85]")
_RARE_BREAKS = "\r\x0b\x0c\u2028\u2029"
_BREAK = late(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]")


class Line(NamedTuple):
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
    stop = len(source) if end is None else min(end, len(source))
    lines: list[Line] = []
    last_end = start
    for first, last in _between_breaks(source, start, stop):
        low, high = trimmed(source, first, last)
        if low == high:
            continue
        breaks = len(_BREAK.findall(source, last_end, low))
        lines.append(Line(low, high, max(breaks - 1, 0) if lines else 0, source[low:high]))
        last_end = high
    return lines


def _between_breaks(source: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between line breaks; a page that breaks its lines in one way only is cut much quicker."""
    if any(source.find(sign, start, stop) >= 0 for sign in _RARE_BREAKS):
        yield from (match.span() for match in _LINE.finditer(source, start, stop))
        return
    while start < stop:
        end = source.find("\n", start, stop)
        end = stop if end < 0 else end
        if start < end:
            yield start, end
        start = end + 1


def trimmed(source: str, low: int, high: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    while low < high and source[low].isspace():
        low += 1
    while high > low and source[high - 1].isspace() and not _LEADS.match(source, high - 2, high):
        high -= 1
    return low, high


def rightly_decoded(lines: Sequence[Line], source: str) -> tuple[Line, ...]:
    """Return the lines with text to recognise them by: decoded rightly where the page is not.

    Their spans stay those of the page. A line that begins otherwise than on the page is left as it is, since what is
    found at its head is counted off from there.
    """
    if not lines or not may_be_mojibake(source[lines[0].start : lines[-1].end]):
        return tuple(lines)
    read: list[Line] = []
    for line in lines:
        text = decoded_rightly(line.text)
        same = text[:3] == line.text[:3]
        read.append(line._replace(text=text) if same and text != line.text else line)
    return tuple(read)
