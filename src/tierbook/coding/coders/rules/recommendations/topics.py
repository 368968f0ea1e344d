"""Which variables an item would change, in the order of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tierbook.coding.coders.rules.recommendations.words import compile_words, load_words
from tierbook.coding.patterns import Guarded

__all__ = ["FoundTopic", "asked_for", "find_topics", "load_topics"]


class FoundTopic(NamedTuple):
    """A variable that an item would change, and the words that say so, offsets into the item."""

    topic: str
    criterion: str | None
    start: int
    end: int


class _Topic(NamedTuple):
    id: str
    criterion: str | None
    phrases: Guarded
    unless: Guarded | None
    apart_from: Guarded | None
    not_in: tuple[str, ...]
    fallback: bool


def find_topics(lower: str, begin: int = 0) -> list[FoundTopic]:
    """Return the topics of an item in the order of its words; each stands once.

    Args:
        lower: the item, lower-cased.
        begin: where the words that ask begin.
    """
    zones = {name: list(_zones(lower, pattern)) for name, pattern in _table().zones}
    found: list[FoundTopic] = []
    for topic in _table().topics:
        if topic.fallback and found:
            break
        if not topic.phrases.possible(lower):
            continue
        hit = _first(topic, lower, begin, zones)
        if hit is not None:
            found.append(FoundTopic(topic.id, topic.criterion, hit.start(), hit.end()))
    return sorted(found, key=lambda t: (t.end, t.start))


def asked_for(topic: str) -> tuple[str, ...]:
    """Return the yes/no variables of recommendations that a topic makes yes."""
    return _table().asked.get(topic, ())


def _first(
    topic: _Topic, lower: str, begin: int, zones: dict[str, list[tuple[int, int]]]
) -> re.Match[str] | None:
    if topic.apart_from is not None:
        lower = topic.apart_from.sub(lambda m: " " * len(m.group()), lower)
    closed = [span for name in topic.not_in for span in zones[name]]
    for match in topic.phrases.finditer(lower, max(begin, 0)):
        if any(start <= match.start() < end for start, end in closed):
            continue
        if topic.unless is not None and topic.unless.search(lower[match.end() :]):
            continue
        return match
    return None


def _zones(lower: str, opening: Guarded) -> Iterator[tuple[int, int]]:
    for match in opening.finditer(lower):
        end = _table().zone_end.search(lower, match.end())
        yield match.end(), end.start() if end else len(lower)


class _Table(NamedTuple):
    topics: tuple[_Topic, ...]
    zones: tuple[tuple[str, Guarded], ...]
    zone_end: Guarded
    asked: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    content = load_words("topics")
    words: dict[str, str] = content["words"]

    def optional(row: dict[str, str], key: str) -> Guarded | None:
        return compile_words(row[key], words) if key in row else None

    topics = [
        _Topic(
            id=row["topic"],
            criterion=row.get("criterion"),
            phrases=compile_words("|".join(f"(?:{p})" for p in row["phrases"]), words),
            unless=optional(row, "unless"),
            apart_from=optional(row, "apart_from"),
            not_in=tuple(row.get("not_in", ())),
            fallback=row.get("fallback") == "yes",
        )
        for row in content["topics"]
    ]
    asked: dict[str, list[str]] = {}
    for variable, ids in load_words("asked_for").items():
        for topic in ids:
            asked.setdefault(topic, []).append(variable)
    return _Table(
        topics=tuple(sorted(topics, key=lambda t: t.fallback)),
        zones=tuple((name, compile_words(p, words)) for name, p in content["zones"].items()),
        zone_end=compile_words(content["zone_end"], words),
        asked={topic: tuple(ids) for topic, ids in asked.items()},
    )


def load_topics() -> None:
    """Make the patterns of topics known."""
    _table()
