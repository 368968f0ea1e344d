"""Sex tourism: whether this country's people go abroad for it, whether others come, and from where to where.

Home countries of the tourists are no origins of victims, and the places that they go to no destinations: they have
variables of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.grammar import pattern
from tierbook.coding.coders.rules.profile.groups import Group
from tierbook.coding.coders.rules.profile.places_of_victims import Passage
from tierbook.text import late

__all__ = ["Tourism", "find_sex_tourism"]

_TURN = late(r"(?:,|;) (?:but|yet|although|though|however|while|whereas)\b")


class Tourism(NamedTuple):
    """One value of `sex_tourism`, `sex_tourist_origins` or `sex_tourist_destinations`, with its offsets in the sentence."""

    variable: str
    value: str
    passage: Passage
    start: int
    end: int
    cue: str


def find_sex_tourism(passages: list[Passage], home: str | None) -> Iterator[Tourism]:
    """Yield what the sentences on sex tourism say; efforts and laws against it say nothing of where it happens."""
    before: Passage | None = None
    for passage in passages:
        lower = passage.parsed.unit.lower
        if "touris" in lower or ("travel" in lower and "sex" in lower) or "sex tours" in lower:
            named = pattern("sex_tourism").search(lower)
            spoken = named or (before is not None and pattern("the_tourists").match(lower))
            if (
                spoken
                and pattern("sex_tourism_not").search(_said_with(lower, *spoken.span())) is None
            ):
                yield from _read(passage, *spoken.span(), home)
            before = passage if named else None
        else:
            before = None


def _said_with(lower: str, start: int, end: int) -> str:
    """Return the part of a sentence that a match stands in: what is set against it (*but*, *although*) is said apart."""
    turns = [m.start() for m in _TURN.finditer(lower)]
    low = max((turn for turn in turns if turn < start), default=0)
    return lower[low : min((turn for turn in turns if turn >= end), default=len(lower))]


def _read(passage: Passage, start: int, end: int, home: str | None) -> Iterator[Tourism]:
    lower = passage.parsed.unit.lower
    away = pattern("tourists_away").search(lower)
    ours = [g for g in passage.groups if home in g.codes() and _are_people(lower, g)]
    nationals = pattern("tourists_nationals").search(lower)
    formula = pattern("tourists_source").search(lower) is not None
    abroad = away or any(g.role in ("in", "to") and home not in g.codes() for g in passage.groups)
    source = formula or bool(abroad and (ours or nationals))
    for group in passage.groups:
        foreign = [m for m in group.mentions if m.codes and m.codes[0] != home]
        if not foreign:
            continue
        if _are_people(lower, group) or _come_from(lower, group):
            kind = "sex_tourist_origins"
        elif source and pattern("tourists_to").search(lower, max(0, group.start - 60), group.start):
            kind = "sex_tourist_destinations"
        else:
            continue
        base = passage.parsed.unit.start
        for mention in foreign:
            yield Tourism(
                kind, mention.codes[0], passage, mention.start - base, mention.end - base, "named"
            )
    if source:
        yield Tourism("sex_tourism", "source", passage, start, end, "nationals-abroad")
        if formula or not any(home in g.codes() and g not in ours for g in passage.groups):
            return
    elif ours or pattern("tourists_local").search(lower):
        yield Tourism("sex_tourism", "internal", passage, start, end, "local-tourists")
    if pattern("tourists_transit").search(lower):
        yield Tourism("sex_tourism", "transit", passage, start, end, "transit")
    yield Tourism("sex_tourism", "destination", passage, start, end, "here")


def _are_people(lower: str, group: Group) -> bool:
    """Tell whether a name is of people who act: `Swedish nationals`, `German sex tourists`."""
    if pattern("tourists_after").match(lower, group.end):
        return True
    last = group.mentions[-1]
    return (
        last.kind == "demonym"
        and last.surface.endswith("s")
        and pattern("tourists_act").match(lower, group.end) is not None
    )


def _come_from(lower: str, group: Group) -> bool:
    return (
        pattern("tourists_from").search(lower, max(0, group.start - 110), group.start) is not None
    )
