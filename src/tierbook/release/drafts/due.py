"""What is due: the law that will judge an edition, the figures that it asks for, the recommendations still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.editions import LAST_EDITION, Edition
from tierbook.errors import NotInForce
from tierbook.release.drafts.model import Ground
from tierbook.release.drafts.said import Said, by_variable
from tierbook.release.drafts.wording import load_words
from tierbook.standards import Law, law_in_force

__all__ = [
    "DueFigure",
    "OpenRecommendation",
    "figures_due",
    "law_for",
    "open_recommendations",
    "recommendation_ground",
    "reporting_period",
]


@dataclass(frozen=True, slots=True)
class DueFigure:
    """A figure that is due: its name, variable and unit, the criterion that asks for it."""

    what: str
    variable: str
    unit: str | None
    criterion: str


@dataclass(frozen=True, slots=True)
class OpenRecommendation:
    """A recommendation of the newest text; `done` is what the same text says where it calls the act done."""

    text: str
    topics: tuple[str, ...]
    criterion: str | None
    ground: Ground
    done: tuple[Said, ...]


def law_for(edition: int) -> tuple[Law, bool]:
    """Return the law that judges an edition, and whether that is known.

    An edition past the last one that the statutes were checked for gets the newest form; the flag is then False.

    Raises:
        NotInForce: the edition is before the first.
    """
    try:
        return law_in_force(edition), edition <= LAST_EDITION
    except NotInForce:
        if edition <= LAST_EDITION:
            raise
        return law_in_force(LAST_EDITION), False


def reporting_period(edition: int) -> tuple[str, str]:
    """Return first and last day that an edition covers, whether or not it is out yet."""
    return Edition(edition, "", date_checked=False).period


def figures_due(law: Law) -> tuple[DueFigure, ...]:
    """Return the figures that the criteria of a law ask for, in their order."""
    held = {entry.id for entry in law.criteria}
    return tuple(
        DueFigure(row["what"], row["variable"], row.get("unit"), row["criterion"])
        for row in load_words("figures")["due"]
        if row["criterion"] in held
    )


def open_recommendations(said: Sequence[Said]) -> Iterator[OpenRecommendation]:
    """Yield the recommendations of a text in their order, each once."""
    known = by_variable(said)
    once = tuple(load_words("form")["once"])
    seen: set[str] = set()
    for one in known.get("recommendations", ()):
        for row in one.rows:
            ground = recommendation_ground(one, row)
            if ground.key in seen:
                continue
            seen.add(ground.key)
            topics = tuple(row.get("topics") or ((row["topic"],) if row.get("topic") else ()))
            head = str(row["text"]).lower().replace("fully ", "").split()[:1]
            done = _done(known, topics) if head and head[0].startswith(once) else ()
            yield OpenRecommendation(
                str(row["text"]), topics, row.get("criterion"), ground, tuple(done)
            )


def recommendation_ground(one: Said, row: Mapping[str, Any]) -> Ground:
    """Return the ground of one recommendation: its item of the list, or its sentence."""
    return one.carry(str(row["text"])[:60])[0]


def _done(known: Mapping[str, Sequence[Said]], topics: Sequence[str]) -> Iterator[Said]:
    for topic in topics[:1]:
        for one in known.get(topic, ()):
            if one.value == "yes" and one.quality != "weak" and one.period == "current":
                yield one
