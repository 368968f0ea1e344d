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

__all__ = ["base_map", "place_rows", "points"]

_WIDTH, _HEIGHT = 780, 390


def base_map(layers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a map with every shape hatched, and layers upon it. Data named `world` are the shapes."""
    world = {
        "data": {"name": "world"},
        "mark": {"type": "geoshape", "fill": HATCH, "stroke": "$rule", "strokeWidth": 0.5},
    }
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
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
        names = _shapes(row["country"], edition)
        shapes += [{**row, "shape": name} for name in names]
        if not names and row["country"] in points():
            lon, lat = points()[row["country"]]
            alone.append({**row, "lon": lon, "lat": lat})
    return shapes, alone


@cache
def points() -> Mapping[str, tuple[float, float]]:
    """Return longitude and latitude of a place in each country, in degrees."""
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in _table("points.csv")}


def _shapes(country: str, edition: int) -> tuple[str, ...]:
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
