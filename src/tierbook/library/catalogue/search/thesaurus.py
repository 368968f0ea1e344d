"""The thesaurus of the field: what a query also finds, with the reason and the source of each entry.

Terms are equal: one finds the others. A term of several words is matched in the query by the forms of its words, and
never inside quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.errors import TierbookError
from tierbook.files import load_yaml
from tierbook.library.catalogue.search.language import (
    And,
    Exact,
    In,
    Leaf,
    Node,
    Or,
    Widened,
    Word,
)
from tierbook.library.catalogue.search.words import family_of, fold_words
from tierbook.places import Country, all_countries

__all__ = ["Entry", "Thesaurus", "load_thesaurus", "widen"]

_KINDS = ("term", "abbreviation", "spelling", "law")


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms that mean one thing.

    Attributes:
        id: lasting name of the entry.
        kind: term, abbreviation, spelling, law, name (of a country) or people.
        terms: the terms as they are written.
        reason: why they are one.
        source: which text says so.
    """

    id: str
    kind: str
    terms: tuple[str, ...]
    reason: str
    source: str


@dataclass(frozen=True)
class Thesaurus:
    """All entries, and which of them a row of words leads to."""

    entries: tuple[Entry, ...]
    by_words: Mapping[tuple[str, ...], tuple[tuple[Entry, str], ...]]
    longest: int

    def find(self, words: Iterable[str]) -> tuple[tuple[Entry, str], ...]:
        """Return the entries that have these folded words as a term, each with that term."""
        return self.by_words.get(tuple(family_of(word) for word in words), ())

    def entry(self, name: str) -> Entry | None:
        """Return an entry by its id."""
        return next((entry for entry in self.entries if entry.id == name), None)


@cache
def load_thesaurus() -> Thesaurus:
    """Return the thesaurus of this version.

    Raises:
        TierbookError: an entry lacks its reason or source, or repeats an id.
    """
    path = files("tierbook.library.catalogue.search") / "thesaurus.yaml"
    record = load_yaml(path)
    entries = [_read(row, str(path)) for row in record["entries"]]
    entries += _names(frozenset(record["left_out"]))
    ids = [entry.id for entry in entries]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise TierbookError(f"the id {twice} stands twice", where=str(path), remedy="rename one")
    found: dict[tuple[str, ...], list[tuple[Entry, str]]] = {}
    for entry in entries:
        for term in entry.terms:
            key = tuple(family_of(word) for word in fold_words(term))
            rows = found.setdefault(key, [])
            if all(entry is not other for other, _ in rows):
                rows.append((entry, term))
    return Thesaurus(
        tuple(entries),
        {key: tuple(rows) for key, rows in found.items()},
        max(len(key) for key in found),
    )


def _read(row: Mapping[str, Any], path: str) -> Entry:
    missing = [key for key in ("id", "kind", "terms", "reason", "source") if not row.get(key)]
    if missing or row["kind"] not in _KINDS or len(row["terms"]) < 2:
        raise TierbookError(
            f"the entry {row.get('id', '?')} is not whole",
            where=path,
            why=f"missing: {', '.join(missing)}"
            if missing
            else "it needs a known kind and two terms",
            remedy="see the comment at the head of the file",
        )
    return Entry(row["id"], row["kind"], tuple(row["terms"]), row["reason"], row["source"])


def _names(left_out: frozenset[str]) -> Iterator[Entry]:
    """Yield the names of countries through time, and those of their peoples; what two countries share is no name."""
    shared = _shared_words()
    for country in all_countries():
        names = _distinct(
            name.text
            for name in country.names
            if name.kind != "long" and name.use != "lookup" and name.text not in left_out
            and not set(name.text) & set(",(/")
        )  # fmt: skip
        if len(names) > 1:
            yield Entry(
                f"name-{country.code}",
                "name",
                names,
                f"Names of one country: {_through_time(country)}",
                "tierbook.places, names.csv",
            )
        words = (word for row in country.demonyms for word in row.words)
        peoples = _distinct(word for word in words if word.casefold() not in shared)
        if len(peoples) > 1:
            yield Entry(
                f"people-{country.code}",
                "people",
                peoples,
                f"Words for the people and the things of {country.name}.",
                "tierbook.places, demonyms.csv",
            )


def _shared_words() -> set[str]:
    """Return words for more than one people: *Korean*, *Congolese*."""
    counts: dict[str, int] = {}
    for country in all_countries():
        for word in {w.casefold() for row in country.demonyms for w in row.words}:
            counts[word] = counts.get(word, 0) + 1
            for rest in (word.removeprefix("north "), word.removeprefix("south ")):
                if rest != word:
                    counts[rest] = counts.get(rest, 0) + 1
    return {word for word, count in counts.items() if count > 1}


def _distinct(terms: Iterable[str]) -> tuple[str, ...]:
    """Return terms that differ in more than form; one that holds a shorter one would find nothing new."""
    kept: dict[tuple[str, ...], str] = {}
    for term in terms:
        key = tuple(family_of(word) for word in fold_words(term))
        if key and key not in kept:
            kept[key] = term
    return tuple(kept.values())


def _through_time(country: Country) -> str:
    rows = []
    for name in country.names:
        if name.kind != "report":
            continue
        years = [
            f"from {name.first}" if name.first else "",
            f"to {name.last}" if name.last else "",
        ]
        said = " ".join(part for part in years if part)
        rows.append(f"the Report writes {name.text}" + (f" {said}" if said else ""))
    return "; ".join(rows) + "."


def widen(node: Node, thesaurus: Thesaurus) -> Node:
    """Return a query with what the thesaurus adds. Quoted words, beginnings, NEAR, fields and NOT stay as they are."""
    if isinstance(node, And):
        return _widen_row(node, thesaurus)
    if isinstance(node, Or):
        if _run_of(node) is not None:
            return _widened(node, thesaurus) or node
        return Or(tuple(widen(part, thesaurus) for part in node.parts))
    if isinstance(node, Word):
        return _widened(node, thesaurus) or node
    if isinstance(node, In) and node.name == "evidence" and isinstance(node.node, Word):
        inner = _widened(node.node, thesaurus)
        if inner is not None:
            also = tuple(In("evidence", leaf) for leaf in inner.also)
            return Widened(node, also, inner.entry)  # type: ignore[arg-type]
    return node


def _widen_row(node: And, thesaurus: Thesaurus) -> Node:
    """Words side by side may be a term together: the longest that is one counts."""
    parts: list[Node] = []
    at = 0
    while at < len(node.parts):
        for count in range(min(thesaurus.longest, len(node.parts) - at), 1, -1):
            run = node.parts[at : at + count]
            if all(isinstance(part, Word) for part in run):
                whole = _widened(And(run), thesaurus)
                if whole is not None:
                    parts.append(whole)
                    at += count
                    break
        else:
            parts.append(widen(node.parts[at], thesaurus))
            at += 1
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _run_of(node: Node) -> tuple[str, ...] | None:
    """Return the words of what may be a term: a word, words side by side, a word with a hyphen."""
    if isinstance(node, Word):
        return (node.text,)
    if isinstance(node, And) and all(isinstance(part, Word) for part in node.parts):
        return tuple(part.text for part in node.parts)  # type: ignore[union-attr]
    if isinstance(node, Or) and len(node.parts) == 2:
        exact, joined = node.parts
        if isinstance(exact, Exact) and joined == Word(
            "".join(exact.words), getattr(joined, "shown", "")
        ):
            return exact.words
    return None


def _widened(node: Node, thesaurus: Thesaurus) -> Widened | None:
    words = _run_of(node) or ()
    found = thesaurus.find(words)
    own = tuple(family_of(word) for word in words)
    also: dict[Leaf, None] = {}
    for entry, _ in found:
        for term in entry.terms:
            folded = tuple(fold_words(term))
            key = tuple(family_of(word) for word in folded)
            if key == own or _within(own, key):
                continue
            leaf = Word(folded[0], term) if len(folded) == 1 else Exact(folded, forms=True)
            also[leaf] = None
    if not also:
        return None
    return Widened(node, tuple(also), " ".join(entry.id for entry, _ in found))


def _within(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether a term holds the words asked for in one row, so that they find it already."""
    return any(other[n : n + len(own)] == own for n in range(len(other) - len(own) + 1))
