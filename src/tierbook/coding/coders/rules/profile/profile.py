"""The entry: one reading in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tierbook.coding.coders.rules.profile.by_role import FormOfRole, find_forms_by_role
from tierbook.coding.coders.rules.profile.edges import Edge, find_edges
from tierbook.coding.coders.rules.profile.elsewhere import find_elsewhere, may_name_victims
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
from tierbook.coding.coders.rules.profile.sex_tourism import Tourism, find_sex_tourism
from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.context import Saying
from tierbook.text import late

__all__ = ["code_profile"]


def code_profile(reading: Reading) -> list[Candidate]:
    """Return the candidates for the profile and the flows, in text order within each variable.

    Args:
        reading: a narrative prepared for coding; sentences of pillar `profile` are read whole, in whole narratives the
            others only for countries of victims (`*_elsewhere`).

    Returns:
        One candidate for each value and place in the text; `counts` is False for what was nominated in vain.
    """
    units = _profile_units(reading)
    if not units and reading.passage:
        return _of_lone_passage(reading)
    maker = _Maker(reading)
    hits = _hits(reading, units)
    parsed = [parse_unit(u) for u in units]
    passages = prepare_passages(reading, parsed)
    mark_formulas(passages, reading.home)
    places = find_places(passages, reading.home)
    kinds = _kinds(passages, hits, summary=reading.short)
    roles = find_roles(passages, places, reading.home)
    tourism = tuple(find_sex_tourism(passages, reading.home))
    forms = find_forms_by_role(passages, roles, places, kinds)
    candidates = [
        *_roles(maker, roles),
        *_places(maker, places),
        *_of_kinds(maker, kinds),
        *_by_role(maker, _without_tourism_abroad(forms, tourism)),
        *_children_in_sex(maker, kinds),
        *_sex_tourism(maker, tourism),
        *_edges(maker, find_edges(places, kinds, reading.home)),
    ]
    if not reading.short:
        candidates.extend(_places(maker, _elsewhere(reading, units, places)))
    return _distinct(candidates)


def _of_lone_passage(reading: Reading) -> list[Candidate]:
    """Read a paragraph of another section that stands alone: who exploits whom and how, and countries of victims."""
    units = reading.in_pillar("standards", "prosecution", "protection", "prevention")
    maker = _Maker(reading)
    parsed = [parse_unit(u) for u in units]
    passages = prepare_passages(reading, parsed)
    kinds = _kinds(passages, _hits(reading, units), summary=reading.short)
    candidates = [
        *_of_kinds(maker, [k for k in kinds if k.variable not in ("forms", "sectors", "victims")]),
        *_children_in_sex(maker, kinds),
        *_sex_tourism(maker, find_sex_tourism(passages, reading.home)),
        *_places(maker, _elsewhere(reading, [], [])),
    ]
    return _distinct(candidates)


def _profile_units(reading: Reading) -> list[Unit]:
    """Return the sentences of the profile; where there is none, a lone paragraph that was laid to the standards."""
    units = reading.in_pillar("profile")
    if not units and len(reading.narrative.paragraphs) == 1:
        return [u for u in reading.units if u.paragraph == 1 and u.pillar == "standards"]
    return units


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the first candidate of each value in a sentence, and the first that was refused."""
    kept: dict[tuple[str, str, int, bool], Candidate] = {}
    for found in candidates:
        value = found.value if isinstance(found.value, str) else repr(found.value)
        kept.setdefault((found.variable, value, found.unit.index, found.counts), found)
    return list(kept.values())


def _hits(reading: Reading, units: list[Unit]) -> dict[int, list[Hit]]:
    """Return the phrases of each sentence; one run of the automaton over each stretch of sentences."""
    found: dict[int, list[Hit]] = {}
    i = 0
    while i < len(units):
        j = i
        while j + 1 < len(units) and units[j + 1].index == units[j].index + 1:
            j += 1
        first, last = units[i].start, units[j].end
        k = i
        for hit in find_phrases(reading.narrative.text[first:last].lower(), first):
            while hit.start >= units[k].end:
                k += 1
            if hit.end <= units[k].end:
                found.setdefault(units[k].index, []).append(hit)
        i = j + 1
    return found


def _kinds(passages: list[Passage], hits: dict[int, list[Hit]], *, summary: bool) -> list[Kind]:
    kinds: list[Kind] = []
    parsed = [passage.parsed for passage in passages]
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
            people=_people(passages[n]),
        )
        victims = frozenset(k.value for k in found if k.variable == "victims" and k.why is None)
        before = victims or before
        kinds.extend(found)
    return kinds


_ASIDE = late(
    r"(?:mostly|mainly|primarily|especially|including|particularly|often|from|and|or|as|by)$|[,(–—]$"
)


def _people(passage: Passage) -> list[tuple[int, int]]:
    """Return where people stand alone as a subject, named by country in the plural (*Haitians are trafficked*)."""
    lower = passage.parsed.unit.lower
    return [
        (g.start, g.end)
        for g in passage.groups
        if g.persons
        and g.mentions[0].kind == "demonym"
        and g.mentions[-1].surface.endswith("s")
        and _ASIDE.search(lower[: g.start].rstrip()) is None
    ]


def _elsewhere(reading: Reading, units: list[Unit], places: list[Place]) -> list[Place]:
    read = {u.index for u in units}
    others = [
        u
        for u in reading.units
        if u.pillar in ("standards", "prosecution", "protection", "prevention")
        and u.index not in read
        and may_name_victims(u)
        and reading.mentions(u)
    ]
    named = {(p.kind, c) for p in places if p.status == "stated" for c in p.mention.codes}
    passages = prepare_passages(reading, [parse_unit(u) for u in others])
    return [
        replace(p, status="none", why="the profile names it too")
        if (p.kind.removesuffix("_elsewhere"), p.mention.codes[0]) in named
        else p
        for p in find_elsewhere(passages, reading.home)
    ]


def _roles(maker: _Maker, roles: list[Role]) -> Iterator[Candidate]:
    for role in roles:
        parsed = role.passage.parsed
        yield maker.make(parsed, f"profile.{role.role}", role.value, role.start, role.end, role.cue)


_REGIONS = {
    "profile.origins": "profile.origin_regions",
    "profile.destinations": "profile.destination_regions",
}


def _places(maker: _Maker, places: list[Place]) -> Iterator[Candidate]:
    counted: set[tuple[str, tuple[str, ...]]] = {
        (p.kind, p.mention.codes) for p in places if p.status == "stated" and p.mention.codes
    }
    for place in places:
        parsed = place.passage.parsed
        start = place.mention.start - parsed.unit.start
        end = place.mention.end - parsed.unit.start
        codes = place.mention.codes
        value = codes[0] if codes else place.mention.label
        for variable, counts, why in _variables(place, counted):
            if not codes and not variable.startswith("profile.at_risk"):
                variable = _REGIONS.get(variable, f"{variable}_regions")
            elif not codes:
                continue
            found = maker.make(
                parsed, variable, value, start, end, f"flow.{variable.removeprefix('profile.')}"
            )
            found.counts, found.why = counts, why
            yield found


def _variables(
    place: Place, counted: set[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[str, bool, str | None]]:
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
        if (place.kind, place.mention.codes) not in counted:
            yield f"profile.at_risk_{place.kind}", True, None
    else:
        yield variable, False, place.why


def _of_kinds(maker: _Maker, kinds: list[Kind]) -> Iterator[Candidate]:
    for kind in kinds:
        found = maker.make(
            kind.parsed, f"profile.{kind.variable}", kind.value, kind.start, kind.end, kind.cue
        )
        found.counts, found.why = kind.why is None, kind.why
        if kind.possible:
            found.certainty = "possible"
        yield found


def _by_role(maker: _Maker, found: Iterable[FormOfRole]) -> Iterator[Candidate]:
    for form in found:
        variable = f"profile.{form.role}_forms"
        cue = f"{variable}.{'formula' if form.possible else 'clause'}"
        made = maker.make(form.parsed, variable, form.form, form.start, form.end, cue)
        if form.possible:
            made.certainty = "possible"
        yield made


def _children_in_sex(maker: _Maker, kinds: list[Kind]) -> Iterator[Candidate]:
    """Yield whether girls, boys, both, or children without distinction are named in sex trafficking."""
    young = [k for k in kinds if k.variable == "sex_victims" and k.value in _CHILDREN_IN_SEX]
    named = frozenset(k.value for k in young)
    if not named:
        return
    value = "girls_and_boys" if named >= {"girls", "boys"} else "untold"
    if len(named) == 1:
        value = _CHILDREN_IN_SEX[young[0].value]
    for kind in young:
        made = maker.make(
            kind.parsed, "profile.child_sex_victims", value, kind.start, kind.end, kind.cue
        )
        made.certainty = "possible" if kind.possible else made.certainty
        yield made


_CHILDREN_IN_SEX = {"girls": "girls_only", "boys": "boys_only", "children": "untold"}


def _without_tourism_abroad(
    forms: Iterable[FormOfRole], tourism: Iterable[Tourism]
) -> Iterator[FormOfRole]:
    """Leave out sex tourism as a form within the country where its people are the tourists, elsewhere."""
    kinds: dict[int, set[str]] = {}
    for item in tourism:
        if item.variable == "sex_tourism":
            kinds.setdefault(item.passage.parsed.unit.index, set()).add(item.value)
    for form in forms:
        at_home = kinds.get(form.parsed.unit.index) != {"source"}
        if at_home or (form.form, form.role) != ("sex_tourism", "internal"):
            yield form


def _sex_tourism(maker: _Maker, found: Iterable[Tourism]) -> Iterator[Candidate]:
    for item in found:
        variable = f"profile.{item.variable}"
        yield maker.make(
            item.passage.parsed,
            variable,
            item.value,
            item.start,
            item.end,
            f"{variable}.{item.cue}",
        )


def _edges(maker: _Maker, edges: list[Edge]) -> Iterator[Candidate]:
    for edge in edges:
        parsed = edge.place.passage.parsed
        start = edge.place.mention.start - parsed.unit.start
        value: dict[str, object] = {
            "from": edge.origin,
            "to": edge.destination,
            "forms": list(edge.forms),
            "victims": list(edge.victims),
        }
        if edge.via:
            value["via"] = [edge.via]
        end = edge.place.mention.end - parsed.unit.start
        yield maker.make(parsed, "flows.edges", value, start, end, f"flow.{edge.place.kind}")


class _Maker:
    """Makes candidates; hedges are looked up once per clause, attributions once per sentence."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._hedges: dict[tuple[int, int], tuple[str, tuple[int, int] | None]] = {}

    def make(
        self, parsed: Parsed, variable: str, value: object, start: int, end: int, cue: str
    ) -> Candidate:
        """Make a candidate for words of a sentence; its mark takes in the hedge of its clause."""
        unit = parsed.unit
        certainty, hedge = self._certainty(parsed, parsed.clause_index(start))
        saying = self._saying(unit, start)
        if hedge is not None:
            start, end = min(start, hedge[0]), max(end, hedge[1])
        if saying is not None and certainty == "stated":
            certainty = saying.certainty
        return Candidate(
            variable=variable,
            value=value,
            unit=unit,
            start=unit.start + start,
            end=unit.start + end,
            cue=cue,
            said_by=saying.speaker if saying else "department",
            certainty=certainty,
        )

    def _certainty(self, parsed: Parsed, k: int) -> tuple[str, tuple[int, int] | None]:
        key = (parsed.unit.index, k)
        if key not in self._hedges:
            clause = parsed.clauses[k]
            self._hedges[key] = ("stated", None)
            for name in ("alleged", "possible", "reported"):
                found = pattern(name).search(parsed.unit.lower, clause.start, clause.end)
                if found:
                    self._hedges[key] = (name, found.span())
                    break
        return self._hedges[key]

    def _saying(self, unit: Unit, at: int) -> Saying | None:
        return self._reading.context(unit).saying(at)
