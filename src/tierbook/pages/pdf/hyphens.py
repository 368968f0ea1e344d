"""Words broken at the end of a line: which lose their hyphen, and which are compounds that keep it.

The Report itself decides: a word that stands whole elsewhere in the same file is written that way here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tierbook.pages.pdf.glyphs import Glyphs, has_lost_glyphs
from tierbook.pages.pdf.printed import TextLine

__all__ = ["Vocabulary"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HEAD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"([^\W\d_]+)$")
_COMPOUNDING = frozenset("all anti cross half ill long low non pan quasi self so vice well".split())


class Vocabulary:
    """The words of a file as far as it has been read, whole ones and compounds."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.compounds: Counter[str] = Counter()
        self.glyphs = Glyphs()

    def learn(self, lines: Iterable[TextLine]) -> None:
        """Count the words of lines; the halves of broken words are left out."""
        texts: list[str] = []
        broken = False
        for line in lines:
            text = line.text
            if has_lost_glyphs(text):
                self.glyphs.learn(text, line.font, self.words)
                text = " ".join(word for word in text.split() if not has_lost_glyphs(word))
            if broken:
                text = text.partition(" ")[2]
            broken = line.hyphen or text.endswith("-")
            texts.append(text.rpartition(" ")[0] if broken else text)
        words = _WORD.findall("\n".join(texts).lower())
        self.words.update(words)
        self.compounds.update(word for word in words if "-" in word)

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Tell whether the hyphen at a line's end belongs to the word.

        Args:
            before: the line, without its hyphen.
            after: the line that follows.
        """
        first, second = _LAST.search(before), _HEAD.match(after)
        if first is None or second is None or not second[0][0].islower() or first[1][-1].isupper():
            return True
        a, b = first[1].lower(), second[0].lower()
        joined, compound = self.words[a + b], self.compounds[f"{a}-{b}"]
        if joined or compound:
            return compound > joined
        if a in _COMPOUNDING:
            return True
        known = self.words[a] > 0 and self.words[b] > 0
        if before[: first.start()].endswith("-") or after[second.end() :].startswith("-"):
            return known  # one of the hyphens of `back-and-forth`
        return known and len(a) > 2 and len(b) > 3
