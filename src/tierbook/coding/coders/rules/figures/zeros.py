"""Figures that are nought, and figures that the text says were not given.

"Did not convict any traffickers" is nought; "did not report any convictions", "no known convictions" are nought as far as
was reported (`none_reported`); "did not report how many were convicted" gives no figure at all.
"""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.tokens import Tokens
from tierbook.coding.coders.rules.figures.words import Event, FigureWords

__all__ = ["Nought", "find_noughts"]

_LIGHT = frozenset(
    "report reported initiate secure obtain achieve conduct record open make undertake begin pursue announce"
    " launch carry result lead".split()
)
_ADVERBS = frozenset("yet also publicly formally successfully new any further".split())
_PARTIAL = frozenset(
    "the its all most some these those every each their many adequate sufficient effectively adequately sufficiently"
    " systematically proactively consistently fully vigorously aggressively routinely comprehensive if how whether data"
    " statistics information enough".split()
)
_NO_FIGURE = frozenset(
    "data statistics information figures number numbers many whether breakdown details".split()
)
_GIVING = frozenset(
    "report reported provide provided disclose release share maintain compile collect".split()
)
_NEGATED = frozenset("did has have had do does".split())
_ANY = frozenset("any a an".split())
_AUX = frozenset("were was have has been had ever".split())
_STOPS = frozenset(
    "; . ( but while although though however despite compared during under who that".split()
)
_CAME_OF_IT = frozenset("led resulted ended".split())
_REACH = 16
_BASES = {
    "investigations": "officials_investigated",
    "prosecutions": "officials_prosecuted",
    "convictions": "officials_convicted",
    "arrests": "officials_arrested",
}
_NAMES = frozenset(
    "investigations prosecutions convictions arrests victims_identified victims_referred acquittals victims_repatriated"
    " officials_investigated officials_prosecuted officials_convicted victims_assisted extraditions".split()
)


class Nought(NamedTuple):
    """A figure that is 0, or (`given` False) one that the text says was not given; token offsets."""

    base: str
    first: int
    last: int
    given: bool
    reported: bool
    parts: tuple[str, ...] = ()


def find_noughts(tokens: Tokens, known: FigureWords) -> list[Nought]:
    """Return the noughts of a sentence."""
    words = tokens.words
    found: list[Nought] = []
    for i, word in enumerate(words[:-1]):
        if word in ("not", "never") and i and words[i - 1] in _NEGATED:
            found.extend(_after_not(words, i, known))
        elif word in ("no", "nor", "without"):
            found.extend(_after_no(words, i, known))
    return found


def _after_not(words: list[str], i: int, known: FigureWords) -> list[Nought]:
    j, size = i + 1, len(words)
    while j < size and words[j] in _ADVERBS:
        j += 1
    if j >= size:
        return []
    first = words[j]
    reported = first in _GIVING
    if reported and any(w in _NO_FIGURE for w in words[j + 1 : j + 8]):
        bases = _names(words, j + 1, known)
        return [Nought(b, i - 1, min(j + _REACH, size), given=False, reported=False) for b in bases]
    if first not in _LIGHT and first not in known.verbs:
        return []
    if first in ("provide", "provided"):
        return []
    return _list(words, i - 1, j, known, light=first in _LIGHT, reported=first.startswith("report"))


def _list(
    words: list[str], begin: int, j: int, known: FigureWords, *, light: bool, reported: bool
) -> list[Nought]:
    """Read a list of verbs or nouns of events: "investigate, prosecute, or convict any officials"."""
    verbs: list[Event] = []
    names: list[str] = []
    head: str | None = None
    sure, stop = False, j
    for stop in range(j, min(j + _REACH, len(words))):
        word = words[stop]
        if (word in _PARTIAL and not sure) or word in _STOPS:
            break
        direct = known.direct.get(known.heads.get(word, ""))
        if word in _ANY:
            sure = True
        elif word in known.verbs:
            if not (light and stop == j):
                verbs.extend(known.verbs[word])
        elif direct is not None:
            names.append(direct)
            sure = True
        elif word in known.heads and word not in known.nouns:
            head = known.heads[word]
            if words[stop + 1 : stop + 2] and words[stop + 1] not in known.heads:
                break
    if stop < len(words) and words[stop] in _PARTIAL and not sure:
        return []
    if not sure and (head in (None, "case") or words[stop + 1 : stop + 2] != ["."]):
        return []
    names += [
        name for e in verbs if not e.near and (name := e.figures.get(head or "none")) is not None
    ]
    official = head in ("official", "military") or "complicit" in words[begin : stop + 3]
    if official:
        names = [_BASES.get(name, name) for name in names]
    marks = {known.parts[w] for w in words[begin : stop + 1] if w in known.parts and not official}
    parts = tuple(sorted(marks)) if len(marks) == 1 else ()
    last = min(stop + 1, len(words))
    return [
        Nought(name, begin, last, given=True, reported=reported, parts=parts)
        for name in dict.fromkeys(names)
        if name in _NAMES
    ]


def _after_no(words: list[str], i: int, known: FigureWords) -> list[Nought]:
    """Read what "no" denies: "no convictions", "no traffickers were convicted"."""
    names: list[str] = []
    j, size = i + 1, min(i + _REACH, len(words))
    while j < size:
        word = words[j]
        head = known.heads.get(word)
        direct = known.direct.get(head or "")
        if direct in _NAMES:
            names.append(direct or "")
            j += 1
            while j < size and words[j] in (",", "or", "and", "new", "any"):
                j += 1
            continue
        if head in ("accused", "person", "official", "victim", "military") and not names:
            if j + 1 < size and words[j + 1] in known.heads:
                j += 1
                continue
            done = _passive(words, i, j + 1, head, known)
            return done or _active(words, i, j + 1, head, known)
        if word in known.stops or word in (",", ";", ".", "(", "longer", "one") or names:
            break
        j += 1
    if any(w in ("officials", "complicit", "complicity", "official") for w in words[j : j + 7]):
        names = [_BASES.get(name, name) for name in names]
    if any(word in _CAME_OF_IT for word in words[j : j + 2]):
        return []  # "no investigation led to a conviction" counts no investigations
    near = words[max(0, i - 2) : j]
    reported = "reported" in words[i:j] or "reports" in near or "known" in words[i:j]
    return [Nought(name, i, j, given=True, reported=reported) for name in dict.fromkeys(names)]


def _passive(
    words: list[str], i: int, j: int, head: str | None, known: FigureWords
) -> list[Nought]:
    """Read the verbs after a noun that "no" stands before: "were investigated or prosecuted"."""
    k = j
    while k < len(words) and words[k] in _AUX:
        k += 1
    if k == j:
        return []
    names: list[str] = []
    while k < len(words) and (words[k] in known.verbs or words[k] in (",", "or", "and", "nor")):
        if words[k] not in ("received", "provided"):
            events = known.verbs.get(words[k], ())
            names += [e.figures.get(head or "none", "") for e in events if not e.near]
        k += 1
    return [
        Nought(name, i, k, given=True, reported=False)
        for name in dict.fromkeys(names)
        if name in _NAMES
    ]


def _active(words: list[str], i: int, j: int, head: str | None, known: FigureWords) -> list[Nought]:
    """Read the verb that "no" and a noun follow: "found no victims", "convicted no traffickers"."""
    verb = words[i - 1] if i else ""
    if verb in ("received", "provided", "reported"):
        return []
    names = [
        name
        for e in known.verbs.get(verb, ())
        if not e.near and (name := e.figures.get(head or "none")) in _NAMES
    ]
    return [
        Nought(name, i - 1, j, given=True, reported=False) for name in dict.fromkeys(names) if name
    ]


def _names(words: list[str], i: int, known: FigureWords) -> list[str]:
    """Return the figures that a sentence says were not given."""
    names: list[str] = []
    for word in words[i : i + _REACH]:
        if word in (";", ".", "but"):
            break
        direct = known.direct.get(known.heads.get(word, ""))
        if direct in _NAMES:
            names.append(direct or "")
        else:
            for event in known.verbs.get(word, ()):
                name = None if event.near else event.figures.get("none")
                if name in _NAMES:
                    names.append(name or "")
    return list(dict.fromkeys(names))
