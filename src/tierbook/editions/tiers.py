"""The tiers and how they are printed: on the line that opens a narrative, and in the sentence that places a country.

Source: TVPA section 110(b)(1); Tier 2 Watch List, section 110(b)(2)(A)(iii); a special case is the Department's own
device and stands in no statute. The spellings are those of the editions since 2001 and of the libraries that keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from tierbook.text import late

__all__ = [
    "TIERS",
    "Tier",
    "TierStatement",
    "find_tier_statements",
    "read_tier",
    "read_tier_alone",
    "read_tier_line",
]

Tier = Literal["1", "2", "2WL", "3", "special"]
TIERS: dict[str, str] = {
    "1": "Tier 1",
    "2": "Tier 2",
    "2WL": "Tier 2 Watch List",
    "3": "Tier 3",
    "special": "Special Case",
}
_DASH = r"[-‐-―−]"
_WATCH = rf"(?:\s*(?:,|:|{_DASH}+)?\s*(?:\(\s*)?(?:watch\s*-?\s*list|wl)\b\)?)"
_TIER = rf"tier\s*(?:[123]\b|i{{1,3}}\b)(?:\s*\*)?{_WATCH}?"
_PRINTED = late(
    rf"\btier\s*([123]|i{{1,3}})\b\s*\*?({_WATCH})?|(\bspecial\s+cases?\b)",
    re.I,
)
_DIGITS = {"i": "1", "ii": "2", "iii": "3"}


def read_tier(words: str) -> Tier | None:
    """Return the tier that the words print first, or None: `TIER 2 - WATCH LIST` gives 2WL."""
    match = _PRINTED.search(words)
    return None if match is None else _tier(match)


def _tier(match: re.Match[str]) -> Tier:
    if match[3]:
        return "special"
    digit = _DIGITS.get(match[1].lower(), match[1])
    return cast(Tier, "2WL" if match[2] and digit == "2" else digit)


_NAME = r"(?P<name>(?!the\s+government\b)[^\d:;(\[]{2,70}?(?:\([^()]{2,40}\)\s*)?)"
_NOTED = late(
    r"\s*(?:\*?\s*\[[^\[\]]{1,400}\]|(?:\W{0,3}\s*)?extracted\s+(?:in\s+part\s+)?from\b.{0,160})\s*$",
    re.I | re.S,
)
_TIER_LINE = late(
    rf"{_NAME}\s*\*?\s*(?:[(\[:]|{_DASH}+|,\s)\s*\(?(?P<tier>{_TIER}|special\s+cases?)\s*\*?\s*[)\]]{{0,2}}\s*\*?\s*\.?",
    re.I,
)
_SPECIAL_FIRST = late(
    rf"(?:[^:]{{0,60}}\b(?:report\s+)?20\d\d\s*{_DASH}\s*)?(?P<tier>special\s+case)\s*(?::|{_DASH}+)\s*(?P<name>[^\d:;(\[.]{{2,60}})",
    re.I,
)
# One of these stands in every tier line of plain letters.
_TIER_WORDS = ("tier", "special")
_ALONE = late(rf"[(\[]?\s*(?:{_TIER}|special\s+case)\s*[)\]]?\s*\*?", re.I)
_CHAPTER = late(
    r"(?:[IVX]{1,5}\.\s*)?(?:country\s+(?:narratives?|reports?)|countries|narratives|placements?)\b",
    re.I,
)
_VERB = late(
    r"\b(?:is|was|were|are|remain(?:s|ed)?|makes?|made|does|has|have|had|will|should)\s", re.I
)


def read_tier_line(line: str) -> tuple[str, Tier] | None:
    """Return the country's name as printed and the tier, where a line is a tier line of any edition.

    `Japan (Tier 2)`, `HAITI (TIER 2 - WATCH LIST)`, `UZBEKISTAN (Tier 3*)`, `THAILAND: TIER 2`, `SPECIAL CASE: YEMEN`;
    a note in square brackets after it is left aside. `IV. Country Narratives - Tier 2`, the head of a chapter, is none.
    """
    words = line.strip()
    if len(words) > 110 and (len(words) > 500 or "[" not in words[:110]):
        return None
    return _read_tier_line(words)


@lru_cache(maxsize=1024)  # each short line of a page is asked by several rooms
def _read_tier_line(words: str) -> tuple[str, Tier] | None:
    if words.isascii() and not any(word in words.lower() for word in _TIER_WORDS):
        return None
    words = _NOTED.sub("", words)
    if len(words) > 110:
        return None
    match = _TIER_LINE.fullmatch(words) or _SPECIAL_FIRST.fullmatch(words)
    if match is None:
        return None
    name = match["name"].strip(" *\t\u00a0")
    tier = read_tier(match["tier"])
    is_name = not (_ALONE.fullmatch(name) or _CHAPTER.match(name) or _VERB.search(f"{name} "))
    if tier is None or not is_name:
        return None
    return name, tier


def read_tier_alone(line: str) -> Tier | None:
    """Return the tier of a line that prints nothing else: `(Tier 2)` under a line with the country's name."""
    words = line.strip()
    return read_tier(words) if len(words) < 40 and _ALONE.fullmatch(words) else None


@dataclass(frozen=True, slots=True)
class TierStatement:
    """Words that place the country in a tier now, with their span.

    `tiers`: the tiers that the words allow: one, but for the formula of significant efforts, which stands in Tier 2 and
    on the Watch List alike. `kind`: `opening` (a summary that begins with its tier), `sentence` (`remained on
    Tier 2`), `formula` (whether the government meets the standards and makes efforts).
    """

    start: int
    end: int
    tiers: tuple[Tier, ...]
    kind: Literal["opening", "sentence", "formula"]


_PLACES = late(
    rf"\b(?:(?:is|was|were|has\s+been|remain(?:s|ed)?|stay(?:s|ed)?|despite\s+remaining)\b"
    rf"(?:,?\s+(?:again|also|therefore|thus|hereby|now|once\s+more|automatically)\b,?)?"
    rf"(?:\s+(?P<act>(?:up|down)graded|placed|ranked|moved|raised|lowered|reassessed|updated|listed|kept)"
    rf"(?:\s+(?:up|down|back))?(?:\s+from\s+(?:the\s+)?{_TIER})?)?"
    rf"|(?:therefore|thus)\s+(?P<act2>(?:up|down)graded|placed|ranked))"
    rf"\s+(?:on|to|at|in|as)\s+(?:the\s+)?(?P<tier>{_TIER}|watch\s*-?\s*list\b)",
    re.I,
)
_FORMULA = late(
    r"\b(?P<full>(?<!not )(?<!not yet )fully\s+(?:meets|complies\s+with)\s+the\s+minimum\s+standards)"
    r"|\b(?:does|do|has|have)\s+not\s+(?:yet\s+)?(?:fully\s+)?(?:meet|met|comply|complied)\b[^.;]{0,40}\bminimum\s+standards"
    r"[^.;]{0,60}(?:[,;]?\s+(?:and|but|however|nevertheless|nonetheless|although)\b[^.;]{0,300}?|[;.]\s+however,?\s+[^.;]{0,60}?)"
    r"\b(?:is|are|has|have)\s+(?P<denied>(?:also\s+)?not\s+(?:yet\s+)?)?(?:been\s+)?(?:making|made)\s+"
    r"(?:some\s+)?significant\s+efforts",
    re.I,
)
_SPECIAL = late(
    r"\b(?:is|remains?|remained|was|continues\s+(?:to\s+be|as))\s+(?:considered\s+|designated\s+)?(?:as\s+)?"
    r"a\s+(?P<tier>special\s+case)\b",
    re.I,
)
_OPENING = late(rf"\W*(?P<tier>{_TIER}|special\s+case)(?=\s*(?P<mark>.))", re.I)
_LISTED = late(r"\s*(?:\(\d+\s+countries\)|:|\s*countries\s+that\b|\s+is\b)")
_TELLING = (
    "Tier",
    "TIER",
    "tier ",
    "atch List",
    "ATCH LIST",
    "pecial Case",
    "pecial case",
    "PECIAL",
    "inimum standards",
)
_TIER_WORD = late(r"[Tt](?:ier|IER)\b|[Ww](?:atch|ATCH)|[Ss](?:pecial|PECIAL)\s[Cc]")
_STANDARDS = late(r"[Mm]inimum\s+[Ss]tandards")
_CLAUSE_EDGE = late(r"[.;]\s|\n")
_YEAR = late(
    r"\b(?:in|since|from|during|until|the)\s+(?:(?:the|its|june|july|september)\s+)*(20\d\d)\b(?!\s+(?:law|act|code))",
    re.I,
)
_NOT_NOW = late(
    r"\b(?:previously|previous\s+(?!reporting|years?\b|periods?\b)|last\s+year|after\s+(?:being|having)|if|would|could|may|might|unless|had\s+been"
    r"|instead\s+of|rather\s+than|prior\s+to|from\s+being)\b",
    re.I,
)
_SO_LONG = late(
    r"\s*\b(?:for|in)\s+(?:the\s+)?(?:past|last|preceding|previous|\w+\s+consecutive\s+years\b)",
    re.I,
)


def find_tier_statements(
    text: str, start: int = 0, end: int | None = None, *, edition: int | None = None
) -> list[TierStatement]:
    """Return the places where a text says in which tier the country is, in order.

    Placements of earlier years, conditions and waivers (`from an otherwise required downgrade to Tier 3`) are none.

    Args:
        text: any text.
        start: where to begin.
        end: where to stop.
        edition: the year whose placement is meant; a clause that names another year tells history.
    """
    stop = len(text) if end is None else end
    if all(text.find(word, start, stop) < 0 for word in _TELLING):
        return []
    found = [
        *_opening(text, start, stop),
        *_sentences(text, start, stop, edition),
        *_formulas(text, start, stop),
    ]
    return sorted(found, key=lambda statement: statement.start)


def _opening(text: str, start: int, stop: int) -> Iterator[TierStatement]:
    match = _OPENING.match(text, start, stop)
    if match is None or _LISTED.match(text, match.end("tier")):
        return
    tier = read_tier(match["tier"])
    if tier is not None:
        yield TierStatement(*match.span("tier"), (tier,), "opening")


def _sentences(text: str, start: int, stop: int, edition: int | None) -> Iterator[TierStatement]:
    for low, high in _around(_TIER_WORD, text, start, stop, before=120, after=30):
        for match in _PLACES.finditer(text, low, high):
            if not _is_history(text, match, start, stop, edition):
                tier = read_tier(match["tier"]) or "2WL"
                yield TierStatement(match.start(), match.end(), (tier,), "sentence")
        for match in _SPECIAL.finditer(text, low, high):
            yield TierStatement(match.start(), match.end(), ("special",), "sentence")


def _formulas(text: str, start: int, stop: int) -> Iterator[TierStatement]:
    for low, high in _around(_STANDARDS, text, start, stop, before=90, after=460):
        for match in _FORMULA.finditer(text, low, high):
            tiers: tuple[Tier, ...] = (
                ("1",) if match["full"] else ("3",) if match["denied"] else ("2", "2WL")
            )
            yield TierStatement(match.start(), match.end(), tiers, "formula")


def _around(
    anchor: re.Pattern[str], text: str, start: int, stop: int, *, before: int, after: int
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text around some words, joined where they meet; all else needn't be read closely."""
    low = high = -1
    for match in anchor.finditer(text, start, stop):
        if match.start() - before > high:
            if high > low:
                yield low, high
            low = max(match.start() - before, start)
        high = min(match.end() + after, stop)
    if high > low:
        yield low, high


def _is_history(
    text: str, match: re.Match[str], start: int, stop: int, edition: int | None
) -> bool:
    """Tell whether a placement is one of an earlier year, a condition, or told of somebody else."""
    low = start
    for edge in _CLAUSE_EDGE.finditer(text, start, match.start()):
        low = edge.end()
    after = _CLAUSE_EDGE.search(text, match.end(), stop)
    high = after.start() if after else stop
    before, behind = text[low : match.start()], text[match.end() : min(high, match.end() + 60)]
    verb = match[0].lower()
    if verb.startswith(("was ", "were ", "has been")) and not (match["act"] or match["act2"]):
        return True
    if verb.startswith("has been") and _SO_LONG.match(behind):
        return True
    if _NOT_NOW.search(before[-70:]):
        return True
    years = [int(m[1]) for m in _YEAR.finditer(f"{before[-90:]} {behind}")]
    return bool(years) and edition is not None and edition not in years
