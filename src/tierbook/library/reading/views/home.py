"""The first page: search, the tiers of one edition and its digest, what is held, where to start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.charting import ChartImage, image_of
from tierbook.library.reading.holdings import (
    EditionBox,
    Region,
    best_of_units,
    counts_in_words,
    edition_boxes,
    regions_of,
    tier_counts,
)
from tierbook.library.reading.kept_digest import kept_digest
from tierbook.library.reading.values import country_name

__all__ = ["DigestLine", "HomePage", "build_home_page", "home"]

_PUBLISHED = range(FIRST_EDITION, LAST_EDITION + 1)
_NAMED = 12
_LISTS = ("up", "down", "must-leave", "waiver")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A list of the digest in one line: its heading, how many countries, the first of them with their codes."""

    id: str
    heading: str
    count: int
    named: tuple[tuple[str, str], ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows; `chosen` is the edition whose tiers and digest stand on it."""

    boxes: list[EditionBox]
    chosen: int | None
    map_image: ChartImage | None
    regions: list[Region]
    tier_counts: list[tuple[str, str, int]]
    tiles: int
    without_tier: int
    sample_tiles: bool
    digest: list[dict[str, Any]]
    digest_lines: list[DigestLine]
    documents: int
    countries: int
    editions: int
    kinds: str
    findings: int
    loose: list[Document]
    samples: bool
    first: int = FIRST_EDITION
    last: int = LAST_EDITION


def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the tiers of an edition with its digest, what is held and where to start."""
    request.room = "/"  # type: ignore[attr-defined]
    documents = list(Document.objects.all())
    return render(
        request, "pages/home.html", _shallow(build_home_page(documents, request.GET.get("edition")))
    )


def _shallow(page: HomePage) -> dict[str, Any]:
    return {name: getattr(page, name) for name in HomePage.__slots__}


def build_home_page(documents: Sequence[Document], asked: str | None) -> HomePage:
    """Return what the first page shows.

    Args:
        documents: all that are held.
        asked: the edition as the address gives it; what is no edition is passed over.
    """
    chosen = _year(asked) or _newest(documents)
    held = [d for d in documents if d.edition == chosen]
    regions = regions_of(held)
    tiles = sum(len(region.tiles) for region in regions)
    digest = kept_digest(chosen) if chosen in _PUBLISHED and documents else None
    return HomePage(
        boxes=edition_boxes(documents, chosen),
        chosen=chosen,
        map_image=image_of("map", str(chosen)) if chosen in _PUBLISHED else None,
        regions=regions,
        tier_counts=tier_counts(regions),
        tiles=tiles,
        without_tier=len(best_of_units(held)) - tiles,
        sample_tiles=any(tile.sample for region in regions for tile in region.tiles),
        digest=digest["whole"]["summary"] if digest else [],
        digest_lines=_lines(digest["parts"]) if digest else [],
        documents=len(documents),
        countries=len({d.country for d in documents if d.country}),
        editions=len({d.edition for d in documents if d.edition and d.country}),
        kinds=counts_in_words(documents),
        findings=sum(d.findings_count for d in documents),
        loose=[d for d in documents if not d.country or not d.edition],
        samples=any(d.is_sample for d in documents),
    )


def _year(text: str | None) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) == 4 and int(text) in _PUBLISHED:
        return int(text)
    return None


def _newest(documents: Sequence[Document]) -> int | None:
    """Return the newest edition of which a whole narrative is held, or else the newest of which anything is."""
    units = best_of_units(documents).values()
    narratives = [d.edition for d in units if d.text_kind == "narrative" and d.edition]
    return max(narratives or [d.edition for d in units if d.edition], default=None)


def _lines(parts: Sequence[dict[str, Any]]) -> list[DigestLine]:
    lines = []
    for part in parts:
        codes = [item["country"] for item in part["items"] if item["country"]]
        if part["id"] in _LISTS and codes:
            named = tuple((code, country_name(code)) for code in codes[:_NAMED])
            lines.append(DigestLine(part["id"], part["heading"], len(codes), named))
    return lines
