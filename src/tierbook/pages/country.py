"""Which country a page is about, by its name as printed there."""

from __future__ import annotations

import functools

from tierbook.pages.mojibake import decoded_rightly
from tierbook.places import all_countries, find_country

__all__ = ["country_by_code", "country_by_name"]


@functools.lru_cache(maxsize=4096)
def country_by_name(name: str, edition: int | None) -> str | None:
    """Return the ISO 3166 alpha-3 code of a name as printed, at the time of an edition, or None."""
    found = find_country(" ".join(decoded_rightly(name).split()).strip(" .:"), edition=edition)
    return None if found is None else found.code


def country_by_code(code: str) -> str | None:
    """Return an alpha-3 code if it stands for a country here; two-letter codes are never read."""
    return code if code in _codes() else None


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(country.code for country in all_countries())
