"""Words that a query looks for in sentences: as they stand, capitals and the form of quotation marks aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tierbook.errors import WrongUse

__all__ = ["SearchWords"]

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Words that follow each other; `*` stands for the rest of a word, on its own for one word."""

    given: str
    _pattern: re.Pattern[str] = field(repr=False, compare=False)

    @classmethod
    def of(cls, given: str) -> SearchWords:
        """Read words as they are given.

        Raises:
            WrongUse: there is no letter or digit in them.
        """
        words = given.translate(_APOSTROPHES).split()
        if not any(sign.isalnum() for word in words for sign in word):
            raise WrongUse(
                f"{given!r} holds no word", where="--words", remedy='give words: "debt*"'
            )
        parts = [
            r"[\w'-]+" if word == "*" else re.escape(word).replace(r"\*", r"\w*") for word in words
        ]
        phrase = r"\s+".join(parts)
        return cls(given, re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE))

    def stand_in(self, sentence: str) -> bool:
        """Tell whether a sentence holds the words."""
        return self._pattern.search(sentence.translate(_APOSTROPHES)) is not None
