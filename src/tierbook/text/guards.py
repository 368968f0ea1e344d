r"""Guards: literal words of which a text must hold one before a regular expression can match in it.

A search that fails costs as much as one that succeeds, and most searches fail. From the parsed expression a set of
atoms is derived such that whatever the expression matches holds one of them; one automaton then finds the atoms of all
expressions in one pass, and an expression without an atom in the text need not be run at all. Where every match begins
with one of a few strings, these say besides at which places of a text it need be tried.

What is derived holds for plain text alone, whose only white space is single spaces: there `\s+` is a space.

Method: prefilters of a set of expressions, as in Cox, *Regular Expression Matching with a Trigram Index* (2012), and
the FilteredRE2 of RE2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

# The parser of `re` itself, so that what is derived is what will run; its shape is that of CPython 3.11 and later.
from re import _constants as _op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import MappingProxyType
from typing import Any

__all__ = [
    "ANY_WORD",
    "BEGINNING",
    "EDGE",
    "expected_hits",
    "guards_of",
    "is_literal",
    "is_plain",
    "starts_of",
]

_EXACT = 128  # strings that a part may match, before they are no longer listed one by one
_CHARACTERS = 8  # of a class such as [sz], likewise
ANY_WORD = "\0"
EDGE = "\1"
BEGINNING = "\2"
_OPENING = 6  # characters of a start
_LONGEST = 40  # characters of an atom; a longer one is no rarer

# Letters and the space in running English, per thousand characters.
_RATE = {
    " ": 165, "e": 102, "t": 75, "a": 68, "o": 63, "i": 62, "n": 61, "s": 56, "r": 54, "h": 42, "l": 36, "d": 34,
    "c": 29, "u": 23, "m": 21, "f": 20, "g": 18, "p": 18, "w": 14, "y": 14, "b": 11, "v": 10, "k": 5, ",": 10, ".": 9,
}  # fmt: skip
_RARE = 2.0
# What stands more often in a sentence than its letters let expect.
_COMMON = {
    "in": 3.8, "the": 1.6, "ing": 1.6, "and": 1.2, "to": 1.1, "of": 1.0, "ed": 1.9, "er": 1.6, "for": 0.5, "as": 0.9,
    "with": 0.25, "by": 0.2, "from": 0.15, "that": 0.12, "was": 0.1, "were": 0.1, "not": 0.2, "over": 0.4, "men": 0.8,
    "king": 0.7, "who": 0.1, "its": 0.15, "an": 1.5, "on": 1.4, "at": 1.3, "or": 1.2, "is": 0.7, "no": 0.3, "some": 0.1,
}  # fmt: skip
_SENTENCE = 200  # characters

_Strings = frozenset[str]
_SPACE = [(_op.IN, [(_op.CATEGORY, _op.CATEGORY_SPACE)])]
_EMPTY: _Strings = frozenset({""})
_OPEN: _Strings = frozenset({"", EDGE})


def guards_of(
    expression: str,
    flags: int = 0,
    *,
    hits: Callable[[str], float] | None = None,
    limit: float = 0.6,
) -> tuple[frozenset[str], ...]:
    """Return sets of atoms: every match of an expression, with what its lookaheads see, holds an atom of each set.

    Args:
        expression: a regular expression for `re`.
        flags: those it is compiled with; where case is ignored there is no guard.
        hits: how often an atom is to be expected in a sentence; the sets with the fewest hits are chosen.
        limit: hits in a sentence above which a set is not worth having.

    Returns:
        Up to two sets, the rarest first, no atom of a set inside another; none where none is worth having.
    """
    items = _parse(expression, flags)
    if items is None:
        return ()
    best = _Best(hits or expected_hits)
    best.offer(_walk(items, _EMPTY, best))
    return best.chosen(limit)


def starts_of(
    expression: str,
    flags: int = 0,
    *,
    hits: Callable[[str], float] | None = None,
    limit: float = 30.0,
) -> frozenset[str] | None:
    """Return strings such that every match of an expression begins with one of them; arguments as of `guards_of`.

    Returns:
        The strings, or their first letters, none of them the beginning of another; None where there are none worth
        trying one by one. `ANY_WORD` before a string says that one word and a space come first, `EDGE` that a word
        begins with it. `BEGINNING` stands for the beginning of the text.
    """
    items = _parse(expression, flags)
    if items is None:
        return None
    found = {_plainly(start) for start in _opening(items, _EMPTY)[0]}
    if "" in found or ANY_WORD in found:
        return None
    kept = _prefixes(found)
    short = _prefixes(
        {start[:_OPENING] if start[0] != EDGE else start[: _OPENING + 1] for start in kept}
    )
    cost = sum((hits or expected_hits)(start.lstrip(EDGE)) for start in short)
    return None if cost > min(limit, 2 + len(kept) / 2) else short


def _plainly(start: str) -> str:
    """Return a start without the edge where none can be told: before other than ASCII's letters and digits."""
    if start.startswith(BEGINNING):
        return BEGINNING
    string = start.lstrip(EDGE)
    return start if string[:1].isascii() and string[:1].isalnum() else string


def _prefixes(starts: Iterable[str]) -> _Strings:
    """Leave out the starts that begin with another one."""
    kept: list[str] = []
    for start in sorted(starts, key=lambda s: (s.lstrip(EDGE), s.startswith(EDGE))):
        if not (kept and (start.startswith(kept[-1]) or start.lstrip(EDGE).startswith(kept[-1]))):
            kept.append(start)
    return frozenset(kept)


def is_literal(expression: str, flags: int = 0) -> bool:
    """Tell whether an expression is a list of words: whether it matches wherever an atom of its guard stands."""
    items = _parse(expression, flags)
    if items is None or _looks(items):
        return False
    exact = _listed(items)
    return exact is not None and all(0 < len(string) <= _LONGEST for string in exact)


def _looks(items: list[Any]) -> bool:
    """Tell whether a sequence has a part of no width, such as the edge of a word."""
    for op, value in items:
        if op in (_op.AT, _op.ASSERT, _op.ASSERT_NOT):
            return True
        if op is _op.BRANCH and any(_looks(list(branch)) for branch in value[1]):
            return True
        if op in (_op.SUBPATTERN, *_REPEATS) and _looks(list(value[-1])):
            return True
        if op is _op.ATOMIC_GROUP and _looks(list(value)):
            return True
    return False


def is_plain(text: str) -> bool:
    """Tell whether single spaces are all the white space of a text."""
    return text.isprintable() and "  " not in text


def _parse(expression: str, flags: int) -> list[Any] | None:
    parsed = _parser.parse(expression, flags)
    return None if parsed.state.flags & (re.IGNORECASE | re.LOCALE) else list(parsed)


def expected_hits(atom: str, common: Mapping[str, float] = MappingProxyType({})) -> float:
    """Return how often an atom is to be expected in a sentence: as often as its rarest word, words side by side less.

    Args:
        atom: words, or parts of words.
        common: how often frequent words stand in a sentence; other words are reckoned from their letters.
    """
    pieces = atom.split(" ")
    known = [(piece, _COMMON.get(piece) or common.get(piece)) for piece in pieces if piece]
    rates = [rate or _by_letters(piece) for piece, rate in known] or [_by_letters(atom)]
    return min(rates) * 0.6 ** (len(pieces) - 1)


def _by_letters(piece: str) -> float:
    """Return how often a string stands in a sentence if letters followed one another at random."""
    rate = float(_SENTENCE)
    for character in piece:
        rate *= _RATE.get(character, _RARE) / 1000
    return rate


class _Best:
    """The sets of atoms that were offered; each of them is a guard by itself."""

    def __init__(self, hits: Callable[[str], float]) -> None:
        self.hits = hits
        self.offered: dict[_Strings, float] = {}

    def offer(self, atoms: _Strings | None) -> None:
        if atoms is None or "" in atoms:
            return
        atoms = _without_covered(atom[:_LONGEST] for atom in atoms)
        self.offered[atoms] = sum(self.hits(atom) for atom in atoms)

    def chosen(self, limit: float = float("inf"), count: int = 2) -> tuple[_Strings, ...]:
        """Return the rarest sets, leaving out those that another one implies."""
        kept: list[_Strings] = []
        for atoms, cost in sorted(self.offered.items(), key=lambda o: (o[1], sorted(o[0]))):
            if cost > limit or len(kept) == count:
                break
            if not any(_implies(stronger, atoms) for stronger in kept):
                kept.append(atoms)
        return tuple(kept)


def _implies(stronger: _Strings, weaker: _Strings) -> bool:
    """Tell whether a text that holds an atom of one set always holds one of another."""
    return all(any(atom in longer for atom in weaker) for longer in stronger)


def _without_covered(atoms: Iterable[str]) -> _Strings:
    """Drop atoms that hold another one of the set."""
    kept: list[str] = []
    for atom in sorted(set(atoms), key=lambda a: (len(a), a)):
        if not any(shorter in atom for shorter in kept):
            kept.append(atom)
    return frozenset(kept)


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
                    best.offer(_walk(list(value[2]), _EMPTY, best))
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
        inner.offer(_walk(list(branch), run, inner))
        rarest = inner.chosen(count=1)
        if not rarest:
            return _EMPTY
        atoms |= rarest[0]
    best.offer(frozenset(atoms))
    return _EMPTY


def _look(value: Any, run: _Strings, best: _Best) -> None:
    """A look ahead or behind: what it sees stands in the text too; what follows a run lengthens it."""
    direction, items = value
    ahead = direction > 0
    inner = _Best(best.hits)
    inner.offer(_walk(list(items), run if ahead else _EMPTY, inner))
    for atoms in inner.offered:
        best.offer(atoms)


def _opening(items: list[Any], run: _Strings) -> tuple[_Strings, bool]:
    """Return what a sequence can begin with, after `run`, and whether these strings may go on after its end."""
    for n, (op, value) in enumerate(items):
        if op is _op.SUBPATTERN and not (value[1] & re.IGNORECASE):
            run, whole = _opening(list(value[3]), run)
        elif op is _op.ATOMIC_GROUP:
            run, whole = _opening(list(value), run)
        elif op is _op.BRANCH:
            opened = [_opening(list(branch), run) for branch in value[1]]
            run = frozenset(s for strings, _ in opened for s in strings)
            whole = all(listed for _, listed in opened)
        elif op in (_op.AT, _op.ASSERT, _op.ASSERT_NOT):
            run = _anchored(value, run)
            continue
        else:
            exact = _exact(op, value)
            if exact is None and run <= _OPEN and len(run) == 1:
                exact = _a_word(op, value)
            whole = exact is not None and len(run) * len(exact) <= _EXACT
            if exact is not None and whole:
                run = frozenset(a + b for a in run for b in exact)
            elif op in _REPEATS:
                run = _repeating(value, items[n + 1 :], run)
        if not whole or len(run) > _EXACT:
            return run, False
    return run, True


def _anchored(value: Any, run: _Strings) -> _Strings:
    """Note in what was not begun to be read the edge of a word or the beginning of the text that must be there."""
    if value is _op.AT_BOUNDARY:
        return frozenset(s or EDGE for s in run)
    if value in (_op.AT_BEGINNING, _op.AT_BEGINNING_STRING):
        return frozenset(BEGINNING if s in _OPEN else s for s in run)
    return run


def _repeating(value: Any, rest: list[Any], run: _Strings) -> _Strings:
    """Return what a repeated part can begin with, and where it may be left out, what the rest can."""
    least, _, items = value
    inside, _ = _opening(list(items), run)
    if least > 0:
        return inside
    return inside | (_opening(rest, run)[0] if run <= _OPEN else run)


def _a_word(op: Any, value: Any) -> _Strings | None:
    """Read "one word and a space", perhaps left out, as a string of its own."""
    if op not in _REPEATS or value[1] != 1:
        return None
    items = list(value[2])
    if len(items) == 1 and items[0][0] is _op.SUBPATTERN and not items[0][1][1] & re.IGNORECASE:
        items = list(items[0][1][3])
    if len(items) != 2 or items[1] != (_op.LITERAL, ord(" ")) or items[0][0] not in _REPEATS:
        return None
    _, _, letters = items[0][1]
    if len(letters) != 1 or letters[0][0] is not _op.IN or not all(map(_is_letter, letters[0][1])):
        return None
    return frozenset({"", ANY_WORD} if value[0] == 0 else {ANY_WORD})


def _is_letter(item: tuple[Any, Any]) -> bool:
    """Tell whether a member of a class is no space."""
    op, value = item
    if op is _op.LITERAL:
        return not chr(value).isspace()
    return bool(op is _op.CATEGORY and value in (_op.CATEGORY_WORD, _op.CATEGORY_DIGIT))


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
        elif op is _op.CATEGORY and value is _op.CATEGORY_SPACE:
            found.add(" ")
        else:
            return None
    return frozenset(found) if len(found) <= _CHARACTERS else None


def _repeated(value: Any) -> _Strings | None:
    least, most, items = value
    if list(items) == _SPACE:
        return frozenset({" "} if least else {"", " "}) if least < 2 else None
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
