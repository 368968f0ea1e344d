"""What is due: the law that will judge an edition, the figures that it asks for, the recommendations still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.editions import LAST_EDITION, Edition
from tierbook.errors import NotInForce
from tierbook.release.drafts.citing import Citer
from tierbook.release.drafts.model import Ground
from tierbook.release.drafts.said import Said, by_variable
from tierbook.release.drafts.wording import load_words
from tierbook.standards import Contradiction, Law, law_in_force

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
    """A recommendation of the newest text; `done` says that the same text calls the act done, and where."""

    text: str
    topics: tuple[str, ...]
    criterion: str | None
    ground: Ground
    done: tuple[tuple[str, Ground], ...]


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


def open_recommendations(
    said: Sequence[Said], citer: Citer, contradictions: Sequence[Contradiction]
) -> Iterator[OpenRecommendation]:
    """Yield the recommendations of a text in their order, each once.

    Args:
        said: what the text says.
        citer: of its narrative.
        contradictions: what does not go together in it; those of the kind `asked` tell what is asked for and done.
    """
    done: dict[str, list[tuple[str, Ground]]] = {}
    for found in contradictions:
        starts = [quote.start for quote in found.quotes]
        if found.id.startswith("asked.") and len(starts) == 2 and None not in starts:
            asked, there = (citer.at(start) for start in starts if start is not None)
            done.setdefault(asked.key, []).append((found.says, there))
    seen: set[str] = set()
    for one in by_variable(said).get("recommendations", ()):
        for row in one.rows:
            ground = recommendation_ground(one, row)
            if ground.key in seen:
                continue
            seen.add(ground.key)
            topics = tuple(row.get("topics") or ((row["topic"],) if row.get("topic") else ()))
            marks = tuple(done.get(ground.key, ()))
            yield OpenRecommendation(str(row["text"]), topics, row.get("criterion"), ground, marks)


def recommendation_ground(one: Said, row: Mapping[str, Any]) -> Ground:
    """Return the ground of one recommendation: its item of the list, or its sentence."""
    return one.carry(str(row["text"])[:60])[0]
