"""For which exploitation a country is a source, a place of transit, a destination, or the scene itself.

A form takes the roles that its own clause states: those of the formula before it (*is a source and transit country for
... forced labor*), else those that victims show there, else those of the sentence, else of the sentence before where this
one names no country and goes on about its victims. What is only a risk gives no role.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.kinds import Kind
from tierbook.coding.coders.rules.profile.places_of_victims import Passage, Place, is_anaphoric
from tierbook.coding.coders.rules.profile.roles import Role
from tierbook.coding.coders.rules.profile.sentence import Parsed

__all__ = ["FormOfRole", "find_forms_by_role"]

_OF_PLACE = {
    "origins": "destination",
    "destinations": "source",
    "transit_from": "transit",
    "transit_to": "transit",
}
_FORMULA = {
    "source": "source",
    "origin": "source",
    "transit": "transit",
    "destination": "destination",
}


class FormOfRole(NamedTuple):
    """One form that the words tie to a role; `possible` where a formula names several roles and forms side by side."""

    role: str
    form: str
    parsed: Parsed
    start: int
    end: int
    possible: bool


def find_forms_by_role(
    passages: list[Passage], roles: list[Role], places: list[Place], kinds: list[Kind]
) -> list[FormOfRole]:
    """Return every form with a role of this country, in text order."""
    stated = _roles_by_clause(roles, places)
    forms: dict[int, list[Kind]] = {}
    for kind in kinds:
        if kind.variable == "forms" and (kind.why is None or kind.possible):
            forms.setdefault(kind.parsed.unit.index, []).append(kind)
    found: list[FormOfRole] = []
    before: frozenset[str] = frozenset()
    paragraph = -1
    for passage in passages:
        parsed = passage.parsed
        if parsed.unit.paragraph != paragraph:
            before, paragraph = frozenset(), parsed.unit.paragraph
        mine = {k: r for (index, k), r in stated.items() if index == parsed.unit.index}
        found.extend(_of_sentence(passage, forms.get(parsed.unit.index, []), mine, before))
        if mine:
            before = _left_open(frozenset().union(*mine.values()), mine[max(mine)], before)
        elif passage.groups:
            before = frozenset()
    return found


def _left_open(
    roles: frozenset[str], last: frozenset[str], before: frozenset[str]
) -> frozenset[str]:
    """Return the one role that the next sentence may go on about; transit alone leaves it as it was."""
    if roles == {"transit"}:
        return before
    for names in (last - {"transit"}, roles - {"transit"}):
        if len(names) == 1:
            return names
    return frozenset()


def _roles_by_clause(
    roles: list[Role], places: list[Place]
) -> dict[tuple[int, int], frozenset[str]]:
    found: dict[tuple[int, int], set[str]] = {}
    for role in roles:
        if role.value == "yes" and role.status == "stated":
            parsed = role.passage.parsed
            key = (parsed.unit.index, parsed.clause_index(role.start))
            found.setdefault(key, set()).add(role.role)
    for place in places:
        name = _OF_PLACE.get(place.kind)
        if name and place.status == "stated":
            found.setdefault((place.passage.parsed.unit.index, place.clause), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _of_sentence(
    passage: Passage, forms: list[Kind], mine: dict[int, frozenset[str]], before: frozenset[str]
) -> Iterator[FormOfRole]:
    parsed = passage.parsed
    seen: set[tuple[str, str, bool]] = set()
    for form in forms:
        if parsed.status_at(form.start, form.end) == "risk":
            continue
        formula = frozenset(_FORMULA[r] for r in passage.roles_at(form.clause, form.start))
        roles = formula | (mine.get(form.clause, frozenset()) & {"internal"}) if formula else None
        if roles is None:
            roles = mine.get(form.clause) or _nearest(mine, form.clause)
        if not roles and (not passage.groups or is_anaphoric(parsed, parsed.clauses[0])):
            roles = before
        for role in sorted(roles):
            key = (role, form.value, form.possible or len(formula) > 1)
            if key not in seen:
                seen.add(key)
                yield FormOfRole(role, form.value, parsed, form.start, form.end, key[2])


def _nearest(mine: dict[int, frozenset[str]], clause: int) -> frozenset[str]:
    """Return the roles of the clause nearest to one that states none, those before it first."""
    if not mine:
        return frozenset()
    return mine[min(mine, key=lambda k: (abs(k - clause), k))]
