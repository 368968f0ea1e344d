"""The section's own verdict on the year's efforts, from the sentence that opens the section.

The Report opens Prosecution, Protection and Prevention with a sentence of its own kind: "The government increased /
maintained / decreased ... efforts", or "made limited efforts", in editions from 2004 on.
"""

from __future__ import annotations

import re

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import guarded

__all__ = ["code_verdicts"]

_EFFORTS = guarded(
    r"\befforts?\b|\bprogress\b|\bimprov\w+\b|\bresponse\b|\bstrides\b|\bperformance\b"
)
_MIXED = guarded(r"\bmixed\b|\buneven\b")
_NONE = guarded(
    r"\b(?:made|demonstrated|undertook|took|showed|reported|exhibited) (?:no|negligible|little or no)\b|\bno (?:\w+ )?(?:discernible|significant|tangible|new|evident|additional)? ?efforts\b"
    r"|\b(?:did|has|have|had) not (?:demonstrate|make|report|show|take|provide|undertake)\w*\b[^;.]{0,60}\b(?:efforts|progress|steps)\b|\bfailed to (?:make|demonstrate)\b[^;.]{0,30}efforts|\black of efforts\b"
)
_UP = guarded(
    r"\bincreas(?:ed|ing)\b|\bimproved\b|\bstrengthened\b|\bexpanded\b|\benhanced\b|\bintensified\b|\bstepped up\b|\baccelerated\b|\bincrease in\b|\bgreater efforts\b|\badvanced\b|\bsignificant progress\b|\bnotable progress\b"
)
_DOWN = guarded(
    r"\bdecreas(?:ed|ing)\b|\bdiminished\b|\breduced\b|\bweakened\b|\bdeclin(?:ed|ing)\b|\bregressed\b|\blesser\b|\bslowed\b|\bcurtailed\b|\binsufficient and decreas"
)
_SAME = guarded(
    r"\bmaintain(?:ed|ing|s)?\b|\bsustain(?:ed|ing|s)?\b|\bcontinu(?:ed|es|ing)\b|\bsimilar\b|\bkept\b"
)
_STILL = guarded(r"\b(?:made|demonstrated|undertook|took|had|has)\b")
_PASSAGE = {
    "prosecution": guarded(r"law enforcement|prosecut"),
    "protection": guarded(r"protect|victim"),
    "prevention": guarded(r"prevent"),
}
_OBJECT = {
    "prosecution": guarded(
        r"law enforcement|prosecut|investigat|punish|convict|anti-trafficking efforts|efforts"
    ),
    "protection": guarded(r"protect|victim|identif|assist|efforts"),
    "prevention": guarded(r"prevent|awareness|efforts"),
}


def code_verdicts(reading: Reading) -> list[Candidate]:
    """Return candidates of `effort.prosecution`, `effort.protection` and `effort.prevention` (whole narratives)."""
    if reading.short:
        return []
    found: list[Candidate] = []
    for pillar in ("prosecution", "protection", "prevention"):
        units = reading.units if reading.passage else reading.in_pillar(pillar)
        for unit in units[:3]:
            if reading.passage and not _PASSAGE[pillar].search(unit.lower):
                continue
            value = _verdict(unit, pillar)
            if value is not None:
                found.append(
                    Candidate(
                        f"effort.{pillar}",
                        value,
                        unit,
                        unit.start,
                        unit.end,
                        f"verdict.{value}",
                        actor="government",
                    )
                )
                break
    return found


def _verdict(unit: Unit, pillar: str) -> str | None:
    lower = unit.lower
    match = _EFFORTS.search(lower)
    if match is None or match.start() > 160 or not _OBJECT[pillar].search(lower):
        return None
    main = re.split(r";|, (?:but|and|although|while|however)\b| but | although | while ", lower)[0]
    rest = lower[len(main) :]
    if _MIXED.search(main):
        return "mixed"
    if _NONE.search(main):
        return "none"
    up, down, same = (bool(p.search(main)) for p in (_UP, _DOWN, _SAME))
    rest_is_verdict = "efforts" in rest
    if (
        up
        and rest_is_verdict
        and (_DOWN.search(rest) or re.search(r"\b(?:uneven|negligible)\b", rest))
    ):
        return "mixed"
    if down and rest_is_verdict and _UP.search(rest):
        return "mixed"
    if same and not (
        up and re.search(r"continued to (?:increase|improve|expand|strengthen)", main)
    ):
        if down and not re.search(r"maintain|sustain", main):
            return "decreased"
        return "maintained"
    if up:
        return "increased"
    if down:
        return "decreased"
    return "maintained" if _STILL.search(main) else None
