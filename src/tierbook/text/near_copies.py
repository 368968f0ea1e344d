"""How much of one text stands in another: sketches of word shingles, weighed by how rare they are.

A sketch holds hashes of runs of words, every one of a short text and a fixed share of a long one. Which are held
depends on the words alone, never on a seed, so two sketches made on two machines can be compared. A run that many
groups of texts hold (stock phrases) weighs little.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from tierbook.text.compiling import late

__all__ = ["Sketch", "Weights", "make_sketch"]

# ASCII letters and digits in lower case, a space for any other ASCII sign; bytes of other letters stay.
_LETTERS = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)) + bytes(
    range(128, 256)
)
_ODD = late(r"[^\x00-\x7f]+")
_SIZE = 4  # words in a shingle
_DENSEST = 8  # one shingle in so many is kept of a long text; a power of two
_WORDS_KEPT = 400
_PRIME = (1 << 61) - 1
_FACTORS = (0x1F3A9C25D7B1E6B5, 0x0B7E151628AED2A7, 0x09E3779B97F4A7C1, 1)


class _Codes(dict[bytes, int]):
    """Words to numbers, each worked out once in a process."""

    def __missing__(self, word: bytes) -> int:
        code = zlib.crc32(word)
        self[word] = code
        return code


_CODES = _Codes()


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hashes of the word runs of a text; `rate` says that one run in so many was kept, `words` how long the text is."""

    words: int
    rate: int
    marks: frozenset[int]

    def at_rate(self, rate: int) -> frozenset[int]:
        """Return the hashes that a sketch of a coarser rate would have kept."""
        if rate <= self.rate:
            return self.marks
        return frozenset(mark for mark in self.marks if not mark & (rate - 1))


def make_sketch(text: str) -> Sketch:
    """Sketch a text; case, punctuation, accents and typography don't count."""
    if not text.isascii():
        text = _ODD.sub(_plain, text)
    codes = list(
        map(_CODES.__getitem__, text.encode("utf-8", "surrogatepass").translate(_LETTERS).split())
    )
    rate = 1
    while rate < _DENSEST and len(codes) > _WORDS_KEPT * rate:
        rate *= 2
    low = rate - 1
    # The lowest bits of a mark say at which rates it is kept; they come from two of its words.
    kept = [
        i
        for i, (first, second) in enumerate(pairwise(codes[: 2 - _SIZE]))
        if not (first ^ second >> 5) & low
    ]
    one, two, three, four = _FACTORS
    marks = set()
    for i in kept:
        a, b, c, d = codes[i : i + _SIZE]
        level = (a ^ b >> 5) & (_DENSEST - 1)
        marks.add((a * one + b * two + c * three + d * four) % _PRIME * _DENSEST + level)
    if not marks and codes:
        marks.add(sum(codes) % _PRIME * _DENSEST)
    return Sketch(len(codes), rate, frozenset(marks))


def _plain(match: re.Match[str]) -> str:
    """Return letters without accents, ligatures as letters; other signs part words, what shows nothing is left out."""
    signs = unicodedata.normalize("NFKD", match[0]).lower()
    seen = (sign for sign in signs if unicodedata.category(sign) not in ("Mn", "Cf"))
    return "".join(sign if sign.isalnum() else " " for sign in seen)


class Weights:
    """What each run of words weighs among many texts: 1 where one group of texts holds it, less the more do.

    Texts that are known to belong together form one group, so that copies of a text don't make its words common.
    """

    def __init__(self, sketches: Iterable[tuple[Hashable, Sketch]]) -> None:
        held: dict[Hashable, set[int]] = {}
        for group, sketch in sketches:
            held.setdefault(group, set()).update(sketch.marks)
        groups: Counter[int] = Counter()
        for marks in held.values():
            groups.update(marks)
        # A mark that one group holds weighs 1, and is left out of the table.
        self.less = {mark: 1 / (1 + math.log2(n)) for mark, n in groups.items() if n > 1}

    def weight(self, mark: int) -> float:
        """Return the weight of one run of words."""
        return self.less.get(mark, 1.0)

    def shares(self, a: Sketch, b: Sketch) -> tuple[float, float]:
        """Return how much of a stands in b, and how much of b in a, between 0 and 1."""
        rate = max(a.rate, b.rate)
        in_a, in_b = a.at_rate(rate), b.at_rate(rate)
        # An exact sum is the same in any order, and so under any hash seed.
        shared = self._sum(in_a & in_b)
        of_a = shared / self._sum(in_a) if in_a else 0.0
        of_b = shared / self._sum(in_b) if in_b else 0.0
        return of_a, of_b

    def _sum(self, marks: frozenset[int]) -> float:
        less = self.less
        return math.fsum([less.get(mark, 1.0) for mark in marks])
