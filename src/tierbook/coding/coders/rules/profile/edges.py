"""Flows of victims: from which country to which, for what, and who.

An edge is one place finding seen from both ends: an origin leads to this country, a destination away from it. Forms and
victims are those of the same clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.coding.coders.rules.profile.kinds import Kind
from tierbook.coding.coders.rules.profile.places_of_victims import Place

__all__ = ["Edge", "find_edges"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One flow as one clause tells it."""

    origin: str
    destination: str
    forms: tuple[str, ...]
    victims: tuple[str, ...]
    place: Place


def find_edges(places: list[Place], kinds: list[Kind], home: str | None) -> list[Edge]:
    """Return an edge for every country that is an origin or a destination of stated victims."""
    if home is None:
        return []
    by_clause: dict[tuple[int, int], dict[str, list[str]]] = {}
    for kind in kinds:
        if kind.why is None and kind.variable in ("forms", "victims"):
            for key in ((kind.parsed.unit.index, kind.clause), (kind.parsed.unit.index, -1)):
                values = by_clause.setdefault(key, {}).setdefault(kind.variable, [])
                if kind.value not in values:
                    values.append(kind.value)
    edges: list[Edge] = []
    for place in places:
        if place.kind not in ("origins", "destinations") or place.status != "stated":
            continue
        index = place.passage.parsed.unit.index
        nothing: dict[str, list[str]] = {}
        clause = by_clause.get((index, place.clause), nothing)
        whole = by_clause.get((index, -1), nothing)
        forms = tuple(clause.get("forms") or whole.get("forms") or ())
        victims = tuple(clause.get("victims") or _others(place, whole) or ())
        for code in place.mention.codes:
            ends = (code, home) if place.kind == "origins" else (home, code)
            edges.append(Edge(*ends, forms, victims, place))
    return edges


def _others(place: Place, whole: dict[str, list[str]]) -> list[str] | None:
    """Return the victims of the rest of the sentence, unless the clause names people of its own (*Haitians*)."""
    parsed = place.passage.parsed
    own = any(
        g.persons and parsed.clause_index(g.start) == place.clause for g in place.passage.groups
    )
    return None if own else whole.get("victims")
