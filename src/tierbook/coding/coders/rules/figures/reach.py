"""How far a verb reaches: to the number straight after it, over other words, never over the act of another."""

from __future__ import annotations

from collections.abc import Sequence

from tierbook.coding.coders.rules.figures.phrases import Phrase
from tierbook.coding.coders.rules.figures.tokens import Number
from tierbook.coding.coders.rules.figures.words import Event, FigureWords

__all__ = [
    "BOUND_WORDS",
    "fitting",
    "governs",
    "hurt",
    "is_other_act",
    "is_tight",
    "near_words",
]

_CRIME_AFTER = frozenset("for of with".split())
_HURT = frozenset("person victim".split())
_MEASURES = frozenset("a an the total of additional another further new only".split())
_COUNTING = frozenset(
    "including totaling totalling numbering amounting comprising involving concerning affecting".split()
)
BOUND_WORDS = frozenset(
    "at least more than over about approximately around nearly almost some up to fewer less just roughly estimated".split()
)


def fitting(
    events: tuple[Event, ...], head: str | None, near: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the figures of a verb for a class of head; an event that needs words near takes it from the others."""
    fit = [e for e in events if (head or "none") in e.figures]
    narrow = [e for e in fit if e.near and not e.near.isdisjoint(near)]
    return tuple(e.figures[head or "none"] for e in narrow or [e for e in fit if not e.near])


def is_tight(between: list[str]) -> bool:
    """Tell whether only words of measure stand between a verb and its number."""
    return all(w in BOUND_WORDS or w in _MEASURES for w in between)


def near_words(words: list[str], i: int, end: int, known: FigureWords) -> list[str]:
    """Return the words from a verb to its number, and those after its noun up to a verb that is joined to it."""
    stop = min(end + 8, len(words))
    for j in range(end, stop - 1):
        if words[j] in (";", ".") or (words[j] in ("and", "but") and words[j + 1] in known.verbs):
            return words[i:j]
    return words[i:stop]


def hurt(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> bool:
    """Tell whether those counted are the object of a crime of which others were accused."""
    if phrase.head not in _HURT:
        return False
    for i in range(number.first - 1, max(0, number.first - 11), -1):
        if clauses[i] != clauses[number.first]:
            return False
        if fitting(known.verbs.get(words[i], ()), phrase.head):
            return False
        if _opens_crime(words, i, number.first, known):
            return True
    return False


def _opens_crime(words: list[str], i: int, first: int, known: FigureWords) -> bool:
    """Tell whether a word says what others were accused of: "arrested a man for allegedly exploiting three girls"."""
    word = words[i]
    if not word.endswith("ing") or (word in known.nominal and not is_tight(words[i + 1 : first])):
        return False
    before = words[max(0, i - 2) : i]
    return before[-1:] != [] and (
        before[-1] in _CRIME_AFTER or (before[-1][-2:] == "ly" and before[0] in _CRIME_AFTER)
    )


def governs(words: list[str], i: int, number: Number, known: FigureWords) -> bool:
    """Tell whether a verb stands straight before a number and alone: what it says of those counted is no figure."""
    word = words[i]
    if word not in known.verbs or word in BOUND_WORDS or word in ("reported", "reporting"):
        return False
    joined = i > 1 and words[i - 1] in ("and", "or", ",") and words[i - 2] in known.verbs
    between = words[i + 1 : number.first]
    return not joined and between[:1] != ["to"] and is_tight(between)


def is_other_act(words: list[str], i: int, known: FigureWords) -> bool:
    """Tell whether an act of which nothing is known follows a comma: "received 90 calls, indicating 40 victims"."""
    word = words[i]
    if not word.endswith("ing") or word in known.nominal or word in _COUNTING or "-" in word:
        return False
    j = i - 1 if i and words[i - 1][-2:] == "ly" else i
    return j > 0 and words[j - 1] == ","
