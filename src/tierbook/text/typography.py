"""Tokens of a text, and the typography in which two settings of the same words may differ.

Folded are quotation marks (curly, low, angled, straight), dashes (a hyphen, an en dash, an em dash, a run of them),
white space of any kind and amount, ligatures, the ellipsis, characters that show nothing (soft hyphens, joiners) and
letters written with a combining accent. Nothing else is: case, punctuation, digits and letters count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter

from tierbook.text.compiling import late

__all__ = ["FOLDED", "Tokens", "typographic_kinds"]

_QUOTES = "‘’‚‛′`´ʼ'"
_DOUBLE = '“”„‟″«»"'
_DASHES = "‐‑‒–—―−-"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

FOLDED = (
    "quotation marks",
    "dashes",
    "white space",
    "ligatures",
    "ellipses",
    "invisible characters",
    "combining accents",
)

_TOKEN = late(
    rf"[\w\u0300-\u036f{_INVISIBLE}]+|[{_DASHES}]+|\.\.\.|[^\w\s\u0300-\u036f{_INVISIBLE}]"
)
_KEYS: dict[int, str | None] = {
    **{ord(sign): "'" for sign in _QUOTES},
    **{ord(sign): '"' for sign in _DOUBLE},
    **{ord(sign): None for sign in _INVISIBLE},
    **{ord(sign): letters for sign, letters in _LIGATURES.items()},
}

_start, _end = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words, numbers and marks of a text in their order: `spans` in the text, `keys` with typography folded."""

    text: str
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Cut `text[start:end]` into tokens; spans count in the whole text."""
        spans: list[tuple[int, int]] = []
        keys: list[str] = []
        for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
            key = _key(match[0])
            if key:
                spans.append(match.span())
                keys.append(key)
        return cls(text, tuple(spans), tuple(keys))

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the tokens that lie in `text[start:end]` with a character at least."""
        low = bisect_right(self.spans, start, key=_end)
        return low, bisect_left(self.spans, end, low, key=_start)

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return the span of the text from token `low` up to `high`, exclusive; empty where they are the same."""
        if low >= high:
            at = self.spans[low][0] if low < len(self.spans) else len(self.text)
            return at, at
        return self.spans[low][0], self.spans[high - 1][1]

    def words(self, low: int, high: int) -> str:
        """Return the text from token `low` up to `high`, exclusive."""
        start, end = self.span(low, high)
        return self.text[start:end]


def _key(token: str) -> str:
    if token.isascii():
        return "-" if token[0] == "-" else "…" if token == "..." else token
    if token[0] in _DASHES:
        return "-"
    return unicodedata.normalize("NFC", token.translate(_KEYS))


def typographic_kinds(a: str, b: str) -> tuple[str, ...]:
    """Name the kinds of typography in which two settings of the same words differ, in the order of `FOLDED`.

    Args:
        a: a stretch of text.
        b: one whose tokens have the same keys.
    """
    found = set()
    for signs, kind in ((_QUOTES + _DOUBLE, 0), (_DASHES, 1), (_INVISIBLE, 5)):
        if [sign for sign in a if sign in signs] != [sign for sign in b if sign in signs]:
            found.add(kind)
    for kind, pattern in ((2, r"\s+"), (3, "[ﬀ-ﬆ]"), (4, r"…|\.\.\."), (6, "[\u0300-\u036f]")):
        if re.findall(pattern, a) != re.findall(pattern, b):
            found.add(kind)
    return tuple(FOLDED[kind] for kind in sorted(found))
