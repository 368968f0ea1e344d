"""Coder against labelled texts, and run against run.

Takes: files of labelled texts or of codings. Gives: `Evaluation`, `GainsAndLosses`. Touches: the files it is given.
"""

from tierbook.agreement.evaluation import Evaluation, WrongUnit, evaluate
from tierbook.agreement.gains import Difference, GainsAndLosses, diff_codings
from tierbook.agreement.scoring import Score

__all__ = [
    "Difference",
    "Evaluation",
    "GainsAndLosses",
    "Score",
    "WrongUnit",
    "diff_codings",
    "evaluate",
]
