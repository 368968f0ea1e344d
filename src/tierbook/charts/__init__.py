"""Charts of what tierbook holds, each with its finding as title, its data as table and in words.

Takes: a `History` of placements, and the plain rows of series, routes, positions, scores. Gives: a `Chart` and its SVG,
PNG, HTML, CSV and JSON. Touches: reads package data.

A line never passes an edition that is not held, and a computed tier is in no chart.
"""

from tierbook.charts.chart import Chart
from tierbook.charts.look import Theme
from tierbook.charts.placements import heat_map, tier_map, tier_map_over, tier_timeline

__all__ = [
    "Chart",
    "Theme",
    "heat_map",
    "tier_map",
    "tier_map_over",
    "tier_timeline",
]
