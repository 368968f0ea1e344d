"""Figures of a country and routes of an edition, kept once for every page and chart that shows them."""

from __future__ import annotations

from typing import Any

from tierbook.dossier import RouteNetwork, build_series, collect_routes, hold_texts, series_rows
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.held import held_of

__all__ = ["kept_routes", "kept_series"]


def kept_series(code: str) -> dict[str, Any]:
    """Return the figures of a country as plain values: `country`, `samples`, `series`, and `rows` for a table."""
    if not Document.objects.filter(country=code).exists():
        return {"country": code, "samples": False, "series": [], "rows": []}

    def make() -> dict[str, Any]:
        held = hold_texts(held_of([code]))
        found = build_series(held)
        return {
            "country": code,
            "samples": held.samples,
            "series": [one.to_dict() for one in found],
            "rows": list(series_rows(found)),
        }

    kept: dict[str, Any] = derived(f"series/{code}", make)
    return kept


def kept_routes(year: int) -> RouteNetwork:
    """Return all routes of an edition: people only at risk, hedged ways and legs of ways among them."""

    def make() -> dict[str, Any]:
        texts = held_of(editions=[year])
        return collect_routes(texts, at_risk=True, hedged=True, transit=True).to_dict()

    return RouteNetwork.from_dict(derived(f"flows/{year}", make))
