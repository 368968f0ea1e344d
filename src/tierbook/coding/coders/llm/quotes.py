"""Where quoted words stand in a narrative: letter by letter, but for white space and the drawing of quotes and dashes.

What is shown as evidence is always the narrative's own text, never the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.narrative import Narrative, Sentence

__all__ = ["Place", "QuoteFinder", "QuoteRefused"]

_LEAST_ELSEWHERE = 12  # letters and digits of words that show their place by themselves
_EMPTY = frozenset(
    "a an and as at by for from he her his in is it its no not of on or she that the their they this to was with".split()
)
_WORD = re.compile(r"[^\W_]+")
_DRAWN = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class QuoteRefused(Exception):
    """Quoted words that are no evidence; `reason` is a code, the message says it in words."""

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason, self.why = reason, why


@dataclass(frozen=True, slots=True)
class Place:
    """Quoted words in one sentence, offsets into `Narrative.text`; `moved` says that another sentence was named."""

    sentence: Sentence
    start: int
    end: int
    moved: bool = False


class QuoteFinder:
    """The words of one narrative, made ready to be searched for quotations."""

    def __init__(self, narrative: Narrative) -> None:
        self._narrative = narrative
        self._folded, self._origins = _fold(narrative.text)

    def find(self, quote: str, named: Sentence) -> tuple[Place, ...]:
        """Return where words stand: in the sentence named, or at the one other place where they are.

        Words that run over the end of a sentence give a place in each; they stay within a paragraph.

        Raises:
            QuoteRefused: they stand nowhere, in several other sentences, or are too few to show anything.
        """
        folded, _ = _fold(quote.strip())
        folded = folded.strip()
        if not any(word not in _EMPTY for word in _WORD.findall(folded.lower())):
            raise QuoteRefused("quote_too_short", "the quoted words are too few to show anything")
        spans = list(self._spans(folded))
        inside = [s for s in spans if named.start <= s[0] and s[1] <= named.end]
        touching = [s for s in spans if s[0] < named.end and named.start < s[1]]
        chosen = inside or touching or spans
        if not chosen:
            raise QuoteRefused("quote_not_found", "the quoted words stand nowhere in the text")
        if not (inside or touching) and sum(c.isalnum() for c in folded) < _LEAST_ELSEWHERE:
            raise QuoteRefused(
                "quote_not_found", "the quoted words do not stand in the sentence named"
            )
        if not (inside or touching) and len(spans) > 1:
            raise QuoteRefused(
                "quote_ambiguous",
                "the quoted words stand in several sentences, and not in the one named",
            )
        return self._places(*chosen[0], named)

    def _places(self, start: int, end: int, named: Sentence) -> tuple[Place, ...]:
        touched = [s for s in self._narrative.sentences if s.start < end and start < s.end]
        if not touched or len({s.paragraph for s in touched}) > 1:
            raise QuoteRefused(
                "quote_not_found", "the quoted words run over the end of a paragraph, or a heading"
            )
        moved = named not in touched
        return tuple(Place(s, max(start, s.start), min(end, s.end), moved) for s in touched)

    def _spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield the places of folded words that begin and end where words do."""
        at = self._folded.find(folded)
        while at >= 0:
            end = at + len(folded)
            if not _cuts(self._folded, at) and not _cuts(self._folded, end):
                yield self._origins[at], self._origins[end - 1] + 1
            at = self._folded.find(folded, at + 1)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return a text with white space and drawing folded, and for each of its characters where it came from."""
    kept: list[str] = []
    origins: list[int] = []
    for place, sign in enumerate(text):
        if sign in _INVISIBLE:
            continue
        if sign.isspace():
            if kept and kept[-1] == " ":
                continue
            sign = " "
        kept.append(_DRAWN.get(sign, sign))
        origins.append(place)
    return "".join(kept), origins


def _cuts(text: str, at: int) -> bool:
    """Tell whether an offset lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
