"""Ask an engine for one leaf of a query: which passages have these words.

A leaf goes to the engine as *alternatives*, each a phrase or a pair of phrases near each other, of words as they
stand in the index. What a word's forms are, what stands in which part, and how leaves are joined is not the engine's
business, so there is little in which two engines could differ; the tests hold both, and a plain evaluator, to the
same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connections

from tierbook.library.catalogue.search.tables import FTS, VECTORS, has_index
from tierbook.library.catalogue.search.words import GAP

__all__ = ["Engine", "Pair", "Phrase", "Question", "engine_of", "holds"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; `open_end`: the last one may go on."""

    words: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two phrases with at most `distance` words between them, whichever comes first; they may overlap."""

    one: Phrase
    other: Phrase
    distance: int


Question = tuple[Phrase | Pair, ...]  # at least one of them


class Engine:
    """One engine: `ask` gives the numbers of the passages that answer a question.

    Args:
        using: alias of the database.
    """

    def __init__(self, using: str = "default") -> None:
        self.using = using

    @property
    def connection(self) -> Any:
        """The connection of the thread that asks."""
        return connections[self.using]

    def ask(self, question: Question, column: str) -> list[int]:
        """Return the numbers of passages; `column` is `words` or `evidence`."""
        raise NotImplementedError


class _Sqlite(Engine):
    def ask(self, question: Question, column: str) -> list[int]:
        match = f"{{{column}}} : ({' OR '.join(map(_fts, question))})"
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT group_concat(rowid) FROM {FTS} WHERE {FTS} MATCH %s",
                [match],
            )
            found = cursor.fetchone()[0]
        return orjson.loads(f"[{found}]") if found else []


def _fts(part: Phrase | Pair) -> str:
    if isinstance(part, Phrase):
        return _fts_phrase(part)
    return f"NEAR({_fts_phrase(part.one)} {_fts_phrase(part.other)}, {part.distance})"


def _fts_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{"*" if phrase.open_end else ""}'


class _Postgres(Engine):
    def ask(self, question: Question, column: str) -> list[int]:
        query = " | ".join(f"({_ts(part)})" for part in question)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT array_agg(passage_id) FROM {VECTORS} WHERE {column} @@ %s::tsquery",
                [query],
            )
            return cursor.fetchone()[0] or []


def _ts(part: Phrase | Pair) -> str:
    if isinstance(part, Phrase):
        return _ts_slots({place: {word} for place, word in enumerate(_lexemes(part))})
    one, other = _lexemes(part.one), _lexemes(part.other)
    ways = []
    for shift in range(-len(other) - part.distance, len(one) + part.distance + 1):
        slots: dict[int, set[str]] = {}
        for place, word in enumerate(one):
            slots.setdefault(place, set()).add(word)
        for place, word in enumerate(other):
            slots.setdefault(place + shift, set()).add(word)
        ways.append(f"({_ts_slots(slots)})")
    # GIN finds the passages with the words of both; the places decide.
    both = " & ".join(dict.fromkeys(one + other))
    return f"{both} & ({' | '.join(ways)})"


def _lexemes(phrase: Phrase) -> list[str]:
    words = [f"'{word}'" for word in phrase.words]
    if phrase.open_end:
        words[-1] += ":*"
    return words


def _ts_slots(slots: dict[int, set[str]]) -> str:
    """Return the query for words at set distances from each other; several may have to stand at one place."""
    places = sorted(slots)
    text = ""
    for before, place in zip([None, *places], places, strict=False):
        words = " <0> ".join(sorted(slots[place]))  # & would let them stand anywhere
        words = f"({words})" if len(slots[place]) > 1 else words
        text += words if before is None else f" <{place - before}> {words}"
    return text


class _Plain(Engine):
    """Reads every passage: for a SQLite that was built without FTS5."""

    def ask(self, question: Question, column: str) -> list[int]:
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {column} FROM catalogue_passage")
            rows: Iterable[tuple[int, str]] = cursor.fetchall()
        return [number for number, words in rows if holds(words.split(), question)]


def engine_of(using: str = "default") -> Engine:
    """Return the engine of a database."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        return _Postgres(using)
    return _Sqlite(using) if has_index(connection) else _Plain(using)


def holds(words: Sequence[str], question: Question) -> bool:
    """Tell whether a row of words answers a question: the plain meaning that every engine has to meet."""
    for part in question:
        if isinstance(part, Phrase):
            if starts_of(words, part):
                return True
        elif _near(words, part):
            return True
    return False


def starts_of(words: Sequence[str], phrase: Phrase) -> list[int]:
    """Return the places at which a phrase begins."""
    length = len(phrase.words)
    return [
        place
        for place in range(len(words) - length + 1)
        if all(
            (words[place + n].startswith(word) and words[place + n] != GAP)
            if phrase.open_end and n == length - 1
            else words[place + n] == word
            for n, word in enumerate(phrase.words)
        )
    ]


def _near(words: Sequence[str], pair: Pair) -> bool:
    others = starts_of(words, pair.other)
    one, other = len(pair.one.words), len(pair.other.words)
    return any(
        -(other + pair.distance) <= second - first <= one + pair.distance
        for first in starts_of(words, pair.one)
        for second in others
    )
