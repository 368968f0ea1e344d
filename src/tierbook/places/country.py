"""Countries and territories as the Report names them, with their names through time.

A country is known by its ISO 3166 alpha-3 code; `XKX` is the code in use for Kosovo, and `SCG`, `ANT`, `YUG`
are codes of dissolved countries that editions of the Report still rank or name.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tierbook.errors import UnknownCountry
from tierbook.places.tables import read_table, to_year

__all__ = [
    "Country",
    "Demonym",
    "Name",
    "all_countries",
    "country_name",
    "get_country",
    "home_words",
    "nearest",
]

NameKind = Literal["report", "long", "other"]
NameUse = Literal["any", "lookup", "dated"]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a country.

    Attributes:
        text: the name as it is written.
        kind: `report` (heading or running text of the Report), `long` (official long form), `other`.
        use: `any`; `lookup` (only when the whole string is a name, never inside running text); `dated` (in running
            text only in the editions from `first` to `last`).
        first: first edition in which the name is used; None where it was always used.
        last: last edition in which the name is used; None where it still is.
    """

    text: str
    kind: NameKind
    use: NameUse
    first: int | None
    last: int | None

    def covers(self, edition: int) -> bool:
        """Tell whether the name is used in an edition."""
        return (self.first is None or self.first <= edition) and (
            self.last is None or edition <= self.last
        )


@dataclass(frozen=True, slots=True)
class Demonym:
    """How the people and the things of a country are called; a form that does not exist is empty.

    `language` tells that the adjective is also the name of a language.
    """

    adjective: str
    singular: str
    plural: str
    language: bool
    first: int | None
    last: int | None

    @property
    def words(self) -> tuple[str, ...]:
        """The forms that exist, each once."""
        forms = (self.adjective, self.singular, self.plural)
        return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory.

    Attributes:
        code: ISO 3166 alpha-3 (`XKX` for Kosovo).
        name: the name that the newest editions use.
        names: all names, those of the Report first.
        demonyms: nouns and adjectives.
        region: region of the world as the State Department groups it; empty for uninhabited territories.
        fips: FIPS 10-4 code, kept for joining with older tables and never read as ISO; empty if there is none.
        dissolved: year in which the country ceased to exist, else None.
        note: what a reader of the table should know.
    """

    code: str
    name: str
    names: tuple[Name, ...]
    demonyms: tuple[Demonym, ...]
    region: str
    fips: str
    dissolved: int | None
    note: str = ""

    def name_in(self, edition: int) -> str:
        """Return the name that an edition of the Report uses, the current name where no other is known.

        Example:
            `get_country("MKD").name_in(2018)` is `"Macedonia"`, `name_in(2019)` is `"North Macedonia"`.
        """
        for name in self.names:
            if name.kind == "report" and name.covers(edition):
                return name.text
        return self.name


@cache
def _by_code() -> dict[str, Country]:
    names: dict[str, list[Name]] = {}
    for row in read_table("names"):
        name = Name(
            row["name"],
            cast("NameKind", row["kind"]),
            cast("NameUse", row["use"]),
            to_year(row["from"]),
            to_year(row["to"]),
        )
        names.setdefault(row["code"], []).append(name)
    demonyms: dict[str, list[Demonym]] = {}
    for row in read_table("demonyms"):
        demonym = Demonym(
            row["adjective"],
            row["singular"],
            row["plural"],
            row["language"] == "yes",
            to_year(row["from"]),
            to_year(row["to"]),
        )
        demonyms.setdefault(row["code"], []).append(demonym)
    return {
        row["code"]: Country(
            row["code"],
            row["name"],
            tuple(names.get(row["code"], ())),
            tuple(demonyms.get(row["code"], ())),
            row["region"],
            row["fips"],
            to_year(row["dissolved"]),
            row["note"],
        )
        for row in read_table("countries")
    }


def all_countries() -> tuple[Country, ...]:
    """Return every country and territory of the table, dissolved ones too, sorted by code."""
    return tuple(sorted(_by_code().values(), key=lambda country: country.code))


def get_country(code: str) -> Country:
    """Return the country with an ISO 3166 alpha-3 code, written in capitals.

    Raises:
        UnknownCountry: no country has this code; the remedy names the nearest codes or names.
    """
    country = _by_code().get(code)
    if country is None:
        raise UnknownCountry(
            f"no country has the code {code!r}",
            why="codes are ISO 3166 alpha-3 in capitals, with XKX, SCG, ANT and YUG; two-letter codes are not read",
            remedy=f"nearest: {nearest(code)}",
        )
    return country


def country_name(code: str, edition: int | None = None) -> str:
    """Return the name of a country, in an edition where one is given; the code where the tables have no name."""
    country = _by_code().get(code)
    if country is None:
        return code
    return country.name if edition is None else country.name_in(edition)


def nearest(text: str) -> str:
    """Return the codes and names that look most like a text, for a message; nothing is ever decided by this."""
    wanted = text.strip().casefold()
    labels: dict[str, str] = {}
    for country in all_countries():
        label = f"{country.code} ({country.name})"
        labels.setdefault(country.code.casefold(), label)
        for name in country.names:
            labels.setdefault(name.text.casefold(), label)
    close = difflib.get_close_matches(wanted, labels, n=6, cutoff=0.5)
    found = list(dict.fromkeys(labels[key] for key in close))[:4]
    return ", ".join(found) if found else "none; `all_countries()` lists every code"


@cache
def home_words(code: str) -> frozenset[str]:
    """Return the names and demonyms of one country in lower case, to tell its own people from foreigners.

    A dissolved union counts the words of its parts as its own.

    Raises:
        UnknownCountry: no country has this code.
    """
    words: set[str] = set()
    for part in (code, *_PARTS.get(code, ())):
        country = get_country(part)
        words.update(name.text.lower() for name in country.names)
        words.update(word.lower() for demonym in country.demonyms for word in demonym.words)
    return frozenset(words)


_PARTS = {"SCG": ("SRB", "MNE"), "YUG": ("SRB", "MNE")}
