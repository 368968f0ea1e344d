r"""Glyphs for which a PDF gives no letter: PDFium then shows their bare code, a control character within a word.

They are ligatures nearly always (`Traf\x1fcking`). Which one a code stands for is told by the words: where only one
ligature makes a word that the file itself, or the field, knows. A code that was settled so twice, and never otherwise,
counts for other words of the same font too. What cannot be settled is shown as U+FFFD.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tierbook.pages.words import known_words, read_words
from tierbook.text import late

__all__ = ["Glyphs", "Mended", "has_lost_glyphs", "show_lost"]

_LOST = late("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_WORD = late("[^\\W\\d_]*(?:[\x01-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff][^\\W\\d_]*)+")
_LIGATURES = ("fi", "ff", "ffi", "fl", "ffl", "ft", "ti", "tt", "th", "ct", "st")
_BULLETS = "\uf0b7\uf0a7"
_SETTLED = 2


@dataclass(frozen=True, slots=True)
class Mended:
    """One glyph put right: its place in the mended text, what stood there, and what does now."""

    at: int
    was: str
    now: str


class Glyphs:
    """What the codes of a file's fonts stand for, as far as it has been read."""

    def __init__(self) -> None:
        self.votes: dict[tuple[str, str], Counter[str]] = {}

    def learn(self, text: str, font: str, words: Counter[str]) -> None:
        """Count what the words of a line tell of its codes."""
        for match in _WORD.finditer(text):
            found = list(_readings(match[0], words))
            if len(found) == 1:
                for code, ligature in found[0].items():
                    self.votes.setdefault((font, code), Counter())[ligature] += 1

    def mend(self, text: str, font: str, words: Counter[str]) -> tuple[str, list[Mended]]:
        """Return a line with its codes put right, and what was changed."""
        parts: list[str] = []
        mended: list[Mended] = []
        at = low = 0
        for match in _WORD.finditer(text):
            readings = list(_readings(match[0], words))
            known = readings[0] if len(readings) == 1 else {}
            for lost in _LOST.finditer(text, *match.span()):
                code = lost[0]
                if code in _BULLETS:
                    continue
                now = known.get(code) or self._settled(font, code) or "\ufffd"
                parts.append(text[low : lost.start()])
                at += lost.start() - low
                mended.append(Mended(at, code, now))
                parts.append(now)
                at += len(now)
                low = lost.end()
        return "".join([*parts, text[low:]]), mended

    def _settled(self, font: str, code: str) -> str | None:
        votes = self.votes.get((font, code))
        if votes and len(votes) == 1 and votes.total() >= _SETTLED:
            return next(iter(votes))
        return None


def has_lost_glyphs(text: str) -> bool:
    """Tell whether a line holds codes without a letter."""
    return not text.isprintable() or "\ufffd" in text


def show_lost(text: str) -> str:
    """Return a line with its codes shown as U+FFFD, for what is read no closer."""
    return _LOST.sub("\ufffd", text)


def _readings(word: str, words: Counter[str]) -> Iterator[dict[str, str]]:
    """Yield the ligatures for a word's codes that make it a known word."""
    codes = list(dict.fromkeys(_LOST.findall(word)))
    if len(codes) != 1 or len(word) < 3:
        return
    usual = _usual_words()
    for ligature in _LIGATURES:
        whole = word.replace(codes[0], ligature).lower()
        if whole in usual or words[whole] > 1:
            yield {codes[0]: ligature}


@cache
def _usual_words() -> frozenset[str]:
    """Return the words of the field, the rarer ones that hold a ligature among them."""
    return known_words().union(read_words("ligature_words.txt"))
