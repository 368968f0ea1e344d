"""The main figures of a dossier for its page: the points of each, with the breaks between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FigureCell", "FigureRow", "figures_of"]

_KINDS = ("narrative", "excerpt", "summary", "sample")


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One edition of a figure; `broken` tells that no line may lead to it from the one before."""

    edition: int
    words: str
    given: bool
    own: bool
    broken: bool
    quote: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: what is counted, its editions, and its breaks in words."""

    label: str
    cells: tuple[FigureCell, ...]
    breaks: tuple[str, ...]


def figures_of(dossier: Mapping[str, Any] | None) -> tuple[FigureRow, ...]:
    """Return the main figures that have a number at all, of the best kind of text that has any.

    Args:
        dossier: a dossier as plain values, None where nothing is held.
    """
    main = [s for s in (dossier or {}).get("series", ()) if s["main"] and s["segments"]]
    best = next((kind for kind in _KINDS if any(s["text_kind"] == kind for s in main)), None)
    return tuple(_row(series) for series in main if series["text_kind"] == best)


def _row(series: Mapping[str, Any]) -> FigureRow:
    starts = {run[0] for run in series["segments"]}
    cells = tuple(
        FigureCell(
            edition=point["edition"],
            words=point["words"],
            given=point["state"] == "given",
            own=point["own"],
            broken=point["edition"] in starts or point["state"] != "given",
            quote=next(iter(point["quotes"]), None),
        )
        for point in series["points"]
    )
    return FigureRow(series["label"], cells, tuple(b["why"] for b in series["breaks"]))
