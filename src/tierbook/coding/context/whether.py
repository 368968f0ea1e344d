"""Whether: denied, not reported, weak, hedged, needed.

Method: triggers with a direction and terminators, after Chapman and others, *A simple algorithm for identifying
negated findings* (2001), and its successor ConText (2009); triggers and terminators are those of this Report's English.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.coding.patterns import guarded

__all__ = [
    "Scope",
    "hedge_in",
    "need_before",
    "negations",
    "quality_words",
    "unreported_before",
]

# "not only", "no fewer than" ... look like negation and are none.
_PSEUDO = guarded(
    r"\bnot only\b|\bno (?:fewer|less|later|more) than\b|\bno doubt\b|\bnot (?:just|merely|solely|limited)\b|\bwhether or not\b"
    r"|\bif not\b|\bno\. ?\d|\bwithout (?:delay|regard|discrimination|fear|cost|charge)\b|\bnot being\b|\bno matter\b"
)
# Partly denied: the act happened, not well enough.
_PARTLY = guarded(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|could)\s?(?:not|n['’]t)\s+(?:yet\s+)?"
    r"(?:consistently|fully|always|adequately|effectively|sufficiently|systematically|aggressively|uniformly|widely|regularly"
    r"|properly|vigorously|universally|routinely|evenly|typically|generally|often|completely|proactively|significantly"
    r"|substantially|meaningfully|well|necessarily|robustly)\b"
    r"|\bnot (?:all|every|always|consistently|fully|adequately|sufficiently|effectively|systematically)\b"
)
_NOT_REPORTED = guarded(
    r"\b(?:did|does|do|has|have|had)\s+not\s+(?:yet\s+|publicly\s+)?(?:report(?:ed)?|provide[d]?(?:\s+\w+){0,3}?\s+(?:data|statistics|information|figures"
    r"|details|numbers|records?|evidence)|disclose[d]?|share[d]?(?:\s+\w+){0,2}\s+(?:data|statistics|information)|specif(?:y|ied)"
    r"|make available|maintain(?:ed)?(?:\s+\w+){0,3}\s+(?:data|statistics|records))\b"
    r"|\bno (?:data|statistics|information|figures|reporting|official data) (?:was|were|on|of|about|regarding|is|are|exist)?"
    r"|\b(?:nor|neither) did (?:it|they|the government|authorities|officials) report\b|\bwas unable to provide\b|\bnot? reported\b"
    r"|\b(?:were|was|are|is) (?:not reported|unknown|unavailable|not available|unclear)\b|\bdid not (?:appear to )?have (?:data|statistics)\b"
    r"|\bfailed to (?:report|provide (?:data|statistics|information))\b|\bdeclined to (?:report|provide)\b"
)
_DENIED = guarded(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|could|can|would|will|may|might|must|should)\s?(?:not|n['’]t)\b(?:\s+yet)?|\bcannot\b"
    r"|\bnot (?:yet )?(?=[a-z])|\bnever\b|\bno\b(?! longer than)|\bnone of\b|\bnone\b|\bneither\b|\bnor\b"
    r"|\bfail(?:ed|s|ing|ure)?\s+to\b|\black(?:ed|s|ing)?\b(?:\s+of)?|\bwithout\b|\babsence of\b|\bunable to\b|\brefus(?:ed|es|ing|al) to\b"
    r"|\bhas yet to\b|\bhave yet to\b|\bhad yet to\b|\bceased\b|\bstopped\b|\bdiscontinued\b|\bsuspended (?=operation|its|the)"
    r"|\bnon-?existent\b|\bdeclined to\b|\bomitted\b|\bexclud(?:ed|es|ing)\b|\bprevented\b|\binability to\b|\bineligible for\b|\bunfunded\b"
    r"|\bremained? unavailable\b|\bzero\b|\bshut down\b|\bclosed (?=the|its|all|shelters)"
)
_VERBS = (
    r"(?:continued|increased|decreased|began|made|held|took|ran|led|gave|had|was|were|did|provided|conducted|identified|reported"
    r"|established|created|launched|adopted|enacted|amended|maintained|referred|assisted|trained|funded|investigated|prosecuted"
    r"|convicted|sentenced|arrested|detained|deported|drafted|signed|opened|developed|implemented|participated|cooperated|operated"
    r"|supported|allocated|remained|relied|failed|lacked|used|charged|initiated|organized|worked|required|offered|granted|approved"
    r"|is|are|has|have|does|continues|remains|relies|fails|lacks|provides|maintains|may|can|could|would|will)"
)
_TERMINATOR = guarded(
    r";|:|,?\s+\bbut\b(?! also)|\balthough\b|\bthough\b|\bhowever\b|\bwhereas\b|\bwhile\b|\bdespite\b|\bbecause\b|\bunless\b|\buntil\b"
    r"|\bunlike\b|\binstead\b|\bexcept\b|\bother than\b|\brather than\b|, as (?:it|they|the)\b|, which\b|, who\b|, (?:leaving|resulting|making|causing|leading)\b"
    r"|,?\s+and (?:it|they|he|she|there|the government|the \w+ (?:did|was|were|had)|authorities|officials|police|courts|ngos|some|most|many|victims|observers)\b"
    r"|\band,? as a result\b|, and (?:only|just|at least) |, and (?:[\w-]+ ){1,6}(?:remain(?:s|ed)?|continue[sd]?|persist(?:s|ed)?)\b|,\s+(?:continued|made|held|began|took|remained|funded|relied)\b"
    r"|,\s+and\s+(?:\w+ly\s+)?"
    + _VERBS
    + r"\b|\band\s+(?:\w+ly\s+)?(?:continued|increased|decreased|began|made|failed|relied|remained|rel(?:ies|y|ied)|relying|instead|did not|convicted (?:only|one|two))\b"
    r"|, (?:compared|a decrease|an increase|down from|up from)\b|\bcompared (?:with|to)\b|, (?:it|they|the government|authorities|officials|police|courts|prosecutors|judges|ngos) \w+"
    r"|,\s+and (?:the|its|several|some|local|many|most) (?:[\w-]+ ){1,3}?(?:\w+ed|held|made|took|ran|met|was|were|had|has)\b"
    r"|\b(?:resulted in|result(?:s|ing) in|led to|placed|left|meant|hindered|hampered|impeded|discouraged|undermined|prevented)\b|\bdue to\b|\bafter\b|\bin order to\b|, although|, despite| – | — "
)
_HEDGES = (
    (
        "alleged",
        guarded(
            r"\balleg(?:ed|edly|ation|ations|es)\b|\baccus(?:ed|ations?)\b|\bclaim(?:ed|s)\b|\bsuspected of\b|\bunconfirmed\b"
        ),
    ),
    (
        "reported",
        guarded(
            r"\breportedly\b|\b(?:ngos?|observers|media|experts|civil society|international organi[sz]ations?|advocates|sources|victims|press)\b[^,;.]{0,30}\b(?:report(?:ed|s)?|said|stated|noted|asserted|indicated|suggested|expressed)\b|\breports? (?:that|of|indicate|suggest)|\bthere (?:are|were|continued to be|have been) (?:\w+ )?reports\b|\baccording to\b|\banecdotal\b"
        ),
    ),
    (
        "possible",
        guarded(
            r"\bmay\b(?! (?:grant|issue|provide|obtain|receive|apply|seek|file|request|extend|be granted|be issued|remain|stay|sue|claim))|\bmight\b|\bpossibl[ey]\b|\bpotentially\b|\bappears? to\b|\bappeared to\b|\bcould\b(?! not)|\blikely\b|\bis believed\b|\bare believed\b|\bat risk of\b|\bvulnerable to\b|\bsubject to\b"
        ),
    ),
)
_NO_REPORTS = guarded(
    r"\b(?:there were |received |had )?no (?:\w+ ){0,2}reports? (?:of|that)\b|\bno known\b"
)
_NEED = guarded(
    r"\bshould\b|\bneeds? to\b|\bmust\b(?! be registered)|\bis encouraged to\b|\bought to\b|\bfurther (?:\w+ ){0,2}efforts? (?:is|are) needed\b"
    r"|\b(?:is|are) (?:still )?needed\b|\bwould benefit from\b|\bneeds? for\b|\bneeds (?:additional|greater|more|better)\b"
)
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


# What is denied stands before: "restitution was not available".
_AFTER = guarded(
    r"\b(?:was|were|is|are|remains?|remained|has been|have been) (?:\w+ly )?(?:not (?:yet |\w+ly )?(?:available|implemented|provided|established|in place|offered|operational"
    r"|conducted|funded|accessible|adopted|used|enforced)|unavailable|non-?existent|lacking|absent)\b"
)
_AND_DID = guarded(r"\band (?:\w+ly )?\w{3,}ed\b")  # "lacked procedures and detained victims"
_DEGREE = guarded(
    r"\b(?:did|does|do|has|have) not (?:\w+ly )?(?:increase[d]?|improve[d]?|expand(?:ed)?|decrease[d]?|update[d]?)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a sentence under a negation: `kind` is denied, not_reported or partly."""

    start: int
    end: int
    kind: str


def negations(lower: str) -> list[Scope]:
    """Return the scopes of negation in a sentence, each from its trigger to the terminator that ends it."""
    taken: list[tuple[int, int]] = [m.span() for m in _PSEUDO.finditer(lower)]
    scopes: list[Scope] = []
    for match in _AFTER.finditer(lower):
        taken.append(match.span())
        stops = [m.end() for m in _TERMINATOR.finditer(lower, 0, match.start())]
        scopes.append(Scope(max(stops, default=0), match.end(), "denied"))
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
            stop = _TERMINATOR.search(lower, end)
            high = stop.start() if stop else len(lower)
            if match.group().startswith("lack"):
                verb = _AND_DID.search(lower, end, high)
                high = verb.start() if verb else high
            scopes.append(Scope(start, high, kind))
    return scopes


def unreported_before(lower: str, begin: int, at: int) -> bool:
    """Tell whether a clause says, before an offset, that there were no reports."""
    return _NO_REPORTS.search(lower, begin, at + 1) is not None


def hedge_in(lower: str, begin: int, end: int) -> str:
    """Return the certainty of what a clause says, from its hedges."""
    for name, pattern in _HEDGES:
        if pattern.search(lower, begin, end):
            return name
    return "stated"


def need_before(lower: str, begin: int, at: int) -> bool:
    """Tell whether the words at an offset are asked for, not told."""
    return _NEED.search(lower, begin, at) is not None


def quality_words(lower: str, begin: int, end: int) -> str | None:
    """Return `weak` or `strong` where a clause says so, else None."""
    if _WEAK.search(lower, begin, end):
        return "weak"
    return "strong" if _STRONG.search(lower, begin, end) else None
