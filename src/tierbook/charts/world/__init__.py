"""The map of the world: which shapes and points stand for a country in an edition. See `README.md` beside it."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from tierbook.charts.look import HATCH

__all__ = ["base_map", "place_rows", "points", "shapes_of"]

_SIZES = {False: (760, 370), True: (320, 156)}
# Of the projection Equal Earth (Savric, Patterson and Jenny 2018): breadth of the world at scale 1, and how much a
# radian of latitude takes up at most.
_ACROSS, _UPWARDS = 5.41, 1.2
_AROUND = 14.0  # degrees of room on each side
_CLOSEST = 4.0  # times the map of the world
_ROOM = 1500.0  # millionths of the sphere: a shape of this area has room for a sign


def base_map(
    layers: Sequence[Mapping[str, Any]],
    *,
    narrow: bool = False,
    fill: str = HATCH,
    around: Collection[str] = (),
) -> dict[str, Any]:
    """Return a map with every shape hatched, and layers upon it. Data named `world` are the shapes.

    Args:
        layers: marks; where their data are named `world`, the shapes of the map.
        narrow: for a narrow screen.
        fill: of shapes that no layer fills.
        around: countries that the map shows as large as it can; the world where none are named.
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
        "projection": {"type": "equalEarth", **_zoom(around, width, height)},
        "layer": [_with_shapes(layer) for layer in (world, *layers)],
    }


def _zoom(around: Collection[str], width: int, height: int) -> dict[str, Any]:
    """Return scale and centre that show these countries with room around them; nothing where that is the world."""
    at = [points()[code] for code in around if code in points()]
    if not at:
        return {}
    (west, east), (south, north) = ((min(line), max(line)) for line in zip(*at, strict=True))
    world = width / _ACROSS
    wide = width / (math.radians(east - west + 2 * _AROUND) * _ACROSS / math.tau)
    high = height / (math.radians(north - south + 1.6 * _AROUND) * _UPWARDS)
    scale = min(wide, high, _CLOSEST * world)
    if scale <= world * 1.15:
        return {}
    middle = [round((west + east) / 2, 2), round((south + north) / 2, 2)]
    return {
        "scale": round(scale, 1),
        "center": middle,
        "translate": [width / 2, height / 2],
        "clipExtent": [[0, 0], [width, height]],
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
        shapes += [
            {**placed, "shape": name, "roomy": roomy and not n} for n, name in enumerate(names)
        ]
        if not names and lon is not None:
            alone.append(placed)
    return shapes, alone


@cache
def points() -> Mapping[str, tuple[float, float]]:
    """Return longitude and latitude of a place in each country, in degrees."""
    return {
        row["code"]: (float(row["longitude"]), float(row["latitude"]))
        for row in _table("points.csv")
    }


@cache
def _areas() -> Mapping[str, float]:
    """Return the area of each country's largest piece of land, in millionths of the sphere."""
    return {row["code"]: float(row["area"]) for row in _table("points.csv")}


def shapes_of(country: str, edition: int) -> tuple[str, ...]:
    """Return the names of the shapes that stand for a country in an edition; none where it is too small for one."""
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
