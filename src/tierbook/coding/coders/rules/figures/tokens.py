"""A sentence as words with offsets, and the numbers among them that count something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["NUMBER_WORDS", "Number", "Tokens", "find_numbers", "read_number", "split_words"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {**{w: i for i, w in enumerate(_UNITS)}, **{w: 20 + 10 * i for i, w in enumerate(_TENS)}}
NUMBER_WORDS = {
    **_SMALL,
    **{f"{t}-{u}": _SMALL[t] + _SMALL[u] for t in _TENS for u in _UNITS[1:10]},
    "dozen": 12,
}
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[^\W\d_]+(?:['’./-][^\W\d_]+)*|[^\s\w]")
# "a seven-year prison sentence" is a term as "seven years in prison" is; the sign gives way to a space.
_TERM = re.compile(
    r"(?<=\w)-(?=(?:year|month)s? (?:[\w-]+ ){0,2}?(?:sentence|term|imprison|prison|jail))"
)
_OF_WHOLE = frozenset("whom which them the these those forced sex labor child domestic".split())
_CHANGES = frozenset(
    "increased decreased increase decrease rose fell dropped dropping declined declining reduced grew".split()
)
_JOINS = frozenset(", and or through to - –".split())
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of a lower-cased sentence with where each starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Number:
    """A count among the words: tokens `first` to `last` (exclusive), and the bound that the words before it set.

    `size` is the number before it was cut to a whole one ("10.5 years"). `kind` is `count`, `time` (a number of years, months, days), `year`, or `other` (money, percent, article, age).
    """

    first: int
    last: int
    n: int
    n_max: int | None
    kind: str
    exactness: str | None
    size: float = 0.0


def split_words(lower: str) -> Tokens:
    """Split a lower-cased sentence into words, numbers and signs."""
    words, starts, ends = [], [], []
    if "-year" in lower or "-month" in lower:
        lower = _TERM.sub(" ", lower)
    for match in _TOKEN.finditer(lower):
        words.append(match.group())
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Tokens(words, starts, ends)


def read_number(words: str) -> int | None:
    """Return the number that digits ("1,381") or words ("twenty-one") print, or None."""
    plain = words.replace(",", "")
    return int(plain) if plain.isdecimal() else NUMBER_WORDS.get(words)


def find_numbers(tokens: Tokens, known: FigureWords) -> list[Number]:
    """Return every number of a sentence with its kind, ranges as one."""
    words = tokens.words
    found: list[Number] = []
    i, size = 0, len(words)
    while i < size:
        word = words[i]
        if not (word[0].isdigit() or word in NUMBER_WORDS):
            i += 1
            continue
        size_of, last = _value(tokens, i, known)
        if size_of is None:
            i = last
            continue
        if words[last : last + 3] == ["and", "a", "half"]:
            size_of, last = size_of + 0.5, last + 3
        n = int(size_of)
        kind = _kind(tokens, i, last, n, known)
        top, after = _range(tokens, i, last, n, kind, known)
        if after > last:
            other = _kind(tokens, i, after, n, known)
            kind = other if kind == "count" or other == "time" else kind
        bound = _bound(words, i, known) if kind == "count" else None
        found.append(Number(i, after, n, top, kind, bound, size_of))
        i = after
    return found


def _value(tokens: Tokens, i: int, known: FigureWords) -> tuple[float | None, int]:
    """Return the number that starts at a token and the token after it; None for one that is none."""
    words = tokens.words
    word, size = words[i], len(words)
    fraction = 0.0
    if word[0].isdigit():
        plain = word.replace(",", "")
        if not plain.replace(".", "", 1).isdecimal():
            return None, i + 1
        fraction = float(plain)
    else:
        fraction = NUMBER_WORDS[word]
    j = i + 1
    while j < size and (words[j] in known.scale or words[j] == "dozen"):
        fraction *= known.scale.get(words[j], 12)
        j += 1
        if j + 1 < size and words[j] == "and" and words[j + 1] in NUMBER_WORDS and fraction >= 100:
            fraction += NUMBER_WORDS[words[j + 1]]
            j += 2
        elif j < size and words[j] in NUMBER_WORDS and words[j] != "dozen":
            fraction += NUMBER_WORDS[words[j]]
            j += 1
    glued = i > 0 and tokens.ends[i - 1] == tokens.starts[i] and words[i - 1][-1] in "-./"
    if fraction != int(fraction) or glued:
        following = words[j] if j < size else ""
        if following not in known.time:
            return None, j
    return fraction, j


def _kind(tokens: Tokens, i: int, j: int, n: int, known: FigureWords) -> str:
    """Tell what a number is by the words beside it."""
    words, size = tokens.words, len(tokens.words)
    before = words[i - 1] if i else ""
    following = words[j] if j < size else ""
    if following in known.time:
        return "time"
    if following in known.not_counts_after or before in known.signs or before in known.currencies:
        return "other"
    glued = j < size and tokens.ends[j - 1] == tokens.starts[j]
    if glued and (following[0].isalpha() or following in "-%/" or following in known.signs):
        return "other"
    if words[i][0].isdigit() and "," not in words[i] and n in _YEARS and j == i + 1:
        return "year"
    if before in known.months or _is_reference(words, i, known):
        return "other"
    if following in known.months and n <= 31:
        return "other"
    if words[i] == "one" and (
        before in known.one_before
        or following in known.one_after
        or (following == "of" and (j + 1 >= size or words[j + 1] not in _OF_WHOLE))
    ):
        return "other"
    if _is_age(words, i, j, n, known):
        return "other"
    if "(" in words[j : j + 4] and not known.signs.isdisjoint(words[j : j + 6]):
        bracket = words.index("(", j)
        if bracket + 1 < size and words[bracket + 1] in known.signs:
            return "other"
    return "count"


def _is_reference(words: list[str], i: int, known: FigureWords) -> bool:
    """Tell whether a number names a provision: "section 15", "articles 317 through 320", "sections 1, 2, and 31"."""
    j = i - 1
    while j >= 0 and (words[j] in _JOINS or words[j][0].isdigit()):
        if words[j] in known.references:
            return True
        j -= 1
    return (
        j >= 0 and words[j] in known.references and not (words[j] in ("law", "laws") and i - j > 1)
    )


def _is_age(words: list[str], i: int, j: int, n: int, known: FigureWords) -> bool:
    if not 0 < n < 100 or not i:
        return False
    before = words[i - 1]
    if before in ("age", "ages", "aged"):
        return True
    free = j >= len(words) or words[j] not in known.heads
    if before in ("under", "below", "over") and free and n <= 21:
        return True
    if before == "of" and i > 1 and words[i - 2] in ("age", "ages"):
        return True
    return before in ("and", "to") and i > 2 and words[i - 2].isdigit() and words[i - 3] in (
        "age", "ages", "aged"
    )  # fmt: skip


def _range(
    tokens: Tokens, i: int, j: int, n: int, kind: str, known: FigureWords
) -> tuple[int | None, int]:
    """Return the upper end of a range that starts with a number, and the token after it."""
    words, size = tokens.words, len(tokens.words)
    if kind not in ("count", "other") or j + 1 >= size:
        return None, j
    opened = i > 0 and words[i - 1] in ("between", "from")
    link = words[j]
    tight = link in "-–" and tokens.ends[j - 1] == tokens.starts[j]
    if not (
        link == "to"
        or tight
        or (link == "and" and opened and words[i - 1] == "between")
        or link == "or"
    ):
        return None, j
    if not (words[j + 1][0].isdigit() or words[j + 1] in NUMBER_WORDS):
        return None, j
    if opened and words[i - 1] == "from" and not _CHANGES.isdisjoint(words[max(0, i - 9) : i]):
        return None, j
    upper, after = (read_number(words[j + 1]), j + 2) if tight else _value(tokens, j + 1, known)
    if upper is None or upper <= n:
        return None, j
    top = int(upper)
    if kind == "other" and not tight:
        return None, j
    return top, after


def _bound(words: list[str], i: int, known: FigureWords) -> str | None:
    """Return at_least, at_most or about where the words before a number say so."""
    for phrase, bound in known.bounds:
        begin = i - len(phrase)
        if begin >= 0 and words[begin] == phrase[0] and tuple(words[begin:i]) == phrase:
            return bound
    return None
