"""The tier, its formula, the year on the Watch List, waiver and change: from the tier line and the standards words.

Source: the stock sentences of TVPA section 110(b) as the Report prints them: "fully complies/meets", "is (not) making
significant efforts", "for the third consecutive year", "granted a waiver".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import guarded
from tierbook.editions import read_tier

__all__ = ["code_tier"]

_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "two": 2, "three": 3, "four": 4, "five": 5,
    "2nd": 2, "3rd": 3, "4th": 4, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_TIER_OPENING = re.compile(r"^\W*tier\s+[123]", re.I)
_PLACED = guarded(
    r"\b(?:remain(?:s|ed)|is|was|has been|were|be|therefore)\b(?: (?:again|also|therefore|thus))?(?: (?:up|down)graded| placed| ranked| moved)? (?:on|to|at) (?:the )?(tier [123](?: watch ?list)?)"
)
_MEETS = guarded(
    r"\bfully (?:compl(?:ies|y|ied)|meets?|met)\b|\b(?:has |have )complied fully\b|\b(?<!to )meets? the minimum standards\b|\b(?<!to )compl(?:ies|y) with the minimum standards\b"
)
_NOT = guarded(
    r"\b(?:does|do|did|has|have) not\b|\bnot yet\b|\bfalls? short\b|\bnot (?:fully|yet)\b"
)
_EFFORTS = guarded(
    r"\b(is|are|was|were|has|have)?\s*(not |not yet |also not )?(?:been )?(?:making|make|made|makes)\s+(?:some |any |no )?(?:significant |serious |sufficient |adequate |consistent )?efforts\b(?: to do so| to comply| to meet| to bring)?"
)
_STANDARDS = "minimum standards"
_YEARS = guarded(
    r"watch list\b[^;.]{0,60}?\bfor (?:a|the|an?)?\s*(\w+) (?:consecutive |straight )years?\b"
    r"|\bfor (?:a|the)?\s*(\w+) consecutive years?\b[^;.]{0,60}?watch list"
    r"|\b(?:has been|been|was|placed) on (?:the )?(?:tier 2 )?watch list (?:for|in) (?:the (?:last|past) )?(\w+) (?:consecutive |straight |preceding )?years"
)
_WAIVER = guarded(
    r"\bgranted (?:an? |another |its \w+ )?(?:\w+ )?waiver|\bwaiver (?:was|is|has been) granted|\bwaived?\b[^;.]{0,60}(?:downgrade|tier 3)|\bwaiver (?:of|from|per|to)\b|\botherwise required downgrade|\bwaiver\b[^;.]{0,30}(?:available|possible)"
)
_WAIVES_TIER = guarded(r"tier [23]|watch list|downgrade|\btvpa\b|trafficking victims protection")
_NO_WAIVER = guarded(
    r"\b(?:not|cannot|no longer)\b[^;.]{0,30}\bwaiver|\bwithout a waiver|\bwaiver is (?:no longer|not)"
)
_CHANGE = (
    (
        "up",
        guarded(
            r"\b(?:was|is|were|been|has been|therefore) upgraded to\b|\bupgraded (?:from|to) tier\b|\bupgraded to tier"
        ),
    ),
    (
        "down",
        guarded(
            r"\b(?:was|is|were|been|has been|therefore) downgraded to\b|\bdowngraded (?:from|to) tier\b|\bautomatically downgraded"
        ),
    ),
    (
        "same",
        guarded(
            r"\bremain(?:s|ed) (?:on|at|in) (?:the )?tier\b|\bremain(?:s|ed) on (?:the )?(?:tier 2 )?watch list|\bis (?:again )?placed on (?:the )?tier 2 watch list for an? (?:second|third|fourth)|\bretain(?:s|ed) (?:its )?tier|\bcontinu(?:es|ed) to (?:fully )?meet"
        ),
    ),
)
_HISTORY = guarded(
    r"\b(?:in|since|from) (?:the )?(20\d\d)\b[^;.]{0,40}(?:tip report|report)|\bprevious(?:ly)?\b[^;.]{0,20}tier"
)


def code_tier(reading: Reading) -> list[Candidate]:
    """Return candidates of the `tier.*` variables."""
    found: list[Candidate] = []
    for unit in reading.units:
        if (
            not reading.passage
            and unit.pillar not in ("standards", "profile")
            and "watch list" not in unit.lower
        ):
            continue
        found.extend(_stated(reading, unit))
        found.extend(_formula(unit))
        found.extend(_watch_list(unit))
        found.extend(_change(unit))
    return found


def _stated(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    if unit.paragraph == 0:
        tier = read_tier(unit.text)
        if tier is not None:
            yield Candidate("tier.stated", tier, unit, unit.start, unit.end, "tier.line")
        return
    opening = _TIER_OPENING.match(unit.text)
    if opening:
        tier = read_tier(unit.text[:40])
        head = re.match(r"\W*tier\s+[123]\s*(?:watch\s*list)?", unit.text, re.I)
        if tier is not None and head is not None:
            yield Candidate(
                "tier.stated", tier, unit, unit.start, unit.start + head.end(), "tier.opening"
            )
    for match in _PLACED.finditer(unit.lower):
        if _HISTORY.search(unit.lower[: match.start()][-40:]):
            continue
        tier = read_tier(match[1])
        yield Candidate(
            "tier.stated",
            tier,
            unit,
            unit.start + match.start(),
            unit.start + match.end(),
            "tier.sentence",
        )


def _formula(unit: Unit) -> Iterator[Candidate]:
    lower = unit.lower
    if (
        _STANDARDS not in lower
        and "efforts to do so" not in lower
        and "efforts to meet them" not in lower
    ):
        return
    meets = _MEETS.search(lower)
    efforts = _EFFORTS.search(lower)
    fully = meets is not None and not _NOT.search(lower[: meets.start()][-24:])
    alone = meets is not None and (efforts is None or efforts.start() > meets.end() + 200)
    if fully and alone and _STANDARDS in lower and "key areas" not in lower:
        yield Candidate("tier.standards", "meets", unit, unit.start, unit.end, "tier.formula")
        return
    if efforts is None or (
        not re.search(r"\bto (?:do so|meet them|comply)\b", lower[efforts.start() :])
        and _STANDARDS not in lower[efforts.start() :]
    ):
        return
    before = lower[max(0, efforts.start() - 20) : efforts.end()]
    denied = bool(efforts[2]) or re.search(r"\bnot\b[^,;]{0,18}making", before) is not None
    yield Candidate(
        "tier.standards",
        "not_significant" if denied else "significant",
        unit,
        unit.start,
        unit.start + efforts.end(),
        "tier.formula",
    )


def _watch_list(unit: Unit) -> Iterator[Candidate]:
    lower = unit.lower
    if "watch list" in lower:
        for match in _YEARS.finditer(lower):
            year = _ORDINALS.get(next(g for g in match.groups() if g))
            if year is not None:
                yield Candidate(
                    "tier.watch_list_year", year, unit, unit.start + match.start(), unit.start + match.end(),
                    "tier.watch-list-year",
                )  # fmt: skip
                break
    if "waiv" in lower or "otherwise required downgrade" in lower:
        match_ = _WAIVER.search(lower)
        if match_ and _WAIVES_TIER.search(lower):
            value = "no" if _NO_WAIVER.search(lower) else "yes"
            span = (unit.start + match_.start(), unit.start + match_.end())
            yield Candidate("tier.waiver", value, unit, *span, "tier.waiver")


def _change(unit: Unit) -> Iterator[Candidate]:
    if "tier" not in unit.lower and "watch list" not in unit.lower and "continu" not in unit.lower:
        return
    for value, pattern in _CHANGE:
        match = pattern.search(unit.lower)
        if match is None or (
            value == "same" and "meet" in match.group() and _STANDARDS not in unit.lower
        ):
            continue
        yield Candidate(
            "tier.change",
            value,
            unit,
            unit.start + match.start(),
            unit.start + match.end(),
            f"tier.{value}",
        )
        return
