"""Probability samples: how many units an interval needs, which are drawn, and what the answers to them estimate.

Takes: a list of held texts, answers of coders, columns of a regression. Gives: `Sample`, `Estimate`s,
`CorrectedRegression`. Touches: package data.
"""

from tierbook.agreement.sampling.correcting import (
    Coefficient,
    CorrectedRegression,
    TwiceCoded,
    correct_regression,
)
from tierbook.agreement.sampling.drawing import (
    FLOOR,
    STRATA,
    Sample,
    SampleUnit,
    Stratum,
    count_drawn,
    draw_sample,
    era_of,
    stratum_parts,
)
from tierbook.agreement.sampling.estimating import (
    Estimate,
    Met,
    TeachAndMeasure,
    estimate_accuracy,
    meet_program,
)
from tierbook.agreement.sampling.sizes import Needed, units_needed

__all__ = [
    "FLOOR",
    "STRATA",
    "Coefficient",
    "CorrectedRegression",
    "Estimate",
    "Met",
    "Needed",
    "Sample",
    "SampleUnit",
    "Stratum",
    "TeachAndMeasure",
    "TwiceCoded",
    "correct_regression",
    "count_drawn",
    "draw_sample",
    "era_of",
    "estimate_accuracy",
    "meet_program",
    "stratum_parts",
    "units_needed",
]
