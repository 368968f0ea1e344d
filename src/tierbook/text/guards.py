"""Guards: literal words of which a text must hold one before a regular expression can match in it.

A search that fails costs as much as one that succeeds, and most searches fail. From the parsed expression a set of
atoms is derived such that whatever the expression matches holds one of them; one automaton then finds the atoms of all
expressions in one pass, and an expression without an atom in the text need not be run at all.

Method: prefilters of a set of expressions, as in Cox, *Regular Expression Matching with a Trigram Index* (2012), and
the FilteredRE2 of RE2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# The parser of `re` itself, so that what is derived is what will run; its shape is that of CPython 3.11 and later.
from re import _constants as _op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["expected_hits", "guard_of"]

_EXACT = 128  # strings that a part may match, before they are no longer listed one by one
_CHARACTERS = 8  # of a class such as [sz], likewise
_LONGEST = 40  # characters of an atom; a longer one is no rarer

# Letters and the space in running English, per thousand characters.
_RATE = {
    " ": 165, "e": 102, "t": 75, "a": 68, "o": 63, "i": 62, "n": 61, "s": 56, "r": 54, "h": 42, "l": 36, "d": 34,
    "c": 29, "u": 23, "m": 21, "f": 20, "g": 18, "p": 18, "w": 14, "y": 14, "b": 11, "v": 10, "k": 5, ",": 10, ".": 9,
}  # fmt: skip
_RARE = 2.0
_SENTENCE = 200  # characters

_Strings = frozenset[str]
_EMPTY: _Strings = frozenset({""})


def guard_of(
    expression: str,
    flags: int = 0,
    *,
    hits: Callable[[str], float] | None = None,
    limit: float = 1.0,
) -> frozenset[str] | None:
    """Return atoms of which every match of an expression, with what its lookaheads see, holds at least one.

    Args:
        expression: a regular expression for `re`.
        flags: those it is compiled with; where case is ignored there is no guard.
        hits: how often an atom is to be expected in a sentence; the guard with the fewest hits is chosen.
        limit: hits in a sentence above which a guard is not worth having.

    Returns:
        The atoms, none of them inside another; None where there is no guard worth having.
    """
    parsed = _parser.parse(expression, flags)
    if parsed.state.flags & (re.IGNORECASE | re.LOCALE):
        return None
    best = _Best(hits or expected_hits)
    _finish(_walk(list(parsed), _EMPTY, best), best)
    return None if best.cost > limit else best.atoms


def expected_hits(atom: str) -> float:
    """Return how often an atom stands in a sentence if letters followed one another at random."""
    rate = float(_SENTENCE)
    for character in atom:
        rate *= _RATE.get(character, _RARE) / 1000
    return rate


class _Best:
    """The rarest of the sets of atoms that were offered; each of them is a guard by itself."""

    def __init__(self, hits: Callable[[str], float]) -> None:
        self.hits = hits
        self.atoms: _Strings | None = None
        self.cost = float("inf")

    def offer(self, atoms: _Strings | None) -> None:
        if atoms is None or "" in atoms:
            return
        atoms = _without_covered(atom[:_LONGEST] for atom in atoms)
        cost = sum(self.hits(atom) for atom in atoms)
        if cost < self.cost:
            self.atoms, self.cost = atoms, cost


def _without_covered(atoms: Iterable[str]) -> _Strings:
    """Drop atoms that hold another one of the set."""
    kept: list[str] = []
    for atom in sorted(set(atoms), key=lambda a: (len(a), a)):
        if not any(shorter in atom for shorter in kept):
            kept.append(atom)
    return frozenset(kept)


def _finish(run: _Strings, best: _Best) -> None:
    best.offer(run)


def _walk(items: list[Any], run: _Strings, best: _Best) -> _Strings:
    """Read a sequence; return the strings that its end can read as, after `run`, and offer each run that was cut.

    `run` lists every string that may have been read since the last part that cannot be listed.
    """
    for op, value in items:
        if op is _op.SUBPATTERN and not (value[1] & re.IGNORECASE):
            run = _walk(list(value[3]), run, best)
        elif op is _op.ATOMIC_GROUP:
            run = _walk(list(value), run, best)
        elif op is _op.BRANCH:
            run = _branch(value[1], run, best)
        elif op in (_op.AT, _op.ASSERT_NOT):
            continue
        elif op is _op.ASSERT:
            _look(value, run, best)
        else:
            exact = _exact(op, value)
            if exact is None:
                best.offer(run)
                run = _EMPTY
                if op in _REPEATS and value[0] > 0:
                    _finish(_walk(list(value[2]), _EMPTY, best), best)
            else:
                run = _joined(run, exact, best)
    return run


def _joined(run: _Strings, exact: _Strings, best: _Best) -> _Strings:
    if len(run) * len(exact) > _EXACT:
        best.offer(run)
        return exact
    return frozenset(a + b for a in run for b in exact)


def _branch(branches: list[Any], run: _Strings, best: _Best) -> _Strings:
    """Read alternatives: listed where all of them can be, else a guard of each, with the run before them."""
    exact = [_listed(list(branch)) for branch in branches]
    if all(e is not None for e in exact):
        union = frozenset(s for e in exact if e is not None for s in e)
        if len(union) <= _EXACT:
            return _joined(run, union, best)
    best.offer(run)
    atoms: set[str] = set()
    for branch in branches:
        inner = _Best(best.hits)
        _finish(_walk(list(branch), run, inner), inner)
        if inner.atoms is None:
            return _EMPTY
        atoms |= inner.atoms
    best.offer(frozenset(atoms))
    return _EMPTY


def _look(value: Any, run: _Strings, best: _Best) -> None:
    """A look ahead or behind: what it sees stands in the text too; what follows a run lengthens it."""
    direction, items = value
    ahead = direction > 0
    inner = _Best(best.hits)
    _finish(_walk(list(items), run if ahead else _EMPTY, inner), inner)
    best.offer(inner.atoms)


_REPEATS = (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT)


def _listed(items: list[Any]) -> _Strings | None:
    """Return all strings that a sequence can match, where they are few."""
    run = _EMPTY
    for op, value in items:
        if op in (_op.AT, _op.ASSERT_NOT, _op.ASSERT):
            continue
        exact = _exact(op, value)
        if exact is None or len(run) * len(exact) > _EXACT:
            return None
        run = frozenset(a + b for a in run for b in exact)
    return run


def _exact(op: Any, value: Any) -> _Strings | None:
    """Return all strings that one part can match, where they are few."""
    if op is _op.LITERAL:
        return frozenset({chr(value)})
    if op is _op.IN:
        return _characters(value)
    if op is _op.SUBPATTERN:
        return None if value[1] & re.IGNORECASE else _listed(list(value[3]))
    if op is _op.ATOMIC_GROUP:
        return _listed(list(value))
    if op is _op.BRANCH:
        branches = [_listed(list(branch)) for branch in value[1]]
        if any(b is None for b in branches):
            return None
        union = frozenset(s for b in branches if b is not None for s in b)
        return union if len(union) <= _EXACT else None
    if op in _REPEATS:
        return _repeated(value)
    return None


def _characters(items: list[Any]) -> _Strings | None:
    found: set[str] = set()
    for op, value in items:
        if op is _op.LITERAL:
            found.add(chr(value))
        elif op is _op.RANGE and value[1] - value[0] < _CHARACTERS:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _CHARACTERS else None


def _repeated(value: Any) -> _Strings | None:
    least, most, items = value
    if most > 2:
        return None
    once = _listed(list(items))
    if once is None:
        return None
    power, union = _EMPTY, set(_EMPTY) if least == 0 else set()
    for times in range(1, most + 1):
        power = frozenset(a + b for a in power for b in once)
        if times >= least:
            union |= power
    return frozenset(union) if len(union) <= _EXACT else None
