"""Recommendations: each item of a list, and each need that prose states ("should", "needs to").

An item carries its words, the act asked for, the variables that it would change in the order of its words, the
criterion that the first of these bears on, and its parts. A need proves neither yes nor no of anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.coders.rules.recommendations.items import (
    find_act,
    find_parts,
    is_no_item,
    item_start,
    load_items,
)
from tierbook.coding.coders.rules.recommendations.needs import Need, find_need, load_needs
from tierbook.coding.coders.rules.recommendations.topics import (
    FoundTopic,
    asked_for,
    find_topics,
    load_topics,
)
from tierbook.text import late

__all__ = ["code_recommendations", "load_recommendations"]

_JOINED = late(r"\W*(?:(?:and|or)\b,?\s+)?")
_TRAILING = "; .,"
VARIABLE = "recommendations"


def code_recommendations(reading: Reading, known: Collection[str]) -> list[Candidate]:
    """Return the candidates of `recommendations` and of the variables that say what is asked for.

    Args:
        reading: the narrative.
        known: ids of the codebook's variables; no other is named as a topic.
    """
    found: list[Candidate] = []
    for unit in reading.units:
        if unit.pillar == VARIABLE:
            if not is_no_item(unit.lower):
                found.extend(_item(unit, known, cue="recommendation.item"))
        elif unit.paragraph:
            need = find_need(unit.lower, reading.home)
            if need is None:
                continue
            if need.why is None:
                found.extend(_item(unit, known, cue="recommendation.need", need=need))
            else:
                found.append(
                    Candidate(
                        VARIABLE, None, unit, unit.start, unit.end, "recommendation.need",
                        counts=False, why=need.why,
                    )
                )  # fmt: skip
    return found


def _item(
    unit: Unit, known: Collection[str], *, cue: str, need: Need | None = None
) -> Iterator[Candidate]:
    begin = item_start(unit.lower)
    joined = _JOINED.match(unit.lower, begin)
    begin = joined.end() if joined else begin
    words = unit.text[begin:].rstrip(_TRAILING)
    if not words:
        return
    lower = unit.lower.part(begin, begin + len(words))
    asked = find_topics(lower, need.start - begin if need else 0)
    topics = [t for t in asked if t.topic in known]
    act = find_act(lower) if need is None else _act_of(need, unit.lower)
    base = unit.start + begin
    value = {
        "text": words,
        "topic": topics[0].topic if topics else None,
        "criterion": topics[0].criterion if topics else None,
        "act": act,
        "topics": [t.topic for t in topics],
        "parts": [_part(words, base, span, topics) for span in find_parts(lower)],
    }
    yield Candidate(VARIABLE, value, unit, base, base + len(words), cue)
    for topic in topics:
        at = base + topic.start
        yield Candidate(f"{VARIABLE}.topics", topic.topic, unit, at, base + topic.end, cue)
    for topic in asked:
        for variable in asked_for(topic.topic):
            yield Candidate(variable, "yes", unit, base + topic.start, base + topic.end, cue)


def _act_of(need: Need, lower: str) -> str | None:
    return None if need.act_at is None else find_act(lower[need.act_at :])


def _part(
    words: str, base: int, span: tuple[int, int], topics: list[FoundTopic]
) -> dict[str, object]:
    start, end = span
    topic = next((t.topic for t in topics if start < t.end <= end), None)
    return {
        "text": words[start:end],
        "start": base + start,
        "end": base + end,
        "act": find_act(words[start:end].lower(), part=True),
        "topic": topic,
    }


def load_recommendations() -> None:
    """Make every pattern of recommendations known."""
    load_items()
    load_topics()
    load_needs()
