"""Units as commands write them: `JPN:2003`, `JPN`, `2018`, or the id of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.errors import UnknownCountry, WrongUse
from tierbook.text import late

__all__ = ["Unit", "parse_countries", "parse_unit", "parse_years"]

_SPAN = late(r"(20\d\d)(?:\s*[-–]\s*(20\d\d))?")
_UNIT = late(r"(?P<country>[A-Za-z]{3})?(?::?(?P<edition>(?:19|20)\d\d))?")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit asks for: a country, an edition, both, or one document by its id."""

    words: str
    country: str | None = None
    edition: int | None = None
    document: str | None = None

    def holds(self, document: Mapping[str, Any]) -> bool:
        """Tell whether a document's metadata are what is asked for."""
        if self.document is not None:
            return bool(document["id"] == self.document)
        return (self.country is None or document["country"] == self.country) and (
            self.edition is None or document["edition"] == self.edition
        )


def parse_unit(words: str) -> Unit:
    """Return what a unit asks for; what is neither country nor edition is the id of a document.

    Raises:
        WrongUse: nothing is asked for, or the country is unknown.
    """
    from tierbook.places import get_country

    match = _UNIT.fullmatch(words.strip())
    if match is None or match[0] == "":
        if "-" not in words:
            raise WrongUse(
                f"{words!r} is no unit, and no file here",
                remedy="give JPN:2003, JPN, 2018, a path, or the id of a document",
            )
        return Unit(words, document=words.strip())
    country = match["country"] and match["country"].upper()
    if country:
        try:
            get_country(country)
        except UnknownCountry as error:
            raise WrongUse(error.what, where=words, why=error.why, remedy=error.remedy) from error
    return Unit(words, country or None, int(match["edition"]) if match["edition"] else None)


def parse_years(words: str) -> list[int]:
    """Return the editions of `2003`, `2019-2024`, several with commas between, or `all`.

    Raises:
        WrongUse: a part is no span of editions.
    """
    from tierbook.editions import FIRST_EDITION, LAST_EDITION

    if words.strip().lower() == "all":
        return list(range(FIRST_EDITION, LAST_EDITION + 1))
    years: set[int] = set()
    for part in words.split(","):
        match = _SPAN.fullmatch(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not FIRST_EDITION <= first <= last <= LAST_EDITION:
            raise WrongUse(
                f"{part.strip()!r} is no span of editions",
                where="--editions",
                why=f"the first was that of {FIRST_EDITION}, the last known here is that of {LAST_EDITION}",
                remedy="write 2019, 2019-2024, or several with commas between; or all",
            )
        years.update(range(first, last + 1))
    return sorted(years)


def parse_countries(words: str) -> list[str] | None:
    """Return the codes of countries, given as codes or names; None for all.

    Raises:
        WrongUse: a name is of no country, or none is given.
    """
    from tierbook.places import resolve_country

    if words.strip().lower() == "all":
        return None
    codes: set[str] = set()
    for part in (part.strip() for part in words.split(",")):
        if not part:
            continue
        try:
            codes.add(resolve_country(part).code)
        except UnknownCountry as error:
            raise WrongUse(
                error.what, where="--countries", why=error.why, remedy=error.remedy
            ) from error
    if not codes:
        raise WrongUse(
            "no country is named", where="--countries", remedy="give codes or names, or all"
        )
    return sorted(codes)
