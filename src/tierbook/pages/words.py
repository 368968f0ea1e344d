"""Words of the field, and those of one page: what tells a broken word from a compound.

`words.txt` holds the words that stand five times or more in 18 million letters of the Department's prose on
trafficking and forced labor, names left out; it is no dictionary and is only ever asked whether a word is known.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tierbook.text import late

__all__ = ["PageWords", "Words", "known_words", "read_words"]

_WORD = late(r"(?<![\w-])(?<!-[ \n\u00ad])(?<!-\r\n)[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*(?![\w-])")
_SHORTEST_PART = 3
# Before a word of its own these keep their hyphen, as the Report prints them, unless the page has them without.
_PREFIXES = frozenset({"anti", "non", "self"})
# These make compounds with a word that is known, where the two joined are no word; some are too short to be sure of.
_COMPOUNDING = frozenset({"ill", "pan", "quasi", "so", "vice"})


def read_words(name: str) -> list[str]:
    """Return the lines of a list of words in the package."""
    return (files("tierbook.pages") / name).read_text("utf-8").split()


@cache
def known_words() -> frozenset[str]:
    """Return the words of the field."""
    return frozenset(read_words("words.txt"))


class Words:
    """Words as far as something has been read, and those of the field: what a broken word is judged by.

    A kind of it says how often a word was seen; words are asked for in small letters.
    """

    def count(self, word: str) -> int:
        """Return how often a word, or a compound with its hyphens, was seen; once may stand for any number."""
        raise NotImplementedError

    def knows(self, word: str) -> bool:
        """Tell whether a word was seen or is one of the field's."""
        word = word.lower()
        return word in known_words() or self.count(word) > 0

    def hyphen_between(self, left: str, right: str) -> bool | None:
        """Tell whether a word broken after a hyphen keeps it: a compound does, a word of several syllables doesn't.

        Returns:
            None where neither the word without the hyphen nor its parts are known.
        """
        left, right = left.lower(), right.lower()
        joined, compound = self.count(left + right), self.count(f"{left}-{right}")
        if joined or compound:
            return compound >= joined
        if left in _PREFIXES and self.knows(right):
            return True
        if self.knows(left + right):
            return False
        if left in _COMPOUNDING and self.knows(right):
            return True
        parts = (left, right)
        if all(len(part) >= _SHORTEST_PART and self.knows(part) for part in parts):
            return True
        return None


class PageWords(Words):
    """The words of one page, read when they are first asked for; parts of words broken at a hyphen are left out."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._words: frozenset[str] | None = None

    def count(self, word: str) -> int:
        """Return 1 for a word that stands on the page, 0 for another."""
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._source.lower()))
        return int(word in self._words)
