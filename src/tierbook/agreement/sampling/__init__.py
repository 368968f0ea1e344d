"""Probability samples: how many units an interval needs, which are drawn, and what the answers to them estimate.

Takes: a list of held texts, answers of coders. Gives: `Sample`, `Estimate`s. Touches: package data.
"""

from tierbook.agreement.sampling.drawing import (
    FLOOR,
    STRATA,
    Sample,
    SampleUnit,
    Stratum,
    draw_sample,
    era_of,
    stratum_parts,
)
from tierbook.agreement.sampling.estimating import Estimate, TeachAndMeasure, estimate_accuracy
from tierbook.agreement.sampling.sizes import Needed, units_needed

__all__ = [
    "FLOOR",
    "STRATA",
    "Estimate",
    "Needed",
    "Sample",
    "SampleUnit",
    "Stratum",
    "TeachAndMeasure",
    "draw_sample",
    "era_of",
    "estimate_accuracy",
    "stratum_parts",
    "units_needed",
]
