"""Words that lost a ligature on their way out of a PDF: "offcials", "eforts", "traffi cking", "of cers".

Fonts print ff, fi, fl, ffi and ffl as one sign, and a program that doesn't know the sign leaves a part of it, a blank
or nothing. `ligature_words.txt` lists words of the field that hold such letters; a damaged form of one that is no
English word, and could come from no other word, is put right. A page has to show two such forms at least, of the same
kind, before any is touched; one alone may be a slip of the pen, and is only told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from tierbook.pages.change import Change
from tierbook.pages.words import known_words, read_words
from tierbook.text import late

__all__ = ["damaged_forms", "lost_letters"]

_LIGATURE = late("ffi|ffl|ff|fi|fl")
# What is left of each ligature, by the kind of damage.
_KINDS: dict[str, dict[str, str]] = {
    "its last letter": {"ffi": "ff", "ffl": "ff", "ff": "f", "fi": "f", "fl": "f"},
    "all but its first letter": {"ffi": "f", "ffl": "f", "ff": "f", "fi": "f", "fl": "f"},
    "all its letters": {"ffi": "", "ffl": "", "ff": "", "fi": "", "fl": ""},
    "all, for a blank": {"ffi": " ", "ffl": " ", "ff": " ", "fi": " ", "fl": " "},
    "its end, for a blank": {"ffi": "f ", "ffl": "f ", "ff": " ", "fi": " ", "fl": " "},
    "nothing, and has a blank after it": {
        "ffi": "ffi ",
        "ffl": "ffl ",
        "ff": "ff ",
        "fi": "fi ",
        "fl": "fl ",
    },
    "all, for a sign that stands for none": {
        "ffi": "\ufffd",
        "ffl": "\ufffd",
        "ff": "\ufffd",
        "fi": "\ufffd",
        "fl": "\ufffd",
    },
}
_TELLING = 6
_SHORTEST = {"all its letters": 5}
_SHORTEST_ELSE = 3
_ENOUGH = 2
# Words that no narrative goes without: only their damaged forms are looked for on every page.
_FREQUENT = frozenset(
    "trafficking traffickers trafficked efforts officials official significant significantly sufficient sufficiently"
    " identified identification offenses offense offenders officers office effectively conflict confirmed"
    " specific specifically filed financial fishing first offered benefits difficult definition influence".split()
)
# Forms that are words or names themselves, beyond those that `words.txt` knows.
_ENGLISH = frozenset(
    "antitracking arming armed aws countertracking eying fag fagged faws fed feeing feet feld felds fights fling food"
    " flings foods fags conned foor fow fowed fred fres frings narcotracking owed rearm rearmed rearms reaming"
    " reworks rings tracked tracker trackers tracking".split()
)


class _Forms(NamedTuple):
    """Damaged forms of each kind with the words they come from; those that are words themselves; an automaton."""

    by_kind: dict[str, dict[str, str]]
    doubtful: dict[str, dict[str, str]]
    telling: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick


def lost_letters(source: str) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return what ligatures a page lost, in the order of their places, and notes on what is left as it is."""
    forms = _forms()
    hits: set[str] = set()
    for at, start, end in forms.automaton.find_matches_as_indexes(source):
        if _stands_alone(source, start, end):
            hits.add(forms.telling[at].lower())
    if not hits:
        return (), ()
    changes: list[Change] = []
    notes: list[str] = []
    left = set(hits)
    for kind, words in forms.by_kind.items():
        found = hits & words.keys()
        if len(found) < _ENOUGH:
            continue
        left -= found
        pattern = _pattern(words)
        why = f"ligature that lost {kind}"
        changes += [
            Change(*match.span(), _cased(words[match[0].lower()], match[0]), why)
            for match in pattern.finditer(source)
            if not match[0].isupper()
        ]
        for form, word in forms.doubtful[kind].items():
            times = len(re.findall(rf"\b{form}\b", source, re.I))
            if times:
                told = f"{times} times" if times > 1 else "once"
                notes.append(f"{form!r} may stand for {word!r} ({told}) and is left as it is")
    if left:
        words = {form: word for kind in forms.by_kind.values() for form, word in kind.items()}
        told = ", ".join(f"{form!r} for {words[form]!r}" for form in sorted(left))
        notes.append(f"letters may be lost, and are left as they are: {told}")
    return _in_order(changes), tuple(notes)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds damaged forms; a short one that follows a hyphen may be the rest of another word."""
    forms = sorted(words, key=len, reverse=True)
    long = "|".join(re.escape(form) for form in forms if len(form) >= _TELLING)
    short = "|".join(re.escape(form) for form in forms if len(form) < _TELLING)
    either = [part for part in (long, rf"(?<!-)(?:{short})" if short else "") if part]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)", re.I)


def damaged_forms() -> dict[str, dict[str, str]]:
    """Return, for each kind of damage, its forms in small letters and the words that they stand for."""
    return _forms().by_kind


@cache
def _forms() -> _Forms:
    words = read_words("ligature_words.txt")
    english = known_words() | _ENGLISH
    by_kind: dict[str, dict[str, str]] = {}
    doubtful: dict[str, dict[str, str]] = {}
    for kind, left in _KINDS.items():
        doubtful[kind] = {
            form: word
            for word in sorted(_FREQUENT)
            if len(form := _damaged(word, left)) > _SHORTEST_ELSE and form in english
        }
        origins: dict[str, set[str]] = {}
        for word in words:
            form = _damaged(word, left)
            if form == form.strip():
                origins.setdefault(form, set()).add(word)
        by_kind[kind] = {
            form: from_.pop()
            for form, from_ in origins.items()
            if len(from_) == 1
            and len(form) >= _SHORTEST.get(kind, _SHORTEST_ELSE)
            and not all(part in english for part in form.split())
        }
    telling = sorted(
        form
        for form, word in {item for kind in by_kind.values() for item in kind.items()}
        if len(form) >= _TELLING and word in _FREQUENT
    )
    telling += [form.capitalize() for form in telling]
    automaton = ahocorasick_rs.AhoCorasick(
        telling,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return _Forms(by_kind, doubtful, tuple(telling), automaton)


def _damaged(word: str, left: dict[str, str]) -> str:
    return _LIGATURE.sub(lambda match: left[match[0]], word)


def _stands_alone(source: str, start: int, end: int) -> bool:
    before, after = source[start - 1 : start], source[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _cased(word: str, form: str) -> str:
    return word.capitalize() if form[0].isupper() else word


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Return changes by their places; of two on the same words the longer one."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return tuple(kept)
