"""Editions of a made country with known truth: what is asked, what becomes of it, figures, answers and routes.

The words are ours, laid out as the Report of each era prints them. A country is made from its code and a seed alone, so
the same call gives the same texts everywhere. What is known of each edition stands beside its text:

    made = make_country("JPN", first=2009, editions=10, seed=3)
    made[2012].text       the page as text
    made[2012].fates      what became of each recommendation of 2011
    made[2012].figures    {"convictions": MadeFigure(n=12, unit="persons", state="given"), ...}
    made[2012].values     {"prevention.hotline": "yes", ...}
    made[2012].origins    ("THA", "COL")
    made.hold()           HeldTexts, coded by the way that every page goes
    made.hold(without=(2013,))
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tests.dossier.generator.fates import Acted, Ask, MadeFate, YearOfAsks, plan_asks
from tests.dossier.generator.prose import MadeFigure, Plan, lay_out
from tests.dossier.making import hold
from tierbook.dossier import HeldText
from tierbook.places import get_country

__all__ = ["MadeCountry", "MadeEdition", "make_country"]

# The Report has printed lists of recommendations since this edition.
FIRST_LIST = 2008
ORIGINS = ("THA", "COL", "PHL", "RUS", "NGA", "VNM")
SWITCHES = {
    "prevention.hotline": ("no", "yes"),
    "prevention.action_plan": ("no", "yes"),
    "prevention.campaigns": ("yes", "no"),
    "protection.shelter": ("no", "yes"),
    "protection.residency": ("no", "yes"),
    "protection.victims_penalised": ("yes", "no"),
    "prosecution.officials_held": ("no", "yes"),
}
STATES = ("given", "given", "given", "given", "not_reported", "not_stated")


@dataclass(frozen=True, slots=True)
class MadeEdition:
    """One edition of a made country.

    Attributes:
        country: alpha-3.
        edition: year.
        text: the page.
        tier: as placed: `1`, `2`, `2WL`, `3`.
        asks: the recommendations in the order in which they are printed; none before 2008.
        fates: what became of the recommendations of the edition before.
        acted: sentences that tell what was done about recommendations of earlier editions.
        figures: by name: `investigations`, `prosecutions`, `convictions`, `victims_identified`.
        values: by id of the variable, `yes` or `no`.
        origins: countries from which victims come, alpha-3.
    """

    country: str
    edition: int
    text: str
    tier: str
    asks: tuple[Ask, ...]
    fates: tuple[MadeFate, ...]
    acted: tuple[Acted, ...]
    figures: Mapping[str, MadeFigure]
    values: Mapping[str, str]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeCountry:
    """A made country over its editions."""

    country: str
    editions: tuple[MadeEdition, ...]

    def __iter__(self) -> Iterator[MadeEdition]:
        """Return the editions in order."""
        return iter(self.editions)

    def __getitem__(self, edition: int) -> MadeEdition:
        """Return the edition of a year."""
        return next(made for made in self.editions if made.edition == edition)

    def hold(self, *, without: Collection[int] = ()) -> list[HeldText]:
        """Code the texts by the way that every page goes.

        Args:
            without: editions to leave out, as where they are not held.
        """
        return [
            hold(f"{made.country}:{made.edition}", made.text)
            for made in self.editions
            if made.edition not in without
        ]


def make_country(
    country: str = "JPN", *, first: int = 2009, editions: int = 10, seed: int = 0
) -> MadeCountry:
    """Make the editions of a country.

    Args:
        country: alpha-3; its name is printed.
        first: the first edition.
        editions: how many there are, one a year.
        seed: another seed, another country.
    """
    rng = random.Random(f"{country} {first} {seed}")
    years = range(first, first + editions)
    asked = [year for year in years if year >= FIRST_LIST]
    asks = dict(zip(asked, plan_asks(len(asked), rng), strict=True)) if asked else {}
    values = {name: pair[0] for name, pair in SWITCHES.items()}
    numbers = {
        "investigations": 60,
        "prosecutions": 30,
        "convictions": 14,
        "victims_identified": 90,
    }
    origins, tier = list(ORIGINS[:2]), "2"
    made: list[MadeEdition] = []
    given: dict[str, int] = {}
    for year in years:
        before, given = given, {}
        figures = {}
        for what in numbers:
            numbers[what] = max(2, numbers[what] + rng.randrange(-numbers[what] // 2, 20))
            state = rng.choice(STATES)
            compared = before.get(what) if rng.random() < 0.6 else None
            n = numbers[what] if state == "given" else None
            unit = "cases" if what == "prosecutions" and (year - first) % 10 >= 6 else None
            if n is None or unit:
                compared = None
            else:
                given[what] = n
            figures[what] = MadeFigure(n, state, unit, compared)
        for name in rng.sample(sorted(values), 2):
            values[name] = "no" if values[name] == "yes" else "yes"
        if rng.random() < 0.4:
            origins = sorted(rng.sample(ORIGINS, rng.randrange(2, 5)))
        tier = rng.choice(("2", "2", "2WL", tier))
        listed = asks.get(year, YearOfAsks((), (), ()))
        touched = {row.touches for row in listed.acted}
        plan = Plan(
            name=get_country(country).name,
            edition=year,
            tier=tier,
            asks=tuple(ask.words for ask in listed.asks),
            acted=tuple((row.pillar, row.words) for row in listed.acted),
            figures=dict(figures),
            values={name: said for name, said in values.items() if name not in touched},
            origins=tuple(_named(code) for code in origins),
        )
        made.append(
            MadeEdition(
                country=country,
                edition=year,
                text=lay_out(plan),
                tier=tier,
                asks=listed.asks,
                fates=listed.fates,
                acted=listed.acted,
                figures=plan.figures,
                values=plan.values,
                origins=tuple(origins),
            )
        )
    return MadeCountry(country, tuple(made))


def _named(code: str) -> str:
    name = get_country(code).name
    return f"the {name}" if name == "Philippines" else name
