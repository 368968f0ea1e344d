"""The tier, its formula and its change: from the tier line and the standards words.

Source: the stock sentences of TVPA section 110(b) as the Report prints them: "does not yet fully comply" (2001-2003),
"fully complies/meets", "is (not) making significant efforts". The Watch List has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.coders.rules.watch_list import code_watch_list
from tierbook.coding.patterns import guarded
from tierbook.editions import find_tier_statements, read_tier
from tierbook.text import late

__all__ = ["code_tier"]

_TIER_OPENING = late(r"^\W*tier\s+[123]\s*(?:-\s*)?(?:watch\s*list)?", re.I)
# A summary whose clauses before the tier end without a stop: "... for forced labor tier rating: Tier 3 - ...".
_TIER_RATING = guarded(
    r"\btier rating:?\s*(?:tier\s+[123]\s*(?:-\s*)?(?:watch\s*list)?|special case)"
)
_MEETS = guarded(
    r"\bfully (?:compl(?:ies|y|ied)|meets?|met)\b|\b(?:has |have )complied fully\b|\b(?<!to )meets? the minimum standards\b|\b(?<!to )compl(?:ies|y) with the minimum standards\b"
)
_NOT = guarded(
    r"\b(?:does|do|did|has|have) not\b|\bnot yet\b|\bfalls? short\b|\bnot (?:fully|yet)\b"
)
_EFFORTS = guarded(
    r"\b(is|are|was|were|has|have|did)?\s*(not |not yet |also not )?(?:been )?(?:making|make|made|makes)\s+(?:an? )?(?:some |any |no )?(?:significant |serious |sufficient |adequate |consistent )?efforts?\b(?: to do so| to comply| to meet| to bring)?"
)
_GOAL = guarded(
    r"\bto (?:do so|do(?=[,;.])|meet (?:them|those standards)|comply|combat|eliminate|address|bring)\b"
)
_NOT_MAKING = guarded(r"\b(?:not|nor|neither)\b[^,;]{0,24}\bmak(?:e|ing)\b")
_STANDARDS = "minimum standards"
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

# A move that did not come to pass, or that a rule speaks of: "an otherwise required downgrade", "would have been".
_SPARED = guarded(
    r"\b(?:not|never)(?: \w+ly)?(?: be| been| being)? $|\b(?:otherwise|would|could|might|may|must|shall|should)(?: required)?(?: have| otherwise| then)*(?: be)? $"
    r"|\b(?:spar|sav|kept|prevent|avoid|escap)\w*[^,;]{0,40}$|\bwaiver (?:from|of)\b[^,;]{0,40}$|\b(?:requir(?:es?|ing)|mandates?|threaten\w*)\b[^;]{0,90}$"
)
_YEAR = guarded(r"\b(?:in|since|during) (?:the )?((?:19|20)\d\d)\b")


def code_tier(reading: Reading) -> list[Candidate]:
    """Return candidates of the `tier.*` variables."""
    units = [
        unit
        for unit in reading.units
        if reading.passage or unit.pillar in ("standards", "profile") or "watch list" in unit.lower
    ]
    stated = [candidate for unit in units for candidate in _stated(reading, unit)]
    found = list(stated)
    for unit in units:
        found.extend(_formula(unit))
        found.extend(_change(unit, reading.edition))
    found.extend(code_watch_list(reading, units, _tier(stated)))
    return found


def _tier(stated: list[Candidate]) -> str | None:
    """Return the tier of the edition: that of the tier line or opening before that of a sentence."""
    lines = [c for c in stated if c.cue != "tier.sentence"]
    return next((str(c.value) for c in [*lines, *stated]), None)


def _stated(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    for tier, start, end, cue in _statements(reading, unit):
        yield Candidate("tier.stated", tier, unit, unit.start + start, unit.start + end, cue)
        if tier == "special":
            yield Candidate("tier.special", "yes", unit, unit.start + start, unit.start + end, cue)


def _statements(reading: Reading, unit: Unit) -> Iterator[tuple[str, int, int, str]]:
    """Yield each tier that a unit places the country in, with the span of the words and the name of the rule."""
    if unit.paragraph == 0:
        tier = read_tier(unit.text)
        if tier is not None:
            yield tier, 0, len(unit.text), "tier.line"
        return
    opening = _TIER_OPENING.match(unit.text) or _TIER_RATING.search(unit.lower)
    tier = read_tier(opening[0]) if opening else None
    if opening and tier is not None:
        yield tier, *opening.span(), "tier.opening"
    for statement in find_tier_statements(unit.text, edition=reading.edition):
        if statement.kind == "sentence":
            yield statement.tiers[0], statement.start, statement.end, "tier.sentence"


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
    goal = efforts is not None and (
        _STANDARDS in lower[efforts.start() :]
        or _GOAL.search(lower, efforts.start(), efforts.end() + 24) is not None
    )
    if efforts is None or not goal:
        return
    low = max(0, efforts.start() - 24)
    denied = bool(efforts[2]) or _NOT_MAKING.search(lower, low, efforts.end()) is not None
    yield Candidate(
        "tier.standards",
        "not_significant" if denied else "significant",
        unit,
        unit.start,
        unit.start + efforts.end(),
        "tier.formula",
    )


def _change(unit: Unit, edition: int | None) -> Iterator[Candidate]:
    if "tier" not in unit.lower and "watch list" not in unit.lower and "continu" not in unit.lower:
        return
    for value, pattern in _CHANGE:
        for match in pattern.finditer(unit.lower):
            if (
                value == "same" and "meet" in match.group() and _STANDARDS not in unit.lower
            ) or _no_move(unit.lower, match.start(), match.end(), edition):
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


def _no_move(lower: str, start: int, end: int, edition: int | None) -> bool:
    """Tell whether a move did not come to pass, or came to pass in an earlier edition."""
    if _SPARED.search(lower, max(0, start - 110), start):
        return True
    year = _YEAR.search(lower, max(0, start - 40), min(len(lower), end + 40))
    return year is not None and edition is not None and int(year[1]) < edition
