"""Which country a page is about, by its name as printed there, and the running heads that print a name."""

from __future__ import annotations

import functools
import re

from tierbook.places import all_countries, find_country

__all__ = ["country_by_code", "country_by_name", "running_heads"]

_GLUED = re.compile(r"\d[A-ZÀ-Þ]{2}|[A-ZÀ-Þ]{3}\d")
_HEAD = re.compile(
    r"(?:(?<![A-Za-z])(?P<before>[A-ZÀ-Þ][A-ZÀ-Þ ,'’().-]{3,60}?)|(?<!\d))"
    r"(?P<page>\d{1,3}(?:\d{2,3})?)(?P<after>[A-ZÀ-Þ]{2}[A-ZÀ-Þ ,'’().-]{2,})?"
)
_SHORTEST = 4


def country_by_name(name: str, edition: int | None) -> str | None:
    """Return the ISO 3166 alpha-3 code of a name as printed, at the time of an edition, or None."""
    found = find_country(" ".join(name.split()).strip(" .:"), edition=edition)
    return None if found is None else found.code


def country_by_code(code: str) -> str | None:
    """Return an alpha-3 code if it stands for a country here; two-letter codes are never read."""
    return code if code in _codes() else None


def running_heads(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of running heads glued into `source[start:end]`: a page number and a country in capitals.

    Left and right pages of the printed Report carry the first and the last country on them, so the name may be a
    neighbour's; left in the text it would read as a country of the narrative.
    """
    if not _GLUED.search(source, start, end):
        return []
    found: list[tuple[int, int]] = []
    for match in _HEAD.finditer(source, start, end):
        low, high = match.span("page")
        size = _name_length(match["after"]) if match["after"] else 0
        named = match["before"] is not None and _is_country(match["before"].strip())
        if not size and not (
            named and (high >= end or source[high].isspace() or source[high].isupper())
        ):
            continue
        found.append((match.start("before") if named else low, high + size))
    return found


def _name_length(words: str) -> int:
    """Return the length of the longest country name that `words` begin with, 0 if there is none."""
    for size in range(len(words), _SHORTEST - 1, -1):
        if words[size - 1] not in " ,(-" and _is_country(words[:size]):
            return size
    return 0


@functools.lru_cache(maxsize=4096)
def _is_country(words: str) -> bool:
    return find_country(words) is not None


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(country.code for country in all_countries())
