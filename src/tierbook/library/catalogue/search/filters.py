"""Filters: facets as they stand in an address or in a query, and the passages that each value lets through.

Several values of one facet let through what any of them does; several facets, what all of them do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache

from tierbook.codebook import load_codebook
from tierbook.editions import TIERS
from tierbook.library.catalogue.search.language import BadQuery
from tierbook.library.catalogue.search.shelves import CODED_FACETS, NOT_KNOWN, Shelf
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import code_label, describe_variable
from tierbook.places import all_countries, find_country

__all__ = ["FACETS", "clean_value", "label_of", "mask_of_filter"]

FACETS = {
    "country": "Country",
    "region": "Region",
    "edition": "Edition",
    "tier": "Tier stated",
    "pillar": "Pillar",
    "publisher": "Publisher",
    "kind": "Kind of text",
    "form": "Form",
    "sector": "Sector",
    "variable": "Variable",
    "value": "Coded as",
}
HEAD_LABEL = "Title and tier line"
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|\.\.)\s*(\d{4}))?")
_TIER_WORDS = {
    "tier1": "1", "tier2": "2", "tier3": "3", "tier2wl": "2WL", "2watchlist": "2WL", "tier2watchlist": "2WL",
    "watchlist": "2WL", "specialcase": "special",
}  # fmt: skip


def mask_of_filter(name: str, values: tuple[str, ...], shelf: Shelf, shown: str = "") -> int:
    """Return the passages that any of the values of one facet lets through.

    Raises:
        BadQuery: a value is none that the facet can have.
    """
    found = 0
    held = shelf.values(name)
    for value in values:
        for code in clean_value(name, value, shelf, shown):
            found |= held.get(code, 0)
    return found


def clean_value(name: str, value: str, shelf: Shelf, shown: str = "") -> tuple[str, ...]:
    """Return the codes that a value stands for: `Japan` is JPN, `2010-2012` three editions.

    Raises:
        BadQuery: it stands for none.
    """
    held = shelf.values(name)
    if value in held:
        return (value,)
    plain = " ".join(value.casefold().replace("_", " ").split())
    found = _READERS[name](value, plain, held) if name in _READERS else ()
    found = found or _by_label(name, plain, held)
    if found:
        return found
    names = {**{code.casefold(): code for code in held}, **_labels(name, held)}
    likely = difflib.get_close_matches(plain, list(names), n=3, cutoff=0.6)
    remedy = f"perhaps {', '.join(names[word] for word in likely)}" if likely else _EXAMPLES[name]
    raise BadQuery(
        shown or f"{name}={value}",
        f"{remedy}; the facets beside the results show what there is",
        f"{value!r} is no {FACETS[name].lower()} here",
    )


def _country(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    found = find_country(value) or find_country(value.upper()) or find_country(value.title())
    if found is not None:
        return (found.code,)
    codes = [
        country.code
        for country in all_countries()
        if any(plain == name.text.casefold() for name in country.names)
    ]
    return tuple(codes)


def _edition(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    match = _YEARS.fullmatch(value.strip())
    if match is None:
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1999 < first <= last < 2100:
        return ()
    return tuple(str(year) for year in range(first, last + 1))


def _tier(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    code = _TIER_WORDS.get(re.sub(r"[\s()_-]", "", plain), value.upper())
    code = "special" if plain == "special" else code
    return (code,) if code in TIERS else ()


def _pillar(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    return (plain,) if plain in PILLAR_NAMES or plain == "head" else ()


def _kind(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    return (plain,) if plain in {"narrative", "summary", "excerpt", "sample"} else ()


def _variable(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    known = load_codebook("tip").variables
    if value in known:
        return (value,)
    return tuple(sorted(name for name in {*known, *held} if name.rpartition(".")[2] == value))


def _value(value: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    """A value alone, `no`, stands for that value of any variable."""
    variable, sign, code = value.partition("=")
    if sign and variable in load_codebook("tip").variables and code:
        return (f"{variable}={code}",)
    if sign:
        return ()
    found = tuple(key for key in held if key.endswith(f"={value}"))
    known = any(value in codes for codes in load_codebook("tip").vocabularies.values())
    return found or ((f"any={value}",) if known else ())


def _coded(variable: str, value: str) -> tuple[str, ...]:
    facts = describe_variable(variable)
    return (value,) if value in facts.vocabulary else ()


_READERS = {
    "country": _country,
    "edition": _edition,
    "tier": _tier,
    "pillar": _pillar,
    "kind": _kind,
    "variable": _variable,
    "value": _value,
    "form": lambda value, plain, held: _coded(CODED_FACETS["form"], value),
    "sector": lambda value, plain, held: _coded(CODED_FACETS["sector"], value),
}
_EXAMPLES = {
    "country": "give a name or a code: country:Japan, country:JPN",
    "region": 'give a region as the facets write it: region:"East Asia and Pacific"',
    "edition": "give a year or years: edition:2018, edition:2010-2018",
    "tier": "give 1, 2, 2WL, 3 or special",
    "pillar": f"give one of {', '.join(PILLAR_NAMES)}",
    "publisher": "give the name as the facets write it: publisher:Refworld",
    "kind": "give narrative, summary, excerpt or sample",
    "form": "give a form as the facets write it: form:debt_bondage",
    "sector": "give a sector as the facets write it: sector:fishing",
    "variable": "give the id of a variable: variable:prosecution.law",
    "value": "give a variable and its value, or a value: value:prosecution.law=no, value:no",
}


def _by_label(name: str, plain: str, held: Mapping[str, int]) -> tuple[str, ...]:
    code = _labels(name, held).get(plain)
    return (code,) if code is not None else ()


def _labels(name: str, held: Mapping[str, int]) -> dict[str, str]:
    return {label_of(name, code).casefold(): code for code in held}


@cache
def label_of(name: str, code: str) -> str:
    """Return a value of a facet in words."""
    if name == "country" and code != NOT_KNOWN:
        return country_name(code)
    if name == "tier" and code in TIERS:
        return TIERS[code]
    if name == "pillar":
        return HEAD_LABEL if code == "head" else PILLAR_NAMES.get(code, code)
    if name in CODED_FACETS:
        return code_label(code, describe_variable(CODED_FACETS[name]).vocabulary)
    if name == "variable":
        return describe_variable(code).label
    if name == "value":
        variable, _, value = code.partition("=")
        return f"{describe_variable(variable).label}: {_value_label(variable, value)}"
    return "not known" if code == NOT_KNOWN else code


def _value_label(variable: str, value: str) -> str:
    facts = describe_variable(variable)
    if variable == "tier.stated":
        return TIERS.get(value, value)
    if facts.type == "countries":
        return country_name(value) if len(value) == 3 else value
    return code_label(value, facts.vocabulary)
