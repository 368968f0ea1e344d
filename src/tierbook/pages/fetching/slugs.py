"""How an address of an edition spells a country, and which country an address spells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from tierbook.pages.fetching.table import AddressTable, Confidence, Spelling
from tierbook.places import Country, all_countries, find_country
from tierbook.text import late

__all__ = ["country_of_slug", "slug_of_name", "slugs_of"]

_APOSTROPHES = late(r"['’‘`.]")
_OTHER = late(r"[^a-z0-9]+")
_TAIL = late(r"(?:__trashed|-report)?(?:-\d{1,3})?$")


def slugs_of(
    country: Country, edition: int, table: AddressTable
) -> tuple[tuple[str, Confidence], ...]:
    """Return the spellings of a country worth trying, the surest first, each once.

    What was seen comes before what is from memory, and both before the country's own name in that edition. A country
    that the table doesn't list is spelled as its name is; that rule was seen at work, so it counts as seen.
    """
    rows = [
        s for s in table.spellings if s.country == country.code and s.first <= edition <= s.last
    ]
    rows.sort(key=lambda row: row.confidence != "seen")
    ordered: dict[str, Confidence] = {}
    for row in rows:
        ordered.setdefault(row.slug, row.confidence)
    ordered.setdefault(slug_of_name(country.name_in(edition)), "memory" if rows else "seen")
    return tuple(ordered.items())


def slug_of_name(name: str) -> str:
    """Return a name as the site's addresses spell names: small ASCII letters, words joined by dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", _APOSTROPHES.sub("", plain.lower().replace("&", " and "))).strip("-")


def country_of_slug(slug: str, edition: int, table: AddressTable) -> str | None:
    """Return the code of the country that the last part of an address spells, or None.

    The site's own marks of a page that was moved or made twice (`__trashed`, `-2`, `-report-2`) are left out.
    """
    plain = _TAIL.sub("", slug.lower().strip("/").rpartition("/")[2])
    found = _spelled(table.spellings).get(plain)
    if found is not None:
        return found
    named = _named().get(plain)
    if named is not None:
        return named
    country = find_country(plain.replace("-", " "), edition=edition) if plain else None
    return None if country is None else country.code


@cache
def _spelled(spellings: tuple[Spelling, ...]) -> Mapping[str, str]:
    return {row.slug: row.country for row in spellings}


@cache
def _named() -> Mapping[str, str]:
    """Map a slug to the one country that has a name of the Report spelled so."""
    found: dict[str, set[str]] = {}
    for country in all_countries():
        for name in country.names:
            if name.kind == "report":
                found.setdefault(slug_of_name(name.text), set()).add(country.code)
    return {slug: next(iter(codes)) for slug, codes in found.items() if len(codes) == 1}
