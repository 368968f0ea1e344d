"""Who: whose act a predicate tells of.

The subject is the nearest actor before the predicate that does not stand in a prepositional phrase, within the clause
first and the sentence then; a passive takes the actor of its *by*; where no actor is named the section tells of this
government. Courts, police, embassies, ministries and local authorities are this government.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.coding.patterns import guarded

__all__ = ["Actor", "actor_at", "actors_in"]

_FOREIGN = r"(?:foreign|other|another|neighboring|destination|source|receiving|u\.s\.|us|united states|european|american|partner|host) "
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "other_government",
        _FOREIGN
        + r"(?:country'?s? |countries'? )?(?:governments?|authorities|law enforcement|police|officials|embass(?:y|ies)|counterparts?|courts?|donors?|missions?|states?)"
        r"|united states|foreign countries|other countries|another country|foreign donors?|the u\.s\. (?:government|embassy)|donor (?:governments?|countries)|interpol|europol",
    ),
    (
        "international",
        r"international (?:and (?:local|non-governmental|domestic) )?(?:organi[sz]ations?|partners?|community|donors?|agencies|bodies|ngos?)|(?:an|one|several|some) ios?|ios\b|iom|unicef|unodc|unhcr|ilo|undp|osce|interpol|oas|un special rapporteur|the un|un agencies|united nations|european union"
        r"|international labou?r organi[sz]ation|international organi[sz]ation for migration|donors|missionar(?:y|ies)",
    ),
    (
        "ngo",
        r"(?:(?:local|domestic|several|some|many|two|three|one|an?) )?ngos?|ngo-(?:run|operated|led)|non-?governmental (?:organi[sz]ations?|groups?)|civil society(?: organi[sz]ations?| groups?| members| actors)?|csos?|charit(?:y|ies)|religious (?:groups|organi[sz]ations)"
        r"|churches|faith-based organi[sz]ations?|private (?:organi[sz]ations?|shelters)|advocates|activists|observers|experts|the media|journalists|press reports|academics?|trade unions?|unions",
    ),
    (
        "employer",
        r"employers?|traffickers|(?:labor )?recruiters|recruitment agenc(?:y|ies)|brothel owners?|companies|factory owners|armed groups?|rebels?|militias?|smugglers|brokers|gangs?|criminals|exploiters|perpetrators|family members|parents|teachers|boko haram|isis|al-shabaab|terrorist groups?",
    ),
    (
        "government",
        r"governments?(?:'s|’s)?|authorities|police(?: officers?)?|officials?|law enforcement(?: officials| officers| agencies| authorities| personnel)?|prosecutors?(?:' offices?)?|prosecutor general|courts?|judges?|judiciary|magistrates?|ministr(?:y|ies)|minister|attorneys? general(?:'s office)?"
        r"|parliament|legislature|lawmakers|national assembly|congress|senate|president|prime minister|cabinet|embass(?:y|ies)|consulates?|diplomats|task force|committee|commission|council|working group|inspectors|inspectorate|department|directorate|bureau|agency|unit|office|immigration(?: officials| officers| service)?"
        r"|military|army|armed forces|security forces|border (?:guards?|police|patrol|officials)|coast guard|the state|municipal(?:ity|ities)|province|regime|administration|legislators|social workers?|coordinator|national rapporteur|taliban|judicial|peacekeepers|king|monarch|secretariat|institute|labor inspectors|gendarmerie|customs"
        r"|moi|moj|mfa|mol|moe|moh|msa|ministries",
    ),
)
_ACTOR = guarded("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS))
_PREPOSITION = guarded(
    r"\b(?:with|from|to|of|for|against|through|between|among|including|via|on|in|at|about|toward|towards|alongside|into|under|within|near|targeting|by|than|requiring|allow(?:ing|ed)|enabl(?:ing|ed)|as)\s+"
    r"(?:(?:the|a|an|its|their|other|local|several|some|various|many|both|all|multiple|two|three|one|international|foreign|relevant|law|and|or|ngos?|police|national|government|domestic|civil society|officials|\w+ed|\w+al),?\s+){0,4}$"
)
_BY = guarded(r"\s+(?:\w+\s+){0,4}?by\s+(?:the\s+|an?\s+|local\s+|some\s+|its\s+)*")
_OBJECT = guarded(
    r"\b(?:(?!(?:report|stat|not|sa|alleg|claim|assert|indicat|estimat|observ|express|suggest|believ|acknowledg)(?:ed|ing)\b)\w{3,}(?:ing|ed)|investigate|prosecute|convict|arrest|punish|detain"
    r"|identify|assist|fund|charge|sentence|help|pay|deter|no|any|given|sought)\s+"
    r"(?:(?:some|any|alleged|allegedly|suspected|accused|more|fewer|all|the|many|most|local|convicted|potential|several|\d+|one|two|three|four|five|six|seven|eight|nine)\s+){0,3}$"
)
_PASSIVE = guarded(r"\b(?:was|were|been|being|are|is|be|get|got)\s+(?:\w+\s+){0,2}$")
_RELATIVE = guarded(r",?\s+(?:that|which|who)\s+(?:\w+\s+){0,2}$")
_INFINITIVE = guarded(r"(?:,? and [\w ]{0,24})?\s+to\s+(?:\w+,?\s+(?:and|or)?\s*){0,6}$")
_RELIED = guarded(
    r"\brel(?:y|ies|ied|ying|iance)\b|\bdepend\w*\b|\bencourag\w+\b|\benabl\w+\b|\ballow\w*\b|\band $"
)
_DETERMINERS = guarded(
    r"(?:\s+that)?\s+(?:(?:the|some|many|most|several|local|an?|two|three|few|these|those|foreign|other)\s+){0,3}$"
)
_AND = guarded(r",?\s+and\s+(?:the\s+|local\s+|other\s+)?$")
_SAID = guarded(
    r",?\s+(?:(?:also|have|has|had|continued to|often|sometimes)\s+)?(?:report(?:ed|s)?|sa(?:id|y|ys)|stated?|not(?:ed|e)|alleg(?:ed|e)|claim(?:ed)?|assert(?:ed)?|indicat(?:ed|e)|acknowledg(?:ed|e)|estimat(?:ed|e)|express(?:ed)?|suggest(?:ed)?|believ(?:ed|e)|observ(?:ed|e))\b"
)
_FUNDED = guarded(
    r"(?:government|state|publicly)[- ](?:funded|run|operated|supported|sponsored|owned|led)"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor named in a sentence; `governed` tells that it stands in a prepositional phrase."""

    start: int
    end: int
    kind: str
    governed: bool


def actors_in(lower: str, foreign: tuple[tuple[int, int], ...] = ()) -> list[Actor]:
    """Return the actors named in a sentence, in order.

    Args:
        lower: the sentence, lower-cased.
        foreign: spans of names of other countries in it; "Italian police" is another government.
    """
    found: list[Actor] = []
    for match in _ACTOR.finditer(lower):
        kind = match.lastgroup or "government"
        start, end = match.span()
        if kind == "government" and any(
            0 <= start - b <= 1 or (a >= end and lower[end:a] in (" of ", " of the ", " in "))
            for a, b in foreign
        ):
            kind = "other_government"
        if kind == "ngo" and _FUNDED.search(lower, max(0, start - 24), start):
            kind = "government"
        if kind == "government" and (
            lower[max(0, start - 4) : start] == "non-"
            or lower[end : end + 7] in ("-funded", "-run sh")
        ):
            continue
        low = max(0, start - 70)
        governed = _PREPOSITION.search(lower, low, start) is not None or (
            kind != "government" and _OBJECT.search(lower, low, start) is not None
        )
        found.append(Actor(start, end, kind, governed))
    return found


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
    by = _BY.match(lower, end)
    if by:
        for actor in actors:
            if by.end() - 9 <= actor.start <= by.end() + 22:
                return actor.kind
    before = [a for a in actors if a.end <= at]
    for actor in reversed(before[-3:]):
        if _handed_on(lower, actor, at):
            return actor.kind
    subjects = [a for a in before if not a.governed]
    high = at
    for low in (begin, *(s for s in reversed(clauses) if s < begin)):
        if not subjects:
            return None
        inside = [a for a in subjects if low <= a.start < high]
        if low == begin and inside and _PASSIVE.search(lower, max(0, at - 24), at):
            inside = [a for a in inside if _SAID.match(lower, a.end)]
        if inside:
            return _subject(lower, inside).kind
        high = low
    return None


def _subject(lower: str, actors: list[Actor]) -> Actor:
    """The first actor of a clause, or the one whose act it reports: "the government reported NGOs ..."."""
    subject = actors[0]
    for actor in actors[1:]:
        said = _SAID.match(lower, subject.end)
        if (said and _DETERMINERS.match(lower, said.end(), actor.start)) or (
            actor.kind == "government" and _AND.match(lower, subject.end, actor.start)
        ):
            subject = actor
        else:
            break
    return subject


def _handed_on(lower: str, actor: Actor, at: int) -> bool:
    """Tell whether the predicate is what this actor does: "relied on NGOs to identify", "NGOs that identified"."""
    if _RELATIVE.match(lower, actor.end, at):
        return actor.governed
    return (
        _INFINITIVE.match(lower, actor.end, at) is not None
        and _RELIED.search(lower, max(0, actor.start - 60), actor.start) is not None
    )
