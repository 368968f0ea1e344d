"""Whether a country is a source, a place of transit, a destination, and whether people are exploited inside it.

A role is stated by the formula (*is a source, transit, and destination country*) or shown by victims: nationals exploited
abroad make a source, foreigners exploited here a destination, nationals exploited at home are internal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.grammar import pattern
from tierbook.coding.coders.rules.profile.groups import Group
from tierbook.coding.coders.rules.profile.places_of_victims import Passage, Place
from tierbook.coding.coders.rules.profile.sentence import Clause, Parsed

__all__ = ["Role", "find_roles", "mark_formulas"]

_ROLE = {"source": "source", "origin": "source", "transit": "transit", "destination": "destination"}


class Role(NamedTuple):
    """One statement that this country has a role (`value` no where it is denied), with its offsets in the sentence."""

    role: str
    value: str
    passage: Passage
    start: int
    end: int
    cue: str
    status: str = "stated"


def mark_formulas(passages: list[Passage], home: str | None) -> None:
    """Note in each passage the roles that its formula states, before its lists of countries are read."""
    for passage in passages:
        found = [r for r in _formulas(passage, home) if r.value == "yes"]
        for start in sorted({r.start for r in found}):
            roles = frozenset(r.role for r in found if r.start == start)
            passage.formulas.append((passage.parsed.clause_index(start), start, roles))


def find_roles(passages: list[Passage], places: list[Place], home: str | None) -> list[Role]:
    """Return every statement of a role, by formula or by victims."""
    roles: list[Role] = []
    for passage in passages:
        roles.extend(_formulas(passage, home))
        if home is not None:
            roles.extend(_by_victims(passage, home))
    for place in places:
        role = {
            "origins": "destination",
            "destinations": "source",
            "transit_from": "transit",
            "transit_to": "transit",
        }.get(place.kind)
        if role and (place.status == "stated" or role == "transit"):
            base = place.passage.parsed.unit.start
            roles.append(
                Role(
                    role,
                    "yes",
                    place.passage,
                    place.mention.start - base,
                    place.mention.end - base,
                    f"profile.{role}-by-{place.kind}",
                )
            )
    return roles


def _formulas(passage: Passage, home: str | None) -> Iterator[Role]:
    lower = passage.parsed.unit.lower
    if not any(w in lower for w in ("source", "origin", "transit", "destination")):
        return
    for match in pattern("formula").finditer(lower):
        body_start, body = match.start("body"), match["body"]
        whole = lower[max(0, match.start() - 10) : match.end() + 40]
        if pattern("not_a_role").search(whole) or not _is_about_home(passage, match, home):
            continue
        for word in pattern("role_word").finditer(body):
            name = word["role"].rstrip("s") if word["role"] != "sources" else "source"
            if word["role"] == "origin" and not re.search(
                r"(?:countr\w+|place|point|territory|state) of $", body[: word.start()]
            ):
                continue
            denied = pattern("denied").search(lower[match.start() : body_start + word.start()])
            start = body_start + word.start()
            yield Role(
                _ROLE[name],
                "no" if denied else "yes",
                passage,
                match.start(),
                max(start + len(word[0]), match.end()),
                "profile.formula",
            )


def _is_about_home(passage: Passage, match: re.Match[str], home: str | None) -> bool:
    """Tell whether the subject of a formula is this country, and not another one or a city abroad."""
    lower = passage.parsed.unit.lower
    clause = passage.parsed.clauses[passage.parsed.clause_index(match.start())]
    subject = lower[clause.start : match.start()]
    named = [g for g in passage.groups if clause.start <= g.start < match.start() and not g.persons]
    if named:
        return home is None or any(home in g.codes() for g in named)
    return len(subject) < 80 and bool(
        re.search(
            r"\b(?:it|country|territory|island|islands|region|also|emirates|kingdom|republic|state|nation|hong kong)\b",
            subject,
        )
        or not subject.strip()
    )


def _by_victims(passage: Passage, home: str | None) -> Iterator[Role]:
    parsed = passage.parsed
    lower = parsed.unit.lower
    for group in passage.groups:
        if home in group.codes() and (group.role == "through" or group.also_through):
            yield Role("transit", "yes", passage, group.start, group.end, "profile.transit-through")
    for k, clause in enumerate(parsed.clauses):
        if clause.status != "stated":
            continue
        nationals = [
            g
            for g in passage.groups
            if g.role == "from" and home in g.codes() and parsed.clause_index(g.start) == k
        ]
        here = [
            g
            for g in passage.groups
            if g.role == "in" and home in g.codes() and parsed.clause_index(g.start) == k
        ]
        taken = [
            g
            for g in passage.groups
            if g.role == "to" and g.codes() == [home] and parsed.clause_index(g.start) == k
        ]
        if taken and not nationals:
            at = taken[0].start
            if pattern("taken_to").search(lower, max(clause.start, at - 60), at):
                yield Role(
                    "destination", "yes", passage, at, taken[0].end, "profile.destination-by-way"
                )
        elsewhere = any(
            g.role in ("in", "to") and g.codes() != [home] and parsed.clause_index(g.start) == k
            for g in passage.groups
        )
        foreign = pattern("foreign").search(lower, clause.start, clause.end)
        if foreign is None and here and not nationals:
            foreign = pattern("migrants").search(lower, clause.start, clause.end)
        if foreign and _exploited(parsed.unit.lower, foreign, clause.end) and not elsewhere:
            yield Role(
                "destination",
                "yes",
                passage,
                *foreign.span(),
                "profile.destination-by-foreign-victims",
            )
        away = pattern("abroad").search(lower, clause.start, clause.end)
        if (
            away
            and (nationals or pattern("home_source").search(lower, clause.start, clause.end))
            and not _only_foreign(passage, k, home)
        ):
            yield Role("source", "yes", passage, *away.span(), "profile.source-by-victims-abroad")
        yield from _internal(passage, k, nationals, here, elsewhere=elsewhere or bool(away))


def _exploited(lower: str, found: re.Match[str], end: int) -> bool:
    return not re.match(r"[^.;]{0,20}\b(?:vulnerable|at (?:\w+ )?risk)", lower[found.end() : end])


def _only_foreign(passage: Passage, k: int, home: str | None) -> bool:
    groups = [
        g for g in passage.groups if g.role == "from" and passage.parsed.clause_index(g.start) == k
    ]
    return bool(groups) and not any(home in g.codes() for g in groups)


def _undergo(parsed: Parsed, clause: Clause, group: Group) -> bool:
    """Tell whether more is stated of nationals than that they are victims: `X victims of trafficking` may be abroad."""
    return any(
        e.status == "stated"
        and not (parsed.unit.lower.startswith("victim", e.at) and group.end <= e.at < group.end + 3)
        and not (
            e.at < group.start and parsed.unit.lower[e.at : group.start].strip() == "trafficking of"
        )
        for e in clause.events
    )


def _speaks_of_people_here(passage: Passage, k: int, here: Group) -> bool:
    """Tell whether a clause speaks of people in this country, none of them called foreign."""
    clause, lower = passage.parsed.clauses[k], passage.parsed.unit.lower
    return (
        not passage.roles_at(k, here.start)
        and pattern("people").search(lower, clause.start, clause.end) is not None
        and pattern("foreign").search(lower, clause.start, clause.end) is None
    )


def _told_before(parsed: Parsed, nationals: list[Group]) -> bool:
    """Tell whether exploitation is stated of the first nationals before others are named.

    So in `Lebanese children are forced to beg, with some Lebanese girls exploited in Qatar`.
    """
    clause = parsed.clauses[parsed.clause_index(nationals[0].start)]
    return any(
        nationals[0].end < e.at < nationals[1].start for e in clause.events if e.status == "stated"
    ) and not any(
        w in parsed.unit.lower[nationals[0].end : nationals[1].start]
        for w in (" abroad", " overseas", " to ")
    )


def _internal(
    passage: Passage, k: int, nationals: list[Group], here: list[Group], *, elsewhere: bool
) -> Iterator[Role]:
    parsed = passage.parsed
    clause = parsed.clauses[k]
    lower = parsed.unit.lower
    found = pattern("internal").search(lower, clause.start, clause.end)
    if found and elsewhere and found[0].startswith("local"):
        found = None
    foreigners = (
        any(g.role == "from" and parsed.clause_index(g.start) == k for g in passage.groups)
        and not nationals
    )
    if found and (
        not foreigners or found[0].startswith(("internal", "domestic", "rural", "trafficked int"))
    ):
        yield Role("internal", "yes", passage, *found.span(), "profile.internal-words")
        return
    nationals = [g for g in nationals if _undergo(parsed, clause, g)]
    if nationals and here:
        yield Role(
            "internal",
            "yes",
            passage,
            nationals[0].start,
            nationals[0].end,
            "profile.internal-nationals-here",
        )
    elif nationals and (not elsewhere or (len(nationals) > 1 and _told_before(parsed, nationals))):
        yield Role(
            "internal",
            "yes",
            passage,
            nationals[0].start,
            nationals[0].end,
            "profile.internal-nationals",
        )
    elif foreigners or k in passage.foreign_clauses:
        return
    elif here and _speaks_of_people_here(passage, k, here[0]):
        yield Role("internal", "yes", passage, here[0].start, here[0].end, "profile.internal-here")
    elif not elsewhere and (
        acting := pattern("home_actors").search(lower, clause.start, clause.end)
    ):
        yield Role("internal", "yes", passage, *acting.span(), "profile.internal-by-actors-at-home")
