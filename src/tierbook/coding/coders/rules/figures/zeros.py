"""Figures that are nought, and figures that the text says were not given.

"Did not convict any traffickers" is nought; "did not report any convictions" is nought as far as was reported
(`none_reported`); "did not report how many were convicted" gives no figure at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.coding.coders.rules.figures.tokens import Tokens
from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["Nought", "find_noughts"]

_LIGHT = frozenset(
    "report reported initiate secure obtain achieve conduct record open make undertake begin pursue announce"
    " launch carry result lead".split()
)
_ADVERBS = frozenset("also publicly formally successfully new any further".split())
_PARTIAL = frozenset(
    "the its all most some these those every each their many adequate sufficient effectively adequately sufficiently"
    " systematically proactively consistently fully vigorously aggressively routinely comprehensive if how whether data"
    " statistics information enough".split()
)
_NO_FIGURE = frozenset(
    "data statistics information figures number numbers many whether breakdown details".split()
)
_NEGATED = frozenset("did has have had do does".split())
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


@dataclass(frozen=True, slots=True)
class Nought:
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
    i, size = 0, len(words)
    while i < size:
        word = words[i]
        if word == "not" and i and words[i - 1] in _NEGATED and i + 1 < size:
            found.extend(_after_not(words, i, known))
        elif word in ("no", "nor", "without") and i + 1 < size:
            found.extend(_after_no(words, i, known))
        i += 1
    return found


def _after_not(words: list[str], i: int, known: FigureWords) -> list[Nought]:
    j, size = i + 1, len(words)
    while j < size and words[j] in _ADVERBS:
        j += 1
    if j >= size:
        return []
    first = words[j]
    reported = first in (
        "report",
        "reported",
        "provide",
        "provided",
        "disclose",
        "release",
        "share",
        "maintain",
        "compile",
        "collect",
    )
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
    events: list[str] = []
    stop, size = j, min(j + _REACH, len(words))
    sure = False
    head: str | None = None
    while stop < size:
        word = words[stop]
        if word in _PARTIAL and not sure:
            return []
        if word == "any" or word == "a" or word == "an":
            sure = True
        elif word in known.verbs or word in known.nouns:
            direct = known.direct.get(known.heads.get(word, ""))
            if direct is not None and word not in known.verbs:
                events.append(direct)
                sure = True
            elif not (light and stop == j and word in _LIGHT):
                events.extend(e.id for e in known.verbs.get(word, ()) if word in known.verbs)
                # an event whose object is still to come
        elif word in known.heads:
            head = known.heads[word]
            following = words[stop + 1] if stop + 1 < size else ""
            if following not in known.heads:
                break
        elif word in (
            ";",
            ".",
            "(",
            "but",
            "while",
            "despite",
            "compared",
            "during",
            "under",
            "who",
            "that",
            "or",
        ):
            if word == "or" or (word == "that" and False):
                stop += 1
                continue
            break
        elif word in ("against", "of", "for", "into", "involving", ",", "and", "in"):
            pass
        stop += 1
    if not sure and (
        head in (None, "case") or words[stop : stop + 2] != words[stop : stop + 1] + ["."]
    ):
        return []
    return _made(words, events, head, begin, stop, known, reported=reported)


def _made(
    words: list[str],
    events: list[str],
    head: str | None,
    begin: int,
    stop: int,
    known: FigureWords,
    *,
    reported: bool,
) -> list[Nought]:
    names: list[str] = []
    official = head in ("official", "military") or "complicit" in words[begin : stop + 3]
    for event in events:
        name = event if event in _BASES or event in _NAMES else _figure_of(event, head, known)
        if name is None:
            continue
        names.append(_BASES.get(name, name) if official else name)
    marks = {known.parts[w] for w in words[begin : stop + 1] if w in known.parts and not official}
    parts = tuple(sorted(marks)) if len(marks) == 1 else ()
    return [
        Nought(n, begin, min(stop + 1, len(words)), given=True, reported=reported, parts=parts)
        for n in dict.fromkeys(names)
        if n in _NAMES
    ]


def _figure_of(event: str, head: str | None, known: FigureWords) -> str | None:
    for events in known.verbs.values():
        for candidate in events:
            if candidate.id == event:
                return (
                    candidate.figures.get(head or "none") if head else candidate.figures.get("none")
                )
    return None


def _after_no(words: list[str], i: int, known: FigureWords) -> list[Nought]:
    """ "No convictions", "no traffickers were convicted"."""
    size = min(i + _REACH, len(words))
    j = i + 1
    names: list[str] = []
    while j < size:
        word = words[j]
        direct = known.direct.get(known.heads.get(word, ""))
        if direct in _NAMES:
            names.append(direct or "")
            j += 1
            while j < size and words[j] in (",", "or", "and", "new", "any"):
                j += 1
            continue
        head = known.heads.get(word)
        if head in ("accused", "person", "official", "victim", "military"):
            if j + 1 < size and words[j + 1] in known.heads:
                j += 1
                continue
            k = j + 1
            while k < size and words[k] in (
                "were",
                "was",
                "have",
                "has",
                "been",
                "had",
                "ever",
                "identified-as",
            ):
                k += 1
            if k < size and words[k] in known.verbs and k > j + 1:
                found: list[str] = []
                while k < size and (
                    words[k] in known.verbs or words[k] in (",", "or", "and", "nor")
                ):
                    for event in known.verbs.get(words[k], ()):
                        name = event.figures.get(head)
                        if name in _NAMES and words[k] not in ("received", "provided"):
                            found.append(name)
                    k += 1
                return [Nought(n, i, k, given=True, reported=False) for n in dict.fromkeys(found)]
            break
        if word in known.stops or word in (",", ";", ".", "(", "longer", "one") or names:
            break
        j += 1
    if not names:
        return []
    rest = words[j : j + 7]
    if any(w in ("officials", "complicit", "complicity", "official") for w in rest):
        names = [_BASES.get(n, n) for n in names]
    return [
        Nought(
            n, i, j, given=True, reported="reported" in words[i:j] or "reports" in words[i - 2 : j]
        )
        for n in dict.fromkeys(names)
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
                name = event.figures.get("none")
                if name in _NAMES:
                    names.append(name or "")
    return list(dict.fromkeys(names))
