"""The map of the world: which shapes and points stand for a country in an edition. See `README.md` beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from tierbook.charts.look import HATCH

__all__ = ["base_map", "place_rows", "points", "shapes_of"]

_SIZES = {False: (760, 370), True: (320, 156)}
_ROOM = 1500.0  # millionths of the sphere: a shape of this area has room for a sign


def base_map(
    layers: Sequence[Mapping[str, Any]], *, narrow: bool = False, fill: str = HATCH
) -> dict[str, Any]:
    """Return a map with every shape hatched, and layers upon it. Data named `world` are the shapes.

    Args:
        layers: marks; where their data are named `world`, the shapes of the map.
        narrow: for a narrow screen.
        fill: of shapes that no layer fills.
    """
    width, height = _SIZES[narrow]
    world = {
        "data": {"name": "world"},
        "transform": [{"filter": "datum.properties.name !== 'Antarctica'"}],
        "mark": {"type": "geoshape", "fill": fill, "stroke": "$edge", "strokeWidth": 0.4},
    }
    return {
        "width": width,
        "height": height,
        "projection": {"type": "equalEarth"},
        "layer": [_with_shapes(layer) for layer in (world, *layers)],
    }


def _with_shapes(layer: Mapping[str, Any]) -> dict[str, Any]:
    if layer.get("data") != {"name": "world"}:
        return dict(layer)
    data = {"values": _topology(), "format": {"type": "topojson", "feature": "countries"}}
    return {**layer, "data": data}


def place_rows(
    rows: Iterable[Mapping[str, Any]], edition: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return rows of countries as rows of shapes, and those too small for a shape as rows of points.

    Args:
        rows: each with `country` (alpha-3) and whatever is drawn.
        edition: year, by which the shapes of a country are chosen.
    """
    shapes: list[dict[str, Any]] = []
    alone: list[dict[str, Any]] = []
    for row in rows:
        names = shapes_of(row["country"], edition)
        lon, lat = points().get(row["country"], (None, None))
        placed = {**row, "lon": lon, "lat": lat}
        roomy = _areas().get(row["country"], 0.0) >= _ROOM
        shapes += [{**placed, "shape": name, "roomy": roomy and not n} for n, name in enumerate(names)]
        if not names and lon is not None:
            alone.append(placed)
    return shapes, alone


@cache
def points() -> Mapping[str, tuple[float, float]]:
    """Return longitude and latitude of a place in each country, in degrees."""
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in _table("points.csv")}


@cache
def _areas() -> Mapping[str, float]:
    """Return the area of each country's largest piece of land, in millionths of the sphere."""
    return {row["code"]: float(row["area"]) for row in _table("points.csv")}


def shapes_of(country: str, edition: int) -> tuple[str, ...]:
    return tuple(
        name for name, first, last in _spans().get(country, ()) if first <= edition <= last
    )


@cache
def _spans() -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    found: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for row in _table("shapes.csv"):
        span = (row["shape"], int(row["first"] or 0), int(row["last"] or 9999))
        found[row["code"]] = (*found.get(row["code"], ()), span)
    return found


def _table(name: str) -> list[dict[str, str]]:
    text = (files("tierbook.charts.world") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def _topology() -> Mapping[str, Any]:
    content: Mapping[str, Any] = orjson.loads(
        (files("tierbook.charts.world") / "countries-110m.json").read_bytes()
    )
    return content
