"""What this government did, did not do, or gave no account of, in the period.

Each sentence that holds a cue's literal is verified with the cue's pattern; for what is left, who, when and whether
decide what the words count for. A need, a plan, an earlier year, another's act is kept with the reason.
"""

from __future__ import annotations

import re
from functools import cache

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.context import (
    Context,
    acts_told,
    done_to_others,
    on_victims,
    only_circumstance,
    only_spoken_of,
    understanding_of,
    what_a_plan_holds,
    whom_told,
)
from tierbook.coding.cues import Cue, CueSet
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["code_government"]

_SKIPPED = frozenset({"recommendations"})
_IN_PROFILE = frozenset({"prosecution.complicity"})
_NEXT_ITEM = guarded(
    r",\s+(?:and\s+)?(?!(?:investigat|prosecut|convict|sentenc|arrest|charg|punish|indict)ing)\w+ing\b|;|\bbut\b|,\s+and\s+(?:it|they|the)\b|,\s+nor\b|\s+and\s+\w+ing\s+(?:an?|the|its)\b"
    r"|\b(?:traffickers|(?:trafficking )?(?:offenders|suspects|offenses))\b(?=,| and | or | nor )"
)
_AGAINST = frozenset(
    {"protection.victims_penalised", "protection.victims_deported", "protection.victims_detained"}
)
# What is done to traffickers, told with the words in which it is done to victims.
_JUSTICE = frozenset(f"prosecution.{name}" for name in ("investigated", "prosecuted", "convicted"))
# Variables of the section on protection that tell of money, law or minds, not of acts on victims.
_OF_NOBODY = frozenset(
    {
        "protection.victim_concept",
        "protection.nonpunishment_law",
        "protection.funding",
        "protection.ngo_funding",
        "protection.ngo_in_kind",
    }
)
# Of these a plan, or a draft of a law, is itself a sign.
_OF_PLANS = frozenset(
    f"prevention.{name}"
    for name in "action_plan plan_status related_plan agency coordination monitoring rapporteur self_assessment".split()
) | frozenset(
    {"prosecution.law_draft", "prosecution.law_new", "protection.funding", "protection.ngo_funding"}
)
_OF_MINDS = _OF_NOBODY | _AGAINST
_WITH_OTHERS = frozenset({"cooperation.organisations", "cooperation.ngos"})
# What is done for those whom the sentence before calls victims.
_CARE = frozenset(
    f"protection.{name}"
    for name in "services medical psychological legal_aid work compensation repatriation witness remote_testimony".split()
)
_VICTIMS = guarded(r"\b(?:victims?|survivors?|trafficked)\b")
_GOES_ON = (", including ", ", of whom ", ", of which ", ", among them ", ": ")
_OTHERS = {
    "ngo": "the act of an organisation outside the state",
    "international": "the act of an international organisation",
    "other_government": "the act of another government",
    "employer": "the act of an employer or trafficker",
}


def code_government(reading: Reading, cues: CueSet) -> list[Candidate]:
    """Return the candidates of the prosecution, protection, prevention and cooperation variables."""
    found: list[Candidate] = []
    sectioned = not (reading.short or reading.passage)
    for unit in reading.units:
        if unit.paragraph == 0 or unit.pillar in _SKIPPED:
            continue
        context: Context | None = None
        for cue in cues.nominated(unit.lower):
            if sectioned and unit.pillar == "profile" and cue.variable not in _IN_PROFILE:
                continue
            for match in cue.pattern.finditer(unit.lower):
                context = context or reading.context(unit)
                found.append(_judge(reading, unit, cue, context, match))
    return found


def _judge(
    reading: Reading, unit: Unit, cue: Cue, context: Context, match: re.Match[str]
) -> Candidate:
    start, end = match.span("k") if "k" in cue.pattern.groupindex else match.span()
    if start < 0:
        start, end = match.span()
    value, why = _value(reading, unit, cue, context, match, start, end)
    low, high = context.mark(start, end)
    if match.start() < low:
        low = context.governed(match.start(), end)[0]
    candidate = Candidate(
        variable=cue.variable,
        value=value or cue.asserted or "yes",
        unit=unit,
        start=unit.start + low,
        end=unit.start + max(high, match.end()),
        cue=cue.id,
        counts=why is None,
        why=why,
        level=cue.level,
    )
    if value is None:
        return candidate
    candidate.actor = _actor(cue, context, start, end) or "government"
    candidate.said_by = context.said_by(start)
    candidate.certainty = context.certainty(start)
    candidate.place = cue.place or context.place(start)
    if cue.level is None and cue.variable.startswith("protection."):
        candidate.level = context.level(start)
    _shape(candidate, context, match, start, fault=cue.fault)
    good = not cue.fault and cue.weak_in_practice is None
    if value in ("yes", "mixed") and good:
        scope = context.negation(start, end)
        partly = scope is not None and scope.kind == "partly"
        candidate.quality = cue.quality or ("weak" if partly else context.quality(start))
    return candidate


def _value(
    reading: Reading,
    unit: Unit,
    cue: Cue,
    context: Context,
    match: re.Match[str],
    start: int,
    end: int,
) -> tuple[str | None, str | None]:
    """Return the value and None, or None and the reason why the words do not count."""
    begin, stop = context.clause(start)
    if context.need(start):
        return None, "a need: asked for, not told"
    why = _other_sense(reading, unit, cue, match, begin, max(stop, match.end()))
    why = why or _barred(cue, context, start, end) or _on_others(cue, unit.lower, match, start, end)
    if why is not None:
        return None, why
    scope = context.negation(start, end)
    match scope.kind if scope else None:
        case "denied":
            value = cue.denied
        case "partly":
            value = cue.partly
        case "not_reported":
            value = cue.not_reported
        case _:
            value = cue.asserted
    if value is None:
        return None, "denied, or no account given" if scope else "these words alone prove nothing"
    if reading.short and cue.short_value is not None:
        if cue.short_value == "-":
            return None, "the short form says too little for this"
        value = cue.short_value
    return value, None


def _barred(cue: Cue, context: Context, start: int, end: int) -> str | None:
    """Return why words are no act of this government in this period, or None."""
    if not (cue.fault or cue.any_time):
        no_act = context.no_act(start)
        if no_act is not None:
            return no_act
    elif cue.variable in _AGAINST and context.feared(start):
        return "feared or threatened, not done"
    told = _only_told(cue, context, start)
    if told is not None:
        return told
    if cue.variable in _WITH_OTHERS and context.speaks(start):
        return "the words name who says so, not with whom the government works"
    actor = _actor(cue, context, start, end)
    if actor in _OTHERS and not {actor, "any"} & set(cue.actors):
        return _OTHERS[actor]
    period = context.period(start)
    if period == "planned":
        return "planned, not done"
    if period == "earlier" and not cue.any_time:
        return "an earlier period than the edition covers"
    return None


def _actor(cue: Cue, context: Context, start: int, end: int) -> str | None:
    """Return whose act words tell; traffickers who "received sentences" are those acted on."""
    actor = context.actor(start, end)
    acted_on = actor == "employer" and cue.variable.startswith("prosecution.")
    return None if acted_on else actor


def _only_told(cue: Cue, context: Context, start: int) -> str | None:
    """Return why words only tell of a thing, as the matter of a lesson or a plan, or None."""
    lower, begin = context.lower, context.clause(start)[0]
    justice = cue.variable in _JUSTICE
    if justice and only_circumstance(lower, begin, start):
        return "told as time, ground, right or condition of something else"
    if cue.variable not in _OF_PLANS and what_a_plan_holds(lower, start):
        return "what a plan holds, not an act"
    for_victims = cue.variable.startswith("protection.") and cue.variable not in _OF_MINDS
    return only_spoken_of(lower, begin, start) if justice or for_victims else None


def _on_others(cue: Cue, lower: str, match: re.Match[str], start: int, end: int) -> str | None:
    """Return why an act falls on others than those whom the variable is about, or None."""
    if cue.variable in _AGAINST:
        return done_to_others(lower, match.start(), match.end(), start, end)
    if cue.variable in _JUSTICE and on_victims(lower, start, end):
        return "done to victims, not to those who exploited them"
    return None


def _other_sense(
    reading: Reading, unit: Unit, cue: Cue, match: re.Match[str], begin: int, stop: int
) -> str | None:
    """Return why the words of a match are about something else, or None."""
    lower = unit.lower
    if cue.variable == "cooperation.united_states" and reading.home == "USA":
        return "the country itself"
    if cue.short_only and not reading.short:
        return "a whole narrative says it in its own words"
    if (
        cue.needs is not None
        and not cue.needs.holds(lower)
        and not _carried(reading, unit, cue, cue.needs)
    ):
        return "the sentence does not say that it is about trafficking or its victims"
    if cue.unless is not None and cue.unless.search(lower, begin, stop):
        return cue.reason
    if cue.foreign and not any(
        m.start - unit.start >= begin and reading.home not in m.codes
        for m in reading.mentions(unit)
    ):
        return "no other country is named"
    near = cue.unless_near
    if (
        near is not None
        and near.possible(lower)
        and near.search(_near(lower, begin, *match.span()))
    ):
        return cue.reason
    return None


def _carried(reading: Reading, unit: Unit, cue: Cue, needs: Guarded) -> bool:
    """Tell whether care is told of whose victims the sentence before names, and no more than victims is asked for."""
    if cue.variable not in _CARE or not (reading.passage or unit.pillar == "protection"):
        return False
    before = reading.units[unit.index - 1] if unit.index else None
    return (
        before is not None
        and before.paragraph == unit.paragraph
        and _VICTIMS.search(before.lower) is not None
        and _topical(needs)
    )


@cache
def _topical(needs: Guarded) -> bool:
    """Tell whether words that name victims alone are enough."""
    return needs.search("victims") is not None


def _near(lower: str, begin: int, start: int, end: int) -> str:
    """Return the words of a match with what leads to it and what it governs, up to the next item of a list."""
    cut = _NEXT_ITEM.search(lower, end, end + 120)
    return lower[max(min(begin, start), start - 40) : cut.start() if cut else end + 120]


def _shape(
    candidate: Candidate, context: Context, match: re.Match[str], start: int, *, fault: bool
) -> None:
    """Fill in how widely a fault is, which acts on whom, and whose understanding, where words say so."""
    unit = candidate.unit
    variable, value = candidate.variable, candidate.value
    begin, stop = context.clause(start)
    low, high = min(begin, match.start()), max(stop, match.end())
    if fault and value == "yes":
        candidate.extent = context.extent(start)
    if variable == "protection.victim_concept":
        last = context.clause(match.end() - 1)[0]
        at = start if last <= start else match.end()
        candidate.holders = understanding_of(unit.lower, max(begin, last), at, match.end())
        return
    if not variable.startswith("protection.") or variable in _OF_NOBODY:
        return
    while unit.lower.startswith(_GOES_ON, high):
        high = context.clause(unit.lower.index(" ", high + 1) + 1)[1]
    candidate.whom = whom_told(unit.lower, low, high, context.foreign, context.home)
    if value in ("yes", "mixed"):
        words = (candidate.start - unit.start, candidate.end - unit.start)
        candidate.acts = acts_told(unit.lower, *words, against=variable in _AGAINST)
