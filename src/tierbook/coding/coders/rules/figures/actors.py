"""Whose count a figure is: that of the subject before the verb, or of the words after "by"."""

from __future__ import annotations

from tierbook.coding.coders.rules.figures.phrases import Phrase
from tierbook.coding.coders.rules.figures.tokens import Number
from tierbook.coding.coders.rules.figures.verbs import Found
from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["find_actor"]


def find_actor(
    words: list[str],
    clauses: list[int],
    number: Number,
    phrase: Phrase,
    found: Found,
    known: FigureWords,
) -> str:
    """Return whose count it is: the subject before the verb, or the words after "by"."""
    at = min(found.at, number.first)
    clause = clauses[at]
    i = at - 1
    while i >= 0 and clauses[i] == clause:
        word = words[i]
        prior = words[i - 1] if i else ""
        outside = known.outside.get(word)
        if outside and word in known.only_before:
            following = words[i + 1] if i + 1 < len(words) else ""
            outside = outside if following in known.followers else None
        if outside and not _object_of(words, i):
            return outside
        if (
            word in known.government
            and not _object_of(words, i)
            and prior not in ("foreign", "non")
        ):
            break
        i -= 1
    for j in range(max(found.at, phrase.end), min(max(found.at, phrase.end) + 7, len(words) - 1)):
        if words[j] == "by" and words[j - 1] not in (
            "run",
            "operated",
            "led",
            "managed",
            "organized",
        ):
            for word in words[j + 1 : j + 5]:
                if word in known.outside and word != "foreign":
                    return known.outside[word]
                if word in known.government:
                    break
        if words[j] in (";", ","):
            break
    return "government"


def _object_of(words: list[str], i: int) -> bool:
    """Tell whether a noun stands behind a preposition: "in partnership with NGOs"."""
    if i and words[i - 1].endswith("ed") and words[i - 1] not in ("funded", "based", "owned"):
        return True
    return any(
        w in ("with", "to", "by", "from", "of", "for", "through", "and")
        for w in words[max(0, i - 4) : i]
    )
