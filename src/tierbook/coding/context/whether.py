"""Whether: denied, not reported, weak, hedged, needed.

Method: triggers with a direction and terminators, after Chapman and others, *A simple algorithm for identifying
negated findings* (2001), and its successor ConText (2009); triggers and terminators are those of this Report's English.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tierbook.coding.patterns import Guarded, guarded

__all__ = [
    "Scope",
    "hedge_over",
    "hedges_in",
    "may_be_needed",
    "may_be_no_act",
    "need_before",
    "negations",
    "no_act",
    "object_denied",
]

# "not only", "no fewer than" ... look like negation and are none.
_PSEUDO = guarded(
    r"\bnot only\b|\bno (?:fewer|less|later|more|earlier|sooner) than\b|\bno doubt\b|\bnot (?:just|merely|solely|limited)\b|\bwhether or not\b"
    r"|\bif not\b|\bnot (?:only|content|satisfied|surprising|uncommon|unusual)\w*\b|\b(?:did|does|do|is|are|was|were|has|have) not (?:only|just|merely|solely)\b|\b(?:not|n['’]t) \w*\s*until\b|\bno one (?:doubts|denies)\b|\bnothing (?:stopped|prevented)\b|\bno\. ?\d|\bwithout (?:delay|regard|discrimination|fear|cost|charge)\b|\bnot being\b|\bno matter\b"
    r"|\b(?:unable to|fail(?:ed|s|ing)? to|(?:did|does|do|could|can) not) (?:ensure|guarantee)\b[^.;]{0,60}?\b(?:were|was|are|is|be) not\b"
    r"|\b(?:did|does|do|has|have) not (?:suspend|withdraw|cancel|cut|halt|discontinue|terminate|end)\w* (?:its|the|their) (?:\w+ ){0,3}(?:funding|support|services|assistance|programs?|shelters?|aid)\b"
)
# Partly denied: the act happened, not well enough.
_PARTLY = guarded(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|could)\s?(?:not|n['’]t)\s+(?:yet\s+)?"
    r"(?:consistently|fully|always|adequately|effectively|sufficiently|systematically|aggressively|uniformly|widely|regularly"
    r"|properly|vigorously|universally|routinely|evenly|typically|generally|often|completely|proactively|significantly"
    r"|substantially|meaningfully|well|necessarily|robustly|thoroughly|comprehensively|strictly|rigorously|seriously)\b"
    r"|\bnot (?:all|every|always|consistently|fully|adequately|sufficiently|effectively|systematically|thoroughly|consistently)\b"
    r"|\b(?:only |just )?(?:partially|partly|half-heartedly)\b|\b(?:hardly any|hardly|barely|scarcely)\b"
)
_NOT_REPORTED = guarded(
    r"\b(?:did|does|do|has|have|had)\s+not\s+(?:(?:yet|publicly|explicitly|specifically|officially|formally|separately|otherwise|openly|also)\s+)?(?:report(?:ed)?|provide[d]?(?:\s+\w+){0,3}?\s+(?:data|statistics|information|figures"
    r"|details|numbers|records?|evidence)|disclose[d]?|share[d]?(?:\s+\w+){0,2}\s+(?:data|statistics|information)|specif(?:y|ied)"
    r"|make available|maintain(?:ed)?(?:\s+\w+){0,3}\s+(?:data|statistics|records))\b"
    r"|\bno (?:data|statistics|information|figures|reporting|official data) (?:was|were|on|of|about|regarding|is|are|exist)?"
    r"|\b(?:nor|neither) did (?:it|they|the government|authorities|officials) report\b|\bwas unable to provide\b|\bnot? reported\b"
    r"|\b(?:were|was|are|is) (?:not reported|unknown|unavailable|not available|unclear)\b|\bdid not (?:appear to )?have (?:data|statistics)\b"
    r"|\bfailed to (?:report|provide (?:data|statistics|information))\b|\bdeclined to (?:report|provide)\b"
    r"|\b(?:did|does|do|has|have|had) not (?:make|made) (?:\w+ ){0,3}?(?:public|available)\b|\b(?:is|was|were|are|remained|remains) (?:unclear|unknown|not known|not clear)\b"
    r"|\b(?:gave|give[sn]?|provide[sd]?|publishe[sd]|publish|release[sd]?|ke(?:pt|eps?)|maintain(?:s|ed)?|collect(?:s|ed)?|compile[sd]?|offered|disclosed|shared|had|has|have) no (?:\w+ ){0,2}?(?:data|statistics|figures|information|records?|numbers|account)\b"
    r"|\b(?:did|does|do) not (?:\w+ )?(?:keep|collect|compile|publish|release|track)(?: \w+){0,4}? (?:data|statistics|figures|records?|numbers)\b"
)
_DENIED = guarded(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|could|can|would|will|may|might|must|should)\s?(?:not|n['’]t)\b(?:\s+yet)?|\bcannot\b"
    r"|\bnot (?:yet )?(?=[a-z])|\bnever\b|\bno\b(?! longer\b| one\b)|\bnone of\b|\bnone\b|\bneither\b|\bnor\b"
    r"|\bfail(?:ed|s|ing|ure)?\s+to\b|\black(?:ed|s|ing)?\b(?:\s+of)?|\bwithout\b|\babsence of\b|\bunable to\b|\brefus(?:ed|es|ing|al) to\b"
    r"|\bhas yet to\b|\bhave yet to\b|\bhad yet to\b|\bceased\b|\bstopped (?=\w+ing\b)|\bdiscontinued\b|\bdenied (?:that|having|reports|allegations|\w+ing)\b|\bno longer\b|\bnobody\b|\bno one\b|\bnothing\b|\bhas so far not\b|\bsuspended (?=operation|its|the)"
    r"|\bnon-?existent\b|\binstead of\b|\brather than\b|\bin lieu of\b|\bdeclined to\b|\bomitted\b|\bexclud(?:ed|es|ing)\b|\bprevented\b|\binability to\b|\bineligible for\b|\bunfunded\b|\bsuspension (?:period )?of\b|\bmoratorium on\b|\b(?:abolition|cancell?ation|elimination) of (?=(?:[\w-]+ ){0,2}inspections)"
    r"|\bremained? unavailable\b|\bzero\b|\bshut down\b|\bclosed (?=the|its|all|shelters)"
)
_VERBS = (
    r"(?:continued|increased|decreased|began|made|held|took|ran|led|gave|had|was|were|did|provided|conducted|identified|reported"
    r"|established|created|launched|adopted|enacted|amended|maintained|referred|assisted|trained|funded|investigated|prosecuted"
    r"|convicted|sentenced|arrested|detained|deported|drafted|signed|opened|developed|implemented|participated|cooperated|operated"
    r"|supported|allocated|remained|relied|failed|lacked|used|charged|initiated|organized|worked|required|offered|granted|approved"
    r"|is|are|has|have|does|continues|remains|relies|fails|lacks|provides|maintains|may|can|could|would|will)"
)
_SUBJECT = r"(?:(?:the|its|their|an?|some|several|many|most|all|both|local|national|labor|state|two|three|four|one|other|this|these|each|foreign|federal|military|border|immigration|district|provincial) )"
_FINITE = r"(?:was|were|did|does|had|has|have|is|are|continued|began|made|held|took|ran|gave|led|brought|sent|used|kept|found|met|paid|put|opened|arrested|charged|convicted|sentenced|prosecuted|investigated|identified|assisted|referred|trained|provided|funded|reported|remained|worked|relied|helped|asked|visited|adopted|enacted|passed|launched|signed|established|created|maintained|conducted)"
_TERMINATOR = guarded(
    r";|:|, (?:"
    + _SUBJECT
    + r"(?:[\w’'-]+ ){1,3}?|authorities |officials |officers |police |courts |prosecutors |judges |ngos |inspectors |it |they )(?:\w+ly |also |still |then )?"
    + _FINITE
    + r"\b(?! (?:by|to have)\b)"
    r"|(?<=[a-z]) whom \b|\b(?:the|those|these) (?:\w+ ){0,3}?(?:cases|persons|women|workers|migrants|victims|children) (?:that|who|which|whom)\b|, yet\b|, so\b|,?\s+\bbut\b(?! also)|\balthough\b|\bthough\b|\bhowever\b|\bwhereas\b|\bwhile\b|\bdespite\b|, in part\b|\bbecause\b|\bunless\b|\buntil\b"
    r"|\bunlike\b|\binstead\b|\bexcept\b|\bother than\b|\brather than\b|, as (?:it|they|the)\b|, which\b|, who\b|, (?:leaving|resulting|making|causing|leading)\b"
    r"|,?\s+and (?:it|they|he|she|there|the government|the \w+ (?:did|was|were|had)|authorities|officials|police|courts|ngos|some|most|many|victims|observers)\b"
    r"|\band,? as a result\b|, and (?:only|just|at least) |, and (?:[\w-]+ ){1,6}(?:remain(?:s|ed)?|continue[sd]?|persist(?:s|ed)?)\b|,\s+(?:continued|made|held|began|took|remained|funded|relied)\b"
    r"|,\s+and\s+(?:\w+ly\s+)?"
    + _VERBS
    + r"\b|\band\s+(?:\w+ly\s+)?(?:continued|increased|decreased|began|made|failed|relied|remained|rel(?:ies|y|ied)|relying|instead|did not|convicted (?:only|one|two))\b"
    r"|\band (?:(?!no\b|any\b|other\b)[\w-]+ ){0,4}?(?:victims|survivors|migrants|workers|women|girls|children|detainees|persons) (?:\w+ly )?(?:were|are|had been|remained|faced)\b"
    r"|, (?:compared|a decrease|an increase|down from|up from)\b|\bcompared (?:with|to)\b|, (?:it|they|the government|authorities|officials|police|courts|prosecutors|judges|ngos) \w+"
    r"|,\s+and (?:the|its|several|some|local|many|most) (?:[\w-]+ ){1,3}?(?:\w+ed|held|made|took|ran|met|was|were|had|has)\b"
    r"|\b(?:resulted in|result(?:s|ing) in|led to|placed|left|meant|hindered|hampered|impeded|discouraged|undermined|prevented)\b|\bdue to\b|\bafter\b|\bin order to\b|, although|, despite| – | — "
)
_ALLEGED = guarded(
    r"\balleg(?:edly|es?|ations?)\b|\balleged(?= (?:that|to|by|government|official|complicity|corruption|involvement|links|police|abuses?|collusion))|\b(?:was|were|is|are|been) alleged\b"
    r"|(?<!the )\baccus(?:ed|es|ations?) (?:of|\w)|\baccusations?\b|(?<!who are )(?<!who were )(?<!who is )(?<!that are )(?<!that were )\bsuspected of\b|\bunconfirmed\b"
)
_REPORTED = guarded(r"\breportedly\b|\banecdotal\b")
# Behind the act these alone are of its clause; "investigated allegations" is an act that is stated.
_ADVERB = ("allegedly", "reportedly")
_RELATIVE = guarded(r"\b(?:who|that|which|whom|for|of)\b")
_POSSIBLE = guarded(
    r"(?<!what )(?<!^in )(?<! in )(?<!since )(?<!early )(?<!late )\bmay\b(?! (?:\d|grant|issue|provide|obtain|receive|apply|seek|file|request|extend|be granted|be issued|remain|stay|sue|claim|take part|work|leave|choose))|\bmight\b|\bpossibl[ey]\b|\bpotentially\b|\bappear(?:s|ed)? to\b"
    r"|\bcould\b(?! (?:not|offer|provide|grant|issue|refer|apply|obtain|receive|request|seek|file|remain|stay|claim|sue|do more|only|take part|work|choose|leave|be extended|be granted))|\blikely\b|\b(?:is|are|was|were) (?:widely |generally )?(?:believed|thought|suspected)\b|\bat risk of\b|\bvulnerable to\b|\bsubject to\b|\bprobabl[ey]\b|\bperhaps\b"
)
_HEDGES = (("alleged", _ALLEGED), ("reported", _REPORTED), ("possible", _POSSIBLE))
_NO_REPORTS = guarded(
    r"\b(?:there were |there are |received |had |with )?no (?:\w+ ){0,2}(?:(?:reports?|allegations)\b(?! (?:to|on|card|cards|was|were))|(?:evidence|indications?) (?:of|that)\b)|\bno known\b|\b(?:was|were|is|are) not aware of\b|\bknew of no\b|\bdid not receive (?:any )?reports\b|\bno \w+ (?:was|were) reported to\b|\bunaware of any\b|\bno reported (?:cases|instances)\b"
)
_ALL_HEDGES = (("no_reports", _NO_REPORTS), *_HEDGES)
_NEED = guarded(
    r"\bshould\b|\bneed(?:s|ed)? to\b|\bmust\b(?! be registered)|\b(?:is|are|be) (?:strongly )?(?:encouraged|urged|advised|asked) to\b|\bought to\b|\bfurther (?:\w+ ){0,2}efforts? (?:is|are) needed\b"
    r"|\b(?:is|are|remains?) (?:still |also )?(?:needed|required|necessary|essential|imperative|critical)\b|\bwould (?:benefit from|do well to)\b|\bcould (?:do more|improve|increase|further)\b|\bneeds? for\b|\bneeds (?:additional|greater|more|better)\b|\bneed(?:s|ed)? (?:additional|greater|more|better|further|adequate|sufficient) (?:[\w-]+ ){0,2}?(?:training|resources|staff|funding|funds|capacity|expertise|personnel|tools|officers|equipment|inspectors)\b[^;.,]{0,40} (?:to|on|in|for)\b|\bimperative (?:that|for)\b"
    r"|\b(?:urg(?:ed|es?)|call(?:ed|s)? (?:up)?on|advis(?:ed|es?)|press(?:ed|es)|recommend(?:ed|s)?|exhort(?:ed|s)?|ask(?:ed|s) for)\b (?:that )?(?:the )?(?:\w+ )?(?:government|ministr(?:y|ies)|authorities|police|state|courts?|parliament|officials|inspectors|prosecutors|judges)\b|\brecommend(?:ed|s) that\b|\bcall(?:ed|s|ing) for\b|\burg(?:ed|ing) the (?:adoption|creation|establishment|passage|enactment)\b"
)
_NEEDED = guarded(r"(?:needed|required|necessary)\b")
_FEARED = guarded(
    r"\b(?:threat\w*|fear(?:s|ed|ing)?|afraid)\b(?: [\w’'-]+){0,5}? (?:of|with|to|that|being)(?: (?:their|the|being|an?|immediate|possible|legal|\w+,?(?: or| and)?)){0,2} $"
)
# "Has not made sufficient progress in identifying victims" tells of some and not enough: neither that it was done nor
# that it was not.
_TOO_LITTLE = guarded(
    r"\b(?:did|does|do|has|have|had) not (?:yet )?(?:make|made|show|shown|demonstrate[d]?|achieve[d]?) (?:sufficient|adequate|enough) (?:efforts?|progress)\b"
    r"(?:(?!\b(?:but|however|although|though|while|nor|and (?:did|does|do|has|have|was|were|is|are))\b)[^;.])*$"
)
_RULED = guarded(
    r"\b(?:penalt(?:y|ies)|punishments?|sentences?|(?:prison )?terms?|maximum|fines?) (?:for|upon|on|following|after) (?:an? |the |\w+ ){0,2}$|\b(?:if|upon|once) (?:found guilty |being |an? )?$"
    r"|\b(?:imprisonment|prison|penalt\w+|fines?|years)\b[^;.]{0,50}? (?:for|upon|on) (?:an? )?$|\b(?:may|can|could|shall|would) (?:also )?be (?:\w+ or )?$"
)
_ENABLED = guarded(
    r"\b(?:may|can|could|might)(?: also| only| \w+ly)? (?:[a-z]+,?(?: and| or)? ){0,3}$"
)
_PROCEED = guarded(r"(?:investigate|prosecute|convict|arrest|sentence)\b")
_VERDICT = guarded(r"(?:prosecuted|punish\w+|sentenced|convict\w+)\b")
_OF_WHOEVER = guarded(
    r"\b(?:those|anyone|any person|persons?|individuals?|offenders?|an? adult|adults|whoever|someone|an offender|suspects|conviction|citizens|nationals) (?:who (?:is|are) )?$|^\W*$"
)
_CONSEQUENCE = guarded(
    r"\b(?:may|can|could|shall|would|will|must) (?:be|face|receive|serve)\b|\bfaces?\b|\b(?:is|are) (?:punishable|subject to|liable)\b|\bcarr(?:y|ies)\b"
)
# A duty that a law lays down is no need of the Report's: "under the law victims must ...".
_BY_LAW = guarded(
    r"\b(?:under|according to|by|per) (?:the |this |a |its |that )?(?:\w+ ){0,3}?(?:law|act|code|rules?|regulations?|policy|guidelines?|procedures?|protocol|decree|constitution|sops)\b|\b(?:law|act|code|rules?|regulations?|policy|guidelines?|procedures?|sops|manual|protocol|decree|circular) (?:\w+ ){0,3}?(?:states?|stated|says|provides?|stipulat\w+|requires?|required|specif\w+|sets? out|that)\b|\b(?:victims?|employers?|workers?|applicants?|migrants?|foreigners|agenc(?:y|ies)|recruiters) must\b"
)


# What is denied stands before: "restitution was not available", "a shelter for men did not exist".
_AFTER = guarded(
    r"\b(?:was|were|is|are|remains?|remained|has been|have been) (?:\w+ly )?(?:not (?:yet |(?!fully|adequately|consistently|sufficiently|effectively|always|systematically)\w+ly )?(?:available|implemented|provided|established|in place|offered|operational"
    r"|conducted|funded|accessible|adopted|used|enforced)|unavailable|non-?existent|lacking|absent)\b|\b(?:did|does|do) not exist\b"
)
_FIGURE = guarded(
    r"(?:number|numbers|data|statistics|figures?|information|details|records?|extent|outcomes?|results?)\b[^,;]*$"
)
# Partly, told behind: "the law is not effectively enforced", "procedures were not fully implemented".
_AFTER_PARTLY = guarded(
    r"\b(?:was|were|is|are|has been|have been) not (?:yet )?(?:always |very )?(?:fully|adequately|consistently|sufficiently|effectively|always|systematically|thoroughly|widely|evenly|uniformly|regularly|strictly|vigorously|well|properly) (?:\w+ed|held|kept|made|paid|put|met)\b"
)
# What the act itself denies of its object: "convicted no traffickers", "ruled on none of the cases".
_OBJECT = guarded(
    r"\s+(?:on |in |of |to |for )?(?:no\b(?! (?:fewer|less|later|longer|more|earlier|doubt|matter)\b)|none\b|nothing\b|nobody\b|neither\b)"
)
# Behind "did not screen" an "and handled such cases" is no longer denied: what is denied is told in the bare form.
_AND_PAST = guarded(
    r"\b(?:and|but) (?:\w+ly |also |then |instead |even )?(?:[a-z]{3,}ed|held|sent|took|gave|made|kept|let|put) (?:the|an?|its|their|them|these|those|such|some|many|most|several|all|at|in|only|victims|suspects|migrants|children|women|workers|cases|two|three|four|five|six|seven|eight|nine|\d+)\b"
)
# "Has not launched and implemented its plan": both are denied.
_ONE_VERB = guarded(r" (?:yet |\w+ly )?\w+(?:ed|en|un|pt|ld|de|id) ")
_AND_DID = guarded(r"\band (?:\w+ly )?\w{3,}ed\b")  # "lacked procedures and detained victims"
_DEGREE = guarded(
    r"\b(?:did|does|do|has|have) not (?:\w+ly )?(?:increase[d]?|improve[d]?|expand(?:ed)?|decrease[d]?|update[d]?)\b"
)
# Words in commas right behind a trigger do not end its reach: "did not, however, shut".
_ASIDE = guarded(
    r"\s*,\s+(?:however|though|in turn|therefore|then|in fact|in practice|for example|(?:during|in|over|for|at|by|as of|despite|due to)\b[^,;]{0,60}),\s+"
)
# The subject itself is denied, and with it what came of it: "no case led to a prosecution".
_NO_SUBJECT = guarded(
    r"(?:\bno|\bnone of|\bneither of|\bnot one of|\bnot a single|\bnobody)\b(?: [\w’'-]+){0,6}? (?:\w+ly )?"
    r"(?:(?:has|have|had) )?(?:yet )?(?:led to|resulted in|ended in|resulting in)\b"
)
# A sentence that opens with these has its main clause behind a comma.
_OPENS = guarded(
    r"(?:^|[;:] |, and )(?:\w+, )?(?:although|though|while|because|since|as|when|after|before|despite|unlike|without|instead of|rather than|in the absence of|absent|except for|due to|given|having|not (?:only|content|having)|with no|for lack of|unable|lacking)\b"
)
_MAIN = guarded(
    r", (?:(?:in|during|over) [^,]{3,40}, )?(?=(?:it|they|he|she|there|(?:"
    + _SUBJECT
    + r"|[\w’'-]+ )(?:[\w’'-]+ ){0,5}?)\s*(?:\w+ly |also |still |then |nonetheless )?(?:"
    + _FINITE
    + r"|may|could|will|would|can|[a-z]{3,}ed|sent|let|drew|won|went|came|got|rose|fell)\b)"
)
_ASIDE_OPENS = guarded(
    r", (?:which|who|whose|whom|having|unable|lacking|with no|without|despite|not)\b[^,;]*$"
)


class Scope(NamedTuple):
    """A stretch of a sentence under a negation: `kind` is denied, not_reported or partly."""

    start: int
    end: int
    kind: str


def negations(lower: str) -> list[Scope]:
    """Return the scopes of negation in a sentence, each from its trigger to the terminator that ends it."""
    taken: list[tuple[int, int]] = [m.span() for m in _PSEUDO.finditer(lower)]
    scopes: list[Scope] = []
    for pattern, kind in ((_AFTER_PARTLY, "partly"), (_AFTER, "denied")):
        for match in pattern.finditer(lower):
            taken.append(match.span())
            stops = [m.end() for m in _TERMINATOR.finditer(lower, 0, match.start())]
            low = max(stops, default=0)
            unknown = kind == "denied" and _FIGURE.search(lower, low, match.start())
            high = _reach(lower, match.start(), match.end())
            scopes.append(Scope(low, high, "not_reported" if unknown else kind))
    for kind, pattern in (
        ("partly", _PARTLY),
        ("partly", _DEGREE),
        ("not_reported", _NOT_REPORTED),
        ("denied", _DENIED),
    ):
        for match in pattern.finditer(lower):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            scopes.append(Scope(start, _reach(lower, start, end), kind))
    return scopes


def object_denied(lower: str, end: int) -> Scope | None:
    """Return the denial in the object of an act that ends at an offset: "convicted no traffickers"."""
    match = _OBJECT.match(lower, end)
    return Scope(match.start() + 1, match.end(), "denied") if match else None


# "victims who did not ask for shelter received care": the main clause goes on behind the relative one.
_WHO_NOT = guarded(r"\b(?:who|that) (?:[\w]+ly )?$")
_GOES_ON = guarded(
    r"\bwith (?:free |legal |medical |financial |psycho\w+ )?(?:assistance|aid|care|services|shelter|counsel\w+|compensation|support)\b|\b(?:received|were|had|got|obtained|remained|faced|may|could)\b"
)


def _reach(lower: str, start: int, end: int) -> int:
    """Return where the reach of a trigger ends: at a terminator, or with the clause that it stands in."""
    aside = _ASIDE.match(lower, end)
    after = aside.end() if aside else end
    subject = _NO_SUBJECT.match(lower, start)
    after = max(after, subject.end()) if subject else after
    stop = _TERMINATOR.search(lower, after)
    high = stop.start() if stop else len(lower)
    opening = _OPENS.search(lower, 0, end)
    if opening and lower.find(";", opening.start() + 1, start) < 0:
        main = _MAIN.search(lower, end, high)
        if main and _MAIN.search(lower, opening.end(), start) is None:
            high = main.start()
    if _ASIDE_OPENS.search(lower, 0, start + 2):
        comma = lower.find(", ", end, high)
        high = comma if comma >= 0 else high
    if lower[:end].endswith((" not", "to", "not yet")):
        past = _AND_PAST.search(lower, end, high)
        both = past and _ONE_VERB.fullmatch(lower, end, past.start())
        high = past.start() if past and not both else high
    if lower.endswith(" not", start, end) and _WHO_NOT.search(lower, max(0, start - 24), start):
        main = _GOES_ON.search(lower, end, high)
        high = main.start() if main else high
    if lower.startswith("lack", start):
        verb = _AND_DID.search(lower, end, high)
        high = verb.start() if verb else high
    return high


def hedges_in(lower: str) -> tuple[tuple[str, Guarded], ...]:
    """Return the hedges that a sentence may hold, each with its certainty."""
    return tuple(h for h in _ALL_HEDGES if h[1].possible(lower))


def hedge_over(
    lower: str, hedges: tuple[tuple[str, Guarded], ...], begin: int, at: int, end: int
) -> tuple[str, int, int] | None:
    """Return the hedge that governs the words at an offset of a clause `begin`-`end`: its certainty and its span.

    That nothing was reported outweighs the others. A modal governs what follows it; an adverb such as *allegedly* the
    whole clause.
    """
    for name, pattern in hedges:
        if pattern is _NO_REPORTS:
            match = pattern.search(lower, begin, at + 1)
            if match:
                return name, match.start(), match.end()
            continue
        match = pattern.search(lower, begin, end)
        if match and (match.start() < at or _of_act(lower, match, at)):
            return name, match.start(), match.end()
    return None


def _of_act(lower: str, match: re.Match[str], at: int) -> bool:
    """Tell whether a hedge that stands behind an act is an adverb of it."""
    return match.group() in _ADVERB and not _RELATIVE.search(lower, at, match.start())


def may_be_needed(lower: str) -> bool:
    """Tell whether anything in a sentence may be asked for."""
    return _NEED.possible(lower)


def may_be_no_act(lower: str) -> bool:
    """Tell whether `no_act` may have a reason for any words of a sentence."""
    return (
        _FEARED.possible(lower)
        or _TOO_LITTLE.possible(lower)
        or (_PROCEED.possible(lower) and _ENABLED.possible(lower))
        or (_VERDICT.possible(lower) and _RULED.possible(lower))
        or (_OF_WHOEVER.possible(lower) and _CONSEQUENCE.possible(lower))
    )


def need_before(lower: str, begin: int, at: int) -> bool:
    """Tell whether the words at an offset are asked for, not told."""
    if _NEEDED.match(lower, at) and _NEED.search(lower, begin, at + 12):
        return True
    need = _NEED.search(lower, begin, at)
    return need is not None and not (
        need.group() in ("must", "should") and _BY_LAW.search(lower, 0, need.end())
    )


def feared(lower: str, begin: int, at: int) -> bool:
    """Tell whether the words at an offset of a clause are only feared or threatened: "threat of deportation"."""
    return _FEARED.search(lower, begin, at) is not None


def no_act(lower: str, begin: int, at: int, end: int) -> str | None:
    """Return why the words at an offset of a clause `begin`-`end` tell of no act at all, or None.

    A law says what may befall whom ("the penalty for conviction", "persons convicted may be sentenced"); an act may be
    only feared or threatened ("threatened them with deportation"); not enough may have been done towards it.
    """
    if _TOO_LITTLE.search(lower, begin, at):
        return "not enough towards it, which says neither that it was done nor that it was not"
    if feared(lower, begin, at):
        return "feared or threatened, not done"
    if _PROCEED.match(lower, at) and _ENABLED.search(lower, begin, at):
        return "a power, not an act"
    if (_VERDICT.match(lower, at) and _RULED.search(lower, begin, at)) or (
        _OF_WHOEVER.search(lower, begin, at) and _CONSEQUENCE.search(lower, at, end)
    ):
        return "a rule of law, not an act"
    return None
