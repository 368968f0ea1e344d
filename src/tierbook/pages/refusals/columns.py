"""Two columns of print that a scrape has woven together line by line: told by the seams between their lines.

In such a text a line of one column runs on into a line of the other, so that words meet which never meet in a
sentence. Three kinds of seam are counted: a pair of grammatical words that English prose doesn't have (`the of`), a
sentence that goes on in a small letter after its full stop, and a sentence that begins where none has ended. The pairs
are those of 106 grammatical words that chance would bring together five times or more and that never stand together
in 791,645 words of the Country Reports on Human Rights Practices, editions 2016 to 2024.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from tierbook.text import late

__all__ = ["Seams", "count_seams", "may_be_woven"]

_STOPS = ".?!"
_PART = " \x00 "
_SHORT = 3
_OPENERS = frozenset(
    "The In However During Although Despite This These It A An As For While Authorities Officials Some"
    " RECOMMENDATIONS PROSECUTION PROTECTION PREVENTION".split()
)
_BEFORE_THE = frozenset("of in to for from between and with".split())  # The Gambia, The Bahamas
_SHORTENED = frozenset("approx article arts incl para paras subsec".split())
_LEAST = 5
_PER_THOUSAND = 2.5
_LEAST_OF_SECOND = 2


class Seams(NamedTuple):
    """How many words a text has, and how many seams of each kind."""

    words: int
    pairs: int
    small: int
    openings: int

    @property
    def total(self) -> int:
        """Return the number of seams of all kinds."""
        return self.pairs + self.small + self.openings

    @property
    def woven(self) -> bool:
        """Tell whether the text is two columns woven together.

        Prose and its usual faults give single seams of one kind; a woven text gives several of two kinds at least.
        """
        second = sorted((self.pairs, self.small, self.openings))[1]
        many = 1000 * self.total >= _PER_THOUSAND * self.words
        return self.total >= _LEAST and many and second >= _LEAST_OF_SECOND


_MAY_GO_ON = late(r"[.?!](?<=[^\W\dA-Z_]{4}.)\s+(?=[^\W\dA-Z_])")  # `_SHORT` and one
_OPENER = late(rf"(?:{'|'.join(sorted(_OPENERS, key=len, reverse=True))})(?!\S)")


def may_be_woven(text: str) -> bool:
    """Tell whether a text can be woven: whether it has seams of one of the two kinds that a search finds quickly.

    Two kinds of three are needed, so one of those two is among them. A no is certain.
    """
    if len(_MAY_GO_ON.findall(text)) >= _LEAST_OF_SECOND:
        return True
    return sum(_may_run_on(text, match) for match in _OPENER.finditer(text)) >= _LEAST_OF_SECOND


def _may_run_on(text: str, opener: re.Match[str]) -> bool:
    """Tell whether a word of small letters stands before an opener, whatever line that is on."""
    at = opener.start()
    high = at
    while high and text[high - 1].isspace():
        high -= 1
    if high == at or not text[high - 1 : high].isalpha():
        return False
    low = max(high - 40, 0)
    before = text[low:high].split()[-1]
    return _runs_on(before, opener[0])


def count_seams(text: str) -> Seams:
    """Count the seams of a text; an empty line parts, a single line break does not."""
    words = text.replace("\n\n", _PART).split()
    never = _unheard()
    pairs = sum(map(never.__contains__, pairwise(words)))
    openers = [i for i, word in enumerate(words) if word in _OPENERS]
    openings = sum(_runs_on(words[i - 1], words[i]) for i in openers if i)
    stops = [i for i, word in enumerate(words[:-1]) if word[-1] in _STOPS]
    small = sum(_goes_on(words[i], words[i + 1]) for i in stops)
    return Seams(len(words), pairs, small, openings)


def _runs_on(before: str, opener: str) -> bool:
    """Tell whether a sentence opens after a word that ends none: small letters, no stop."""
    if opener == "The" and before in _BEFORE_THE:
        return False
    return before.islower() and before[-1].isalpha()


def _goes_on(stopped: str, word: str) -> bool:
    """Tell whether a small letter follows a full stop that is no shortened word's."""
    before = stopped[:-1]
    if len(before) <= _SHORT or before in _SHORTENED or not before.isalpha():
        return False
    return before.islower() and word[0].isalpha() and word.rstrip(",;:.").islower()


@cache
def _unheard() -> frozenset[tuple[str, str]]:
    table = files("tierbook.pages.refusals") / "unheard_pairs.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return frozenset(
        (row["word"], after) for row in rows for after in row["never_followed_by"].split()
    )
