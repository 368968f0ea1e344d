"""Where victims come from, where they are exploited, and through which country they pass.

Each list of countries gets its meaning from the clause: people *from* elsewhere exploited here are origins; places where
this country's people are exploited are destinations; both ends of a way *through* this country are transit. What is only
a risk, a hope, a promise or somebody else's country is kept with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.grammar import pattern, words
from tierbook.coding.coders.rules.profile.groups import Group, place_groups
from tierbook.coding.coders.rules.profile.sentence import Clause, Parsed
from tierbook.coding.coders.rules.reading import Reading
from tierbook.places import Mention

__all__ = ["Passage", "Place", "find_places", "is_anaphoric", "prepare_passages"]


@dataclass(frozen=True, slots=True)
class Place:
    """One country or region named with a meaning: `kind` is origins, destinations, transit_from or transit_to.

    `status` is stated, risk, or none (then `why` tells what is missing).
    """

    kind: str
    mention: Mention
    passage: Passage
    clause: int
    status: str
    why: str | None = None


@dataclass(slots=True)
class Passage:
    """A parsed sentence with its lists of countries and the roles that its formulas state (clause, offset, roles)."""

    parsed: Parsed
    groups: list[Group]
    formulas: list[tuple[int, int, frozenset[str]]] = field(default_factory=list)

    foreign_clauses: set[int] = field(default_factory=set)

    def roles_at(self, clause: int, offset: int) -> frozenset[str]:
        """Return the roles that the formula before an offset states in its clause."""
        found: frozenset[str] = frozenset()
        for where, at, roles in self.formulas:
            if where == clause and at <= offset:
                found = roles
        return found


@dataclass(slots=True)
class _Facts:
    """What one clause says, before its lists are judged."""

    origins: list[Group]
    places: list[Group]
    through: list[Group]
    routes: list[Group]
    nationals: bool
    at_home: bool
    transit: bool
    onward: bool = False
    and_through: bool = False


class _Around(NamedTuple):
    """The sentences before and after one."""

    before: Passage | None
    following: Passage | None


class _Memory:
    """What earlier sentences leave open: whose victims they speak of, lists that wait for words of exploitation."""

    def __init__(self) -> None:
        self.foreign = False
        self.waiting: list[tuple[str, Group, int, int]] = []
        self.state_labor = False


def prepare_passages(reading: Reading, parsed: list[Parsed]) -> list[Passage]:
    """Find the lists of countries of each sentence."""
    return [
        Passage(p, place_groups(p, _outermost(reading.mentions(p.unit)), reading.home))
        for p in parsed
    ]


def _outermost(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Drop a mention that lies inside another: the *East* of *the Middle East, and Central Africa*."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)


def find_places(passages: list[Passage], home: str | None) -> list[Place]:
    """Return every country and region that the passages name, with its meaning or the reason why it has none."""
    memory = _Memory()
    places: list[Place] = []
    for n, passage in enumerate(passages):
        before = passages[n - 1] if n else None
        following = passages[n + 1] if n + 1 < len(passages) else None
        for k, clause in enumerate(passage.parsed.clauses):
            if not passage.groups and not memory.foreign:
                break
            places.extend(_judge(passage, k, clause, home, memory, _Around(before, following)))
        if pattern("state_labor").search(passage.parsed.unit.lower):
            memory.state_labor = True
    return places


def _judge(
    passage: Passage,
    k: int,
    clause: Clause,
    home: str | None,
    memory: _Memory,
    around: _Around,
) -> list[Place]:
    facts = _facts(passage, k, clause, home)
    lower = passage.parsed.unit.lower
    anaphoric = is_anaphoric(passage.parsed, clause)
    if facts.origins or facts.nationals:
        foreign = bool(facts.origins) and not facts.nationals
    elif anaphoric:
        foreign = memory.foreign
    else:
        foreign = not facts.at_home and _speaks_of_foreigners(lower, clause)
    memory.foreign = foreign
    if foreign:
        passage.foreign_clauses.add(k)
    found: list[Place] = []
    for group in (g for g in passage.groups if passage.parsed.clause_index(g.start) == k):
        kind, why = _meaning(group, facts, passage, k, foreign=foreign, home=home)
        status = _status(passage, k, group, around)
        if kind is None:
            found.extend(_as_places("none", group, passage, k, "none", why or group.why, home))
            continue
        if status == "none" and (kind.startswith("transit") or passage.roles_at(k, group.start)):
            status = "stated"
        if (
            status == "none"
            and memory.state_labor
            and kind == "destinations"
            and _is_overseas_work(lower, clause)
        ):
            status = "stated"
        if status == "none":
            why = "nothing says that they are exploited"
        found.extend(_as_places(kind, group, passage, k, status, why, home))
        if kind == "origins" and facts.and_through:
            found.extend(_as_places("transit_from", group, passage, k, status, why, home))
    return found


def _facts(passage: Passage, k: int, clause: Clause, home: str | None) -> _Facts:
    facts = _Facts([], [], [], [], nationals=False, at_home=False, transit=False)
    lower = passage.parsed.unit.lower
    for group in passage.groups:
        if passage.parsed.clause_index(group.start) != k:
            continue
        codes = group.codes()
        foreign = any(c != home for c in codes) or len(codes) < len(group.mentions)
        at_home = home in codes
        if group.role == "from":
            facts.nationals |= at_home
            if foreign:
                facts.origins.append(group)
        elif group.role in ("in", "to"):
            facts.at_home |= at_home
            facts.transit |= at_home and group.also_through
            facts.and_through |= at_home and group.also_through
            facts.onward |= (
                at_home and group.role == "to" and _goes_on(lower[group.end : clause.end])
            )
            if foreign:
                facts.places.append(group)
        elif group.role == "through":
            facts.transit |= at_home
            if foreign:
                facts.through.append(group)
        elif group.role == "route":
            facts.routes.append(group)
    if pattern("at_home").search(lower, clause.start, clause.end):
        facts.at_home = True
    if pattern("transit_role").search(lower, clause.start, clause.end):
        facts.transit = True
    return facts


def is_anaphoric(parsed: Parsed, clause: Clause) -> bool:
    """Tell whether a clause goes on about the victims of the one before (*they*, *some*, no subject at all)."""
    index = parsed.token_index(clause.start)
    opening = [t.text for t in parsed.tokens[index : index + 6]]
    if not opening:
        return False
    if opening[0] in words("quantity"):
        return len(opening) > 1 and opening[1] in words("quantity_of")
    if opening[0] in words("anaphor") or opening[0] in (
        "but",
        "and",
        "while",
        "where",
        "including",
    ):
        return True
    return opening[0] == "although" and any(w in ("these", "they", "some", "such") for w in opening)


def _speaks_of_foreigners(lower: str, clause: Clause) -> bool:
    return (
        pattern("foreign").search(lower, clause.start, clause.end) is not None
        and "domestic" not in lower[clause.start : clause.end]
    )


def _goes_on(rest: str) -> bool:
    return "en route" in rest or "onward" in rest


def _is_overseas_work(lower: str, clause: Clause) -> bool:
    return pattern("overseas").search(lower, clause.start, clause.end) is not None


def _meaning(
    group: Group,
    facts: _Facts,
    passage: Passage,
    k: int,
    *,
    foreign: bool,
    home: str | None,
) -> tuple[str | None, str | None]:
    """Return what a list means (origins, destinations, transit_from, transit_to), or None and why."""
    role = group.role
    if home is None:
        return None, "the narrative's own country is not known"
    if role == "other":
        return None, group.why or "no word says that victims come from there or are exploited there"
    if role == "through":
        return None, "a place on the way"
    if roles := passage.roles_at(k, group.start):
        return _in_formula(group, facts, roles)
    if facts.onward and role != "from":
        return "transit_to", None
    if role == "route":
        if facts.transit:
            return "transit_to", None
        return None, "a place that they hope to reach"
    if facts.transit and not (facts.at_home and not facts.routes):
        return ("transit_from", None) if role == "from" else ("transit_to", None)
    if role == "from":
        if facts.places and not facts.at_home and not _placed_at_home(facts, home):
            return None, "they are exploited in a third country"
        return "origins", None
    if foreign:
        return (
            ("transit_to", None) if facts.transit else (None, "foreign victims in a third country")
        )
    return "destinations", None


def _placed_at_home(facts: _Facts, home: str | None) -> bool:
    return any(home in g.codes() for g in facts.places)


def _in_formula(
    group: Group, facts: _Facts, roles: frozenset[str]
) -> tuple[str | None, str | None]:
    """Read a list in the formula by the roles stated: `a transit country for women from A trafficked to B`."""
    if group.role == "from":
        if facts.nationals and not {"destination", "transit"} & roles:
            return None, "the formula speaks of this country's own people"
        if "destination" in roles:
            return "origins", None
        return ("transit_from", None) if "transit" in roles else ("origins", None)
    if group.role == "route" or ("transit" in roles and (facts.origins or "source" not in roles)):
        return "transit_to", None
    if "source" in roles or not facts.origins:
        return "destinations", None
    return None, "foreign victims in a third country"


def _status(passage: Passage, k: int, group: Group, around: _Around) -> str:
    """Return stated, risk or none for a list, from the words of exploitation that govern it."""
    parsed = passage.parsed
    clause = parsed.clauses[k]
    found = _nearest(parsed, clause, group)
    if found:
        return found
    for other in parsed.clauses[k + 1 :]:
        if other.status:
            return other.status
    for other in reversed(parsed.clauses[:k]):
        if other.status and other.status == "stated":
            return "stated"
    before, following = around.before, around.following
    if (
        before is not None
        and before.parsed.status == "stated"
        and pattern("they").match(parsed.unit.lower)
    ):
        return "stated"
    if following is not None and following.parsed.status == "stated":
        first = following.parsed.clauses[0]
        if is_anaphoric(following.parsed, first) or _goes_on_about(parsed, clause, following):
            return "stated"
    return "none"


def _goes_on_about(parsed: Parsed, clause: Clause, following: Passage) -> bool:
    """Tell whether the next sentence says that some of these migrants are exploited, and names no others."""
    return (
        pattern("on_the_move").search(parsed.unit.lower, clause.start, clause.end) is not None
        and pattern("some_of_them").search(following.parsed.unit.lower) is not None
        and not any(g.persons or g.role == "from" for g in following.groups)
    )


def _nearest(parsed: Parsed, clause: Clause, group: Group) -> str | None:
    before = [e for e in clause.events if e.at < group.start]
    after = [e for e in clause.events if e.at >= group.start]
    if group.role == "from":
        if before and group.start - before[-1].at < 30 and before[-1].status == "stated":
            return "stated"
        if after:
            return after[0].status
        return before[-1].status if before else None
    if after and pattern("where").match(parsed.unit.lower, group.end):
        return after[0].status
    if before:
        return before[-1].status
    return after[0].status if after else None


def _as_places(
    kind: str,
    group: Group,
    passage: Passage,
    k: int,
    status: str,
    why: str | None,
    home: str | None,
) -> list[Place]:
    return [
        Place(kind, m, passage, k, status, why)
        for m in group.mentions
        if home not in m.codes or not home
    ]
