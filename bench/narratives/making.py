"""Lay sentences out as narratives: country after country, each over its editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from bench.narratives.words import FIRST, LAST, Figures, Words, fill, seeded
from tierbook.editions import load_placements
from tierbook.places import country_name, existed

__all__ = ["SEED", "Made", "make_narratives"]

SEED = 8
REPLACED = 0.15  # of the sentences, from one edition to the next
_SENTENCES = Path(__file__).with_name("sentences.txt")
_PRINTED = {"1": "TIER 1", "2": "TIER 2", "2WL": "TIER 2 WATCH LIST", "3": "TIER 3"}
_STANDING = {"1": "meets", "2": "significant", "2WL": "significant", "3": "none"}
# Section, its heading, and how many sentences each of its paragraphs has.
_SECTIONS = (
    ("prosecution", "PROSECUTION", (9, 8, 6)),
    ("protection", "PROTECTION", (9, 8, 6)),
    ("prevention", "PREVENTION", (9, 8)),
    ("profile", "TRAFFICKING PROFILE", (9, 9)),
)
_COLOUR = 0.25  # of the sentences, from the part of the same name
_JOINED = 0.8  # of the sentences, to one of that part
_DEMANDS = 15


@dataclass(frozen=True, slots=True)
class Made:
    """One narrative: a country, an edition, the tier in its first line, and the text as a page has it."""

    country: str
    edition: int
    tier: str
    text: str

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.edition}/{self.country}.txt"


def make_narratives(count: int, seed: int = SEED) -> Iterator[Made]:
    """Yield narratives: all editions of a country, then the next country; fewer are the beginning of more.

    Args:
        count: how many; there are no more than countries that the official history knows, in the editions
            in which they existed.
        seed: other seeds give other towns, figures and sentences, and another order of countries.
    """
    tiers = _official_tiers()
    codes = sorted(tiers)
    seeded(seed, "order").shuffle(codes)
    left = count
    for code in codes:
        country = _Country(seed, code)
        tier = tiers[code][min(tiers[code])]
        for edition in range(FIRST, LAST + 1):
            if not existed(code, edition):
                continue
            if left == 0:
                return
            left -= 1
            tier = tiers[code].get(edition, tier)
            yield Made(code, edition, tier, country.write(edition, tier))


def _official_tiers() -> dict[str, dict[int, str]]:
    """Return the tiers by country and edition, as far as the history has them."""
    tiers: dict[str, dict[int, str]] = defaultdict(dict)
    for placement in load_placements().placements:
        if placement.tier in _PRINTED and FIRST <= placement.edition <= LAST:
            tiers[placement.country][placement.edition] = placement.tier
    return tiers


class _Country:
    """The narratives of one country."""

    def __init__(self, seed: int, code: str) -> None:
        self._seed, self._code = seed, code
        self._words, self._figures = Words.of(seed, code), Figures(seed, code)
        self._turns: dict[tuple[str, int], list[int]] = {}

    def write(self, edition: int, tier: str) -> str:
        name = country_name(self._code, edition)
        parts = [
            f"{name.upper()}: {_PRINTED[tier]}",
            " ".join(self._all_of(f"standing {_STANDING[tier]}", edition)),
            f"RECOMMENDATIONS FOR {name.upper()}",
            f"{'; '.join(self._demands(edition))}.",
        ]
        for section, heading, lengths in _SECTIONS:
            parts.append(heading)
            opening, *rest = self._sentences(section, edition, sum(lengths))
            rest.insert(0, opening)
            for length in lengths:
                parts.append(" ".join(rest[:length]))
                rest = rest[length:]
        return "\n\n".join(parts) + "\n"

    def _all_of(self, section: str, edition: int) -> list[str]:
        templates = _templates()[section]
        return [self._fill(section, n, line, edition, 0) for n, line in enumerate(templates)]

    def _demands(self, edition: int) -> list[str]:
        templates = _templates()["recommendations"]
        places = seeded(self._seed, self._code, "demands").sample(range(len(templates)), _DEMANDS)
        demands = []
        for place in places:
            turn = self._turn("recommendations", place, edition)
            number = (place + turn) % len(templates)
            said = self._fill("recommendations", number, templates[number], edition, turn)
            demands.append(said[:1].lower() + said[1:])
        first, *others = dict.fromkeys(demands)
        return [first[:1].upper() + first[1:], *others]

    def _sentences(self, section: str, edition: int, count: int) -> list[str]:
        """Return the section's opening, then sentences of its own in a lasting order, some of them replaced by now."""
        own, colour = _templates()[section], _templates()["colour"]
        chance = seeded(self._seed, self._code, section)
        order = chance.sample(range(1, len(own)), len(own) - 1)
        rows = [self._fill(section, 0, own[0], edition, self._turn(section, 0, edition))]
        for place in range(1, count):
            turn = self._turn(section, place, edition)
            number = seeded(self._seed, self._code, section, place, turn).randrange(len(colour))
            aside = self._fill(f"{section} {place}", number, colour[number], edition, turn)
            if chance.random() < _COLOUR or place > len(order):
                rows.append(aside)
                continue
            number = order[place - 1]
            said = self._fill(section, number, own[number], edition, turn)
            joined = chance.random() < _JOINED
            rows.append(f"{said[:-1]}; {aside[:1].lower()}{aside[1:]}" if joined else said)
        return rows

    def _turn(self, section: str, place: int, edition: int) -> int:
        """Return how often the sentence at a place was replaced up to an edition."""
        if (section, place) not in self._turns:
            chance = seeded(self._seed, self._code, section, place, "turns")
            replaced = (int(chance.random() < REPLACED) for _ in range(FIRST, LAST + 1))
            self._turns[section, place] = list(accumulate(replaced))
        return self._turns[section, place][edition - FIRST]

    def _fill(self, section: str, number: int, line: str, edition: int, turn: int) -> str:
        chance = seeded(self._seed, self._code, section, number, turn)
        return fill(line, self._words, self._figures, edition, chance)


@cache
def _templates() -> dict[str, list[str]]:
    """Return the templates by part."""
    parts: dict[str, list[str]] = {}
    for line in _SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            parts[line.removeprefix("== ")] = rows = []
        elif line and not line.startswith("#"):
            rows.append(line)
    return parts
