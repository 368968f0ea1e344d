"""Lower-cased text for matching, with the way back to the offsets of the original.

Every character becomes exactly one, so offsets stay; only where soft hyphens, joiners, combining accents or runs of
blanks have to go, the lengths differ, and a list of cuts leads back.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from tierbook.text import late

__all__ = ["Folded", "fold"]

_NOT_ASCII = late(r"[^\x00-\x7f]")
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02bb\u2032\u00b4\uff07"
# U+0160 is what some PDF texts of the Report hold in the place of a long dash; no English name of a country has it.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u0160"
_GONE = "\x00"
_ODD = late(r"[\x00\t\n\r\f\v]|  ")
# Blanks and removed characters; two line ends are a new paragraph, and no name goes across it.
_RUN = late(r" [ \t\n\r\f\v\x00]+|[\t\n\r\f\v\x00][ \t\n\r\f\v\x00]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching; `start` and `end` lead from its offsets to those of the original."""

    text: str
    _at: tuple[int, ...]
    _shift: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Return the original offset of the character that stands at `offset`."""
        if not self._at:
            return offset
        return offset + self._shift[bisect_right(self._at, offset) - 1]

    def end(self, offset: int) -> int:
        """Return the original offset after the character that stands before `offset`."""
        return self.start(offset - 1) + 1


def fold(text: str) -> Folded:
    """Lower a text, unify apostrophes, dashes and blanks, and take accents off."""
    one = text if text.isascii() else _NOT_ASCII.sub(lambda found: _fold_character(found[0]), text)
    low = one.lower()
    if _ODD.search(low) is None:
        return Folded(low, (), ())
    return _squeeze(low)


@cache
def _fold_character(character: str) -> str:
    """Return the one character that stands for a character beyond ASCII."""
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return _GONE
    base = unicodedata.normalize("NFD", character)[0]
    if base == "\u0131":
        return "i"
    return base if len(base.lower()) == 1 else "?"


def _squeeze(low: str) -> Folded:
    pieces: list[str] = []
    at, shift = [0], [0]
    length = last = 0
    for found in _RUN.finditer(low):
        start, end = found.span()
        run = low[start:end].replace(_GONE, "")
        lines = run.count("\n")
        if lines > 1:
            blank = "\n"
        elif lines and start and low[start - 1] == "-":
            blank = ""  # a name broken at its hyphen
        else:
            blank = " " if run else ""
        pieces.append(low[last:start] + blank)
        length += start - last + len(blank)
        last = end
        if len(blank) != end - start:
            at.append(length)
            shift.append(last - length)
    pieces.append(low[last:])
    return Folded("".join(pieces), tuple(at), tuple(shift))
