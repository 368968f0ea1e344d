"""Who: whose act a predicate tells of.

In this order: the agent of a passive ("by"); the actor that the act was handed to ("relied on NGOs to identify", "NGOs
that identified"); the actor right before the predicate; the first free actor of the clause, then of the clauses before.
Of actors that act together one that is this government decides. A passive without an agent is nobody's. Where no actor
is named, or only an organisation that reports, the section tells of this government. Courts, police, embassies, ministries and local authorities are this
government; an event told as a noun takes the subject of its clause.
"""

from __future__ import annotations

from tierbook.coding.context.actors import Actor, actors_in, linked
from tierbook.coding.patterns import guarded

__all__ = ["Actor", "actor_at", "actors_in"]

_BY_NEAR = guarded(r"\s+(?:[\w-]+\s+){0,4}?by\s+(?!\w+ing\b)")
_AUXILIARY = r"(?:also|not|never|then|still|now|often|rarely|seldom|sometimes|at times|again|even|only|both|all|each|jointly|subsequently|\w+ly|has|have|had|did|does|do|may|might|could|can|would|will|be|been|being|is|are|was|were|continued to|began to|to|yet|always|first|together)"
_ADJACENT = guarded(r"['’]?s?\s+(?:" + _AUXILIARY + r",?\s+){0,4}$")
_PASSIVE = guarded(
    r"\b(?:was|were|been|being|are|is|be|get|got)\s+(?:(?:not|also|never|yet|still|often|then|all|each|again|currently|either|both|being|\w+ly|only|first|\w+ed,?(?:\s+(?:and|or))?|sent|held|found|taken)\s+){0,4}$"
)
_PARTICIPLE = guarded(
    r"(?:[a-z]+ed|paid|held|given|taken|made|found|sent|brought|sold|told|taught|kept|put|set|run|led|met|lost|written|drawn|shown|known|seen|built|cut|beaten|won|spent|begun|freed|overseen|chosen|driven|forbidden|drafted)\b"
)
_RELATIVE = guarded(r",?\s+(?:that|which|who)\s+(?:\w+\s+){0,2}$")
_INFINITIVE = guarded(r"(?:,? and [\w ]{0,24})?\s+to\s+(?:\w+,?\s+(?:and|or)?\s*){0,6}$")
_HANDED = guarded(
    r"\brel(?:y|ies|ied|ying|iance)\b|\bdepend\w*\b|\bencourag\w+\b|\benabl\w+\b|\ballow\w*\b|\burg(?:e[sd]?|ing)\b|\bcall(?:ed|s|ing)? (?:up)?on\b|\bask(?:s|ed|ing)?\b|\bpermit\w*\b|\bcontract\w*\b|\btask(?:s|ed|ing)\b|\bpa(?:id|ys|ying)\b|\bauthori[sz]\w+\b|\badvis(?:ed|es)\b|\bpressed\b|\band $"
)
_DETERMINERS = guarded(
    r"(?:\s+that)?(?:,?\s+(?:as of|in|during|since|by|between|from|over|through)\b[^,;]{1,40},)?\s+(?:(?:the|some|many|most|several|local|an?|two|three|few|these|those|foreign|other)\s+){0,3}$"
)
_SAID = guarded(
    r",?\s+(?:(?:also|have|has|had|continued to|often|sometimes)\s+)?(?:report(?:ed|s)?|sa(?:id|y|ys)|stated?|not(?:ed|e)|alleg(?:ed|e)|claim(?:ed)?|assert(?:ed)?|indicat(?:ed|e)|acknowledg(?:ed|e)|estimat(?:ed|e)|express(?:ed)?|suggest(?:ed)?|believ(?:ed|e)|observ(?:ed|e))\b"
)
# What they tell of is another's act: "NGOs reported that victims were turned away", not "NGOs reported assisting 20 victims".
_TELLS = guarded(
    r"\s+(?:that\b|(?!\w+ing\b|\d|(?:to|on|about|of|for|their|its|no|an? (?:increase|decrease|rise|drop|number|total)|increase[sd]?|decrease[sd]?)\b)(?=[a-z]))"
)
_WORRY = guarded(
    r"\s+(?:(?:grave|serious|deep|some|strong|particular|continued)\s+)?concerns?\s+(?:over|about|at|that|regarding|with)\b"
)
_PARTICIPLE_ING = guarded(r"[a-z]{3,}ing\b")
_SPEAKERS = frozenset({"ngo", "international", "other_government"})
_SAID_NO_DOER = guarded(r"\bthere (?:is|are|was|were|has been|have been)\s+(?:\w+\s+){0,2}$")


def actor_at(
    lower: str, actors: list[Actor], clauses: list[int], begin: int, at: int, end: int
) -> str | None:
    """Return the kind of actor whose act the words `at`-`end` tell of, or None where none is named.

    Args:
        lower: the sentence, lower-cased.
        actors: its actors in order.
        clauses: where its clauses start.
        begin: start of the clause.
        at: start of the predicate.
        end: end of the predicate.
    """
    agent = _agent(lower, actors, end)
    if agent is not None:
        return agent
    passive = (
        _PASSIVE.search(lower, max(0, at - 48), at) is not None
        and _PARTICIPLE.match(lower, at) is not None
    )
    before = [a for a in actors if a.end <= at]
    for actor in reversed(before[-3:]):
        if _handed_on(lower, actor, at):
            return actor.kind
    near = before[-1] if before and not passive and not before[-1].governed else None
    if near and _ADJACENT.match(lower, near.end, at):
        return _together(lower, [a for a in before if a.start >= begin] or [near])
    if _SAID_NO_DOER.search(lower, max(0, at - 30), at):
        return None
    subjects = [a for a in before if not a.governed and not _only_tells(lower, a)]
    starts = sorted({begin, *(s for s in clauses if s < begin)}, reverse=True)
    high = at
    for low in starts:
        inside = [a for a in subjects if low <= a.start < high]
        if low == begin and passive:
            inside = [a for a in inside if _SAID.match(lower, a.end)]
        if inside:
            return _subject(lower, inside)
        high = low
    return None


def _agent(lower: str, actors: list[Actor], end: int) -> str | None:
    """Return the kind of the actor after *by*, this government where several act together."""
    by = _BY_NEAR.match(lower, end)
    if not by:
        return None
    for i, actor in enumerate(actors):
        if actor.start >= by.end() - 9 and actor.end > by.end():
            if lower[by.end() : actor.start].count(" ") > 5 or "," in lower[by.end() : actor.start]:
                return None
            kinds = [actor.kind]
            for one, two in zip(actors[i:], actors[i + 1 :], strict=False):
                if not linked(lower, one, two):
                    break
                kinds.append(two.kind)
            return "government" if "government" in kinds else actor.kind
    return None


def _together(lower: str, before: list[Actor]) -> str:
    """Return the kind of the last actor, or of the first that acts with it, or this government among them."""
    kinds = [before[-1].kind]
    for one, two in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not linked(lower, one, two):
            break
        kinds.append(one.kind)
    return "government" if "government" in kinds else kinds[-1]


def _subject(lower: str, actors: list[Actor]) -> str:
    """The first actor of a clause, or the one whose act it reports: "the government reported NGOs ..."."""
    subject = actors[0]
    for actor in actors[1:]:
        said = _SAID.match(lower, subject.end)
        if (said and _DETERMINERS.match(lower, said.end(), actor.start)) or (
            actor.kind == "government" and linked(lower, subject, actor)
        ):
            subject = actor
        else:
            break
    return subject.kind


def _only_tells(lower: str, actor: Actor) -> bool:
    """Tell whether an actor outside the state only says what follows."""
    if actor.kind not in _SPEAKERS:
        return False
    said = _SAID.match(lower, actor.end)
    if said is None:
        return False
    if "express" in said.group():
        return _WORRY.match(lower, said.end()) is not None
    return _TELLS.match(lower, said.end()) is not None


def _handed_on(lower: str, actor: Actor, at: int) -> bool:
    """Tell whether the predicate is what this actor does: "relied on NGOs to identify", "NGOs that identified", "NGOs providing"."""
    if _RELATIVE.match(lower, actor.end, at):
        return actor.governed
    if actor.end + 1 == at and actor.kind in _SPEAKERS and _PARTICIPLE_ING.match(lower, at):
        return actor.governed
    return (
        _INFINITIVE.match(lower, actor.end, at) is not None
        and _HANDED.search(lower, max(0, actor.start - 60), actor.start) is not None
    )
