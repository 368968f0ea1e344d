"""A sentence as words with offsets, and the numbers among them that count something."""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.words import FigureWords
from tierbook.text import NUMBER_WORDS as _PLAIN
from tierbook.text import late

__all__ = [
    "NUMBER_WORDS",
    "Number",
    "Tokens",
    "find_numbers",
    "is_counted",
    "split_words",
]

NUMBER_WORDS = {**_PLAIN, "dozen": 12}
# A number with letters or a sign tied to it ("17-year-old", "159a", "2016-2018") is one word, and no number.
_TOKEN = late(r"\w+(?:[.’'/–-]\w+|,\d+)*|[^\s\w]")
_DIGITS = frozenset("0123456789")
# "a seven-year prison sentence" is a term as "seven years in prison" is; the sign gives way to a space.
_TERM = late(
    r"(?<=\w)-(?=(?:year|month)s? (?:[\w-]+ ){0,2}?(?:sentence|term|imprison|prison|jail))"
)
_OF_WHOLE = frozenset("whom which them the these those forced sex labor child domestic".split())
_CHANGES = frozenset(
    "increased decreased increase decrease rose fell dropped dropping declined declining reduced grew grown growing rising falling expanded raised risen fallen".split()
)
_TERMS = frozenset("terms term sentences sentence sentenced imprisonment prison".split())
_PROVISIONS = frozenset("article articles section sections chapter chapters".split())
_SINGLE = frozenset(("a", "an", "first"))
_MANY = frozenset("couple pair ring network gang group number total series few".split())
_DENIED = frozenset("never not nor".split())
_OWN = frozenset("its their the a".split())
_OPENS = frozenset(NUMBER_WORDS) | _SINGLE
_JOINS = frozenset(", and or through to - –".split())
_YEARS = range(1900, 2100)


class Tokens:
    """Words of a lower-cased sentence; where each starts and ends is worked out when it is asked for."""

    __slots__ = ("_ends", "_lower", "_starts", "words")

    def __init__(self, lower: str) -> None:
        if "-year" in lower or "-month" in lower:
            lower = _TERM.sub(" ", lower)
        self._lower = lower
        self.words: list[str] = _TOKEN.findall(lower)
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Offset of the first character of each word."""
        if self._starts is None:
            spans = [match.span() for match in _TOKEN.finditer(self._lower)]
            self._starts, self._ends = [s for s, _ in spans], [e for _, e in spans]
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Offset after the last character of each word."""
        _ = self.starts
        return self._ends


class Number(NamedTuple):
    """A count among the words: tokens `first` to `last` (exclusive), and the bound that the words before it set.

    `unit` is the word of a time. `size` is the number before it was cut to a whole one ("10.5 years"). `kind` is `count`, `time` (a number of years,
    months, days), `year`, or `other` (money, percent, article, age).
    """

    first: int
    last: int
    n: int
    n_max: int | None
    kind: str
    exactness: str | None
    size: float = 0.0
    unit: str = ""


def split_words(lower: str) -> Tokens:
    """Split a lower-cased sentence into words, numbers and signs."""
    return Tokens(lower)


def find_numbers(tokens: Tokens, known: FigureWords) -> list[Number]:
    """Return every number of a sentence with its kind, ranges as one."""
    words = tokens.words
    found: list[Number] = []
    after = 0
    for i in [i for i, word in enumerate(words) if word[0] in _DIGITS or word in _OPENS]:
        if i < after:
            continue
        if words[i] in _SINGLE:
            if _is_single(words, i, known):
                found.append(Number(i, i + 1, 1, None, "count", None, 1.0))
            continue
        size, last = _value(words, i, known)
        if size is None:
            continue
        if words[last : last + 3] == ["and", "a", "half"]:
            size, last = size + 0.5, last + 3
        n = int(size)
        kind = _kind(words, i, last, n, known)
        top, after = _range(words, i, last, n, kind, known)
        if after > last:
            other = _kind(words, i, after, n, known)
            kind = other if kind == "count" or other == "time" else kind
        bound = _bound(words, i, known) if kind == "count" else None
        unit = words[after] if kind == "time" and after < len(words) else ""
        found.append(Number(i, after, n, top, kind, bound, size, unit))
    return _with_shared_units(words, found)


def _with_shared_units(words: list[str], found: list[Number]) -> list[Number]:
    """Read "terms of three and five years": the first number is a time too."""
    for k in range(len(found) - 2, -1, -1):
        number, following = found[k], found[k + 1]
        if number.kind != "count" or following.kind != "time" or following.first - number.last != 1:
            continue
        told = words[max(0, number.first - 7) : number.first]
        if words[number.last] in ("and", "or", ",") and not _TERMS.isdisjoint(told):
            found[k] = number._replace(kind="time", exactness=None, unit=following.unit)
    return found


def _is_single(words: list[str], i: int, known: FigureWords) -> bool:
    """Tell whether an article or "first" counts one: "prosecuted a trafficker", "its first conviction"."""
    before = words[i - 1] if i else ""
    if words[i] == "first":
        return before in _OWN and words[i + 1 : i + 2] != [] and words[i + 1] in known.one_first
    near = words[i + 1 : i + 6]
    if not _DENIED.isdisjoint(words[max(0, i - 6) : i]):
        return False
    return (
        before in known.one_verbs
        and near[:1] != []
        and near[0] not in NUMBER_WORDS
        and _MANY.isdisjoint(near)
    )


def _value(words: list[str], i: int, known: FigureWords) -> tuple[float | None, int]:
    """Return the number that starts at a token and the token after it; None for one that is none."""
    word, size = words[i], len(words)
    fraction = 0.0
    if word[0] in _DIGITS:
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
    if fraction != int(fraction):
        following = words[j] if j < size else ""
        if following not in known.time:
            return None, j
    return fraction, j


def _kind(words: list[str], i: int, j: int, n: int, known: FigureWords) -> str:
    """Tell what a number is by the words beside it."""
    size = len(words)
    before = words[i - 1] if i else ""
    following = words[j] if j < size else ""
    if following in known.time:
        return "time"
    if following in known.not_counts_after or before in known.signs or before in known.currencies:
        return "other"
    if words[i][0].isdigit() and "," not in words[i] and n in _YEARS and j == i + 1:
        return "year"
    if words[max(0, i - 2) : i] in (["capacity", "of"], ["capacity", "for"], ["room", "for"]):
        return "other"
    if before == "but" and words[max(0, i - 2)] == "all":
        return "other"  # "all but two of them"
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
    if i and words[i - 1] in known.references:
        return True
    j = i - 1
    while j > 0 and (words[j] in _JOINS or words[j][0] in _DIGITS):
        j -= 1
    return 0 <= j < i - 1 and words[j] in _PROVISIONS


def _is_age(words: list[str], i: int, j: int, n: int, known: FigureWords) -> bool:
    if not 0 < n < 100 or not i:
        return False
    before = words[i - 1]
    if before in ("age", "ages", "aged"):
        return True
    free = j >= len(words) or words[j] not in known.heads
    if before in ("under", "below", "over") and free and n <= 21:
        return True
    if before == "than" and i > 1 and words[i - 2] in ("older", "younger"):
        return True
    if before == "of" and i > 1 and words[i - 2] in ("age", "ages"):
        return True
    return before in ("and", "to") and i > 2 and words[i - 2].isdigit() and words[i - 3] in (
        "age", "ages", "aged"
    )  # fmt: skip


def _range(
    words: list[str], i: int, j: int, n: int, kind: str, known: FigureWords
) -> tuple[int | None, int]:
    """Return the upper end of a range that starts with a number, and the token after it."""
    if kind not in ("count", "other") or j + 1 >= len(words):
        return None, j
    link, opening = words[j], words[i - 1] if i else ""
    if link not in ("to", "or") and not (link == "and" and opening == "between"):
        return None, j
    if not (words[j + 1][0] in _DIGITS or words[j + 1] in NUMBER_WORDS):
        return None, j
    if opening == "from" and not _CHANGES.isdisjoint(words[max(0, i - 9) : i]):
        return None, j
    upper, after = _value(words, j + 1, known)
    if upper is None or upper <= n or kind == "other":
        return None, j
    return int(upper), after


def is_counted(words: list[str], bracket: int) -> bool:
    """Tell whether a number stands before the noun that a bracket follows: "seven traffickers (four)"."""
    for word in reversed(words[max(0, bracket - 5) : bracket]):
        if word[0] in _DIGITS or word in NUMBER_WORDS:
            return True
        if not word[0].isalpha():
            return False
    return False


def _bound(words: list[str], i: int, known: FigureWords) -> str | None:
    """Return at_least, at_most or about where the words before a number say so."""
    for phrase, bound in known.bounds.get(words[i - 1] if i else "", ()):
        if tuple(words[max(0, i - len(phrase)) : i]) == phrase:
            return bound
    return None
