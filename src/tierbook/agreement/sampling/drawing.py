"""A seeded stratified sample: every unit of the frame has a chance, and the chance is written down.

Units of a stratum are drawn without replacement, all alike, so the probability of each is the number drawn by the
number there. Places are given to strata by their size, with a floor, so that small strata can be spoken of at all.
Nothing that a program said of a unit enters, and nothing of it is written: the sample is coded blind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from tierbook.errors import WrongUse
from tierbook.files import load_yaml, short_hash

__all__ = [
    "FLOOR",
    "STRATA",
    "Sample",
    "SampleUnit",
    "Stratum",
    "count_drawn",
    "draw_sample",
    "era_of",
    "stratum_parts",
]

FLOOR = 2  # units of a stratum at least, or all it has; one alone has no variance
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A text that can be drawn, and what strata are made of. `tier` is the official placement, never a coding's."""

    document: str
    country: str | None = None
    edition: int | None = None
    text_kind: str = UNKNOWN
    tier: str | None = None
    publisher: str | None = None


STRATA: Mapping[str, Callable[[SampleUnit], str]] = {
    "era": lambda unit: era_of(unit.edition),
    "tier": lambda unit: unit.tier or UNKNOWN,
    "text_kind": lambda unit: unit.text_kind,
    "edition": lambda unit: str(unit.edition or UNKNOWN),
    "country": lambda unit: unit.country or UNKNOWN,
    "publisher": lambda unit: unit.publisher or UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: how many units it has, and how many were drawn."""

    name: str
    held: int
    drawn: int

    @property
    def probability(self) -> float:
        """Return the chance of each of its units."""
        return self.drawn / self.held


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as drawn: its lines in the order in which they are to be coded, and the strata."""

    id: str
    seed: int
    lines: tuple[dict[str, Any], ...]
    strata: tuple[Stratum, ...]

    @property
    def held(self) -> int:
        """Return how many units the frame has."""
        return sum(stratum.held for stratum in self.strata)


def draw_sample(
    frame: Iterable[SampleUnit],
    n: int,
    *,
    seed: int = 0,
    by: Sequence[str] = ("era", "tier", "text_kind"),
    variables: Sequence[str] | None = None,
    floor: int = FLOOR,
) -> Sample:
    """Draw a sample. The same frame, seed and wishes give the same sample, whatever the order of the frame.

    Args:
        frame: the units that can be drawn; each document once.
        n: how many.
        seed: of the draw.
        by: what strata are made of: names of `STRATA`.
        variables: ids that are to be coded; None for all.
        floor: the least of each stratum, or all that it has.

    Raises:
        WrongUse: the frame is empty or smaller than n, n cannot hold the floors, or a stratum has no such name.
    """
    strange = [name for name in by if name not in STRATA]
    if strange:
        raise WrongUse(
            f"there are no strata by {strange[0]}", remedy=f"choose of {', '.join(STRATA)}"
        )
    units = sorted({unit.document: unit for unit in frame}.values(), key=lambda unit: unit.document)
    strata: dict[str, list[SampleUnit]] = {}
    for unit in units:
        strata.setdefault(";".join(f"{name}={STRATA[name](unit)}" for name in by), []).append(unit)
    sizes = {name: len(strata[name]) for name in sorted(strata)}
    places = _allocate(sizes, n, floor)
    wish = [n, seed, list(by), list(variables) if variables else None, floor]
    lies = {unit.document: name for name, held in strata.items() for unit in held}
    sample = f"s-{short_hash([wish, [[u.document, lies[u.document]] for u in units]], 8)}"
    random = Random(seed)
    drawn = [(unit, name) for name in sizes for unit in random.sample(strata[name], places[name])]
    random.shuffle(drawn)  # strata come mixed, so that who stops early has seen of each
    lines = tuple(
        {
            "sample": sample,
            "seed": seed,
            "n": number,
            "document": unit.document,
            "country": unit.country,
            "edition": unit.edition,
            "stratum": name,
            "probability": places[name] / sizes[name],
            "variables": list(variables) if variables else None,
        }
        for number, (unit, name) in enumerate(drawn, 1)
    )
    made = tuple(Stratum(name, size, places[name]) for name, size in sizes.items())
    return Sample(sample, seed, lines, made)


def count_drawn(lines: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    """Return how many units each sample drew of each stratum, from its lines: (sample, stratum) to number."""
    return dict(Counter((str(row["sample"]), str(row.get("stratum") or "")) for row in lines))


def era_of(edition: int | None) -> str:
    """Return the era of an edition, `unknown` where it is not known."""
    if edition is not None:
        for name, first, last in _eras():
            if first <= edition <= last:
                return name
    return UNKNOWN


def stratum_parts(stratum: str) -> dict[str, str]:
    """Return what a stratum's name says: `era=2001-2003;tier=2` as name to value."""
    pairs = (part.partition("=") for part in stratum.split(";"))
    return {name: value for name, equals, value in pairs if equals}


def _allocate(sizes: Mapping[str, int], n: int, floor: int) -> dict[str, int]:
    """Give each stratum its floor, and what is left by size: to the one whose share is least met, one at a time."""
    total = sum(sizes.values())
    if not total:
        raise WrongUse("there is nothing to draw from", remedy="ingest pages, or name files")
    if not 0 < n <= total:
        raise WrongUse(
            f"{n} units cannot be drawn of {total}", remedy=f"give --n between 1 and {total}"
        )
    places = {name: min(floor, size) for name, size in sizes.items()}
    least = sum(places.values())
    if least > n:
        raise WrongUse(
            f"{len(sizes)} strata with at least {floor} units each need {least}, and {n} are to be drawn",
            remedy=f"give --n {least} or more, fewer names in --by, or a smaller --floor",
        )
    while least < n:
        open_strata = (name for name, size in sizes.items() if places[name] < size)
        name = min(open_strata, key=lambda one: ((places[one] + 0.5) / sizes[one], one))
        places[name] += 1
        least += 1
    return places


@cache
def _eras() -> tuple[tuple[str, int, int], ...]:
    content: Any = load_yaml(files("tierbook.agreement.sampling") / "eras.yaml")
    return tuple((str(r["name"]), int(r["from"]), int(r["to"])) for r in content["eras"])
