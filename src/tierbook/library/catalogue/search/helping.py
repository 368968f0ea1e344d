"""What to try next: when nothing is found, when a query cannot be read, when it names a country among its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tierbook.library.catalogue.models import Word as WordRow
from tierbook.library.catalogue.search.asking import Asked
from tierbook.library.catalogue.search.engines import Phrase
from tierbook.library.catalogue.search.facets import mask_of_filters
from tierbook.library.catalogue.search.filters import FACETS, label_of
from tierbook.library.catalogue.search.finding import Found
from tierbook.library.catalogue.search.language import (
    And,
    BadQuery,
    Exact,
    Field,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Word,
    walk,
    write_query,
)
from tierbook.library.catalogue.search.parsing import parse_query
from tierbook.library.catalogue.search.planning import make_plan
from tierbook.library.catalogue.search.shelves import open_shelf
from tierbook.library.catalogue.search.thesaurus import load_thesaurus, widen
from tierbook.library.catalogue.search.words import fold_words
from tierbook.places import find_country

__all__ = ["Advice", "advise", "count_only", "in_the_countries_named", "mend", "words_as_typed"]

SPELLINGS_SHOWN = 4
_PARTS_TRIED = 6


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to try: in words, the search it leads to, and how many passages that finds."""

    words: str
    asked: Asked | None = None
    total: int = 0


def count_only(asked: Asked, using: str = "default") -> int:
    """Return how many passages a search finds; nothing is ranked or read."""
    node = parse_query(asked.text).node
    node = widen(node, load_thesaurus()) if asked.thesaurus else node
    shelf = open_shelf(using)
    found = make_plan(node, asked.scope, shelf, using).found
    return (found & mask_of_filters(asked.filters, shelf)).bit_count()


def mend(error: BadQuery) -> str:
    """Return the nearest query that can be read, or nothing."""
    text = error.mended
    for _ in range(4):
        if not text.strip():
            return ""
        try:
            parse_query(text)
        except BadQuery as next_error:
            text = next_error.mended if next_error.mended != text else ""
        else:
            return text
    return ""


def words_as_typed(text: str) -> str:
    """Return the words of a query without any sign."""
    return " ".join(fold_words(text))


def in_the_countries_named(asked: Asked, using: str = "default") -> list[Advice]:
    """Return the same search in the texts of a country that the query names among other words."""
    node = parse_query(asked.text).node
    if not isinstance(node, And) or asked.filters.get("country"):
        return []
    rows = []
    for begin, end, code in _countries_in(node.parts):
        rest = (*node.parts[:begin], *node.parts[end:])
        if not rest:
            continue
        text = write_query(rest[0] if len(rest) == 1 else And(rest))
        narrowed = replace(asked, text=text).only("country", (code,))
        total = count_only(narrowed, using)
        if total:
            rows.append(
                Advice(f"{text} in the texts of {label_of('country', code)}", narrowed, total)
            )
    return rows


def _countries_in(parts: tuple[Node, ...]) -> Iterable[tuple[int, int, str]]:
    at = 0
    while at < len(parts):
        for count in range(min(5, len(parts) - at), 0, -1):
            run = parts[at : at + count]
            if not all(isinstance(part, Word) for part in run):
                continue
            words = " ".join(part.text for part in run)  # type: ignore[union-attr]
            country = find_country(words) if len(words) > 3 else None
            if country is not None:
                yield at, at + count, country.code
                at += count - 1
                break
        at += 1


def advise(asked: Asked, found: Found, using: str = "default") -> list[Advice]:
    """Return what to try where a search found nothing; what finds nothing either is not proposed."""
    rows = list(_words_not_held(asked, found, using))
    rows += _without_parts(asked, found.read_as.node, using)
    rows += _looser(asked, found.read_as.node, using)
    for facet in FACETS:
        if asked.filters.get(facet):
            values = ", ".join(label_of(facet, value) for value in asked.filters[facet])
            rows.append(
                _try(f"without {FACETS[facet].lower()}: {values}", asked.without(facet), using)
            )
    if len([f for f in asked.filters.values() if f]) > 1:
        rows.append(_try("without any filter", replace(asked, filters={}), using))
    if asked.scope != "all":
        rows.append(_try("in titles and paragraphs alike", replace(asked, scope="all"), using))
    if not asked.thesaurus:
        rows.append(_try("with the thesaurus", replace(asked, thesaurus=True), using))
    return [row for row in rows if row.total or row.asked is None]


def _try(words: str, asked: Asked, using: str) -> Advice:
    return Advice(words, asked, count_only(asked, using))


def _words_not_held(asked: Asked, found: Found, using: str) -> Iterable[Advice]:
    """Yield which words stand nowhere, and words of the index that are written almost so."""
    shelf = open_shelf(using)
    for part in dict.fromkeys(walk(found.read_as.node)):
        for word in _single_words(part):
            leaf = Word(word) if not isinstance(part, Prefix) else part
            if make_plan(leaf, "all", shelf, using).found:
                continue
            likely = [
                other
                for other in ([] if isinstance(part, Prefix) else _near_spellings(word, using))
                if shelf.ask((Phrase((other,)),), "words")
            ][:SPELLINGS_SHOWN]
            shown = f"{word}*" if isinstance(part, Prefix) else word
            written = f"Written almost so: {', '.join(likely)}." if likely else ""
            yield Advice(f"No text has the word {shown}. {written}".rstrip())
            for other in likely:
                text = " ".join(other if fold_words(w) == [word] else w for w in asked.text.split())
                if text != asked.text:
                    yield _try_spelling(
                        f"{other} instead of {word}", replace(asked, text=text), using
                    )


def _try_spelling(words: str, asked: Asked, using: str) -> Advice:
    """A spelling that finds nothing within the filters may find something without them."""
    tried = _try(words, asked, using)
    if tried.total or not any(asked.filters.values()):
        return tried
    return _try(f"{words}, without any filter", replace(asked, filters={}), using)


def _single_words(part: Node) -> tuple[str, ...]:
    if isinstance(part, Word | Prefix):
        return (part.text,)
    if isinstance(part, Exact) and not part.open_end:
        return part.words
    if isinstance(part, Near):
        return (*_single_words(part.one), *_single_words(part.other))
    return ()


def _near_spellings(word: str, using: str) -> list[str]:
    """Return words of the index that differ in at most two letters; never one that stands in capitals alone."""
    most = 1 if len(word) < 9 else 2
    rows = WordRow.objects.using(using).filter(plain=True, text__startswith=word[:1])
    found = [
        (distance, text)
        for text in rows.values_list("text", flat=True)
        if abs(len(text) - len(word)) <= most and (distance := _distance(word, text, most)) <= most
    ]
    return [text for _, text in sorted(found)]


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are put in, left out, changed or swapped; `most` + 1 where it is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _without_parts(asked: Asked, node: Node, using: str) -> Iterable[Advice]:
    if not isinstance(node, And):
        return
    for place, part in enumerate(node.parts[:_PARTS_TRIED]):
        rest = (*node.parts[:place], *node.parts[place + 1 :])
        text = write_query(rest[0] if len(rest) == 1 else And(rest))
        yield _try(f"without {write_query(part)}", replace(asked, text=text), using)


def _looser(asked: Asked, node: Node, using: str) -> Iterable[Advice]:
    """Yield the query with AND for NEAR, any form for quoted words, any word for all."""
    if any(isinstance(part, Near | Exact) for part in walk(node)):
        text = write_query(_loosened(node))
        yield _try("words in any form, anywhere in one paragraph", replace(asked, text=text), using)
    if not isinstance(node, And):
        return
    kept = tuple(part for part in node.parts if isinstance(part, Field | Not))
    words = tuple(part for part in node.parts if not isinstance(part, Field | Not))
    if 1 < len(words) <= _PARTS_TRIED:
        text = write_query(And((*kept, Or(words))) if kept else Or(words))
        yield _try("any of the words instead of all", replace(asked, text=text), using)


def _loosened(node: Node) -> Node:
    if isinstance(node, And | Or):
        return type(node)(tuple(_loosened(part) for part in node.parts))
    if isinstance(node, Near):
        return And((_loosened(node.one), _loosened(node.other)))
    if isinstance(node, Exact):
        return _words(node)
    return node


def _words(node: Exact) -> Leaf | And:
    words = tuple(Word(word) for word in node.words)
    return words[0] if len(words) == 1 else And(words)
