"""Units as commands write them: `JPN:2003`, `JPN`, `2018`, or the id of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.text import late

__all__ = ["Unit", "parse_unit"]

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
    from tierbook.errors import UnknownCountry, WrongUse
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
