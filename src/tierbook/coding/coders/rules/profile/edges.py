"""Flows of victims: from which country to which, for what, and who.

An edge is one place finding seen from both ends: an origin leads to this country, a destination away from it. Where a
clause takes victims from one country through this one to another, the edge joins those two and names this one as `via`.
Forms and victims are those of the same clause, else of the sentence, else of the next where that goes on about the same
people; an edge told in several sentences carries those of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.kinds import Kind
from tierbook.coding.coders.rules.profile.places_of_victims import Place

__all__ = ["Edge", "find_edges"]

_Told = dict[str, list[str]]  # forms and victims
_At = dict[str, list[tuple[int, str]]]  # the same with their offsets in the sentence


class Edge(NamedTuple):
    """One flow; `place` is where one clause tells of it, `via` the country passed through."""

    origin: str
    destination: str
    via: str | None
    forms: tuple[str, ...]
    victims: tuple[str, ...]
    place: Place


def find_edges(places: list[Place], kinds: list[Kind], home: str | None) -> list[Edge]:
    """Return an edge for every mention of a country that is an origin or a destination of stated victims."""
    if home is None:
        return []
    told = _told_by_clause(kinds)
    following = _following(places)
    found: list[tuple[str, str, str | None, Place, _Told]] = []
    for place in places:
        if place.kind not in ("origins", "destinations") or place.status != "stated":
            continue
        said = _said(place, told, following)
        for code in place.mention.codes:
            ends = (code, home) if place.kind == "origins" else (home, code)
            found.append((*ends, None, place, said))
    for first, last in _chains(places):
        said = _said(first, told, following)
        found.extend(
            (one, other, home, first, said)
            for one in first.mention.codes
            for other in last.mention.codes
            if one != other
        )
    return _with_all_sentences(found)


def _told_by_clause(kinds: list[Kind]) -> dict[tuple[int, int], _At]:
    """Return forms and victims by (sentence, clause); clause -1 is the whole sentence."""
    told: dict[tuple[int, int], _At] = {}
    for kind in kinds:
        if kind.why is None and kind.variable in ("forms", "victims"):
            for key in ((kind.parsed.unit.index, kind.clause), (kind.parsed.unit.index, -1)):
                values = told.setdefault(key, {}).setdefault(kind.variable, [])
                values.append((kind.start, kind.value))
    return told


def _following(places: list[Place]) -> dict[int, Place]:
    """Return, for sentences that say nothing of exploitation themselves, the place that says where to look on."""
    return {p.passage.parsed.unit.index: p for p in places if p.passage.parsed.status != "stated"}


def _said(place: Place, told: dict[tuple[int, int], _At], following: dict[int, Place]) -> _Told:
    index = place.passage.parsed.unit.index
    nothing: _At = {}
    clause, whole = told.get((index, place.clause), nothing), told.get((index, -1), nothing)
    onward = told.get((index + 1, -1), nothing) if index in following else nothing
    forms = clause.get("forms", [])
    return {
        "forms": _values(_of_its_people(place, forms) or forms)
        or _values(whole.get("forms", []))
        or _values(onward.get("forms", [])),
        "victims": _values(clause.get("victims", [])) or _others(place, whole),
    }


def _values(found: list[tuple[int, str]]) -> list[str]:
    return list(dict.fromkeys(value for _, value in found))


def _of_its_people(place: Place, forms: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the forms between these people and the next: `Asian women for servitude, and Syrian women for ...`."""
    if place.kind != "origins":
        return []
    parsed = place.passage.parsed
    at = place.mention.start - parsed.unit.start
    mine = [g for g in place.passage.groups if g.role == "from" and g.start <= at < g.end]
    later = [
        g.start
        for g in place.passage.groups
        if g.role == "from"
        and g.start > at
        and parsed.clause_index(g.start) == place.clause
        and g not in mine
    ]
    end = min(later, default=parsed.clauses[place.clause].end)
    return [(start, value) for start, value in forms if at < start < end]


def _others(place: Place, whole: _At) -> list[str]:
    """Return the victims of the rest of the sentence, unless the clause names people of its own (*Haitians*)."""
    parsed = place.passage.parsed
    own = any(
        g.persons and parsed.clause_index(g.start) == place.clause for g in place.passage.groups
    )
    return [] if own else _values(whole.get("victims", []))


def _chains(places: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Yield origin and end of ways through this country that one clause tells, each end with the origins before it."""
    ways = [
        p
        for p in places
        if p.kind.startswith("transit") and p.status == "stated" and p.mention.codes
    ]
    open_at: tuple[int, int] | None = None
    first: list[Place] = []
    ended = False
    for place in sorted(ways, key=lambda p: p.mention.start):
        key = (place.passage.parsed.unit.index, place.clause)
        if key != open_at or (ended and place.kind == "transit_from"):
            open_at, first, ended = key, [], False
        if place.kind == "transit_from":
            first.append(place)
        else:
            ended = True
            for start in first:
                yield start, place


def _with_all_sentences(
    found: list[tuple[str, str, str | None, Place, _Told]],
) -> list[Edge]:
    """Give each mention of an edge the forms and victims of all its mentions."""
    all_told: dict[tuple[str, str], _Told] = {}
    for origin, destination, _, _, said in found:
        mine = all_told.setdefault((origin, destination), {"forms": [], "victims": []})
        for name, values in mine.items():
            values.extend(v for v in said[name] if v not in values)
    edges = []
    for origin, destination, via, place, _ in found:
        mine = all_told[origin, destination]
        edges.append(
            Edge(origin, destination, via, tuple(mine["forms"]), tuple(mine["victims"]), place)
        )
    return edges
