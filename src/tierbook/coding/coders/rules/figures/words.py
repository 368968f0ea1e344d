"""The words of `coding/cues/figures`, read once: what counts, what happened, what is no count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tierbook.coding.compiled import cue_file
from tierbook.places import all_countries

__all__ = ["Event", "FigureWords", "load_figure_words"]


class Event(NamedTuple):
    """What happened to the thing counted; `figures` names the figure for each class of head, `none` without one.

    `near` are words of which one must stand near; empty where the event needs none. `tight`: its verb must stand straight
    before the number, but for words of measure.
    """

    id: str
    figures: Mapping[str, str]
    near: frozenset[str]
    tight: bool = False


class FigureWords(NamedTuple):
    """The tables of the parser, each from a lower-cased word.

    `heads` gives the class that a word is the head of; `verbs` and `nouns` the events that it tells of; `parts` the
    part of the whole that it marks; `direct` the figure that a class is whatever the verb; `needs` the words that such
    a class must stand near; `countries` are the last words of their names.
    """

    heads: Mapping[str, str]
    direct: Mapping[str, str]
    needs: Mapping[str, frozenset[str]]
    parts: Mapping[str, str]
    stops: frozenset[str]
    verbs: Mapping[str, tuple[Event, ...]]
    nouns: Mapping[str, tuple[Event, ...]]
    time: frozenset[str]
    not_counts_after: frozenset[str]
    scale: Mapping[str, int]
    references: frozenset[str]
    months: frozenset[str]
    signs: frozenset[str]
    currencies: frozenset[str]
    bounds: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    one_verbs: frozenset[str]
    one_first: frozenset[str]
    one_before: frozenset[str]
    one_after: frozenset[str]
    government: frozenset[str]
    outside: Mapping[str, str]
    only_before: frozenset[str]
    followers: frozenset[str]
    members: Mapping[str, str]
    not_trafficking: frozenset[str]
    not_suspects: frozenset[str]
    private: frozenset[str]
    of_the_state: frozenset[str]
    weak: frozenset[str]
    nominal: frozenset[str]
    plurals: frozenset[str]
    countries: frozenset[str]


@lru_cache(maxsize=64)
def load_figure_words(home: str | None = None) -> FigureWords:
    """Return the tables of the package; `home` tells nationals from foreigners in words such as "Romanians"."""
    known = _tables()
    peoples = _peoples()
    parts = dict(known.parts) | dict.fromkeys(peoples, "foreign")
    parts.update((word, "nationals") for word, code in peoples.items() if code == home)
    parts.update(known.parts)
    return known._replace(parts=parts)


@cache
def _peoples() -> dict[str, str]:
    """Return the country of each word for a people, in lower case; of two countries the later."""
    return {
        word.lower(): country.code
        for country in all_countries()
        for demonym in country.demonyms
        for word in (*_heads_of(None, demonym.plural), *demonym.words)
        if " " not in word
    }


def _heads_of(singular: str | None, plural: str | None) -> Iterator[str]:
    """Yield the words that can end a phrase for a people: "nigerian", "nigerians", "leoneans" of Sierra Leoneans."""
    if singular and " " not in singular:
        yield singular.lower()
    if plural:
        yield plural.lower().rpartition(" ")[2]


@cache
def _tables() -> FigureWords:
    people = {
        word: "person"
        for country in all_countries()
        for demonym in country.demonyms
        for word in _heads_of(demonym.singular, demonym.plural)
    }
    numbers = cue_file("figures/numbers.yaml")
    nouns = cue_file("figures/nouns.yaml")
    actors = cue_file("figures/actors.yaml")
    events = [
        (
            row,
            Event(
                row["id"],
                row["figures"],
                frozenset(row.get("near", "").split()),
                tight=row.get("tight") == "yes",
            ),
        )
        for row in cue_file("figures/events.yaml")
    ]
    return FigureWords(
        heads=people
        | {word: name for name, words in nouns["classes"].items() for word in words.split()},
        direct=nouns["direct"],
        needs={name: frozenset(words) for name, words in nouns["direct_needs"].items()},
        parts={word: part for part, words in nouns["parts"].items() for word in words},
        stops=frozenset(nouns["stops"].split()),
        verbs=_by_word(events, "verbs"),
        nouns=_by_word(events, "nouns"),
        time=frozenset(numbers["time"].split()),
        not_counts_after=frozenset(numbers["not_counts_after"].split()),
        scale={word: int(size) for word, size in numbers["scale"].items()},
        references=frozenset(numbers["references"].split()),
        months=frozenset(numbers["months"].split()),
        signs=frozenset(numbers["currency_signs"].split()),
        currencies=frozenset(numbers["currency_words"].split()),
        bounds=_bounds(numbers["bounds"]),
        one_verbs=frozenset(numbers["one_verbs"].split()),
        one_first=frozenset(numbers["one_first"]),
        one_before=frozenset(numbers["one_before"].split()),
        one_after=frozenset(numbers["one_after"].split()),
        government=frozenset(actors["government"].split()),
        outside={word: name for name, words in actors["outside"].items() for word in words.split()},
        only_before=frozenset(actors["only_before"]["words"].split()),
        followers=frozenset(actors["only_before"]["followers"].split()),
        members={w: name for name, words in nouns["members"].items() for w in words.split()},
        not_trafficking=frozenset(nouns["not_trafficking"].split()),
        weak=frozenset(nouns["weak"].split()) | people.keys(),
        not_suspects=frozenset(nouns["not_suspects"].split()),
        private=frozenset(nouns["private"].split()),
        of_the_state=frozenset(nouns["of_the_state"].split()),
        nominal=frozenset(nouns["nominal"].split()),
        plurals=frozenset(nouns["plurals"].split()),
        countries=frozenset(c.name.lower().rpartition(" ")[2] for c in all_countries()),
    )


def _by_word(events: list[tuple[dict[str, Any], Event]], key: str) -> dict[str, tuple[Event, ...]]:
    table: dict[str, tuple[Event, ...]] = {}
    for row, event in events:
        for word in row.get(key, "").split():
            table[word] = (*table.get(word, ()), event)
    return table


def _bounds(table: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the phrases that bound a number, the longest first, by their last word."""
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for bound, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            rows.setdefault(words[-1], []).append((words, bound))
    return {last: tuple(sorted(found, key=lambda r: -len(r[0]))) for last, found in rows.items()}
