"""Words of the field, and those of one page: what tells a broken word from a compound.

`words.txt` holds the words that stand five times or more in 18 million letters of the Department's prose on
trafficking and forced labor, names left out; it is no dictionary and is only ever asked whether a word is known.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

__all__ = ["PageWords", "known_words", "read_words"]

_WORD = re.compile(r"(?<![\w-])(?<!-[ \n\u00ad])(?<!-\r\n)[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*(?![\w-])")
_SHORTEST_PART = 3
# Before a word of its own these keep their hyphen, as the Report prints them, unless the page has them without.
_PREFIXES = frozenset({"anti", "non", "self"})


def read_words(name: str) -> list[str]:
    """Return the lines of a list of words in the package."""
    return (files("tierbook.pages") / name).read_text("utf-8").split()


@cache
def known_words() -> frozenset[str]:
    """Return the words of the field."""
    return frozenset(read_words("words.txt"))


class PageWords:
    """The words of one page, read when they are first asked for; parts of words broken at a hyphen are left out."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        """Tell whether a word, or a compound with its hyphens, stands on the page."""
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._source.lower()))
        return word.lower() in self._words

    def knows(self, word: str) -> bool:
        """Tell whether a word stands on the page or is one of the field's."""
        return word.lower() in known_words() or self.has(word)

    def hyphen_between(self, left: str, right: str) -> bool | None:
        """Tell whether a word broken after a hyphen keeps it: a compound does, a word of several syllables doesn't.

        Returns:
            None where neither the word without the hyphen nor its parts are known.
        """
        if self.has(f"{left}-{right}"):
            return True
        joined = self.has(left + right)
        if not joined and left.lower() in _PREFIXES and self.knows(right):
            return True
        if joined or self.knows(left + right):
            return False
        parts = (left, right)
        if all(len(part) >= _SHORTEST_PART and self.knows(part) for part in parts):
            return True
        return None
