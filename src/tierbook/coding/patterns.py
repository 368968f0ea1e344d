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
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from threading import Lock

import ahocorasick_rs

from tierbook.text import guard_of

__all__ = ["Guarded", "Literals", "Words", "any_of", "guarded", "known", "mark"]

_END = 1 << 62


class Words(str):
    """A lower-cased sentence that knows which patterns its words leave possible: bit *n* of `marks` for pattern *n*.

    Bits above the patterns known when it was marked are set, as a guard not looked for proves nothing.
    """

    __slots__ = ("marks",)

    marks: int

    def part(self, begin: int, end: int) -> Words:
        """Return the words between two offsets; what is not in the whole is not in a part."""
        words = Words(self[begin:end])
        words.marks = self.marks
        return words


class Guarded:
    """A regular expression behind a guard; the methods are those of `re.Pattern`.

    Args:
        expression: a regular expression for lower-cased text.
        bit: its place in `Words.marks`.
    """

    def __init__(self, expression: str, bit: int) -> None:
        self.pattern = expression
        self.bit = bit

    def __repr__(self) -> str:
        return f"guarded({self.pattern!r})"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled on first use."""
        return re.compile(self.pattern)

    @cached_property
    def atoms(self) -> frozenset[str] | None:
        """The words of which a text must hold one; None where any text may match."""
        return guard_of(self.pattern)

    @property
    def groupindex(self) -> dict[str, int]:
        """The named groups of the expression."""
        return dict(self.compiled.groupindex)

    def possible(self, words: str) -> bool:
        """Tell whether the guard leaves a match possible."""
        return type(words) is not Words or words.marks & self.bit != 0

    def search(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two offsets, or None."""
        if type(words) is Words and not words.marks & self.bit:
            return None
        return self.compiled.search(words, begin, end)

    def match(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that starts at an offset, or None."""
        if type(words) is Words and not words.marks & self.bit:
            return None
        return self.compiled.match(words, begin, end)

    def fullmatch(self, words: str, begin: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match of all words between two offsets, or None."""
        if type(words) is Words and not words.marks & self.bit:
            return None
        return self.compiled.fullmatch(words, begin, end)

    def finditer(self, words: str, begin: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets, in order."""
        if type(words) is Words and not words.marks & self.bit:
            return iter(())
        return self.compiled.finditer(words, begin, end)

    def sub(self, repl: str | Callable[[re.Match[str]], str], words: str) -> str:
        """Return the words with every match replaced."""
        if type(words) is Words and not words.marks & self.bit:
            return words
        return self.compiled.sub(repl, words)


class Literals:
    """Words of which a sentence must hold one, such as those by which a cue nominates."""

    def __init__(self, literals: frozenset[str], bit: int) -> None:
        self.atoms = literals
        self.bit = bit

    def possible(self, words: str) -> bool:
        """Tell whether a sentence holds one of the words."""
        if type(words) is Words and not words.marks & self.bit:
            return False
        return any(atom in words for atom in self.atoms)


# Every pattern in the order in which it was met; its index is its bit.
_known: list[Guarded | Literals] = []
_lock = Lock()


@cache
def guarded(expression: str) -> Guarded:
    """Return the pattern of a regular expression for lower-cased text; nothing is compiled yet."""
    with _lock:
        pattern = Guarded(expression, 1 << len(_known))
        _known.append(pattern)
    return pattern


@cache
def _any_of(literals: frozenset[str]) -> Literals:
    with _lock:
        found = Literals(literals, 1 << len(_known))
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
    automaton, bits, marks = _automaton(len(_known))
    for atom in {hit[0] for hit in automaton.find_matches_as_indexes(lower, overlapping=True)}:
        marks |= bits[atom]
    words = Words(lower)
    words.marks = marks
    return words


@cache
def _automaton(known: int) -> tuple[ahocorasick_rs.AhoCorasick, tuple[int, ...], int]:
    """Return the automaton over the guards of the first patterns, the bits of each atom, and those always set."""
    bits: dict[str, int] = {}
    always = -1 << known
    for pattern in _known[:known]:
        if pattern.atoms is None:
            always |= pattern.bit
            continue
        for atom in pattern.atoms:
            bits[atom] = bits.get(atom, 0) | pattern.bit
    atoms = sorted(bits)
    return (
        ahocorasick_rs.AhoCorasick(atoms, matchkind=ahocorasick_rs.MatchKind.Standard),
        tuple(bits[atom] for atom in atoms),
        always,
    )
