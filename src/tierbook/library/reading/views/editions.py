"""The page of one edition: every country with its tier, the digest in words, clocks, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from tierbook.dossier import FIRST_LIST, on_list, running_out
from tierbook.editions import FIRST_EDITION, LAST_EDITION, TIERS, History
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.holdings import region_of, regions_of, sorting_name, tier_counts
from tierbook.library.reading.kept_digest import kept_digest
from tierbook.library.reading.known import check_edition
from tierbook.library.reading.placements import official_history
from tierbook.library.reading.values import country_name, country_or_unknown

__all__ = ["EditionRow", "edition", "short_edition"]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One text of the edition, or a country of which the placement alone is held (`document` is None)."""

    code: str
    name: str
    document: Document | None
    tier: str
    stated: bool


def short_edition(request: HttpRequest, year: int) -> HttpResponse:
    """Lead `/2018/` to the page of the edition."""
    return HttpResponsePermanentRedirect(reverse("edition", args=[year]))


def edition(request: HttpRequest, year: int) -> HttpResponse:
    """Show one edition over all countries; `region`, `tier` and `held` narrow its list."""
    request.room = "/"  # type: ignore[attr-defined]
    check_edition(year)
    documents = list(Document.objects.filter(edition=year))
    history = official_history(documents)
    listed = on_list(history, year)
    tiles = regions_of(documents)
    rows = _rows(documents, history, year)
    names = sorted({region_of(row.code) for row in rows if row.code})
    asked = {name: request.GET.get(name, "") for name in ("region", "tier", "held")}
    digest = kept_digest(year)["whole"]["summary"] if documents else []
    return render(
        request,
        "pages/edition.html",
        {
            "year": year,
            "before": year - 1 if year > FIRST_EDITION else None,
            "after": year + 1 if year < LAST_EDITION else None,
            "documents": len(documents),
            "digest": digest,
            "rows": [row for row in rows if _fits(row, asked)],
            "all": len(rows),
            "asked": asked,
            "region_names": names,
            "tiers": [(tier, name) for tier, name in TIERS.items()],
            "missing": [row for row in rows if row.document is None],
            "regions": tiles,
            "tier_counts": tier_counts(tiles),
            "tiles": sum(len(region.tiles) for region in tiles),
            "sample_tiles": any(tile.sample for region in tiles for tile in region.tiles),
            "samples": any(d.is_sample for d in documents),
            "listed": listed,
            "running_out": running_out(listed),
            "has_list": year >= FIRST_LIST,
            "whole": year in history.whole_lists,
        },
    )


def _rows(documents: Sequence[Document], history: History, year: int) -> list[EditionRow]:
    """Return a row for each text, and one for each country that the placements alone know, by name."""
    rows = [
        EditionRow(
            d.country or "",
            country_or_unknown(d.country, year),
            d,
            d.stated_tier or "",
            stated=bool(d.stated_tier),
        )
        for d in documents
    ]
    known = {d.country for d in documents}
    for code in history.countries:
        placement = history.get(code, year)
        if code not in known and placement is not None:
            tier = placement.tier or ""
            rows.append(EditionRow(code, country_name(code, year), None, tier, stated=False))
    return sorted(
        rows, key=lambda r: (sorting_name(r.name), r.document.kind_order if r.document else 9)
    )


def _fits(row: EditionRow, asked: dict[str, str]) -> bool:
    if asked["region"] and (not row.code or region_of(row.code) != asked["region"]):
        return False
    if asked["tier"] and row.tier != asked["tier"]:
        return False
    return asked["held"] != "texts" or row.document is not None
