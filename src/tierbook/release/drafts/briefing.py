"""One page from one coding: the tier, three to five points a pillar, the flows, what is undone, and where to look.

Every sentence restates findings or quotes the text, and carries its place. What is left out to keep to a page is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.drafts.citing import name_document, trim_item
from tierbook.release.drafts.clock_part import clock_sentences, disagreements
from tierbook.release.drafts.due import recommendation_ground
from tierbook.release.drafts.fitting import fit_points
from tierbook.release.drafts.law_part import judgement_grounds
from tierbook.release.drafts.model import (
    Draft,
    Ground,
    Part,
    Points,
    Remark,
    Run,
    sentence,
)
from tierbook.release.drafts.points import Pointer, WeighedPoint, join_clauses
from tierbook.release.drafts.said import Said, said_by_department
from tierbook.release.drafts.wording import capital, load_words
from tierbook.standards import STATUTES_VERSION, assess_coding
from tierbook.text import in_sentence, join_words, long_date, number_in_words

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.editions import History
    from tierbook.standards import Assessment

__all__ = ["compose_briefing", "flow_points"]

_ORDER = (
    "tier", "prosecution", "protection", "prevention", "flows", "undone", "criteria", "contradictions", "clock",
)  # fmt: skip
_ROOM_FOR_LEFT_OUT = 200  # characters of the note on what is left out
_PILLARS = ("prosecution", "protection", "prevention")


def compose_briefing(
    coding: Coding,
    *,
    history: History | None = None,
    author: str = "",
    date: str = "",
) -> Draft:
    """Put a coding on one page.

    Args:
        coding: one coder on one narrative; its edition and country are known.
        history: official placements, for the country's position on the Watch List; none is said of a sample.
        author: for whom, or by whom, the briefing is put together.
        date: as it is to be printed.

    Raises:
        NotInForce: the edition is unknown, or no law judges it.
        UnknownCountry: the country is unknown.
    """
    assessment = assess_coding(coding)
    said = said_by_department(coding)
    pointer = Pointer(coding, said, assessment)
    rules = load_words("briefing")
    document = coding.narrative.document
    points = [
        *_tier(pointer),
        *(point for part in _PILLARS for point in pointer.points(part)),
        *flow_points(pointer),
        *_undone(pointer, said),
        *_criteria(pointer, assessment),
        *_contradictions(pointer, assessment),
        *_clock(pointer, coding, history),
    ]
    standing = _standing(coding)
    fewest = {part: int(n) for part, n in rules["fewest"].items()}
    tail = [*standing, "x" * _ROOM_FOR_LEFT_OUT]
    kept, left = fit_points(points, rules["page"], fewest=fewest, tail=tail)
    remarks = load_words("remarks")["brief"]
    kind = (
        "_sample"
        if document.text_kind == "sample"
        else "_summary"
        if document.text_kind == "summary"
        else ""
    )
    country = get_country(document.country or "").name_in(document.edition or 0)
    parts = [_part(name, [p for p in kept if p.part == name]) for name in _ORDER]
    left_out = _left_out(left)
    return Draft(
        title=remarks[f"title{kind}"].format(country=country, edition=document.edition),
        under=remarks["under"].format(version=VERSION),
        author=remarks["author"].format(author=author) if author else "",
        date=long_date(date),
        parts=tuple(part for part in parts if part is not None),
        standing=(*((left_out,) if left_out else ()), *standing),
        sample=document.text_kind == "sample",
        brief=True,
    )


def _part(name: str, points: Sequence[WeighedPoint]) -> Part | None:
    rules = load_words("briefing")
    if not points:
        if name not in _PILLARS:
            return None
        return Part(rules["headings"][name], (Remark(load_words("remarks")["brief"]["nothing"]),))
    return Part(rules["headings"][name], (Points(tuple(p.sentences for p in points)),))


def _weight(name: str) -> int:
    return int(load_words("briefing")["weights"][name])


def _tier(pointer: Pointer) -> list[WeighedPoint]:
    """Quote what the text says of the tier and of the standards; name the tier where no sentence does."""
    rules = load_words("briefing")
    points: list[WeighedPoint] = []
    stated = next(iter(pointer.said.get("tier.stated", ())), None)
    for name, variable in (
        ("formula", "tier.standards"), ("change", "tier.change"), ("waiver", "tier.waiver"),
        ("years", "tier.watch_list_year"),
    ):  # fmt: skip
        for one in pointer.said.get(variable, ())[:1]:
            ground = one.grounds[0][1]
            if not pointer.is_quoted(ground):
                quoted = (pointer.quote(ground),)
                points.append(WeighedPoint("tier", name, _weight(f"tier.{name}"), quoted))
    points.sort(key=lambda p: p.sentences[0].grounds[0].short)
    if stated is not None:
        kind = pointer.narrative.document.text_kind
        frame = rules["places"][str(stated.value)]
        words = frame.format(whose=rules["whose"][kind], country=pointer.wording.name)
        first = sentence(capital(words), grounds=[stated.grounds[0][1]])
        points.insert(0, WeighedPoint("tier", "stated", 100, (first,)))
    return points


def flow_points(pointer: Pointer) -> list[WeighedPoint]:
    """Say who is trafficked, from where to where, in what and by whom."""
    wording, said = pointer.wording, pointer.said
    points: list[WeighedPoint] = []

    def add(name: str, *variables: str) -> None:
        found = [one for v in variables for one in said.get(v, ())[:1]]
        clauses = [(wording.clause(one), one) for one in found if one.value != "no"]
        if any(clause for clause, _ in clauses):
            words = join_clauses([clause for clause, _ in clauses if clause])
            grounds = [g for clause, one in clauses if clause for g in one.carry()[:2]]
            made = (sentence(capital(words), grounds=grounds),)
            points.append(WeighedPoint("flows", name, _weight(f"flows.{name}"), made))

    points += _roles(pointer)
    points += _victims(pointer)
    for name, variable, regions in (
        ("from", "profile.origins", "profile.origin_regions"),
        ("to", "profile.destinations", "profile.destination_regions"),
    ):
        pair = [next(iter(said.get(v, ())), None) for v in (variable, regions)]
        clause = wording.places_clause(*pair)
        if clause is not None:
            grounds = [g for one in pair if one is not None for g in one.carry()[:2]]
            made = (sentence(capital(clause), grounds=grounds),)
            points.append(WeighedPoint("flows", name, _weight(f"flows.{name}"), made))
    add("through", "profile.transit_from", "profile.transit_to")
    add("sectors", "profile.sectors")
    add("traffickers", "profile.traffickers")
    add("methods", "profile.methods")
    return points


def _roles(pointer: Pointer) -> list[WeighedPoint]:
    """Say of which kinds the country is."""
    words = load_words("briefing")["roles"]
    name = pointer.wording.name
    stated = {
        v: one for v in (*words["names"], "profile.internal") for one in pointer.said.get(v, ())[:1]
    }
    holds = {v: one for v, one in stated.items() if one.value in ("yes", "mixed")}
    if not holds:
        return []
    roles = join_words([role for v, role in words["names"].items() if v in holds])
    frame = "internal" if not roles else "both" if "profile.internal" in holds else "country"
    grounds = [g for one in holds.values() for g in one.carry("yes")[:1]]
    made = sentence(capital(words[frame].format(country=name, roles=roles)), grounds=grounds)
    return [WeighedPoint("flows", "roles", _weight("flows.roles"), (made,))]


def _victims(pointer: Pointer) -> list[WeighedPoint]:
    """Say who is exploited, and in what."""
    frames = load_words("briefing")["victims"]
    held = {
        name: one
        for name in ("victims", "forms")
        for one in pointer.said.get(f"profile.{name}", ())[:1]
    }
    if not held:
        return []
    listed = {name: pointer.wording.listed(one) for name, one in held.items()}
    frame = frames["both" if len(held) == 2 else next(iter(held))]
    grounds = [g for one in held.values() for g in one.carry()[:2]]
    made = sentence(capital(frame.format(**listed)), grounds=grounds)
    return [WeighedPoint("flows", "victims", _weight("flows.victims"), (made,))]


def _undone(pointer: Pointer, said: Sequence[Said]) -> list[WeighedPoint]:
    """Quote recommendations in their order, whole; those too long for a briefing are counted by topic."""
    rules = load_words("briefing")
    rows = [(one, row) for one in said if one.variable == "recommendations" for row in one.rows]
    weight, step = _weight("undone"), _weight("undone.step")
    points: list[WeighedPoint] = []
    seen: set[str] = set()
    for one, row in rows:
        ground = recommendation_ground(one, row)
        words = pointer.citer.words(ground)
        if ground.key in seen or len(words.split()) > int(rules["longest_recommendation"]):
            continue
        seen.add(ground.key)
        quoted = sentence(Run(trim_item(words), quoted=True), grounds=[ground])
        points.append(
            WeighedPoint("undone", str(len(points)), weight - step * len(points), (quoted,))
        )
    return points


def _criteria(pointer: Pointer, assessment: Assessment) -> list[WeighedPoint]:
    """Name the criteria and standards on which the text gives signs of failure and none of effort."""
    entries = [*assessment.standards, *assessment.criteria]
    failing = [j for j in entries if j.judgement == "failure" and j.id != "std.serious_sustained"]
    if not failing:
        return []
    words = load_words("briefing")["failing"]
    items: list[str] = []
    grounds: list[Ground] = []
    for judgement in failing:
        quotes = [q for q in judgement.quotes if q.side == "against" and not q.beside]
        if quotes:
            says = quotes[0].says
            items.append(words["item"].format(paragraph=judgement.entry.paragraph, says=says))
            alike = replace(judgement, quotes=tuple(q for q in quotes if q.says == says))
            carrying = judgement_grounds(pointer.citer, alike)
            # Words that stand on the page already show it best.
            grounds.append(next((g for g in carrying if pointer.is_quoted(g)), carrying[0]))
    if not items:
        return []
    head = words["head"].format(n=number_in_words(len(failing)), all=len(entries) - 1)
    to_check = sum(j.entry.confidence == "memory" for j in failing)
    if to_check:
        whole = "one" if len(failing) == 1 else "all"
        which = words[whole if to_check == len(failing) else "part"]
        head += words["to_check"].format(which=which.format(n=number_in_words(to_check)))
    items = list(dict.fromkeys(items))
    some = words["some"] if len(items) < len(failing) else ""
    made = sentence(capital(f"{head}: {some}{'; '.join(items)}"), grounds=grounds)
    return [WeighedPoint("criteria", "failing", _weight("criteria"), (made,))]


def _contradictions(pointer: Pointer, assessment: Assessment) -> list[WeighedPoint]:
    points = []
    for i, found in enumerate(assessment.contradictions):
        grounds = [pointer.citer.at(q.start) for q in found.quotes if q.start is not None]
        if grounds:
            made = sentence(found.says, grounds=grounds)
            weight = _weight("contradictions") - i
            points.append(WeighedPoint("contradictions", str(i), weight, (made,)))
    return points


def _clock(pointer: Pointer, coding: Coding, history: History | None) -> list[WeighedPoint]:
    """Say where the country stands on the Watch List, and what of the text the official history does not bear out."""
    document = coding.narrative.document
    if history is None or document.text_kind == "sample":
        return []
    said = clock_sentences(history, document.country or "", document.edition or 0)
    odd = disagreements(coding, history, pointer.citer)
    return [
        *(
            WeighedPoint("contradictions", f"clock-{i}", _weight("contradictions"), (one,))
            for i, one in enumerate(odd)
        ),
        *(WeighedPoint("clock", str(i), _weight("clock"), (one,)) for i, one in enumerate(said)),
    ]


def _standing(coding: Coding) -> tuple[str, ...]:
    remarks = load_words("remarks")["brief"]["standing"]
    document = coding.narrative.document
    facts = {
        "version": VERSION,
        "document": name_document(document),
        "sha": document.sha256,
        "codebook": dict(coding.versions).get("codebook", ""),
        "statutes": STATUTES_VERSION,
    }
    return tuple(remark.format(**facts) for remark in remarks)


def _left_out(left: Sequence[WeighedPoint]) -> str:
    if not left:
        return ""
    words = load_words("remarks")["brief"]
    headings = load_words("briefing")["headings"]
    said = []
    for part in _ORDER:
        n = sum(p.part == part for p in left)
        if n and part == "undone":
            said.append(words["left_recommendations"].format(n=number_in_words(n)))
        elif n:
            said.append(
                words["left_points"].format(n=number_in_words(n), part=in_sentence(headings[part]))
            )
    return str(words["left_out"].format(what=join_words(said)))
