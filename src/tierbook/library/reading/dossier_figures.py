"""The main figures of a dossier for its page: the points of each, the breaks between them, and its charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tierbook.dossier import years_listed
from tierbook.library.reading.charting import NoSuchChart, image_of

__all__ = ["FigureCell", "FigureRow", "figures_of", "images_of"]

_POINTS, _CHARTS = 3, 4  # figures that a chart needs, charts of a page


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One edition of a figure, or several in a row of which the same silence holds.

    `broken` tells that no line may lead to it from the one before.
    """

    years: str
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
    return tuple(_row(series) for series in (dossier or {}).get("series", ()) if series["leading"])


def images_of(dossier: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return the charts of a dossier's page as plain values: figures with enough points for a line, and its routes.

    Args:
        dossier: as plain values, of a country of which texts are held.
    """
    code = dossier["country"]
    leading = (series for series in dossier["series"] if series["leading"])
    lines = dict.fromkeys(series["what"] for series in leading if _given(series) >= _POINTS)
    routes = [f"{told['edition']}/{code}" for told in dossier["routes"][:1]]
    return {
        "figures": _images("figures", [f"{code}/{what}" for what in lines][:_CHARTS]),
        "routes": _images("flows", routes),
    }


def _given(series: Mapping[str, Any]) -> int:
    return sum(point["state"] == "given" for point in series["points"])


def _images(kind: str, subjects: Iterable[str]) -> list[dict[str, str]]:
    found = []
    for subject in subjects:
        try:
            found.append(asdict(image_of(kind, subject)))
        except NoSuchChart:
            continue
    return found


def _row(series: Mapping[str, Any]) -> FigureRow:
    starts = {run[0] for run in series["segments"]}
    cells = tuple(
        FigureCell(
            years=years_listed(point["edition"] for point in run),
            words=run[0]["words"],
            given=run[0]["state"] == "given",
            own=run[0]["own"],
            broken=run[0]["edition"] in starts or run[0]["state"] != "given",
            quote=next(iter(run[0]["quotes"]), None),
        )
        for run in _runs(series["points"])
    )
    return FigureRow(series["label"], cells, tuple(b["why"] for b in series["breaks"]))


def _runs(points: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Return the points one by one; those in a row without words and of one state together."""
    runs: list[list[Mapping[str, Any]]] = []
    for point in points:
        silent = point["state"] != "given" and not point["quotes"]
        last = runs[-1][-1] if runs else None
        if silent and last is not None and not last["quotes"] and last["state"] == point["state"]:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
