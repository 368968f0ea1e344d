"""Which acts, and on whom: what a clause says was done to victims or for them, and to which of them."""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["acts_told", "understanding_of", "whom_told"]

# Acts against victims, and acts for them; each by the forms in which the Report tells of it.
_AGAINST = (
    ("arrested", guarded(r"\barrest(?:ed|ing|s)?\b")),
    (
        "detained",
        guarded(r"\bdetain(?:ed|ing|s)?\b|\bdetention\b|\bheld (?:in|at)\b|\bconfin(?:ed|ing)\b"),
    ),
    (
        "charged",
        guarded(
            r"\bcharg(?:ed|ing)\b(?! (?:fees|with (?:the )?(?:identif|care|coordin)))|\bprosecut(?:ed|ing|ion)\b"
        ),
    ),
    ("fined", guarded(r"\bfin(?:ed|ing|es)\b")),
    ("convicted", guarded(r"\bconvict(?:ed|ing)\b|\bsentenc(?:ed|ing)\b")),
    (
        "imprisoned",
        guarded(
            r"\bimprison(?:ed|ing|ment)?\b|\bjail(?:ed|ing|s)?\b|\bincarcerat\w+\b|\bin prisons?\b"
        ),
    ),
    (
        "deported",
        guarded(
            r"\bdeport(?:ed|ing|s|ation|ations)?\b|\bexpel(?:led|ling|s)?\b|\bexpulsions?\b|\bremoved from the country\b|\bforcibly (?:returned|repatriated)\b|\bforced repatriation\b"
        ),
    ),
    (
        "beaten",
        guarded(
            r"\bbeat(?:en|ing|s)?\b|\bcaned\b|\bassault(?:ed|ing)\b|\btortured?\b|\braped?\b|\bphysically abused?\b|\bflogg\w+\b|\blashe[sd]\b"
        ),
    ),
    (
        "killed",
        guarded(r"\bkill(?:ed|ing)\b|\bexecut(?:ed|ing)\b|\bstoned\b|\bhono[u]?r killings?\b"),
    ),
    (
        "turned_away",
        guarded(
            r"\bturn(?:ed|ing) (?:\w+ ){0,2}?(?:away|back)\b|\bpush(?:ed|ing)? back\b|\bdenied entry\b|\breturn(?:ed|ing) (?:\w+ ){0,4}to (?:their|the) (?:employers?|traffickers?|agenc\w+|owners?|masters?|abusers?)\b"
        ),
    ),
)
_FOR = (
    (
        "identified",
        guarded(r"\bidentif(?:ied|y|ying|ies|ication)\b|\brecogni[sz]ed\b|\bcertified\b"),
    ),
    ("referred", guarded(r"\brefer(?:red|ring|s|rals?)?\b")),
    (
        "sheltered",
        guarded(
            r"\bshelter(?:ed|ing)\b|\b(?:provid\w+|gave|giv\w+|offer\w*|operat\w*|ran|runs?|fund\w*|open\w*|in|at|establish\w*|maintain\w*) (?:[\w-]+,? ){0,4}?shelters?\b|\bhous(?:ed|ing)\b|\baccommodat\w+\b|\bsafe ?houses?\b"
        ),
    ),
    (
        "assisted",
        guarded(
            r"\bassist(?:ed|ing|s|ance)?\b|\bservices?\b|\bcare\b|\baid(?:ed|ing)?\b|\bcounsel\w*\b|\bsupport(?:ed|ing|s)?\b|\bhelp(?:ed|ing|s)?\b"
        ),
    ),
    (
        "compensated",
        guarded(
            r"\bcompensated\b|\b(?:award|receiv|order|grant|obtain|secur|collect)\w* (?:[\w$,.’'-]+ ){0,8}?(?:compensation|restitution|damages|back ?wages|back pay)\b|\b(?:paid|pay|won) (?:[\w$,.’'-]+ ){0,8}?(?:compensation|restitution|damages|back ?wages|back pay)\b"
            r"|\b(?:compensation|restitution|damages|back ?wages|back pay)\b[^,;]{0,40}\b(?:awarded|paid|granted|ordered|received)\b"
        ),
    ),
    (
        "repatriated",
        guarded(
            r"\brepatriat\w+\b|\breturn(?:ed|ing)? (?:\w+ ){0,4}(?:home|to (?:their|his|her) (?:home )?countr\w+)\b"
        ),
    ),
)
# What is done to traffickers is no act on victims.
_TO_OTHERS = guarded(
    r"\w+,? (?:and \w+ |of )?(?:(?:the|an?|its|their|alleged|suspected|accused|convicted|several|some|\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+ese|\w+ian) ){0,3}(?:traffickers?|suspects?|offenders?|perpetrators?|smugglers?|brokers?|employers?|recruiters?|defendants?|officials?|officers?|pimps?|buyers?|cases?)\b"
)
_WHOM = (
    (
        "foreigners",
        guarded(
            r"\b(?:foreign(?!-)|non-?nationals?|non-?citizens?|foreigners|undocumented|irregular migrants?|illegal (?:im)?migrants?)\b(?! (?:minist|affairs|govern|embass|donor|assist|aid|fund|countr|organi[sz]|law|police|polic|trained|partners|service))"
        ),
    ),
    (
        "nationals",
        guarded(
            r"\b(?:its|their|own|our) (?:\w+ )?(?:nationals|citizens)\b|\breturne(?:es|d migrants)\b|\b(?:domestic|internal) victims\b|\bcitizen victims\b"
        ),
    ),
    ("men", guarded(r"\bmen\b|\bmales?\b|\bfishermen\b")),
    ("women", guarded(r"\bwomen\b|\bfemales?\b|\bgirls and women\b")),
    (
        "children",
        guarded(
            r"\bchild(?:ren)?\b(?! (?:protection|welfare|labor|affairs|care|services|support)\b)|\bminors?\b|\bboys?\b|\bgirls?\b|\bjuveniles?\b|\byouths?\b"
        ),
    ),
    (
        "migrant_workers",
        guarded(
            r"\b(?:migrant|foreign|domestic|guest|overseas|contract) (?:\w+ )?workers?\b|\blabor migrants\b|\bmigrant laborers\b|\bmaids\b"
        ),
    ),
    ("asylum_seekers", guarded(r"\basylum[- ]seekers?\b|\brefugees?\b|\basylum applicants\b")),
    (
        "persons_in_sex_work",
        guarded(
            r"\bin (?:commercial sex|prostitution|sex work)\b|\bprostitutes?\b|\bsex workers?\b|\bengaged in commercial sex\b|\bprostituted (?:women|persons|girls)\b"
        ),
    ),
)
_PEOPLE = guarded(
    r"(?:['’]s?)? (?:\w+ )?(?:victims?|survivors|women|men|girls|boys|children|child|workers?|nationals|citizens|migrants|laborers|returnees|fishermen|persons|domestic workers)\b"
)
# Offices, and people who are not the ones acted on.
_NOT_WHOM = guarded(
    r"\b(?:women|female|male|men|child\w*|youth|juvenile|minors)(?:['’]s?)?(?:,? (?:and|or) [\w’']+){0,2} (?:police|officers?|judges|staff|affairs|ministry|rights|empowerment|development|welfare|justice|courts?|commission|bureau|desks?|units?|councils?|protection|association|federation)\b|\b(?:minist\w+|department|bureau|office|directorate|council|committee|commission|union|institute|agency) (?:of|for|on) (?:the )?(?:[\w’',]+ ){0,5}?(?:women|child\w*|youth|minors|men)\b|\bchild (?:labor|soldiers?|sex tour\w+|protection)\b|\b(?:traffickers?|foreign) (?:offices?|minist\w+)\b"
)
_HOLDERS = (
    ("police", guarded(r"\bpolice\b|\bgendarm\w+\b|\blaw enforcement\b")),
    ("prosecutors", guarded(r"\bprosecutors?\b|\bprosecution service\b")),
    ("judges", guarded(r"\bjudges?\b|\bjudiciary\b|\bcourts?\b|\bmagistrates?\b|\bjudicial\b")),
    ("immigration", guarded(r"\bimmigration\b|\bborder (?:guards?|police|officials|officers)\b")),
    ("labor_inspectors", guarded(r"\b(?:labor|labour) (?:inspectors?|officials|officers)\b")),
    ("diplomats", guarded(r"\bconsular\b|\bdiplomats?\b|\bembass\w+\b")),
    ("social_workers", guarded(r"\bsocial workers?\b|\bservice providers\b")),
    (
        "law",
        guarded(
            r"\b(?:the |its |a )?(?:\d{4} )?(?:law|laws|act|code|statute|legislation|article|definition in)\b(?! enforcement)"
        ),
    ),
    ("officials", guarded(r"\bofficials?\b|\bauthorities\b|\bofficers\b")),
    ("government", guarded(r"\bgovernment\b|\bministr(?:y|ies)\b|\bstate\b")),
)


def acts_told(lower: str, begin: int, end: int, *, against: bool) -> tuple[str, ...]:
    """Return the acts that words tell were done to victims (`against`), or for them, in alphabetical order."""
    found = set()
    for name, pattern in _AGAINST if against else _FOR:
        for match in pattern.finditer(lower, begin, end):
            if not (against and _TO_OTHERS.match(lower, match.start())):
                found.add(name)
                break
    return tuple(sorted(found))


def whom_told(
    lower: str,
    begin: int,
    end: int,
    foreign: tuple[tuple[int, int], ...] = (),
    home: tuple[tuple[int, int], ...] = (),
) -> tuple[str, ...]:
    """Return which people the words between two offsets tell of, in alphabetical order.

    Args:
        lower: the sentence, lower-cased.
        begin: where the words start.
        end: where they end.
        foreign: spans of other countries' names; "Nepali victims" are foreigners.
        home: spans of this country's names; "Filipino victims" in the Philippines' narrative are nationals.
    """
    offices = [m.span() for m in _NOT_WHOM.finditer(lower, begin, end)]
    found = set()
    for name, pattern in _WHOM:
        for match in pattern.finditer(lower, begin, end):
            if any(a <= match.start() < b for a, b in offices):
                continue
            found.add(name)
            break
    for name, spans in (("foreigners", foreign), ("nationals", home)):
        if any(begin <= a and b <= end and _PEOPLE.match(lower, b) for a, b in spans):
            found.add(name)
    return tuple(sorted(found))


def understanding_of(lower: str, begin: int, at: int, end: int) -> tuple[str, ...]:
    """Return whose understanding the words `at`-`end` tell of: police, judges, the law ....

    Those named before the words in their clause (from `begin`), else in the words, else anywhere before; of the law and
    of people the nearer. The general *officials* and *government* stand only where nobody is named more closely.
    """
    for low, high in ((begin, at), (at, end), (0, at)):
        last: dict[str, int] = {}
        for name, pattern in _HOLDERS:
            for match in pattern.finditer(lower, low, high):
                last[name] = match.start()
        if not last:
            continue
        if "law" in last and len(last) > 1:
            people = max(place for name, place in last.items() if name != "law")
            if last["law"] > people:
                return ("law",)
            del last["law"]
        close = [name for name in last if name not in ("officials", "government")]
        return tuple(close or list(last)[:1])
    return ()
