"""The unit that the Report judges, one country in one edition, as commands and tables write it: `JPN:2003`."""

from __future__ import annotations

__all__ = ["split_unit", "unit_name", "unit_or_id"]


def unit_name(country: object, edition: object) -> str:
    """Return `JPN:2003`, with `?` for what is not known."""
    return f"{country or '?'}:{edition or '?'}"


def unit_or_id(country: object, edition: object, document: object) -> str:
    """Return `JPN:2003`, or the id of a document whose country or edition is not known."""
    return unit_name(country, edition) if country and edition else str(document)


def split_unit(unit: str) -> tuple[str, int | None]:
    """Return country and edition of a unit; of what names no edition, its words and None."""
    country, colon, edition = unit.rpartition(":")
    return (country, int(edition)) if colon and edition.isdecimal() else (unit, None)
