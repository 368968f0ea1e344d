"""What is held: editions as boxes, countries as tiles and lists. Read from the catalogue, never from the texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tierbook.editions import EDITIONS, TIERS
from tierbook.errors import UnknownCountry
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.values import country_name
from tierbook.places import get_country

__all__ = [
    "REGIONLESS",
    "EditionBox",
    "Region",
    "Tile",
    "best_of_units",
    "country_boxes",
    "counts_in_words",
    "edition_boxes",
    "region_of",
    "regions_of",
    "sorting_name",
    "tier_counts",
]

LETTERS = {"narrative": "N", "excerpt": "E", "summary": "S", "sample": "R"}
REGIONLESS = "Other places"


@dataclass(frozen=True, slots=True)
class EditionBox:
    """One edition as a box; `letter` says what is held of it, `tier` the stated tier for a country's boxes."""

    year: int
    letter: str
    kind: str
    count: int
    tier: str | None
    link: str
    current: bool = False
    published: bool = True

    @property
    def words(self) -> str:
        """What a reader who cannot see the box hears."""
        parts = [self.kind or "not held"]
        if self.tier:
            parts.append(TIERS.get(self.tier, self.tier))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Tile:
    """One country of an edition with its stated tier."""

    code: str
    name: str
    tier: str
    sample: bool
    link: str

    @property
    def words(self) -> str:
        """Name, tier, and whether a sample says so."""
        return f"{self.name}: {TIERS.get(self.tier, self.tier)}" + (
            ", from a sample" if self.sample else ""
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the world with its tiles by code."""

    name: str
    tiles: tuple[Tile, ...]


def best_of_units(documents: Iterable[Document]) -> dict[tuple[str, int], Document]:
    """Return for each country and edition the document to read first: the narrative, a sample last."""
    best: dict[tuple[str, int], Document] = {}
    for document in sorted(documents, key=lambda d: (d.kind_order, d.id)):
        if document.country and document.edition:
            best.setdefault((document.country, document.edition), document)
    return best


def edition_boxes(documents: Iterable[Document], chosen: int | None) -> list[EditionBox]:
    """Return the boxes of all editions for the home page: kind held and number of countries."""
    by_edition: dict[int, list[Document]] = {}
    for (_, edition), document in best_of_units(documents).items():
        by_edition.setdefault(edition, []).append(document)
    known = {edition.year for edition in EDITIONS}
    boxes = []
    for year in sorted(known | set(by_edition)):
        held = by_edition.get(year, [])
        if not held:
            boxes.append(
                EditionBox(year, "–", "", 0, None, f"/?edition={year}", current=year == chosen)
            )
            continue
        kind = min(held, key=lambda d: d.kind_order).text_kind
        count = len(held)
        words = _plural(kind, sum(1 for d in held if d.text_kind == kind))
        boxes.append(
            EditionBox(
                year,
                LETTERS.get(kind, "?"),
                words,
                count,
                None,
                f"/?edition={year}",
                current=year == chosen,
            )
        )
    return boxes


def counts_in_words(documents: Iterable[Document]) -> str:
    """Return how many texts of each kind there are: `112 narratives, 1 sample`."""
    kinds = [d.text_kind for d in documents]
    return ", ".join(_plural(kind, kinds.count(kind)) for kind in LETTERS if kind in kinds)


def _plural(kind: str, count: int) -> str:
    if kind == "summary":
        return f"{count} " + ("summary" if count == 1 else "summaries")
    return f"{count} {kind}" + ("" if count == 1 else "s")


def country_boxes(
    country: str, documents: Iterable[Document], current: int | None
) -> list[EditionBox]:
    """Return the boxes of all editions for one country's page."""
    best = {edition: d for (_, edition), d in best_of_units(documents).items()}
    boxes = []
    for year in sorted({edition.year for edition in EDITIONS} | set(best)):
        document = best.get(year)
        if document is None:
            boxes.append(EditionBox(year, "–", "", 0, None, ""))
            continue
        boxes.append(
            EditionBox(
                year,
                LETTERS.get(document.text_kind, "?"),
                document.text_kind,
                1,
                document.stated_tier,
                f"/{country}/{year}/",
                current=year == current,
            )
        )
    return boxes


def regions_of(documents: Iterable[Document]) -> list[Region]:
    """Return the tiles of one edition's documents by region, regions and codes in the order of the alphabet."""
    tiles: dict[str, list[Tile]] = {}
    for (code, edition), document in sorted(best_of_units(documents).items()):
        if document.stated_tier is None:
            continue
        tiles.setdefault(region_of(code), []).append(
            Tile(
                code,
                country_name(code, edition),
                document.stated_tier,
                document.is_sample,
                f"/{code}/{edition}/",
            )
        )
    return [
        Region(name, tuple(tiles[name]))
        for name in sorted(tiles, key=lambda n: (n == REGIONLESS, n))
    ]


def region_of(code: str) -> str:
    """Return the region of a country, as the Report divides the world."""
    try:
        return get_country(code).region or REGIONLESS
    except UnknownCountry:
        return REGIONLESS


def tier_counts(regions: list[Region]) -> list[tuple[str, str, int]]:
    """Return (tier, its name, number of tiles) for the tiers that occur, mildest first."""
    found = [tile.tier for region in regions for tile in region.tiles]
    return [(tier, name, found.count(tier)) for tier, name in TIERS.items() if tier in found]


@lru_cache(maxsize=4096)
def sorting_name(name: str) -> str:
    """Return a name as it is put in order: without article, accents and capitals."""
    plain = unicodedata.normalize("NFKD", name.removeprefix("The "))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
