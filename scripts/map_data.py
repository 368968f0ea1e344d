"""Make `points.csv` of the map of `tierbook.charts`: a point for every country.

    python scripts/map_data.py FOLDER

FOLDER holds `countries-50m.json` of the package world-atlas. For each country is written the middle of its largest
piece of land and that piece's share of the sphere in millionths; a few middles are moved, with the reason beside them.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1] / "src" / "tierbook"
WORLD, KEYS = ROOT / "charts" / "world", ROOT / "places" / "data" / "keys.csv"
NAMED = {"Kosovo": "XKX"}
LEFT_OUT = {"ATA"}
# The outline runs over the 180th meridian, and its middle lies on the other side of the world.
MOVED = {"FJI": (178.0, -17.8, 3.0), "RUS": (96.0, 62.0, 33000.0)}


def main(folder: Path) -> None:
    """Write the file."""
    topology = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    _write_points(topology, _codes())


def _codes() -> dict[str, str]:
    with KEYS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["system"] == "iso_numeric"]
    return {row["key"].zfill(3): row["code"] for row in rows if not row["last"]}


def _code(geometry: dict[str, Any], codes: dict[str, str]) -> str | None:
    number = str(geometry.get("id") or "")
    name = geometry["properties"]["name"]
    return codes.get(number.zfill(3)) if number else NAMED.get(name)


def _write_points(topology: dict[str, Any], codes: dict[str, str]) -> None:
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _code(geometry, codes)
        if code is None or code in LEFT_OUT:
            continue
        pieces = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [_ring(piece[0], arcs) for piece in pieces]
        area, lon, lat = max(_middle(ring) for ring in rings)
        found[code] = (round(lon, 2), round(lat, 2), round(area * 1e6, 1))
    found.update(MOVED)
    with (WORLD / "points.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "longitude", "latitude", "area"))
        writer.writerows((code, *found[code]) for code in sorted(found))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Return area (share of the sphere) and middle of a ring, in the equal-area cylindrical plane."""
    plane = [(lon, math.sin(math.radians(lat))) for lon, lat in ring]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(plane))
    if not twice:
        return 0.0, *ring[0]
    x = y = 0.0
    for a, b in pairwise(plane):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    middle = max(-1.0, min(1.0, y / (3 * twice)))
    return abs(twice) / 2 / 720, x / (3 * twice), math.degrees(math.asin(middle))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
