"""Charts of what tierbook holds, each with its finding as title, its data as a table and in words.

Takes: a `History` of placements, and the plain records of series, routes, positions, scores. Gives: a `Chart` and its
SVG, PNG, HTML, CSV and JSON. Touches: reads package data.

A line never passes an edition that is not held, and a computed tier is in no chart.
"""

from tierbook.charts.chart import Chart
from tierbook.charts.clock import clock_steps
from tierbook.charts.figures import figure_lines
from tierbook.charts.flows import flow_map
from tierbook.charts.look import Theme, repainted
from tierbook.charts.placements import heat_map, tier_map, tier_map_over, tier_timeline
from tierbook.charts.scores import agreement_dots, pillar_profile

__all__ = [
    "Chart",
    "Theme",
    "agreement_dots",
    "clock_steps",
    "figure_lines",
    "flow_map",
    "heat_map",
    "pillar_profile",
    "repainted",
    "tier_map",
    "tier_map_over",
    "tier_timeline",
]
