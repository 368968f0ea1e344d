"""Countries of victims named outside the profile of a whole narrative.

There the sentences tell what a government did: only words that tie a country to victims count (*a victim from Ghana*,
*victims exploited in Oman*, *consulates in Peru assisted victims*), never partners, trainers and donors.
"""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.coding.coders.rules.profile.grammar import pattern
from tierbook.coding.coders.rules.profile.groups import Group
from tierbook.coding.coders.rules.profile.places_of_victims import Passage, Place
from tierbook.coding.coders.rules.reading import Unit

__all__ = ["find_elsewhere", "may_name_victims"]


def may_name_victims(unit: Unit) -> bool:
    """Tell, before anything is parsed, whether a sentence outside the profile may tie a country to victims."""
    lower = unit.lower
    return (
        "victim" in lower
        or "exploited" in lower
        or "survivor" in lower
        or "forced labor" in lower
        or "into prostitution" in lower
        or "servitude" in lower
    ) and pattern("elsewhere_not").search(lower) is None


def find_elsewhere(passages: list[Passage], home: str | None) -> Iterator[Place]:
    """Yield places with kind `origins_elsewhere` or `destinations_elsewhere`."""
    if home is None:
        return
    for passage in passages:
        lower = passage.parsed.unit.lower
        foreign_people = any(g.persons and home not in g.codes() for g in passage.groups)
        for group in passage.groups:
            if home in group.codes() and len(group.mentions) == 1:
                continue
            kind = _kind(lower, group, foreign_people=foreign_people)
            if kind is None:
                continue
            k = passage.parsed.clause_index(group.start)
            for mention in group.mentions:
                if mention.codes and home not in mention.codes:
                    yield Place(kind, mention, passage, k, "stated")


def _kind(lower: str, group: Group, *, foreign_people: bool) -> str | None:
    left = lower[max(0, group.start - 120) : group.start]
    brought_home = not group.persons and group.role in ("from", "in")
    if brought_home and pattern("elsewhere_brought_home").search(left):
        return "destinations_elsewhere"
    if group.role == "from":
        if pattern("elsewhere_people").match(lower, group.end) or pattern("elsewhere_of").search(
            left
        ):
            return "origins_elsewhere"
        return None
    if group.persons or foreign_people:
        return None
    if pattern("elsewhere_missions").search(left) and pattern("elsewhere_helped").search(lower):
        return "destinations_elsewhere"
    if group.role in ("in", "to") and pattern("elsewhere_away").search(left):
        return "destinations_elsewhere"
    return None
