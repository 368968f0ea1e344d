"""What lines of a printed Report are by their words: the head of a country, a running head, a chapter's title."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from tierbook.editions import Tier, read_heading, read_tier_line
from tierbook.pages.country import country_by_name
from tierbook.text import late

__all__ = [
    "HEAD_LINES",
    "CountryHead",
    "closes_narratives",
    "country_of",
    "is_chart_line",
    "is_chart_title",
    "is_running_head",
    "is_special_cases",
    "names_tier",
    "opens_narrative",
    "opens_prose",
    "read_country_head",
    "read_page_number",
]

CountryHead = tuple[str, "Tier | None", int]
"""Name as printed, tier or None, and how many lines it takes."""

_PAGE_NUMBER = late(r"\D{0,3}(\d{1,3})\D{0,3}|page\s+(\d{1,3})(?:\s+of\s+\d+)?", re.I)
_NUMBER_AT_EDGE = late(r"^(\d{1,3})\s+(?=\D)|(?<=\D)\s+(\d{1,3})$")
_REPORT_HEAD = late(
    r"(?:the\s+)?(?:u\.?\s?s\.?\s+)?(?:department\s+of\s+state\s*)?(?:20\d\d\s+)?(?:annual\s+)?"
    r"(?:trafficking\s+in\s+persons\s+report|tip\s+report)?\s*[-–—:,|•]?\s*(?:(?:june|july|september)\s+)?(?:20\d\d)?",
    re.I,
)
_CHAPTER_HEAD = late(
    r"(?:country\s+narratives?\s*)+(?:[-–—:]?\s*(?:countries\s+)?[a-z]\s*(?:[-–—]|to|through)\s*[a-z])?"
    r"|[A-Z]\s*[-–—]\s*[A-Z]|special\s+cases?|tier\s+placements?",
    re.I,
)
_TIER_BEGINS = late(r"(?:tier\s+[123]|special\s+case)\b", re.I)
_CHART_TITLE = late(r"\btier\s+ranking\s+by\s+year\b|\btier\s+history\b", re.I)
_CHART = late(
    r"(?:(?:20\d\d|20?\s\d\d\d|'\d\d|[123]\s?WL|WL|[123]\*?|tier\s+[123](?:\s+watch\s+list)?|tier|SC|auto|NA|n/a|-|–|—)\s*)+",
    re.I,
)
_AFTER = late(
    r"relevant\s+international\s+conventions.*|(?:the\s+)?trafficking\s+victims\s+protection\s+act.*minimum\s+standards.*"
    r"|minimum\s+standards\s+for\s+the\s+elimination.*|stopping\s+human\s+trafficking.*peacekeepers.*"
    r"|multilateral\s+organizations.*efforts.*|(?:international,?\s+regional,?|regional)\s+and\s+(?:sub-?regional\s+)?organizations.*"
    r"|(?:multilateral|international|u\.s\.)\s+(?:anti-)?trafficking.*programs.*|u\.s\.\s+government\s+domestic.*"
    r"|glossary(?:\s+of\s+(?:terms|acronyms|abbreviations).*)?|(?:list\s+of\s+)?acronyms(?:\s+and\s+abbreviations)?"
    r"|photo(?:graph)?\s+credits?|a\s+closing\s+note|acknowledg(?:e)?ments|appendix\b.{0,60}|appendices|index"
    r"|trafficking\s+victims\s+protection\s+(?:re)?authorization\s+act.*",
    re.I,
)
_SENTENCE = late(r"[a-z]{2,}\W+[a-z]+\W+[a-z]{2,}")
_LONGEST_NAME = 60
_LONGEST_HEAD = 110
HEAD_LINES = 5


def read_country_head(texts: Sequence[str]) -> CountryHead | None:
    """Return the head of a country that lines begin with: a tier line on one line, or broken into several.

    Args:
        texts: a line and those after it in the same column.
    """
    joined = ""
    best: CountryHead | None = None
    for count, text in enumerate(texts[:HEAD_LINES], 1):
        apart = ": " if count > 1 and _TIER_BEGINS.match(text) and joined[-1:].isalnum() else " "
        joined = f"{joined}{apart}{text}".strip()
        if len(joined) > _LONGEST_HEAD:
            break
        found = read_tier_line(joined)
        if found is not None:
            best = (*found, count)
        elif best is not None or text.rstrip().endswith((".", ";")):
            break
    return best


@functools.lru_cache(maxsize=8192)
def country_of(name: str, edition: int | None) -> str | None:
    """Return the code of a name as printed; lines that cannot be a name are not looked up."""
    if not 3 < len(name) <= _LONGEST_NAME or not name[0].isalpha():
        return None
    return country_by_name(name, edition)


def names_tier(text: str) -> bool:
    """Tell whether a line may hold a tier: a quick look before a closer one."""
    words = text.lower()
    return "tier" in words or "special" in words


def read_page_number(text: str) -> int | None:
    """Return the number that a line is: alone, or at the edge of a running head."""
    match = _PAGE_NUMBER.fullmatch(text.strip())
    if match:
        return int(match[1] or match[2])
    match = _NUMBER_AT_EDGE.search(text.strip())
    if match and is_running_head(_NUMBER_AT_EDGE.sub("", text.strip()).strip()):
        return int(match[1] or match[2])
    return None


@functools.lru_cache(maxsize=8192)
def is_running_head(text: str) -> bool:
    """Tell a running head by its words: the Report's name, a chapter, countries in capitals, with a number or not."""
    words = text.strip()
    if _PAGE_NUMBER.fullmatch(words):
        return True
    words = _NUMBER_AT_EDGE.sub("", words).strip(" |•·-–—")
    if not words or _REPORT_HEAD.fullmatch(words) or _CHAPTER_HEAD.fullmatch(words):
        return True
    return words.isupper() and _is_names(words)


def _is_names(words: str) -> bool:
    """Tell whether capitals are one country's name, or several."""
    if country_of(words, None):
        return True
    parts = [part.strip() for part in re.split(r"\s*[|•/–—]\s*|\s+-\s+|\s+TO\s+", words)]
    if len(parts) > 1 and all(
        country_of(part, None) or part == "COUNTRY NARRATIVES" for part in parts
    ):
        return True
    single = words.split()
    return any(
        country_of(" ".join(single[:i]), None) is not None and _is_names(" ".join(single[i:]))
        for i in range(1, len(single))
        if len(single) <= 8
    )


def is_chart_title(text: str) -> bool:
    """Tell the title of the chart of a country's tiers in earlier years."""
    return len(text) < 90 and names_tier(text) and bool(_CHART_TITLE.search(text))


def is_chart_line(text: str) -> bool:
    """Tell a label of that chart: tiers, years, nothing else."""
    return bool(_CHART.fullmatch(text.strip()))


def closes_narratives(text: str) -> bool:
    """Tell the title of a chapter that follows the narratives."""
    words = text.strip().rstrip(":.")
    return (
        len(words) < 110
        and (words.isupper() or words.istitle() or words[:1].isupper())
        and not text.rstrip().endswith((".", ",", ";"))
        and bool(_AFTER.fullmatch(words))
    )


def is_special_cases(text: str) -> bool:
    """Tell the title of the chapter of special cases, whose countries stand without a tier."""
    return bool(re.fullmatch(r"(?:[ivx]+[.]\s*)?special\s+cases", text.strip(" :."), re.I))


def opens_narrative(name: str, texts: Sequence[str]) -> bool:
    """Tell whether the lines after a tier line are a narrative, and no list: prose that speaks of the matter."""
    words = " ".join(texts).lower()
    return _shows_sentences(texts) and (
        "traffick" in words or "minimum standards" in words or _names(name, words)
    )


def _shows_sentences(texts: Sequence[str]) -> bool:
    """Tell whether lines are prose: two of them, or the last that there is, hold words in small letters."""
    prose = sum(1 for text in texts if len(text) >= 25 and _SENTENCE.search(text))
    return prose >= min(2, len(texts)) and prose > 0


def opens_prose(name: str, texts: Sequence[str]) -> bool:
    """Tell whether the lines after a name are prose that names it at its beginning, as narratives do."""
    if not texts or not _shows_sentences(texts[:4]) or read_heading(texts[0]):
        return False
    return _names(name, " ".join(texts[:6])[:260].lower())


def _names(name: str, words: str) -> bool:
    """Tell whether words in small letters hold a country's name, or an adjective made from it."""
    own = [part for part in re.findall(r"[^\W\d_]{4,}", name.lower()) if part not in _STOCK]
    return bool(own) and own[0][:6] in words


_STOCK = frozenset(
    {
        "republic",
        "democratic",
        "people",
        "peoples",
        "kingdom",
        "states",
        "federated",
        "north",
        "south",
    }
)
