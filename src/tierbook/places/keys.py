"""The codes by which other tables know a country, in the years in which each holds.

A code is no property of a name: Sudan changed its UN number when South Sudan left it, and Serbia has four histories
in four systems. So a key is asked for with a year, and a year without one has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tierbook.errors import WrongUse
from tierbook.places.country import get_country
from tierbook.places.tables import read_table, to_year

__all__ = ["KEY_SYSTEMS", "country_of_key", "country_of_table", "existed", "keys_in"]

KEY_SYSTEMS: Mapping[str, str] = {
    "cow": "Correlates of War country code",
    "gw": "Gleditsch-Ward country code",
    "vdem": "V-Dem country_id",
    "m49": "UN M49 code",
    "iso_numeric": "ISO 3166-1 numeric code",
}
_ALIAS = "alias"
_DATING = (("m49", "iso_numeric"), ("cow", "gw"))  # V-Dem's dates are those of parts of a state too


@dataclass(frozen=True, slots=True)
class _Key:
    code: str
    system: str
    key: str
    first: int | None
    last: int | None

    def holds(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last
        )


def keys_in(code: str, year: int) -> dict[str, int | None]:
    """Return the keys of a country that hold in a year, one for each of `KEY_SYSTEMS`.

    A year in which a key ends and another begins belongs to both; the one that begins is given.

    Args:
        code: ISO 3166 alpha-3.
        year: the year, of an edition or of a table.

    Returns:
        System to number; None where the system does not know the country in that year. M49 and ISO 3166 write theirs
        with three digits (`004`).

    Raises:
        UnknownCountry: no country has the code.
    """
    get_country(code)
    held = [row for row in _by_country().get(code, ()) if row.holds(year)]
    return {
        system: max(
            ((row.first or 0, int(row.key)) for row in held if row.system == system),
            default=(0, None),
        )[1]
        for system in KEY_SYSTEMS
    }


def existed(code: str, year: int) -> bool:
    """Tell whether a country or territory existed in a year: from its first key on, until it was dissolved.

    The years that begin and end it count. It goes by the keys of the United Nations and of ISO, which territories have
    too, and where there are none by those of states.

    Raises:
        UnknownCountry: no country has the code.
    """
    dissolved = get_country(code).dissolved
    rows = _by_country().get(code, ())
    dated = (tuple(row for row in rows if row.system in systems) for systems in _DATING)
    known = next(filter(None, dated), ())
    began = not known or any(row.first is None or row.first <= year for row in known)
    return began and (dissolved is None or year <= dissolved)


def country_of_key(system: str, key: int, year: int) -> str | None:
    """Return the country that a key means in a year, or None; of two that share it the one that begins then.

    Args:
        system: one of `KEY_SYSTEMS`.
        key: the number.
        year: the year that the table gives with it.

    Raises:
        WrongUse: there is no such system.
    """
    if system not in KEY_SYSTEMS:
        raise WrongUse(
            f"there is no system of country keys {system!r}",
            remedy=f"give one of {', '.join(KEY_SYSTEMS)}",
        )
    found = [row for row in _by_key().get((system, str(key)), ()) if row.holds(year)]
    return max(found, key=lambda row: row.first or 0).code if found else None


def country_of_table(code: str) -> str:
    """Return the alpha-3 code that is meant by one of a published table: `KOS` is Kosovo, `ROM` was Romania.

    A code that is no known alias is given back as it is.
    """
    rows = _by_key().get((_ALIAS, code.strip().upper()), ())
    return rows[0].code if rows else code.strip()


@cache
def _by_country() -> dict[str, tuple[_Key, ...]]:
    found: dict[str, list[_Key]] = {}
    for row in _rows():
        found.setdefault(row.code, []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def _by_key() -> dict[tuple[str, str], tuple[_Key, ...]]:
    found: dict[tuple[str, str], list[_Key]] = {}
    for row in _rows():
        key = row.key if row.system == _ALIAS else str(int(row.key))
        found.setdefault((row.system, key), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def _rows() -> tuple[_Key, ...]:
    return tuple(
        _Key(row["code"], row["system"], row["key"], to_year(row["first"]), to_year(row["last"]))
        for row in read_table("keys")
    )
