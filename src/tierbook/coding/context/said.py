"""Whose word it is: the Department's own, unless the sentence hands it to another.

An attribution reaches from its speaker over its own clause; where that holds nothing but a time ("that, in 2017,") over
the next one too. One that stands behind ("..., according to an NGO") reaches back over its clause.
"""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.patterns import guarded

__all__ = ["Saying", "sayings"]

_VERB = r"(?:reported|report(?! of)|reports(?= that)|sa(?:id|y|ys)|stat(?:ed|es)|not(?:ed|es)|alleg(?:ed|es?)|claim(?:ed|s)?|assert(?:ed|s)?|indicat(?:ed|es?)|acknowledg(?:ed|es?)|estimat(?:ed|es?)|express(?:ed)?|argu(?:ed|es?)|criticiz(?:ed|es?)|complain(?:ed|s)?|suggest(?:ed|s)?|believ(?:ed|es?)|observ(?:ed|es?)|maintain(?:ed|s)?(?= that)|contend(?:ed|s)?|document(?:ed|s)?|found(?= that| some| many)|told|wrote|warned(?= that)|describ(?:ed|es?)|expressed concern\w*|raised concerns?|voiced concerns?)"
_GAP = r"(?: (?:officials|sources|representatives|contacts|staff|workers|leaders|groups|members|lawyers|experts|agencies|monitors))?(?:,? (?:in|of|from|for|with|at|and|on|within|across|working|near) (?:(?!(?:did|was|were|had|not|no|despite|reports?)\b)[\w’'-]++ ?){1,5}?)? (?:(?:also|have|has|had|continued to|often|sometimes|again|\w+ly) ){0,2}"
_NGO = r"(?:ngos?|civil society(?: organi[sz]ations?| groups?)?|observers|experts|advocates|activists|(?:human |worker |migrant )?rights (?:groups|monitors|organi[sz]ations|activists)|researchers?|scholars|lawyers|trade unions|monitors|local groups|shelter (?:staff|operators|workers)|one expert|churches|an attorney)"
_INTERNATIONAL = r"(?:international (?:organi[sz]ations?|observers|experts|monitors|bodies)|iom|unicef|ilo|unodc|unhcr|osce|greta|the un|un [\w-]+(?: \w+)?|united nations|the council of europe|an? (?:io|intergovernmental organi[sz]ation)|foreign (?:diplomats|governments?|embass(?:y|ies)))"
_MEDIA = r"(?:(?:the |local |foreign |independent |international )?(?:media|press)(?: reports?| outlets| sources)?|newspapers?|journalists?)"
_VICTIMS = r"(?:(?:some |many |former )?(?:victims|survivors)|(?:women|workers|migrants|men|girls|children) who [\w ]{3,30}?|(?:migrant |domestic )?workers)"
_GOVERNMENT = r"(?:governments?|authorities|officials|police|ministr(?:y|ies)|prosecutors|regime|law enforcement|spokes\w+|minister|commission|coordinator|agency|council|administration|department|the (?:moi|moj|mfa|mol|moe|moh|msa|mod))"
_SPEAKERS = (
    ("ngo", _NGO),
    ("international", _INTERNATIONAL),
    ("media", _MEDIA),
    ("victims", _VICTIMS),
    ("government", _GOVERNMENT),
)
# A report that denies, or that goes to somebody, hands nothing over.
_NOT_SAID = r"(?! (?:to (?:the |an? )?(?:police|authorities|ngos?|embass|iom|hotline|law)|cases? (?:of|to)\b|abuses? to|back to|for work|by |good |strong |their ))"
_BEFORE = guarded(
    "|".join(rf"(?P<{name}>\b{words}\b{_GAP}{_VERB}\b{_NOT_SAID})" for name, words in _SPEAKERS)
)
_ACCORDING = guarded(
    r"\b(?:according to|by the (?:account|reckoning) of|in the (?:view|opinion) of|as reported by) (?:(?:an?|the|some|several|local|many|one|two|most|credible|domestic|foreign|\w+an|\w+ese) ){0,3}(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in _SPEAKERS)
    + r")\b"
)
_UNNAMED = guarded(
    r"(?<!no )\b(?:(?:defectors|escapees|former (?:residents|prisoners|detainees|inmates)) (?:have |has |also |\w+ly )?(?:reported|reports?|said|stated|testified|described|alleged)|reportedly|according to (?:some |several |various |\w+ )?(?:reports|sources|estimates)|allegations (?:of|that)|anecdotal (?:evidence|reports|information)|unconfirmed reports?|(?:some |credible |numerous |several |multiple |isolated |media |recent )?reports (?:also |have )?(?:indicat\w+|suggest\w*|that|of|continued|alleg\w+|persist\w*)|(?:is|are|was|were) (?:said|reported|rumored|alleged) to|it (?:is|was|has been) (?:reported|alleged|said) that|there (?:are|were|was|have been|continued to be|is) (?!no )(?:\w+ ){0,2}?(?:reports?|allegations))\b"
)
# Words that hand nothing over: "despite allegations", "investigated reports".
_NO = guarded(
    r"\b(?:no|not|nor|without|any|few|never|received no|despite|following|after|amid|in response to|based on|because of|due to|regardless of|investigat\w+|receiv\w+|respond\w* to|review\w*|produc\w+|publish\w*|issu\w+)(?: \w+){0,3} $"
)
_CLAIM = guarded(r"\b(?:alleg|claim|assert|unconfirmed|contend|accus|rumor)")
_ONLY_TIME = guarded(
    r",?(?:\s*that)?,?\s*(?:(?:in|during|since|as of|by|over|of|among|at|on|under|from|between|throughout|within|despite|for)\b[^,;]*)?,?\s*$"
)

# A clause that tells what came of the one before is said by the same: "..., resulting in the deportation of victims".
_CAME_OF_IT = guarded(
    r",? (?:resulting in|leading to|leaving|causing|which (?:resulted in|led to))\b"
)


class Saying(NamedTuple):
    """An attribution: its words `start`-`end`, the speaker, the certainty, and how far it reaches (`low`-`high`)."""

    start: int
    end: int
    speaker: str
    certainty: str
    low: int
    high: int


def sayings(lower: str, clauses: list[tuple[int, int]]) -> list[Saying]:
    """Return the attributions of a sentence, those of a named speaker first.

    Args:
        lower: the sentence, lower-cased.
        clauses: (end of the clause before, start) of each clause, as `clause_starts` gives them.
    """
    found: list[Saying] = []
    for pattern in (_BEFORE, _ACCORDING, _UNNAMED):
        for match in pattern.finditer(lower):
            start, end = match.span()
            speaker = match.lastgroup or "unnamed"
            if speaker == "unnamed" and _NO.search(lower, max(0, start - 40), start):
                continue
            if any(s.start < end and start < s.end for s in found):
                continue
            certainty = "alleged" if _CLAIM.search(lower, start, end) else "reported"
            low, high = _reach(lower, clauses, start, end)
            if pattern is _BEFORE:
                low = start
            found.append(Saying(start, end, speaker, certainty, low, high))
    return found


def _reach(lower: str, clauses: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the clause of an attribution; the next one too where nothing but a time stands between."""
    low = max((s for _, s in clauses if s <= start), default=0)
    later = [(a, b) for a, b in clauses if b > end]
    if later and later[0][0] <= end:
        later = later[1:]
    if later and _ONLY_TIME.match(lower, end, later[0][0]):
        later = later[1:]
    while later and _CAME_OF_IT.match(lower, later[0][0]):
        later = later[1:]
    return low, later[0][0] if later else len(lower)
