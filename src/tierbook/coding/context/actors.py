"""The actors that a sentence names: this government, other governments, organisations, employers.

A name is governed where it stands in a prepositional phrase or as an object, so that it cannot be a subject.
"""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.patterns import guarded

__all__ = ["Actor", "actors_in", "linked"]

_FOREIGN = r"(?:foreign|source-country|other|another|neighboring|destination|source|receiving|u\.s\.|us|united states|european|american|partner|host|donor|labor-sending|sending|origin) "
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "other_government",
        r"(?:embass(?:y|ies)|consulates?|missions|governments?|authorities|police|officials) of (?:the |an? |several |some |their )?(?:labor-)?(?:source|sending|origin|other|foreign|neighboring|destination|receiving|home|donor) (?:country|countries|states?|governments?)"
        r"|"
        + _FOREIGN
        + r"(?:country(?:['’]s)? |countries['’]? )?(?:governments?|authorities|law enforcement|police|officials|embass(?:y|ies)|consulates?|counterparts?|courts?|donors?|missions?|states?)"
        r"|united states|(?:a |another |one )?(?:foreign|donor|third|neighboring) countr(?:y|ies)|other countries|another country|foreign donors?|the u\.s\. (?:government|embassy)|donor (?:governments?|countries)",
    ),
    (
        "international",
        r"(?:international|intergovernmental|multilateral) (?:and (?:local|non-governmental|domestic) )?(?:organi[sz]ations?|partners?|community|donors?|agencies|bodies|ngos?)|(?:an|one|several|some) ios?|ios\b|iom|unicef|unodc|unhcr|ilo|undp|un women|osce|interpol|europol|oas|ecowas|iom's"
        r"|(?:the )?un (?:[\w-]+ ){0,3}(?:rapporteur|agenc(?:y|ies)|missions?|panel|groups?|experts?|committee|envoy|peacekeep\w+|officials?|forces?|mandate\w*)|the un|united nations|european union|council of europe|greta|world bank|minusca|monusco|unamid|unmiss|monuc"
        r"|international labou?r organi[sz]ation|international organi[sz]ation for migration|international committee of the red cross|icrc|donors?|missionar(?:y|ies)",
    ),
    (
        "ngo",
        r"(?:(?:local|domestic|several|some|many|two|three|one|an?) )?ngos?|ngo-(?:run|operated|led)|non-?governmental (?:organi[sz]ations?|groups?)|civil society(?: organi[sz]ations?| groups?| members| actors)?|csos?|charit(?:y|ies)|(?:religious|church|community|faith-based|women['’]?s|human rights|legal aid|advocacy|aid|catholic) (?:groups?|orders?|organi[sz]ations?|leagues?|associations?|foundations?|activists|advocates|defenders|monitors)"
        r"|church(?:es)?|faith-based organi[sz]ations?|private (?:organi[sz]ations?|shelters|foundations?)|foundations?|advocates|activists|observers|experts|researchers?|scholars|(?:local |foreign )?media|journalists|newspapers?|press reports|academics?|trade unions?|unions|nuns|priests|caritas|save the children|world vision|la strada|casa alianza|red cross|red crescent",
    ),
    (
        "employer",
        r"employers?|sponsors|traffickers|(?:labor )?recruiters|recruitment (?:agenc(?:y|ies)|firms?|companies)|(?:labor|travel|employment|recruitment|recruiting|manpower|placement|unlicensed|unscrupulous|private) agen(?:ts?|c(?:y|ies))|brothel owners?|(?:[\w-]+ )?companies|factory owners|armed groups?|rebels?(?: movements?| groups?| forces| soldiers)?|militias?|insurgents|smugglers|brokers|gangs?|criminals|exploiters|perpetrators|pimps|landlords|family members|foster families|parents|relatives|teachers|boko haram|isis|al-shabaab|terrorist groups?|separatist\w*(?: fighters| groups| forces)?",
    ),
    (
        "government",
        r"governments?(?:'s|’s)?|(?:state|government)[- ](?:media|television|radio|newspapers?)|(?:state|government)-(?:run|owned|controlled) (?:media|television|radio|newspapers?)|(?:[\w-]+ )?commissioner|ombuds\w+|public defender(?:[’']s office)?|(?:police|judicial|national) academy|authorities|police(?: officers?|m[ae]n)?|(?<!child )(?<!rebel )soldiers?|troops|officers|generals?(?= who|\b(?= \w+ed))|colonels?|(?:security|prison|border|customs|detention|camp|civil|national|coast|presidential|republican|maritime) guards?|guards|garda|carabiner\w+|officials?|(?:federal|immigration|border|customs|police|intelligence|state|security|law enforcement) agents|law enforcement(?: officials| officers| agencies| authorities| personnel)?|prosecutors?(?:['’]s?)?(?: offices?)?|prosecutor general(?:['’]s office)?|courts?|judges?|judiciary|magistrates?|ministr(?:y|ies)|minister|attorneys? general(?:['’]s office)?"
        r"|parliament(?:arians)?|legislature|lawmakers|national assembly|congress|senate|senators|president|prime minister|cabinet|embass(?:y|ies)|consulates?|consular (?:officers|officials|staff)|diplomats|diplomatic missions?|missions (?=abroad|overseas|in |worked|gave|paid|help|assist|provid)|task ?forces?|committees?|commissions?|councils?|working group|inspectors?|inspectorates?|departments?|directorates?|bureaus?|agency|(?:police|state|anti-trafficking|investigative|specialized|protection|support|joint|mobile|the) unit|units|office|brigades?|immigration(?: officials| officers| service| directorate| inspectors)?"
        r"|military|army|navy|armed forces|security (?:forces|services?)|border (?:guards?|police|patrol|officials|troops)|coast guard|the states?|the kingdom|the regime|state governments?|states|municipal(?:ity|ities)|provinces?|cantons?|regime|administration|legislators|governors?|mayors?|social workers?|(?:national )?coordinator|national rapporteur|taliban|judicial (?:organs|authorities|officials|police)|peacekeepers|king|monarch|secretariat|institute|labor inspectors|gendarmerie|gendarmes|customs"
        r"|(?:state|government|publicly)[- ](?:run|owned|operated|funded|financed) (?:[\w-]+ ){0,3}?(?:shelters?|cent(?:er|re)s?|homes?|system|hospitals?|clinics?|programs?|institutions?|facilit(?:y|ies)|hotline)"
        r"|moi|moj|mfa|mol|moe|moh|msa|ministries|law enforcement|judicial",
    ),
)
_ACTOR = guarded("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS))
_FILLER = r"(?:the|a|an|its|their|other|local|several|some|various|many|both|all|multiple|two|three|four|one|international|foreign|relevant|law|and|or|ngos?|police|national|government|domestic|civil society|officials|provincial|federal|regional|state|\w+ed|\w+al)"
_WITH = r"\b(?:with|from|to|of|for|against|through|between|among|including|via|on|in|at|about|toward|towards|alongside|into|under|within|near|targeting|by|than|requiring|allow(?:ing|ed)|enabl(?:ing|ed)|as|that of|unlike|like|over)\s+"
_PREPOSITION = guarded(_WITH + r"(?:" + _FILLER + r"\s+){0,4}$")
_PREPOSITION_LIST = guarded(_WITH + r"(?:" + _FILLER + r",?\s+){1,6}$")
_IN_LIST = guarded(r",?\s+(?:and|or)\b|,\s+(?:[\w-]+\s+){1,3}(?:and|or)\b")
# A body that belongs to another is named by the whole: "teams of the ministry".
_HEAD = guarded(
    r"\b(?:teams?|units?|officers?|inspectors?|branch(?:es)?|offices?|staff|members|agents|departments?|sections?|bureaus?|divisions?|employees|elements|chambers?|houses?) (?:of|in|from|within|at) (?:the |its |all )?(?:\w+ ){0,2}$"
)
_OBJECT = guarded(
    r"(?<=[\w’'\d,] )(?:(?!(?:report|stat|not|sa|alleg|claim|assert|indicat|estimat|observ|express|suggest|believ|acknowledg)(?:ed|ing)\b)\w{3,}(?:ing|ed)|investigate|prosecute|convict|arrest|punish|detain"
    r"|identify|assist|fund|charge|sentence|help|pay|deter|no|any|given|gave|give|sought|left)\s+"
    r"(?:(?:some|any|alleged|allegedly|suspected|accused|more|fewer|all|the|many|most|local|convicted|potential|several|\d+|one|two|three|four|five|six|seven|eight|nine)\s+){0,3}$"
)
_FUNDED = guarded(
    r"(?:government|state)-(?:funded|run|operated|supported|sponsored|owned|led)|publicly (?:funded|run)|(?:^|[,;] |and )(?:government|state) (?:funded|run|operated)"
)
# A phrase that opens a sentence and names helpers: "with support from donors and an NGO, the ministry ran".
_OPENING = guarded(
    r"(?:together with|along with|through|via|thanks to|with (?:the )?(?:\w+ ){0,2}?(?:support|assistance|help|funding|funds|cooperation|backing|aid|financing|participation|guidance)(?: and \w+)? (?:of|from|by)"
    r"|in (?:\w+ )?(?:partnership|cooperation|collaboration|coordination|conjunction|consultation) with|under an? (?:agreement|memorandum)[\w ]{0,30} with)\b[^;.]{1,160}?,\s+(?=(?:the|authorities|officials|police|prosecutors|courts|parliament|it|they|its|local authorities|several ministries)\b)"
)
# Words that may stand between a country's adjective and the body: "Australian Federal Police".
_OF_COUNTRY = guarded(
    r"(?:['’]s?)? (?:(?:and|the|interim|federal|national|local|immigration|border|anti-trafficking|law|enforcement|judicial|provincial|state|military|coast|consular|labor|regional|municipal|public|central|high|supreme|criminal|district|appeals|foreign|ministry of)\s){0,3}$"
)
_LOCATED = (" of ", " of the ", " in ", " in the ")
_AMONG = guarded(
    r"(?: and consulates)?[,—– ]+(?:including|such as|like) (?:those|that|the ones?) of (?:the )?$"
)
_DIPLOMATIC = ("embass", "consul", "diplomat", "mission")
_LINK = guarded(
    r"(?: (?:of|for) (?:[\w’'-]+,? ){1,6}?(?=and|or|as))?,?\s*\b(?:and|or|as well as|together with|along with|in partnership with|in cooperation with)\s+(?:(?:the|an?|its|their|two|three|several|some|local|other|\w+al|\w+ed)\s+){0,3}(?:[\w’'-]+\s+)?$"
)


class Actor(NamedTuple):
    """An actor named in a sentence; `governed` tells that it stands in a prepositional phrase or as an object."""

    start: int
    end: int
    kind: str
    governed: bool


def actors_in(
    lower: str,
    foreign: tuple[tuple[int, int], ...] = (),
    home: tuple[tuple[int, int], ...] = (),
) -> list[Actor]:
    """Return the actors named in a sentence, in order.

    Args:
        lower: the sentence, lower-cased.
        foreign: spans of names of other countries in it; "Italian police" is another government.
        home: spans of names of this country; "Norway continued" is an act of its government.
    """
    found: list[Actor] = []
    opening = _OPENING.match(lower)
    opened = opening.end() if opening else 0
    for match in _ACTOR.finditer(lower):
        kind = match.lastgroup or "government"
        start, end = match.span()
        if kind == "other_government" and any(a < end and start < b for a, b in home):
            kind = "government"
        if kind == "government" and _of_another(lower, start, end, foreign, home):
            kind = "other_government"
        if kind == "ngo" and _FUNDED.search(lower, max(0, start - 24), start):
            kind = "government"
        if kind == "government" and (
            lower[max(0, start - 4) : start] == "non-"
            or lower[end : end + 7] in ("-funded", "-run sh")
        ):
            continue
        governed = end <= opened or _governed(lower, start, end, kind)
        found.append(Actor(start, end, kind, governed))
    for spans, kind in ((home, "government"), (foreign, "other_government")):
        found.extend(
            Actor(a, b, kind, governed=False)
            for a, b in spans
            if _is_subject(lower, a, b) and not any(x.start < b and a < x.end for x in found)
        )
    return sorted(found, key=lambda a: a.start)


def linked(lower: str, first: Actor, second: Actor) -> bool:
    """Tell whether two actors act together: "the police and two NGOs"."""
    return _LINK.match(lower, first.end, second.start) is not None


def _of_another(
    lower: str,
    start: int,
    end: int,
    foreign: tuple[tuple[int, int], ...],
    home: tuple[tuple[int, int], ...],
) -> bool:
    """Tell whether a body belongs to another country: "Italian police", "the government of Spain", "a court in Laos"."""
    located = not lower[start:end].startswith(_DIPLOMATIC)
    if not located and any(
        a >= end and (lower[end:a] in (" in ", " in the ") or _AMONG.match(lower, end, a))
        for a, _ in home
    ):
        return True  # "several embassies in Oman", in Oman's own narrative
    for a, b in foreign:
        if b <= start and _OF_COUNTRY.match(lower, b, start):
            # "Hungarian and Swiss police" act together
            return not any(lower[x:a] in (" and ", " and the ") for _, x in home)
        if not located and _AMONG.match(lower, end, a):
            return True
        if a >= end and lower[end:a] in (_LOCATED if located else _LOCATED[:2]):
            return True
    return False


def _governed(lower: str, start: int, end: int, kind: str) -> bool:
    low = max(0, start - 70)
    if _HEAD.search(lower, low, start):
        return False
    if _PREPOSITION.search(lower, low, start):
        return True
    if _PREPOSITION_LIST.search(lower, low, start) and _IN_LIST.match(lower, end):
        return True
    return kind != "government" and _OBJECT.search(lower, low, start) is not None


_CLAUSE_OPENS = guarded(
    r"(?:^|[;:] |, |\bthat |\bwhile |\balthough |\bbut |\band |\bbecause |\bfor which )(?:the )?$"
)
_VERB_FOLLOWS = guarded(
    r"(?:,? and (?:the )?[\w’'-]+(?: [\w’'-]+)?)? (?:(?:also|then|still|now|\w+ly|has|have|had|did|does|not|never|first) ){0,3}(?:[a-z]{3,}(?:ed|es|ues|ins|nds|rts|lls|ks|ets|ves|nts|cts|ies)\b|held|made|took|ran|gave|led|built|kept|sent|paid|set|put|lacks|needs|has|had|is|was|did|does|could|will|would|may|should|must|ought)"
)


def _is_subject(lower: str, start: int, end: int) -> bool:
    """Tell whether a country's bare name is a subject: it opens a clause and a verb follows."""
    return (
        _CLAUSE_OPENS.search(lower, max(0, start - 14), start) is not None
        and _VERB_FOLLOWS.match(lower, end) is not None
    )
