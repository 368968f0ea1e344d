"""How charts look: colours of both displays, signs of tiers, sizes. A chart names a colour; drawing fills it in.

Tiers are told apart three ways: by shape, by darkness (darker is worse, also in grey), by their words in the key. The
colours are those of the library's pages.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Literal

__all__ = [
    "HALF_SQUARE",
    "HATCH",
    "SPECIAL",
    "TIER_DOMAIN",
    "TIER_SCALES",
    "Theme",
    "config",
    "edition_axis",
    "paint",
    "repainted",
    "wrapped",
]

Theme = Literal["light", "dark"]  # the colours of a drawing: of one display

HATCH = "$hatch"  # not held: never a colour of its own
SPECIAL = (
    "$special"  # a special case has no tier: dotted, so that it is neither Tier 1 nor not held
)
# A square of which one half is filled: the second piece has no area, so that only its edge is seen.
HALF_SQUARE = "M-.8,-.8V.8H.8ZM-.8,-.8H.8V.8V-.8Z"
TIER_DOMAIN = ("1", "2", "2WL", "3", "special")
_FONT = (
    "Liberation Sans, Arial, Helvetica, sans-serif"  # the drawing library brings the first along
)
_LETTER = 7.6  # width of a letter of the title, in pixels, on average
_PALETTES: Mapping[Theme, Mapping[str, str]] = {
    "light": {
        "$paper": "#fcfcfa",
        "$sunk": "#f3f3ef",
        "$ink": "#1a1c1f",
        "$ink2": "#4a4e55",
        "$rule": "#d6d6d0",
        "$edge": "#82858a",
        "$accent": "#1f4480",
        "$land": "#e4e4de",
        "$hatch": "#eeeeea",
        "$special": "#f8f8f5",
        "$onlight": "#1a1c20",
        "$ondark": "#fffffe",
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
        "$land": "#2a2f36",
        "$hatch": "#22262b",
        "$special": "#171a1f",
        "$onlight": "#1a1c20",
        "$ondark": "#fffffe",
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
        "range": ["$tier1", "$tier2", "$tier2WL", "$tier3", SPECIAL],
    },
    "shape": {
        "domain": list(TIER_DOMAIN),
        "range": ["circle", "square", HALF_SQUARE, "triangle-up", "diamond"],
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
        "legend": {
            **small,
            "symbolStrokeWidth": 1,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
        },
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


def repainted() -> Mapping[str, str]:
    """Return each colour of the light display that has another in the dark one, with that other."""
    pairs = zip(_PALETTES["light"].values(), _PALETTES["dark"].values(), strict=True)
    return {light: dark for light, dark in pairs if light != dark}


def edition_axis(years: Sequence[int], *, narrow: bool, orient: str = "bottom") -> dict[str, Any]:
    """Return the encoding of editions from left to right; the narrow drawing names every fifth year.

    Args:
        years: all editions that have a place, in order.
        narrow: whether the drawing is for a narrow screen.
        orient: bottom or top.
    """
    shown = [y for y in years if not y % 5 or y == years[0]] if narrow else list(years)
    label = "datum.label" if narrow else "slice(datum.label, 2) === '01' || datum.value % 5 === 0"
    wide = f"({label}) ? datum.label : '’' + slice(datum.label, 2)"
    return {
        "field": "edition",
        "type": "ordinal",
        "scale": {"domain": list(years)},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "orient": orient,
            "grid": False,
            "values": shown,
            "labelOverlap": False,
            "labelExpr": "datum.label" if narrow else wide,
        },
    }
