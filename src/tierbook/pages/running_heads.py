"""Running heads of the printed Report that its PDF text has glued into sentences: a page number and a country.

Left and right pages carry the first and the last country on them, so the name may be a neighbour's; left in the text
it would read as a country of the narrative.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tierbook.places import find_country
from tierbook.text import late

__all__ = ["running_heads"]

_AFTER = late(r"[A-ZÀ-Þ]{2}[A-ZÀ-Þ ,'’().-]{2,}")
_BEFORE = late(r"[A-ZÀ-Þ][A-ZÀ-Þ ,'’().-]{2,60}")
_WORD = late(r"(?<![A-Za-zÀ-ÿ])[A-ZÀ-Þ]")
# What makes the name of a country that of its people: "40 KENYANS" without its blank is no running head. A capital that
# begins the next word ("40 NIGERNational") makes no such name.
_PEOPLE = late("(?:NS?|ANS?|IANS?|ESE|ISH?)(?![A-ZÀ-Þ]|[a-zß-ÿ]{2})")
_SHORTEST = 4
_LONGEST = 61


def running_heads(
    source: str, start: int, end: int, digits: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the spans of running heads glued into `source[start:end]`: a page number and a country in capitals.

    Args:
        source: the page as text.
        start: where the line begins.
        end: where it ends.
        digits: the offsets of digits in it that touch a letter.
    """
    found: list[tuple[int, int]] = []
    done = start
    for at in digits:
        low, high = _digits(source, at, start, end)
        if low < done:
            continue
        first = _name_start(source, low, max(start, done))
        if not _is_page(source[low:high], named=first < low):
            continue
        size = _name_length(source, high, end)
        if size or (
            first < low and (high >= end or source[high].isspace() or source[high].isalpha())
        ):
            found.append((first, high + size))
            done = high + size
    return found


def _digits(source: str, at: int, start: int, end: int) -> tuple[int, int]:
    low, high = at, at + 1
    while low > start and source[low - 1] in "0123456789":
        low -= 1
    while high < end and source[high] in "0123456789":
        high += 1
    return low, high


def _is_page(number: str, *, named: bool) -> bool:
    """Tell whether digits are the number of a page, or of a left and a right page printed one after the other.

    Four digits that may be a year are pages only where a name stands before them too.
    """
    if len(number) <= 3:
        return True
    if not named and len(number) == 4 and number[:2] in {"19", "20"}:
        return False
    half = len(number) // 2
    return len(number) <= 6 and number[half:] == str(int(number[:half]) + 1)


def _name_length(source: str, start: int, end: int) -> int:
    """Return the length of the longest country name that stands at `start`, 0 if there is none."""
    name = _AFTER.match(source, start, end)
    words = name[0] if name else ""
    for size in range(len(words), _SHORTEST - 1, -1):
        if words[size - 1] not in " ,(-" and _is_country(words[:size]):
            return 0 if _PEOPLE.match(source, start + size, end) else size
    return 0


def _name_start(source: str, end: int, start: int) -> int:
    """Return where the longest country name that ends at an offset begins; the offset itself if there is none."""
    if end - start < _SHORTEST or not source[end - 1].isupper():
        return end
    for match in _WORD.finditer(source, max(start, end - _LONGEST), end):
        words = _BEFORE.match(source, match.start(), end)
        if words is not None and words.end() == end and _is_country(words[0]):
            return match.start()
    return end


@functools.lru_cache(maxsize=4096)
def _is_country(words: str) -> bool:
    return len(words) >= _SHORTEST and find_country(words) is not None
