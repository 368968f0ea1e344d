"""Words of the Report that shifted over the editions: a difference in them is none in the country.

The table is `shifted_words.yaml`. Each entry gives the words before and after, the edition about which they changed,
the variables that they touch, what a reader should make of it, and in how many texts of an edition each was counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from tierbook.files import load_yaml

__all__ = ["Counted", "ShiftedWords", "shifted_words"]


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many texts of an edition words stand.

    Attributes:
        was: texts with one of the words before.
        now: texts with one of the words after.
        of: texts that were read.
    """

    was: int
    now: int
    of: int


@dataclass(frozen=True, slots=True)
class ShiftedWords:
    """Words that gave way to others.

    Attributes:
        id: name of the entry.
        was: phrases before.
        now: phrases after.
        around: the first edition in which the words after stand in more texts than the words before.
        touches: variables that rest on such words, as patterns.
        means: what a reader should make of it.
        counted: by edition, in how many texts the words stand.
        source: which texts were counted.
    """

    id: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    around: int
    touches: tuple[str, ...]
    means: str
    counted: Mapping[int, Counted]
    source: str

    def touches_any(self, variables: tuple[str, ...]) -> bool:
        """Tell whether one of some variables rests on these words."""
        return any(fnmatchcase(v, pattern) for v in variables for pattern in self.touches)

    def pattern(self, *, after: bool) -> re.Pattern[str]:
        """Return an expression that finds the words before, or those after."""
        return _pattern(self.now if after else self.was)


@cache
def shifted_words() -> tuple[ShiftedWords, ...]:
    """Return the entries in the order of the table."""
    path = resources.files("tierbook.dossier.comparing") / "shifted_words.yaml"
    table = load_yaml(path)
    return tuple(
        ShiftedWords(
            id=name,
            was=tuple(row["was"]),
            now=tuple(row["now"]),
            around=int(row["around"]),
            touches=tuple(row["touches"]),
            means=row["means"],
            counted={int(year): _counted(words) for year, words in row["counted"].items()},
            source=table["source"],
        )
        for name, row in table["words"].items()
    )


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ways = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"\b(?:{ways})\b", re.IGNORECASE)


def _counted(words: str) -> Counted:
    """Read `52 9 of 73`."""
    was, now, _, of = words.split()
    return Counted(int(was), int(now), int(of))
