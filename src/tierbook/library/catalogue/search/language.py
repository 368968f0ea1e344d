"""What a query is made of: a small tree, and what is wrong with a query that is none.

    Word(text)              a word in any of its forms       Exact(words)      a "phrase", as it is written
    Prefix(text)            begin*                           Near(one, other, distance)
    Field(name, value)      country:JPN                      In(name, node)    title:shelter, evidence:"T visa"
    And(parts) Or(parts) Not(part)                           All()             a query without words
    Widened(node, also, entry)                               what the thesaurus added; the parser never makes it

The tree knows no engine. What it says is written down in `docs/how-to/search-the-library.md`, and the tests evaluate it
in plain Python too, and hold both engines to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.errors import TierbookError

__all__ = [
    "All",
    "And",
    "BadQuery",
    "Exact",
    "Field",
    "In",
    "Leaf",
    "Near",
    "Node",
    "Not",
    "Or",
    "Prefix",
    "Widened",
    "Word",
    "walk",
    "write_query",
]


class BadQuery(TierbookError):
    """A query that cannot be read as it stands.

    Args:
        place: where: the sign or word, and which character of the query it is; or the parameter.
        remedy: what to write instead.
        what: what is wrong.
        read: what was read of the query before that place.
        mended: the nearest query that can be read, empty where there is none.
    """

    def __init__(
        self, place: str, remedy: str, what: str = "", *, read: str = "", mended: str = ""
    ) -> None:
        self.place, self.read, self.mended = place, read, mended
        super().__init__(what or "the query cannot be read", where=place, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms; `text` is folded. `shown` is what was typed."""

    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """Words side by side as they are written; `open_end`: the last may go on; `forms`: in any form (thesaurus)."""

    words: tuple[str, ...]
    open_end: bool = False
    forms: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two of the above with at most `distance` words between them, whichever comes first."""

    one: Leaf
    other: Leaf
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A filter inside the query: all paragraphs that it lets through."""

    name: str
    values: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class In:
    """Words in a part: in the title of the text, or in the words of findings."""

    name: str
    node: Leaf


@dataclass(frozen=True, slots=True)
class And:
    """All of them, in one paragraph."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Paragraphs without it."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every paragraph: the query has no words."""


@dataclass(frozen=True, slots=True)
class Widened:
    """What was asked, or one of the ways that an entry of the thesaurus gives for it."""

    node: Node
    also: tuple[Leaf, ...]
    entry: str


Leaf = Word | Prefix | Exact | Near
Node = Leaf | Field | In | And | Or | Not | All | Widened


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it."""
    yield node
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from walk(part)
    elif isinstance(node, Not):
        yield from walk(node.part)
    elif isinstance(node, In):
        yield from walk(node.node)
    elif isinstance(node, Widened):
        yield from walk(node.node)
        for leaf in node.also:
            yield from walk(leaf)


def write_query(node: Node) -> str:
    """Write a tree as the query that means it, every sign and bracket said."""
    return _write(node, 0)


_OR, _AND, _NOT = 1, 2, 3


def _write(node: Node, above: int) -> str:
    if isinstance(node, And | Or):
        own = _AND if isinstance(node, And) else _OR
        sign = " AND " if own == _AND else " OR "
        words = sign.join(_write(part, own) for part in node.parts)
        return f"({words})" if above > own else words
    if isinstance(node, Not):
        return f"NOT {_write(node.part, _NOT)}"
    if isinstance(node, Widened):
        return _write(node.node, above)
    return _write_leaf(node)


def _write_leaf(node: Node) -> str:
    if isinstance(node, Word):
        return node.text
    if isinstance(node, Prefix):
        return f"{node.text}*"
    if isinstance(node, Exact):
        return f'"{" ".join(node.words)}{"*" if node.open_end else ""}"'
    if isinstance(node, Near):
        return f"{_write_leaf(node.one)} NEAR/{node.distance} {_write_leaf(node.other)}"
    if isinstance(node, In):
        return f"{node.name}:{_write_leaf(node.node)}"
    if isinstance(node, Field):
        return node.shown
    return "everything"
