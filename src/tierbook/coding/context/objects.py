"""On whom an act falls: "arrested two victims" and "arrested a broker who held two victims" share all their words.

An act against somebody is told as a verb with its object, as a passive with its subject, or as a noun with *of*. These
functions say why the words near an act are not those of its object.

Takes: a sentence, lower-cased, and offsets. Gives: a reason, or None. Touches: nothing.
"""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["a_penalty", "done_to_others", "on_victims"]

_STEMS = r"(?:arrest|detain|deport|imprison|jail|penali[sz]|punish|fin|charg|prosecut|indict|convict|sentenc|incarcerat|expel)"
_NOUNS = (
    r"(?:arrests?|detentions?|deportations?|prosecutions?|imprisonment|punishments?|penali[sz]ation|incarceration"
    r"|convictions?|expulsions?|indictments?)"
)
_ACT = guarded(rf"\b(?:{_NOUNS}|{_STEMS}(?:l?ed|e?s|l?ing|e)?)\b")
# One act and those told in one breath with it, up to the object: "arrested, detained, and deported some".
_CHAIN = (
    rf"\b(?:{_NOUNS} of|{_STEMS}(?:l?ed|e?s|l?ing|e)?)"
    rf"(?:(?:,| and| or|, and|, or)(?: \w+ly| to)? (?:{_NOUNS} of|\w{{3,}}ed|\w{{3,}}ing|{_STEMS}e?))*"
)
_INSIDE = r"(?: (?!(?:for|in|with|from|to|by|at|on|who|whom|which|that|and|or|after|without|whose)\b)[\w’'“”$%-]+){0,5}?"
_OTHERS = (
    r"(?:traffickers?|suspects?|offenders?|perpetrators?|smugglers?|brokers?|recruiters?|pimps?|clients?|customers"
    r"|(?<!by )employers?|owners?|managers?|captains?|operators?|supervisors?|directors?|ringleaders?|members of|gangs?"
    r"|parents|mothers?|fathers?|relatives|guardians?|teachers?|couples?|defendants?|facilitators?|madams?|buyers"
    r"|officials?|officers?|policem[ae]n|soldiers?|diplomats?|judges?|companies|businesses|agenc(?:y|ies)|agents?|vessels?|boats?|ships|trawlers?|vehicles|trucks|cases|crimes|offenses)"
)
_ON_OTHERS = guarded(rf"{_CHAIN}{_INSIDE} {_OTHERS}\b")
_ON_VICTIMS = guarded(rf"{_CHAIN}{_INSIDE} (?:victims?\b(?!-)|survivors\b)")
_VICTIMS = guarded(r"\b(?:victims?|survivors?)\b")
# Between the act and the victims: those whom the crime was done to.
_OF_CRIME = guarded(
    r"\b(?:involving|against|counts?|forcing|coercing|exploiting|subjecting|recruiting|luring|enslaving|holding|transporting"
    r"|harboring|facilitating|trafficking of)\b"
)
_BREAK = guarded(r";|, (?:although|though|but|whereas|however)\b")
_BESIDES = guarded(r"\b(?:including|among them|among whom|of whom|also)\b")
_OUT_OF = guarded(
    r"\b(?:remov|rescu|releas|return|free|freed|freeing|escap|repatriat|evacuat|transfer)\w*\b[^;,]{0,50}? from (?:[\w-]+ ){0,3}$"
)
_SENTENCED_TO = guarded(r"\b(?:convict|sentenc)(?:ed|ing)\b[^;.]*$")
_PLACE = guarded(r" (?:cent(?:er|re)s?|camps?|facilit(?:y|ies))\b")
_FROM_ABROAD = guarded(
    r" from (?:(?:other|another|third|neighboring|foreign|destination|european|several) (?:[\w-]+ )?(?:countr(?:y|ies)|states?|nations)|abroad|europe)\b"
)
_SOUGHT = guarded(
    r"\b(?:identify|identifying|refer|referring|interview(?:ed|ing)?|screen(?:ed|ing)?|assist(?:ed|ing)?|visit(?:ed|ing)?|locat(?:ed|ing)|counsel(?:ed|ing)?)\b[^;,]{0,50}$"
)
_PASSIVE = guarded(
    r"\b(?:was|were|is|are|be|been|being|got|gets?)(?: \w+ly| also| later| then| subsequently| not)*"
    r"(?: \w{3,}ed,?(?: and| or)?)* $"
)
_ONE_OF_OTHERS = guarded(
    rf"(?<!their )(?<!by )(?<!by the )(?<!against )(?<!from )(?<!of )(?<!of the )\b(?:{_OTHERS}|convicted \w+)\b"
)
# Cases, not people, are tried: "led cases to be tried as lesser crimes ... or not be prosecuted".
_CASES_ARE = guarded(
    r"\b(?:cases|crimes|offenses|complaints) (?:to be|to not be|were|was|are|had been|have been|being|be)\b"
    r"(?![^;.]*\b(?:victims?|survivors?|women|girls|boys|children|workers|migrants) (?:to be|were|was|are|being|be)\b)[^;.]*$"
)
_MAY_BE_VICTIMS = guarded(
    r"\b(?:victims?|survivors?|wom[ae]n|girls?|boys?|child(?:ren)?|workers?|migrants?|persons?|people|individuals|foreigners|foreign nationals|refugees|asylum[- ]seekers|maids|minors)\b"
)
_FORBIDDEN = guarded(
    r"\b(?:prohibit|forbid|forbad|bar|ban|preclud|outlaw)\w* (?:\w+ )?(?:the |any |their |being )?(?:\w+(?:ing|tion),? (?:(?:and|or) )?){0,3}$"
)
_NEW_SUBJECT = guarded(
    r"(?:;|, and|, but|, while| while|, whereas|, although|, though) (?:the|it|police|authorities|officials|courts?|prosecutors)\b(?![^;]*\b(?:victims|survivors|them)\b)"
)
_PRESCRIBED = guarded(
    r"\b(?:prescrib\w*|punishable|maximum (?:penalt|punish|sentence|fine|term)\w*|minimum (?:penalt|punish|sentence|fine|term|of)\w*"
    r"|(?:penalt|punishment|sentence)\w* (?:of (?:up to |not less than |no less than |at least |between |from )?(?:\w+ (?:to|and) )?\w+ (?:months|years)|ranging|from \w+ (?:to|and))"
    r"|(?:increas|rais|strengthen|set|establish)\w* (?:the )?(?:penalt|punishment)\w*|is a crime|is an offense)\b"
)
_PENALTY_ENDS = guarded(
    r";|\. |\bhowever\b|, but\b|, and (?:the|it|police|authorities|officials|courts?) "
)
_PENALTY = guarded(
    r"(?:imprison(?:ment)?|fines?|fined|prison|jail(?:ed)?|punish(?:ed|ments?|able)?|penalt(?:y|ies)|incarcerat\w+)\b"
)


def a_penalty(lower: str, at: int, end: int) -> bool:
    """Tell whether the words `at`-`end` state the penalty of a law: "prescribed ten years' imprisonment for ..."."""
    if not _PENALTY.search(lower, at, end):
        return False
    for match in _PRESCRIBED.finditer(lower, 0, end):
        if _PENALTY_ENDS.search(lower, match.end(), max(at, match.end())) is None:
            return True
    return False


def on_victims(lower: str, at: int, end: int) -> bool:
    """Tell whether an act of justice at an offset falls on victims: "prosecution of some victims"."""
    return _ACT.match(lower, at, end) is not None and _ON_VICTIMS.match(lower, at) is not None


def done_to_others(lower: str, low: int, high: int, at: int, end: int) -> str | None:
    """Return why an act is not done to the victims named near it, or None.

    Args:
        lower: the sentence, lower-cased.
        low: start of the words that name act and victims.
        high: their end.
        at: start of the act, or of words that hold it first.
        end: end of the act, or of these words.
    """
    if a_penalty(lower, at, end):
        return "a penalty that the law sets, not an act"
    act = _ACT.match(lower, at)
    if act is None:
        return None
    if lower.startswith("self-", at - 5) and at >= 5:
        return "done by oneself"
    return (
        _said_of_law_or_place(lower, low, at, act.group(), act.end())
        or _by_object(lower, at, act.end(), max(high, end))
        or _by_subject(lower, low, at, act.group())
    )


def _said_of_law_or_place(lower: str, low: int, at: int, act: str, end: int) -> str | None:
    """Return why an act is only forbidden, or but names a place, or None."""
    if _FORBIDDEN.search(lower, max(0, at - 80), at):
        return "what a law forbids, not an act"
    held = _PLACE.match(lower, end) or lower.endswith(" in ", 0, at)
    if act == "detention" and held and _SOUGHT.search(lower, 0, low):
        return "the words tell where victims were looked for"
    if _FROM_ABROAD.match(lower, end):
        return "the act of another government"
    if low < at and _OUT_OF.search(lower, max(0, low - 40), at):
        return "the words tell from where victims were brought"
    return None


def _by_object(lower: str, at: int, end: int, high: int) -> str | None:
    """Return why the words behind an act show that victims are not its object, or None."""
    if _ON_VICTIMS.match(lower, at):
        return None
    if any(_ON_VICTIMS.match(lower, m.start()) for m in _ACT.finditer(lower, end, high)):
        return None  # "arrested the broker and detained two victims"
    if _ON_OTHERS.match(lower, at):
        return "done to others than victims"
    victims = _VICTIMS.search(lower, end, high)
    if victims and _BREAK.search(lower, end, victims.start()):
        return "another clause, of another act"
    if (
        victims
        and _OF_CRIME.search(lower, end, victims.start())
        and not _BESIDES.search(lower, end, victims.start())
        and not _VICTIMS.search(lower, 0, at)
    ):
        return "done to those who wronged the victims"
    return None


def _by_subject(lower: str, low: int, at: int, act: str) -> str | None:
    """Return why the words before an act show that victims are not its subject, or None."""
    if _ON_VICTIMS.match(lower, at):
        return None
    nobody = not _MAY_BE_VICTIMS.search(lower, 0, at)
    if nobody and _SENTENCED_TO.search(lower, max(0, at - 120), at):
        return "part of a sentence"
    if act.startswith("prosecut") and _CASES_ARE.search(lower, 0, at):
        return "done to others than victims"
    if _PASSIVE.search(lower, max(0, at - 60), at):
        others = nobody and _ONE_OF_OTHERS.search(lower, 0, at)
        return "done to others than victims" if others else None
    if low < at and act.endswith("ed") and _NEW_SUBJECT.search(lower, low, at):
        return "another clause, of another act"
    return None
