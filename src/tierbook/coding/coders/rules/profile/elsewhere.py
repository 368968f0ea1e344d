"""Countries of victims named outside the profile of a whole narrative.

There the sentences tell what a government did: only words that tie a country to victims count (*a victim from Ghana*,
*victims exploited in Oman*, *the embassy in Riyadh assisted victims*), never partners, trainers and donors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierbook.coding.coders.rules.profile.groups import Group
from tierbook.coding.coders.rules.profile.places_of_victims import Passage, Place

__all__ = ["find_elsewhere"]

_NOT_VICTIMS = re.compile(r"\b(?:recommend|should|train(?:ed|ing)|agreement|memorandum|delegation|conference|extradit)\w*\b")
_PEOPLE = re.compile(
    r"[^.;,]{0,30}\b(?:victims?|survivors?)\b|[^.;]{0,60}\b(?:subjected to (?:forced|sex|domestic)|exploited (?:in|for)|forced (?:into|to work))\b"
)
_BEFORE = re.compile(r"\b(?:victims?|survivors?)\b[^.;]{0,60}$")
_AWAY = re.compile(
    r"\b(?:victims?|survivors?|nationals|citizens)\b[^.;]{0,60}\b(?:exploited|abroad|repatriat\w+|returned|identified|trafficked|rescued|assist\w*)\b[^.;]{0,60}$"
    r"|\b(?:embass(?:y|ies)|consulates?)\b[^.;]{0,80}\b(?:in|from)\s[^.;]{0,40}$"
)
_VICTIM_WORD = re.compile(r"\b(?:victims?|survivors?)\b")


def find_elsewhere(passages: list[Passage], home: str | None) -> Iterator[Place]:
    """Yield places with kind `origins_elsewhere` or `destinations_elsewhere`."""
    for passage in passages:
        lower = passage.parsed.unit.lower
        if not _VICTIM_WORD.search(lower) or _NOT_VICTIMS.search(lower):
            continue
        for group in passage.groups:
            kind = _kind(lower, group, home)
            if kind is None:
                continue
            k = passage.parsed.clause_index(group.start)
            for mention in group.mentions:
                if mention.codes and home not in mention.codes:
                    yield Place(kind, mention, passage, k, "stated")


def _kind(lower: str, group: Group, home: str | None) -> str | None:
    left = lower[max(0, group.start - 90) : group.start]
    if group.role == "from" and home not in group.codes():
        if _PEOPLE.match(lower, group.end) or (not group.persons and _BEFORE.search(left)):
            return "origins_elsewhere"
    elif group.role in ("in", "to") and _AWAY.search(left):
        return "destinations_elsewhere"
    return None
