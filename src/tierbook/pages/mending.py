"""Mending of characters: what copying, PDF extraction and wrong encodings did to a page, put right and listed.

Nothing is dropped in silence: each change but the folding of spaces and line breaks is a `Repair` with its place. The
text that comes out keeps a map back to the page, so evidence can be shown on the very words of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tierbook.pages.change import Change
from tierbook.pages.damage import Damage, examine
from tierbook.pages.document import Repair
from tierbook.pages.mojibake import encoding_changes
from tierbook.pages.odd_signs import plain_signs, sign_change
from tierbook.pages.running_heads import running_heads
from tierbook.pages.words import PageWords
from tierbook.text import OffsetMap, late

__all__ = ["Mended", "mend"]

Mended = tuple[str, OffsetMap, list[Repair]]

_STRAY = late(r"[:;,](?:\s*(?=\w)|\Z)")
_CLOSING = frozenset(".,;:)%\"'’”")
_BREAKS = "-\u2010\u2011"
_SOFT = "\u00ad\x02\ufffe"
_LEFT = late(r"[A-Za-zÀ-ÿ]+\Z")
_RIGHT = late(r"[A-Za-zÀ-ÿ]+")
# What follows a hyphen that stands for the second half of a word named later: "mid- and long-term".
_SUSPENDED = frozenset({"and", "or", "to", "nor", "but", "versus", "through", "as", "rather"})
_HEAD = "running head of the printed page"
_BROKEN = "word broken at the end of a line"


class _Writer:
    """The mended text under construction, with its map and its repairs."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        self.repairs: list[Repair] = []
        self.at = 0

    def keep(self, start: int, end: int) -> None:
        """Take over characters of the page."""
        if start < end:
            self.parts.append(self.source[start:end])
            self.segments.append((self.at, start, end - start))
            self.at += end - start

    def ends_with_blank(self) -> bool:
        """Tell whether another space would be one too many."""
        return bool(self.parts) and self.parts[-1][-1] == " "

    def change(self, change: Change) -> None:
        """Put characters in the place of the page's; as many as there were are mapped one to one."""
        start, end, now = change.start, change.end, change.now
        if now[:1] == " " and self.ends_with_blank():
            now = now[1:]
        if change.why:
            self.repairs.append(Repair(start, self.source[start:end], now, change.why))
        if now:
            self.parts.append(now)
            if end - start == len(now):
                self.segments.append((self.at, start, len(now)))
            self.at += len(now)


def mend(source: str, spans: Sequence[tuple[int, int]], damage: Damage | None = None) -> Mended:
    """Return the text of spans of a page joined by spaces, its map to the page, and the repairs made.

    Args:
        source: the page as text.
        spans: spans in reading order, without outer white space.
        damage: what is wrong with the page as a whole; found here where it isn't given.
    """
    damage = damage or examine(source)
    writer = _Writer(source)
    low = spans[0][0] if spans else 0
    for i, (start, end) in enumerate(spans):
        joint = _joint(source, end, spans[i + 1][0], damage.words) if i + 1 < len(spans) else None
        high = min(joint.start, end) if joint is not None else end
        low = max(low, start)
        for change in _changes(source, start, end, damage, first=not i):
            if low <= change.start and change.end <= high:
                writer.keep(low, change.start)
                writer.change(change)
                low = change.end
                while low < high and source[low] == " " and writer.ends_with_blank():
                    low += 1
        writer.keep(low, high)
        if joint is not None:
            writer.change(joint)
            low = joint.end
    return "".join(writer.parts), OffsetMap.of(writer.segments), writer.repairs


def _joint(source: str, end: int, start: int, words: PageWords) -> Change:
    """Return what stands between two lines of a paragraph: a space, or nothing where a hyphen joins them.

    A word that was broken there loses the hyphen, a compound keeps it. What lies between the lines is only taken
    into the change where it is nothing but white space.
    """
    last = source[end - 1]
    blank = source[end:start].isspace()
    after = start if blank else end
    if last in _SOFT:
        return Change(end - 1, after, "", _BROKEN)
    if last in _BREAKS and end >= 2 and source[end - 2].isalnum() and source[start].isalnum():
        left, right = _LEFT.search(source, max(end - 41, 0), end - 1), _RIGHT.match(source, start)
        if right is None or right[0].lower() not in _SUSPENDED:
            kept = True
            if left is not None and right is not None and source[start].islower():
                kept = words.hyphen_between(left[0], right[0]) is not False
            if kept:
                return Change(end, after, "", "line break after a hyphen")
            return Change(end - 1, after, "", _BROKEN)
    if source[start - 1].isspace():
        return Change(start - 1, start, " ", "")
    return Change(start, start, " ", "")


def _changes(source: str, start: int, end: int, damage: Damage, *, first: bool) -> list[Change]:
    """Return the changes to a span in their order; of two that overlap the first counts."""
    changes: list[Change] = []
    stray = _STRAY.match(source, start, end) if first else None
    if stray is not None:
        changes.append(Change(start, stray.end(), "", "stray sign at the head of a paragraph"))
    if damage.encoding:
        changes += [
            Change(c.start + start, c.end + start, plain_signs(c.now), c.why)
            for c in encoding_changes(source[start:end])
        ]
    for at in _between(damage.places, start, end):
        change = sign_change(source, at, start, end, damage)
        if change is not None:
            changes.append(change)
    glued = _between(damage.glued, start, end)
    if glued:
        changes += _heads(source, start, end, glued)
        changes += _numbers(source, start, end, glued)
    for at in _between(damage.hyphens, start, end - 1):
        change = _broken_word(source, start, end, at, damage.words)
        if change is not None:
            changes.append(change)
    if damage.lost:
        low = bisect_left(damage.lost, start, key=lambda change: change.start)
        high = bisect_left(damage.lost, end, key=lambda change: change.start)
        changes += damage.lost[low:high]
    if len(changes) > 1:
        changes.sort(key=lambda change: (change.start, -change.end))
    return changes


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _heads(source: str, start: int, end: int, digits: Sequence[int]) -> list[Change]:
    """Return the running heads, with a space in their place where they stood between two words."""
    changes = []
    for low, high in running_heads(source, start, end, digits):
        before = source[low - 1] if low > start else ""
        after = source[high] if high < end else ""
        apart = before in _CLOSING or before.isalnum()
        glue = " " if before and after and apart and not after.isspace() else ""
        changes.append(Change(low, high, glue, _HEAD))
    return changes


def _numbers(source: str, start: int, end: int, digits: Sequence[int]) -> list[Change]:
    """Return the blanks that are lost between a number and a word beside it."""
    changes = []
    for at in digits:
        after = at + 1
        if source[after : after + 1].islower():
            number = _NUMBER.search(source, max(at - 12, start), after)
            lost = number is not None and source[after : after + 2] not in _ORDINAL
            place = after
        else:
            word = _WORD_BEFORE.search(source, max(at - 7, start), at)
            lost = word is not None and _FIGURE.match(source, at, end) is not None
            place = at
        if lost and place < end:
            changes.append(Change(place, place, " ", "space lost beside a number"))
    return changes


_NUMBER = late(r"(?:(?<=[ (])|^)[0-9][0-9,]*\Z")
_FIGURE = late(r"[0-9][0-9,]*(?![\w-])")
_WORD_BEFORE = late(r"(?<![\w'’-])(?:to|of|in|and|from|for|with|than|by|or)\Z")
_ORDINAL = frozenset({"th", "st", "nd", "rd"})


def _broken_word(source: str, start: int, end: int, at: int, words: PageWords) -> Change | None:
    """Return what becomes of a hyphen and the space behind it: both go from a word that has no hyphen."""
    left = _LEFT.search(source, max(at - 40, start), at)
    right = _RIGHT.match(source, at + 2, end)
    if left is None or right is None or right[0] in _SUSPENDED:
        return None
    hyphen = words.hyphen_between(left[0], right[0])
    if hyphen:
        return Change(at + 1, at + 2, "", "space after the hyphen of a compound")
    return Change(at, at + 2, "", _BROKEN) if hyphen is False else None
