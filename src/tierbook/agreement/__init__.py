"""Coder against labelled texts, and run against run.

Takes: files of labelled texts or of codings. Gives: `Evaluation`, `GainsAndLosses`. Touches: the files it is given.
"""

from tierbook.agreement.confusion import ANSWERS, Confusion
from tierbook.agreement.differences import WrongUnit
from tierbook.agreement.evaluation import Evaluation, Part, evaluate
from tierbook.agreement.gains import Difference, GainsAndLosses, diff_codings
from tierbook.agreement.passages import (
    Decisions,
    Passage,
    PassageEvaluation,
    WrongPassage,
    evaluate_passages,
    htc_maps,
    looks_like_passages,
)
from tierbook.agreement.proportion import Proportion
from tierbook.agreement.scoring import Score

__all__ = [
    "ANSWERS",
    "Confusion",
    "Decisions",
    "Difference",
    "Evaluation",
    "GainsAndLosses",
    "Part",
    "Passage",
    "PassageEvaluation",
    "Proportion",
    "Score",
    "WrongPassage",
    "WrongUnit",
    "diff_codings",
    "evaluate",
    "evaluate_passages",
    "htc_maps",
    "looks_like_passages",
]
