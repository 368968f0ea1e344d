"""How charts look: colours of both displays, signs of tiers, sizes. A chart names a colour; drawing fills it in.

Tiers are told apart three ways: by shape, by darkness (darker is worse, also in grey), by their words in the key. The
colours are those of the library's pages.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, Literal

__all__ = ["HATCH", "TIER_DOMAIN", "TIER_SCALES", "Theme", "config", "paint", "wrapped"]

Theme = Literal["light", "dark"]

HATCH = "$hatch"  # not held: never a colour of its own
TIER_DOMAIN = ("1", "2", "2WL", "3", "special")
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the drawing library brings the first along
_LETTER = 6.4  # width of a letter of the title, in pixels, on average
_PALETTES: Mapping[Theme, Mapping[str, str]] = {
    "light": {
        "$paper": "#fcfcfa",
        "$sunk": "#f3f3ef",
        "$ink": "#1a1c1f",
        "$ink2": "#4a4e55",
        "$rule": "#d6d6d0",
        "$edge": "#82858a",
        "$accent": "#1f4480",
        "$second": "#a2583a",
        "$land": "#e4e4de",
        "$hatch": "#eeeeea",
        "$tier1": "#d9e6df",
        "$tier2WL": "#a2583a",
        "$tier2": "#d5ae62",
        "$tier3": "#541f2c",
    },
    "dark": {
        "$paper": "#14171b",
        "$sunk": "#1c2025",
        "$ink": "#e7e5df",
        "$ink2": "#bdbbb5",
        "$rule": "#33383f",
        "$edge": "#7d8289",
        "$accent": "#9dbbe8",
        "$second": "#d08a68",
        "$land": "#2a2f36",
        "$hatch": "#22262b",
        "$tier1": "#c3d4cb",
        "$tier2WL": "#a2583a",
        "$tier2": "#c8a45a",
        "$tier3": "#541f2c",
    },
}
# Field `tier` to fill and shape, as layers of the drawing library take them.
TIER_SCALES: Mapping[str, Mapping[str, Any]] = {
    "fill": {
        "domain": list(TIER_DOMAIN),
        "range": ["$tier1", "$tier2", "$tier2WL", "$tier3", "$paper"],
    },
    "shape": {
        "domain": list(TIER_DOMAIN),
        "range": ["circle", "square", "diamond", "triangle-up", "cross"],
    },
}


def config() -> dict[str, Any]:
    """Return what holds for every chart: fonts, axes, key, background."""
    small = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": "$ink2", "titleColor": "$ink2"}
    return {
        "background": "$paper",
        "font": _FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "font": _FONT,
            "fontSize": 15,
            "color": "$ink",
            "subtitleFont": _FONT,
            "subtitleFontSize": 12,
            "subtitleColor": "$ink2",
            "subtitlePadding": 5,
            "offset": 12,
        },
        "axis": {
            **small,
            "domainColor": "$edge",
            "tickColor": "$edge",
            "gridColor": "$rule",
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
        },
        "legend": {**small, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"},
        "header": {**small, "labelFontSize": 12, "titleFontSize": 12},
    }


def wrapped(words: str, width: int, size: float = 1.0) -> list[str]:
    """Return words in lines that fit a width in pixels; `size` 1 is that of a title."""
    return textwrap.wrap(words, max(24, int(width / (_LETTER * 1.12 * size)))) or [""]


def paint(value: Any, theme: Theme) -> Any:
    """Return a specification with each named colour in its place."""
    if isinstance(value, str):
        return _PALETTES[theme].get(value, value) if value.startswith("$") else value
    if isinstance(value, Mapping):
        return {key: paint(item, theme) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [paint(item, theme) for item in value]
    return value
