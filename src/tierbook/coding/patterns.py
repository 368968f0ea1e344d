"""Patterns of the Report's English that know beforehand in which sentences they can match.

A linguist writes a plain regular expression, `guarded(r"...")`, and searches with it as with `re`. Behind it stands a
guard (`tierbook.text.guards`): words of which a sentence must hold one. One automaton finds the words of all guards when
a sentence is read, and `Words`, the lower-cased sentence, keeps as one number which patterns they leave possible. A
pattern that is not among them answers without a search. Plain strings, such as a part cut out of a sentence, are
searched as ever: a guard saves time and never changes an answer.

An expression is compiled when it is first searched with; most of those that a text gives no reason for never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from threading import Lock
from typing import NamedTuple, TypeAlias

import ahocorasick_rs

from tierbook.coding.compiled import known_guards
from tierbook.text import (
    ANY_WORD,
    BEGINNING,
    EDGE,
    expected_hits,
    guards_of,
    is_literal,
    is_plain,
    starts_of,
)

__all__ = ["Guarded", "Literals", "Words", "any_of", "derive", "guarded", "known", "mark"]

_END = 1 << 62
_FEW = 16  # starts that are looked up one by one
_SHORT = 40  # characters that are searched sooner than looked up


class Words(str):
    """A lower-cased sentence that knows which patterns its words leave possible.

    `missing` has a bit for each guard that was looked for in vain; a guard not looked for proves nothing and has none.
    `plain` tells that single spaces are its only white space, `known` how many bits were looked for. `starts` remembers
    at which offsets the starts of the first `located` patterns stand, `places` at which a pattern, by its number, can
    begin.
    """

    __slots__ = ("known", "located", "missing", "places", "plain", "starts")

    missing: int
    known: int
    plain: bool
    located: int
    starts: dict[str, list[int]]
    places: dict[int, list[int]]

    def part(self, begin: int, end: int) -> Words:
        """Return the words between two offsets; what is not in the whole is not in a part."""
        words = Words(self[begin:end])
        words.missing, words.known, words.plain = self.missing, self.known, self.plain
        words.located, words.places = 0, {}
        return words


class Guarded:
    """A regular expression behind guards; the methods are those of `re.Pattern`.

    `bits` are its bits in `Words.missing`, one for each guard; none before a sentence was first marked with it. `number`
    is its place among the known patterns.
    """

    def __init__(self, expression: str, number: int) -> None:
        self.pattern = expression
        self.number = number
        self.bits = 0

    def __repr__(self) -> str:
        return f"guarded({self.pattern!r})"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled on first use."""
        return re.compile(self.pattern)

    @cached_property
    def guards(self) -> tuple[frozenset[str], ...]:
        """Sets of words of each of which a text must hold one; none where any text may match."""
        return tuple(map(frozenset, self.atoms))

    @property
    def atoms(self) -> Sequence[Collection[str]]:
        """The words of each guard."""
        return self._derived[0]

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The strings with one of which every match begins; none where that is not known."""
        return tuple(self._derived[1])

    @cached_property
    def literal(self) -> bool:
        """Whether it matches wherever one of the words of its guard stands."""
        return self._derived[2]

    @cached_property
    def _derived(self) -> Derived:
        return known_guards().get(self.pattern) or derive(self.pattern)

    @cached_property
    def groupindex(self) -> dict[str, int]:
        """The named groups of the expression."""
        return dict(self.compiled.groupindex)

    def possible(self, words: str) -> bool:
        """Tell whether the guards leave a match possible."""
        return type(words) is not Words or not words.missing & self.bits

    def holds(self, words: str) -> bool:
        """Tell whether there is a match."""
        if type(words) is Words:
            if words.missing & self.bits:
                return False
            if self.literal and words.plain and 0 < self.bits < 1 << words.known:
                return True
        return self.search(words) is not None

    def search(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two offsets, or None."""
        if type(words) is not Words:
            return self.compiled.search(words, begin, end)
        if words.missing & self.bits:
            return None
        if not (words.plain and self.starts) or end - begin < _SHORT:
            return self.compiled.search(words, begin, end)
        match = self.compiled.match
        for at in self._places(words):
            if at >= end:
                return None
            if at >= begin:
                found = match(words, at, end)
                if found is not None:
                    return found
        return None

    def match(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that starts at an offset, or None."""
        if type(words) is Words and words.missing & self.bits:
            return None
        return self.compiled.match(words, begin, end)

    def fullmatch(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match of all words between two offsets, or None."""
        if type(words) is Words and words.missing & self.bits:
            return None
        return self.compiled.fullmatch(words, begin, end)

    def finditer(self, words: str, begin: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets, in order."""
        if type(words) is not Words:
            return self.compiled.finditer(words, begin, end)
        if words.missing & self.bits:
            return iter(())
        if not (words.plain and self.starts):
            return self.compiled.finditer(words, begin, end)
        return iter(self._all(words, begin, end))

    def sub(self, repl: Callable[[re.Match[str]], str], words: str) -> str:
        """Return the words with every match replaced."""
        if type(words) is Words and words.missing & self.bits:
            return words
        return self.compiled.sub(repl, words)

    def _all(self, words: Words, begin: int, end: int) -> list[re.Match[str]]:
        matches: list[re.Match[str]] = []
        match = self.compiled.match
        for at in self._places(words):
            if at >= end:
                break
            if at >= begin:
                found = match(words, at, end)
                if found is not None:
                    matches.append(found)
                    begin = found.end()
        return matches

    def _places(self, words: Words) -> list[int]:
        """Return at which offsets a match may begin, in order."""
        places = words.places.get(self.number)
        if places is None:
            places = words.places[self.number] = self._look_up(words)
        return places

    def _look_up(self, words: Words) -> list[int]:
        if self.number >= words.located:
            _locate(words)
        starts = words.starts
        here, after_word, opening = self._sought
        keys = here if len(here) < _FEW else starts.keys() & here
        found = [starts[key] for key in keys if key in starts]
        for start in after_word:
            found.extend(  # every letter of the word before the space
                list(range(words.rfind(" ", 0, space) + 1, space))
                for space in starts.get(start, ())
            )
        if opening:
            found.append([0])
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    @cached_property
    def _sought(self) -> tuple[frozenset[str], tuple[str, ...], bool]:
        """The keys of its starts in `Words.starts`, those of what follows after a word, and whether a text may begin so."""
        here: set[str] = set()
        after_word = []
        for start in self.starts:
            if start.startswith(ANY_WORD):
                after_word.append(_after_word(start))
            elif start != BEGINNING:
                here.add(start)
                if _is_letter(start):
                    here.add(EDGE + start)
        return frozenset(here), tuple(after_word), BEGINNING in self.starts


def _after_word(start: str) -> str:
    """Return what follows the word that comes first in a start."""
    return f" {start.lstrip(ANY_WORD)}"


def _is_letter(start: str) -> bool:
    """Tell whether a start begins with a letter or digit of ASCII, so that it stands at the edge of a word or inside."""
    return start[0].isascii() and start[0].isalnum()


class Literals:
    """Words of which a sentence must hold one, such as those by which a cue nominates."""

    def __init__(self, literals: frozenset[str]) -> None:
        self.guards = self.atoms = (literals,)
        self.bits = 0

    def possible(self, words: str) -> bool:
        """Tell whether a sentence holds one of the words; of a part of one, whether the sentence does."""
        if type(words) is Words and 0 < self.bits < 1 << words.known:
            return not words.missing & self.bits
        return any(atom in words for atom in self.guards[0])


# Every pattern in the order in which it was met.
_known: list[Guarded | Literals] = []
_lock = Lock()


@cache
def guarded(expression: str) -> Guarded:
    """Return the pattern of a regular expression for lower-cased text; nothing is compiled yet."""
    with _lock:
        pattern = Guarded(expression, len(_known))
        _known.append(pattern)
    return pattern


@cache
def _any_of(literals: frozenset[str]) -> Literals:
    found = Literals(literals)
    with _lock:
        _known.append(found)
    return found


def any_of(literals: Iterable[str]) -> Literals:
    """Return the pattern of a set of literal words, lower-cased."""
    return _any_of(frozenset(literals))


def known() -> tuple[Guarded | Literals, ...]:
    """Return every pattern met so far, in the order of its bits."""
    return tuple(_known)


def mark(lower: str) -> Words:
    """Return a lower-cased sentence with the patterns that are possible in it."""
    table = _table(len(_known))
    words = Words(lower)
    words.located, words.places = 0, {}
    words.known = table.known
    words.plain = is_plain(lower)
    sought = table.all if words.plain else table.literals
    bits, found = table.bits, 0
    for atom in {h[0] for h in table.automaton.find_matches_as_indexes(lower, overlapping=True)}:
        found |= bits[atom]
    words.missing = (sought | found) ^ found
    return words


class _Table(NamedTuple):
    """The automaton over the guards of all patterns, and the bits of each atom.

    `known` bits are given out; `all` has them all, `literals` those of `Literals`, which alone can be looked for in text
    that is not plain.
    """

    automaton: ahocorasick_rs.AhoCorasick
    bits: tuple[int, ...]
    known: int
    all: int
    literals: int


@cache
def _table(known: int) -> _Table:
    """Return the table of the first patterns; those that have no bits yet are given theirs."""
    with _lock:
        return _make_table(_known[:known])


def _make_table(patterns: list[Guarded | Literals]) -> _Table:
    bits: dict[str, int] = {}
    given = max((pattern.bits.bit_length() for pattern in patterns), default=0)
    literals = 0
    for pattern in patterns:
        guards = pattern.atoms
        first = given
        if guards and pattern.bits:
            first = pattern.bits.bit_length() - len(guards)
        else:
            given += len(guards)
        for n, atoms in enumerate(guards):
            bit = 1 << (first + n)
            for atom in atoms:
                bits[atom] = bits[atom] | bit if atom in bits else bit
        pattern.bits = ((1 << len(guards)) - 1) << first
        if isinstance(pattern, Literals):
            literals |= pattern.bits
    words = sorted(bits)
    return _Table(
        ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.Standard),
        tuple(bits[word] for word in words),
        given,
        (1 << given) - 1,
        literals,
    )


def _locate(words: Words) -> None:
    """Note in a sentence at which offsets the starts of all patterns stand."""
    words.located = len(_known)
    automaton, keys = _starts(words.located)
    inside = f" {words}".encode("ascii", "replace").translate(_LETTER)
    found: dict[str, list[int]] = defaultdict(list)
    for n, at, _ in automaton.find_matches_as_indexes(words, overlapping=True):
        key = keys[n][inside[at]]
        if key is not None:
            found[key].append(at)
    words.starts = found


# Which bytes are letters of a word; what is not ASCII is not asked for.
_LETTER = bytes(chr(n).isalnum() or n == ord("_") for n in range(128)) + bytes(128)


@cache
def _starts(
    known: int,
) -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str | None, str | None]]]:
    """Return the automaton over the starts of the first patterns.

    With it, for each string that it looks for: as which start it counts at the edge of a word, and as which elsewhere.
    """
    with _lock:
        patterns = [p for p in _known[:known] if isinstance(p, Guarded)]
    starts = {start for pattern in patterns for start in pattern.starts} - {BEGINNING}
    starts = {_after_word(s) if s.startswith(ANY_WORD) else s for s in starts}
    strings = sorted({start.lstrip(EDGE) for start in starts})
    keys: list[tuple[str | None, str | None]] = [
        (EDGE + s if _is_letter(s) else s, s if s in starts else None) for s in strings
    ]
    automaton = ahocorasick_rs.AhoCorasick(strings, matchkind=ahocorasick_rs.MatchKind.Standard)
    return automaton, keys


Derived: TypeAlias = tuple[list[list[str]], list[str], bool]


def derive(expression: str) -> Derived:
    """Work out guards and starts of an expression, and whether it is but a list of words."""
    guards = [sorted(atoms) for atoms in guards_of(expression, hits=_hits)]
    return guards, sorted(starts_of(expression, hits=_hits) or ()), is_literal(expression)


# How often words of the Report stand in one of its sentences.
_COMMON = {
    "traffic": 0.7, "traffick": 0.7, "trafficking": 0.6, "victim": 0.5, "victims": 0.4, "government": 0.4,
    "report": 0.3, "forc": 0.2, "force": 0.2, "forced": 0.2, "labor": 0.2, "child": 0.2, "law": 0.15, "work": 0.15,
}  # fmt: skip


def _hits(atom: str) -> float:
    return expected_hits(atom, _COMMON)
