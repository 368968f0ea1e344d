"""How: how well, how widely, at home or abroad. Each only where words say so."""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["extent_words", "level_words", "place_words", "quality_words"]

_WEAK = guarded(
    r"\brarely\b|\bseldom\b|\binfrequent(?:ly)?\b|\blimited\b|\bminimal(?:ly)?\b|\binadequate(?:ly)?\b|\binsufficient(?:ly)?\b|\bweak(?:ly|ness)?\b"
    r"|\btoo few\b|\bfew\b(?! (?:years|months|days))|\bfewer\b|\bonly (?:one|two|three|a few|some|limited|sporadic)\b|\binconsistent(?:ly)?\b|\bad hoc\b"
    r"|\buneven(?:ly)?\b|\bsporadic(?:ally)?\b|\bpoor(?:ly)?\b|\bmodest(?:ly)?\b|\bnegligible\b|\bunder-?funded\b|\bunderstaffed\b|\bscarce\b|\bsome efforts?\b"
    r"|\blight\b|\blenient\b|\bineffective(?:ly)?\b|\bslow(?:ly)?\b|\bunderutili[sz]ed\b|\bhampered\b|\bhindered\b|\bnot (?:aggressively|vigorously|adequately|consistently|effectively|fully|sufficiently|systematically|proactively)\b"
)
_STRONG = guarded(
    r"\bvigorous(?:ly)?\b|\brobust(?:ly)?\b|\bcomprehensive(?:ly)?\b|\bstrong(?:ly)?\b|\bextensive(?:ly)?\b|\bsignificant(?:ly)? increased?\b"
    r"|\bsubstantial(?:ly)?\b|\bexemplary\b"
)
_ABROAD = guarded(
    r"\babroad\b|\boverseas\b(?! (?:labor |private |migrant |domestic )?(?:recruit\w*|employment|employers?|workers?|jobs?|placement|labor)\b)|\bin (?:source|destination|other|foreign|neighboring|origin|receiving|the source|countries) (?:countries\b|from\b|of (?:origin|destination))|\binternational funding\b|\bits (?:embass(?:y|ies)|consulates?)\b|\bforeign assistance\b"
    r"|\bforeign aid\b|\b(?:diplomatic )?missions (?:in|abroad)\b|\bin countries (?:from which|of origin)"
)
_MISSION = guarded(
    r"(?<!foreign )(?<!-country )(?<!other )(?<!several )\b(?:embass(?:y|ies)|consulates?|consular (?:officers|officials|staff)|liaison officers? in)\b"
)
_AT_HOME = guarded(r"\bat home\b|\bdomestically\b|\bwithin the country\b|\bin-country\b")
_IN = guarded(
    r"\b(?:in|within|across|throughout) (?:the |southern |northern |eastern |western |neighboring |\w+ and )?$"
)
_OF_VICTIMS = guarded(
    r"[;:]|\b(?:who|that|whom|exploited|subjected|trafficked|identified|returning|victims|convicted|with|from|influx|fled|fleeing|residing|born|war|conflict)\b"
)
_NEAR = 60  # characters between a mission, or a country, and the act
_IN_PRACTICE = guarded(r"\bin practice\b")
_ON_PAPER = guarded(
    r"\bby law\b|\bon paper\b|\bin theory\b|\b(?:is|are|was|were) (?:legally )?entitled to\b|\b(?:the|its|this|that|\d{4}|anti-trafficking|labor|criminal) (?:law|act|code|legislation) (?:also )?(?:provide[sd]?|allow(?:s|ed)?|entitle[sd]?|require[sd]?|guarantee[sd]?|authori[sz]e[sd]?|mandate[sd]?|permit(?:s|ted)?|stipulate[sd]?)\b"
)
_OPENING = 24  # characters of an opening such as "In isolated cases,"
_EXTENT = (
    (
        "policy",
        guarded(
            r"\bgovernment(?:al)? policy|\bstate[- ]sponsored|\bpolicy or pattern|\bstate policy|\bgovernment-organi[sz]ed"
        ),
    ),
    (
        "isolated",
        guarded(
            r"\bisolated\b|\b(?:in )?one (?:case|instance)\b|\ba single\b|\bonly one\b|\bindividual cases\b"
        ),
    ),
    (
        "widespread",
        guarded(
            r"\bwidespread\b|\bsystematic(?:ally)?\b|\bsystemic\b|\bpervasive\b|\bendemic\b|\broutine(?:ly)?\b|\brampant\b|\bcommon(?:ly|place)?\b|\bregularly\b|\bfrequent(?:ly)?\b|\bmost (?:of the )?(?:victims|officials|police|cases|officers)\b"
        ),
    ),
    (
        "some",
        guarded(
            r"\bsome\b|\bat times\b|\bsometimes\b|\boccasional(?:ly)?\b|\bon occasion\b|\b(?:in )?some cases\b|\ba number of\b|\bseveral\b|\bcertain (?:officials|officers)\b"
        ),
    ),
)


def quality_words(lower: str, begin: int, end: int) -> str | None:
    """Return `weak` or `strong` where a clause says so, else None."""
    if _WEAK.search(lower, begin, end):
        return "weak"
    return "strong" if _STRONG.search(lower, begin, end) else None


def place_words(
    lower: str, begin: int, end: int, at: int, foreign: tuple[tuple[int, int], ...]
) -> str | None:
    """Return `abroad` or `home` where a clause `begin`-`end`, or the opening of the sentence, says so, else None.

    Another country after the act, "trained judges in Kosovo", tells of abroad, unless it tells where victims had been.
    """
    if _ABROAD.search(lower, begin, end):
        return "abroad"
    if _AT_HOME.search(lower, begin, end) or _AT_HOME.search(lower, 0, 60):
        return "home"
    mission = _MISSION.search(lower, max(begin, at - _NEAR), at)
    if mission and not any(0 <= mission.start() - b <= 2 for _, b in foreign):
        return "abroad"
    for a, b in foreign:
        if (
            at < a < at + 2 * _NEAR
            and b <= end
            and _IN.search(lower, max(at, a - 24), a)
            and not _OF_VICTIMS.search(lower, at + 1, a)
        ):
            return "abroad"
    return None


def extent_words(lower: str, begin: int, end: int) -> str | None:
    """Return policy, widespread, some or isolated where a clause, or the opening before it, says how widely, else None."""
    if begin <= _OPENING:
        begin = 0
    return next((name for name, p in _EXTENT if p.search(lower, begin, end)), None)


def level_words(lower: str, begin: int, end: int) -> str | None:
    """Return `practice` or `law` where a clause sets what is done against what is on paper, else None."""
    if _IN_PRACTICE.search(lower, begin, end):
        return "practice"
    return "law" if _ON_PAPER.search(lower, begin, end) else None
