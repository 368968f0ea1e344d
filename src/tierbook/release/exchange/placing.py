"""Where words of a file stand in a narrative: at the same place, at the one place that is certain, or nowhere.

Programs count characters in three ways (code points, units of UTF-16, and either with a line end of two characters as
one), and few say in which. The words that a file quotes beside its offsets decide between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import cast

from tierbook.errors import TierbookError
from tierbook.narrative import comparable_tokens
from tierbook.release.exchange.pieces import Piece
from tierbook.text import Alignment, Tokens, align, find_all

__all__ = ["COUNTINGS", "Placer", "choose_counting", "level_blanks", "to_utf16", "unify_lines"]

_MARGIN = 3  # by so many words the surroundings must be worse for every other place
_SURE_SIGNS = 20  # of a quotation that was cut short
_SURE = 6  # words that are known wherever they stand, if they stand there once
_LONGEST = 20_000  # words of a text that can be set against another

Counting = Callable[[str], Sequence[int]]


def unify_lines(text: str) -> str:
    """Return a text with every line end as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def level_blanks(text: str) -> str:
    """Return a text in one line, a blank for each sign of white space: as many characters as it had."""
    return re.sub(r"\s", " ", text)


def to_utf16(text: str) -> list[int]:
    """Return for every offset of a text, its end included, how many units of UTF-16 stand before it."""
    return list(accumulate((2 if ord(sign) > 0xFFFF else 1 for sign in text), initial=0))


def _points(text: str) -> Sequence[int]:
    return range(len(text) + 1)


def _unified(text: str, width: Callable[[str], int]) -> list[int]:
    """Count with a line end of two characters as one: its second character takes no place."""
    widths = (
        0 if sign == "\n" and text[max(at - 1, 0)] == "\r" and at else width(sign)
        for at, sign in enumerate(text)
    )
    return list(accumulate(widths, initial=0))


def _points_unified(text: str) -> Sequence[int]:
    return _unified(text, lambda _: 1)


def _utf16_unified(text: str) -> Sequence[int]:
    return _unified(text, lambda sign: 2 if ord(sign) > 0xFFFF else 1)


COUNTINGS: dict[str, Counting] = {
    "code points": _points,
    "code points, a line end as one": _points_unified,
    "units of UTF-16": to_utf16,
    "units of UTF-16, a line end as one": _utf16_unified,
}


def choose_counting(
    text: str, spans: Iterable[tuple[int, int, str | None]], first: str = "code points"
) -> tuple[str, Callable[[int, int], tuple[int, int] | None]]:
    """Return how a file counts, and a function from its offsets to code points of the text.

    Args:
        text: the text as the file has it.
        spans: offsets of the file, each with the words that it quotes there, where it does.
        first: the counting that is taken where quotes decide nothing.
    """
    quoted = [(start, end, quote) for start, end, quote in spans if quote and quote.strip()]
    names = [first, *(name for name in COUNTINGS if name != first)]
    if text.isascii() and "\r" not in text:
        names = ["code points"]
    best, most = names[0], -1
    for name in names:
        into = _reader(COUNTINGS[name](text))
        met = sum(_shows(text, into(start, end), quote) for start, end, quote in quoted[:200])
        if met > most:
            best, most = name, met
    return best, _reader(COUNTINGS[best](text))


def _reader(counts: Sequence[int]) -> Callable[[int, int], tuple[int, int] | None]:
    def read(start: int, end: int) -> tuple[int, int] | None:
        if not 0 <= start <= end <= counts[-1]:
            return None
        return bisect_left(counts, start), bisect_left(counts, end)

    return read


def _shows(text: str, span: tuple[int, int] | None, quote: str) -> int:
    """Weigh how a span shows words: 3 to the character, 2 but for blanks within, 1 with some at an edge, else 0."""
    raw = "" if span is None else text[span[0] : span[1]]
    if level_blanks(raw) == level_blanks(quote):
        return 3
    shown, wanted = " ".join(raw.split()), " ".join(quote.rstrip("…").split())
    cut = len(wanted) >= _SURE_SIGNS and shown.startswith(wanted)
    if not shown or not wanted or not (shown == wanted or cut):
        return 0
    return 2 if raw == raw.strip() else 1


def _comparable(text: str) -> Tokens | None:
    """Return the words of a text; None where it is too long to be compared."""
    try:
        return comparable_tokens(text)
    except TierbookError:
        return None


class Placer:
    """One narrative, and the places of words in it.

    Args:
        text: the narrative's text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._held: dict[str, Alignment | None] = {}
        self._theirs: dict[str, Tokens | None] = {}

    @cached_property
    def _tokens(self) -> tuple[list[str], list[tuple[int, int]]]:
        """The words of the narrative and where they stand; none where it is too long to be compared."""
        tokens = _comparable(self.text)
        return ([], []) if tokens is None else (list(tokens.keys), list(tokens.spans))

    def by_span(self, text: str, start: int, end: int) -> tuple[int, int, bool] | None:
        """Return (start, end, whether the very same place) of a span of another text, None where it isn't certain."""
        if text == self.text:
            return start, end, True
        if unify_lines(text) == self.text:
            return len(unify_lines(text[:start])), len(unify_lines(text[:end])), True
        if (start, end) == (0, len(text)):
            return 0, len(self.text), False
        found = self._moved(text, start, end)
        return None if found is None else (*found, False)

    def by_words(self, piece: Piece) -> tuple[int, int, bool] | None:
        """Return the same for words that a file quotes: at the place it names, or where they stand once."""
        quote = piece.quote or ""
        start, end = piece.start, piece.end
        inside = start is not None and end is not None and 0 <= start <= end <= len(self.text)
        if inside and (not quote or self.text[start:end] == quote):
            return cast("int", start), cast("int", end), True
        if not quote.strip():
            return None
        around = piece.prefix + quote + piece.suffix
        for wanted, before in ((around, len(piece.prefix)), (quote, 0)):
            if self.text.count(wanted) == 1:
                at = self.text.index(wanted) + before
                return at, at + len(quote), False
        keys, spans = self._tokens
        wanted_keys = list(comparable_tokens(quote).keys)
        places = find_all(keys, wanted_keys)
        if len(places) != 1:
            return None
        return spans[places[0]][0], spans[places[0] + len(wanted_keys) - 1][1], False

    def _moved(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words of a span of another text stand, if they stand there and one place is certain."""
        if text not in self._theirs:
            self._theirs[text] = _comparable(text)
        theirs, (keys, spans) = self._theirs[text], self._tokens
        if theirs is None or max(len(keys), len(theirs.keys)) > _LONGEST:
            return None
        low, high = theirs.within(start, end)
        n = high - low
        wanted = theirs.keys[low:high]
        here, there = find_all(theirs.keys, wanted), find_all(keys, list(wanted))
        if not there or not n:
            return None
        if not (len(here) == len(there) == 1 and n >= _SURE):
            there = self._certain(text, list(theirs.keys), low, n, here, there)
        if len(there) != 1:
            return None
        return spans[there[0]][0], spans[there[0] + n - 1][1]

    def _certain(
        self, text: str, theirs: list[str], low: int, n: int, here: list[int], there: list[int]
    ) -> list[int]:
        """Return the place that the alignment of everything around decides for, or nothing."""
        if text not in self._held:
            self._held[text] = align(theirs, self._tokens[0])
        alignment = self._held[text]
        assert alignment is not None
        lost = {j: alignment.length - alignment.best_with(low, j, n) for j in there}
        best = min(there, key=lambda j: (lost[j], j))
        rivals = [lost[j] for j in there if j != best]
        rivals += [alignment.length - alignment.best_with(i, best, n) for i in here if i != low]
        sure = lost[best] < _MARGIN and all(loss >= lost[best] + _MARGIN for loss in rivals)
        return [best] if sure else []
