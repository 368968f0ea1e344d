"""How many hits each value of each facet has. Values of one facet are joined by or, facets by and."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tierbook.library.catalogue.search.filters import FACETS, clean_value, label_of, mask_of_filter
from tierbook.library.catalogue.search.planning import universe_of
from tierbook.library.catalogue.search.shelves import CODED_FACETS, Shelf
from tierbook.library.reading.variables import describe_variable

__all__ = ["count_facets", "joined_values", "mask_of_filters"]

_IN_ORDER = {
    "tier": ("1", "2", "2WL", "3", "special"),
    "pillar": (
        "profile",
        "standards",
        "prosecution",
        "protection",
        "prevention",
        "recommendations",
        "head",
    ),
}


def mask_of_filters(filters: Mapping[str, Sequence[str]], shelf: Shelf, leave_out: str = "") -> int:
    """Return the passages that the filters let through, one facet perhaps left out.

    A bare value (`value=no`) beside variables is a value of these variables.
    """
    found = universe_of("all", shelf)
    for facet, values in filters.items():
        if values and facet != leave_out:
            found &= mask_of_filter(facet, joined_values(facet, values, filters), shelf)
    return found


def joined_values(
    facet: str, values: Sequence[str], filters: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the values of a facet as they are meant beside the other filters."""
    variables = filters.get("variable", ())
    if facet != "value" or not variables:
        return tuple(values)
    return tuple(
        value if "=" in value else f"{variable}={value}"
        for value in values
        for variable in ((value.partition("=")[0],) if "=" in value else variables)
    )


def count_facets(
    found: int, filtered: int, filters: Mapping[str, Sequence[str]], shelf: Shelf
) -> dict[str, list[tuple[str, str, int]]]:
    """Return (value, label, count) of each facet: values with hits, and those that are chosen.

    Args:
        found: passages that the query finds, before any filter.
        filtered: those of them that all the filters let through.
        filters: the filters; a facet is counted as if it had none, so that it shows what a further value would add.
        shelf: the index.
    """
    counts = {}
    for facet in FACETS:
        here = found & mask_of_filters(filters, shelf, facet) if filters.get(facet) else filtered
        chosen = {
            code
            for value in joined_values(facet, filters.get(facet, ()), filters)
            for code in clean_value(facet, value, shelf)
        }
        rows = [
            (value, label_of(facet, value), count)
            for value, mask in shelf.values(facet).items()
            if ((count := (mask & here).bit_count()) or value in chosen)
            and (facet != "value" or _is_counted(value, chosen, filters))
        ]
        rows += [
            (code, label_of(facet, code), 0) for code in chosen if code not in shelf.values(facet)
        ]
        counts[facet] = sorted(rows, key=_order(facet))
    return counts


def _is_counted(key: str, chosen: set[str], filters: Mapping[str, Sequence[str]]) -> bool:
    """Values that are countries are many: they are counted for the variables that are chosen alone."""
    variable = key.partition("=")[0]
    wanted = filters.get("variable", ())
    if wanted:
        return variable in wanted or key in chosen
    if key in chosen:
        return True
    return variable not in CODED_FACETS.values() and describe_variable(variable).type != "countries"


def _order(facet: str):
    places = _IN_ORDER.get(facet)
    if places:
        return lambda row: places.index(row[0]) if row[0] in places else len(places)
    if facet == "edition":
        return lambda row: (row[0] == "unknown", -int(row[0]) if row[0].isdigit() else 0)
    return lambda row: (-row[2], row[1])
