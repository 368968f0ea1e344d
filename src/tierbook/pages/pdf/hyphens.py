"""Words broken at the end of a line: which lose their hyphen, and which are compounds that keep it.

The Report itself decides first: a word that stands whole elsewhere in the same file is written that way here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tierbook.pages.pdf.glyphs import Glyphs, has_lost_glyphs
from tierbook.pages.pdf.printed import TextLine
from tierbook.pages.words import Words
from tierbook.text import late

__all__ = ["Vocabulary"]

_WORD = late(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HEAD = late(r"[^\W\d_]+")
_LAST = late(r"([^\W\d_]+)$")


class Vocabulary(Words):
    """The words of a file as far as it has been read, whole ones and compounds."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
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
        self.words.update(_WORD.findall("\n".join(texts).lower()))

    def count(self, word: str) -> int:
        """Return how often a word stands in the file."""
        return self.words[word]

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Tell whether the hyphen at a line's end belongs to the word.

        Args:
            before: the line, without its hyphen.
            after: the line that follows.
        """
        first, second = _LAST.search(before), _HEAD.match(after)
        if first is None or second is None or not second[0][0].islower() or first[1][-1].isupper():
            return True
        chained = before[: first.start()].endswith("-") or after[second.end() :].startswith("-")
        if chained:  # one of the hyphens of `back-and-forth`
            return self.knows(first[1]) and self.knows(second[0])
        return self.hyphen_between(first[1], second[0]) is True
