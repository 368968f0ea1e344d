"""The entry: one reading in, candidates out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierbook.coding.coders.rules.profile.edges import Edge, find_edges
from tierbook.coding.coders.rules.profile.elsewhere import find_elsewhere
from tierbook.coding.coders.rules.profile.grammar import pattern
from tierbook.coding.coders.rules.profile.kinds import Kind, find_kinds
from tierbook.coding.coders.rules.profile.phrases import Hit, find_phrases
from tierbook.coding.coders.rules.profile.places_of_victims import (
    Passage,
    Place,
    find_places,
    is_anaphoric,
    prepare_passages,
)
from tierbook.coding.coders.rules.profile.roles import Role, find_roles, mark_formulas
from tierbook.coding.coders.rules.profile.sentence import Parsed, parse_unit
from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit

__all__ = ["code_profile"]

_SAID = ("ngo", "international", "media", "government", "unnamed")


def code_profile(reading: Reading) -> list[Candidate]:
    """Return the candidates for the profile and the flows, in text order within each variable.

    Args:
        reading: a narrative prepared for coding; sentences of pillar `profile` are read whole, in whole narratives the
            others only for countries of victims (`*_elsewhere`).

    Returns:
        One candidate for each value and place in the text; `counts` is False for what was nominated in vain.
    """
    units = reading.in_pillar("profile")
    lower = reading.narrative.text.lower()
    hits = _by_unit(units, find_phrases(lower))
    parsed = [parse_unit(u) for u in units]
    passages = prepare_passages(reading, parsed)
    mark_formulas(passages, reading.home)
    places = find_places(passages, reading.home)
    kinds = _kinds(parsed, hits, summary=reading.short)
    candidates = [
        *_roles(find_roles(passages, places, reading.home)),
        *_places(places),
        *_of_kinds(kinds),
        *_edges(find_edges(places, kinds, reading.home)),
    ]
    if not reading.short:
        candidates.extend(_places(_elsewhere(reading, places)))
    return candidates


def _by_unit(units: list[Unit], hits: list[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    i = 0
    for unit in units:
        while i < len(hits) and hits[i].start < unit.start:
            i += 1
        while i < len(hits) and hits[i].start < unit.end:
            found.setdefault(unit.index, []).append(hits[i])
            i += 1
    return found


def _kinds(parsed: list[Parsed], hits: dict[int, list[Hit]], *, summary: bool) -> list[Kind]:
    kinds: list[Kind] = []
    before: frozenset[str] = frozenset()
    for n, sentence in enumerate(parsed):
        here = hits.get(sentence.unit.index)
        if not here:
            continue
        refers = is_anaphoric(sentence, sentence.clauses[0])
        following = parsed[n + 1] if n + 1 < len(parsed) else None
        exploited = sentence.status is not None or (
            following is not None
            and following.status == "stated"
            and is_anaphoric(following, following.clauses[0])
        )
        found = find_kinds(
            sentence,
            here,
            summary=summary,
            exploited=exploited,
            victims_before=before if refers else frozenset(),
        )
        victims = frozenset(k.value for k in found if k.variable == "victims" and k.why is None)
        before = victims or before
        kinds.extend(found)
    return kinds


def _elsewhere(reading: Reading, places: list[Place]) -> list[Place]:
    others = [
        u
        for u in reading.units
        if u.pillar in ("standards", "prosecution", "protection", "prevention")
        and ("victim" in u.lower or "survivor" in u.lower)
        and reading.mentions(u)
    ]
    named = {(p.kind, c) for p in places if p.status == "stated" for c in p.mention.codes}
    passages = prepare_passages(reading, [parse_unit(u) for u in others])
    return [
        p
        for p in find_elsewhere(passages, reading.home)
        if (p.kind.removesuffix("_elsewhere"), p.mention.codes[0]) not in named
    ]


def _roles(roles: list[Role]) -> Iterator[Candidate]:
    for role in roles:
        parsed = role.passage.parsed
        yield _candidate(parsed, f"profile.{role.role}", role.value, role.start, role.end, role.cue)


def _places(places: list[Place]) -> Iterator[Candidate]:
    for place in places:
        parsed = place.passage.parsed
        start = place.mention.start - parsed.unit.start
        end = place.mention.end - parsed.unit.start
        codes = place.mention.codes
        value = codes[0] if codes else place.mention.label
        for variable, counts, why in _variables(place):
            if not codes and not variable.startswith("profile.at_risk"):
                variable += "_regions"
            elif not codes:
                continue
            found = _candidate(
                parsed, variable, value, start, end, f"flow.{variable.removeprefix('profile.')}"
            )
            found.counts, found.why = counts, why
            yield found


def _variables(place: Place) -> Iterator[tuple[str, bool, str | None]]:
    """Yield the variables that a place is a candidate for, whether it counts, and why not."""
    if place.kind == "none":
        name = "profile.origins" if place.mention.kind == "demonym" else "profile.destinations"
        yield name, False, place.why
        return
    variable = f"profile.{place.kind}"
    if place.status == "stated" or place.kind.startswith("transit"):
        yield variable, True, None
    elif place.status == "risk":
        yield variable, False, "only at risk"
        yield f"profile.at_risk_{place.kind}", True, None
    else:
        yield variable, False, place.why


def _of_kinds(kinds: list[Kind]) -> Iterator[Candidate]:
    for kind in kinds:
        found = _candidate(
            kind.parsed, f"profile.{kind.variable}", kind.value, kind.start, kind.end, kind.cue
        )
        found.counts, found.why = kind.why is None, kind.why
        yield found


def _edges(edges: list[Edge]) -> Iterator[Candidate]:
    for edge in edges:
        parsed = edge.place.passage.parsed
        start = edge.place.mention.start - parsed.unit.start
        value = {
            "from": edge.origin,
            "to": edge.destination,
            "forms": list(edge.forms),
            "victims": list(edge.victims),
        }
        end = edge.place.mention.end - parsed.unit.start
        yield _candidate(parsed, "flows.edges", value, start, end, f"flow.{edge.place.kind}")


def _candidate(
    parsed: Parsed, variable: str, value: object, start: int, end: int, cue: str
) -> Candidate:
    """Make a candidate; its mark takes in the hedge of its clause."""
    unit = parsed.unit
    clause = parsed.clauses[parsed.clause_index(start)]
    certainty, hedge = _certainty(unit.lower, clause.start, clause.end)
    if hedge is not None:
        start, end = min(start, hedge.start()), max(end, hedge.end())
    return Candidate(
        variable=variable,
        value=value,
        unit=unit,
        start=unit.start + start,
        end=unit.start + end,
        cue=cue,
        said_by=_said_by(unit.lower),
        certainty=certainty,
    )


def _certainty(lower: str, start: int, end: int) -> tuple[str, re.Match[str] | None]:
    for name in ("alleged", "possible", "reported"):
        found = pattern(name).search(lower, start, end)
        if found:
            return name, found
    return "stated", None


def _said_by(lower: str) -> str:
    for name in _SAID:
        if pattern(f"said_{name}").search(lower):
            return name
    return "department"
