"""Which units a comparison is asked for, in the words of a command or an address, and the text to read of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.dossier.comparing.choosing import countries_of_region
from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import hold_texts, texts_by_country
from tierbook.errors import UnknownCountry, WrongUse
from tierbook.places import resolve_country

if TYPE_CHECKING:
    from tierbook.editions import History

__all__ = ["Asked", "AskedUnits", "ask_units"]

_FORMS = "give JPN:2018, JPN, 2018, a region as Africa:2018, or the id of a text"


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of what is asked for.

    Attributes:
        words: as they were written.
        countries: alpha-3 codes; none stand for all countries.
        edition: a year; None stands for all editions that are held.
        document: the id of one text, which then is meant alone.
    """

    words: str
    countries: tuple[str, ...] = ()
    edition: int | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class AskedUnits:
    """All that is asked for.

    Attributes:
        parts: in the order in which they were written.
        last_year: whether the edition of the year before stands beside each unit.
    """

    parts: tuple[Asked, ...]
    last_year: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries to look for, none where all are."""
        if any(not part.countries for part in self.parts):
            return ()
        return tuple(sorted({code for part in self.parts for code in part.countries}))

    @property
    def editions(self) -> tuple[int, ...]:
        """Return the editions to look for, none where all are."""
        if any(part.edition is None for part in self.parts):
            return ()
        years = {part.edition for part in self.parts if part.edition is not None}
        return tuple(sorted(years | ({year - 1 for year in years} if self.last_year else set())))

    def choose(self, held: Iterable[HeldText]) -> tuple[list[HeldText], list[str]]:
        """Return the text to read of each unit, and the units in order, those that are not held among them.

        Of a region, and of all countries of an edition, only what is held is a unit. A sample is read only where
        nothing but samples is chosen; it is no source.

        Args:
            held: texts of the countries and editions asked for.
        """
        texts = list(held)
        by_country = {code: hold_texts(t).texts for code, t in texts_by_country(texts).items()}
        chosen: dict[str, HeldText] = {}
        asked: list[str] = []
        for part in self.parts:
            if part.document is not None:
                named = [text for text in texts if text.document == part.document]
                chosen.update({text.document: text for text in named})
                asked += [text.unit for text in named]
                continue
            for code in part.countries or tuple(by_country):
                found = by_country.get(code, {})
                years = [part.edition] if part.edition else list(found)
                if len(part.countries) != 1:
                    years = [year for year in years if year in found]
                for year in years:
                    pair = (year - 1, year) if self.last_year else (year,)
                    asked += [f"{code}:{each}" for each in pair]
                    chosen.update({found[e].document: found[e] for e in pair if e in found})
        real = [text for text in chosen.values() if text.text_kind != "sample"]
        return real or list(chosen.values()), list(dict.fromkeys(asked))

    def not_held(self, units: Collection[str], history: History) -> tuple[str, ...]:
        """Return the units of regions and editions asked for that the Department placed and that are not held.

        Args:
            units: those that are in the comparison.
            history: official placements of all countries.
        """
        found: list[str] = []
        for part in self.parts:
            if part.edition is None or part.document is not None or len(part.countries) == 1:
                continue
            for code in part.countries or history.countries:
                unit = f"{code}:{part.edition}"
                if unit not in units and history.get(code, part.edition) is not None:
                    found.append(unit)
        return tuple(dict.fromkeys(found))


def ask_units(words: Iterable[str], *, last_year: bool = False) -> AskedUnits:
    """Return what units ask for.

    Args:
        words: `JPN:2018`, `JPN` or `Japan` (all its editions), `2018` (all its countries), a region (`Africa:2018`), or
            the id of a text.
        last_year: whether the edition of the year before is wanted beside each unit.

    Raises:
        WrongUse: a word is none of these.
    """
    return AskedUnits(tuple(map(_asked, words)), last_year)


def _asked(words: str) -> Asked:
    name, colon, year = words.strip().partition(":")
    if not colon and len(name) == 4 and name.isdigit():
        return Asked(words, edition=int(name))
    if "-" in name and any(letter.isdigit() for letter in name):
        return Asked(words, document=words.strip())
    if not name or (colon and not (len(year) == 4 and year.isdigit())):
        raise WrongUse(f"{words!r} is no unit", remedy=_FORMS)
    edition = int(year) if year else None
    region = countries_of_region(name)
    if region:
        return Asked(words, region, edition)
    return Asked(words, (_code(name, edition, words),), edition)


def _code(name: str, edition: int | None, words: str) -> str:
    upper = name.upper() if len(name) == 3 else name
    for form in dict.fromkeys((name, upper)):
        try:
            return resolve_country(form, edition=edition).code
        except UnknownCountry as error:
            fault = error
    raise WrongUse(fault.what, where=words, why=fault.why, remedy=fault.remedy)
