"""Coder against labelled texts, and run against run.

Takes: files of labelled texts or of codings. Gives: `Evaluation`, `GainsAndLosses`. Touches: the files it is given.
"""

from tierbook.agreement.answers import BLIND, DRAWN, PROPOSAL, SAMPLE, SHOWN, Answer
from tierbook.agreement.coefficients import LEAST_PAIRS, PairAgreement
from tierbook.agreement.confusion import ANSWERS, Confusion
from tierbook.agreement.differences import WrongUnit
from tierbook.agreement.evaluation import Evaluation, Part, evaluate
from tierbook.agreement.gains import Difference, GainsAndLosses, diff_codings
from tierbook.agreement.measured import Accuracy, Measured, PassageAccuracy, load_measured
from tierbook.agreement.passages import (
    Decisions,
    Passage,
    PassageEvaluation,
    WrongPassage,
    evaluate_passages,
    htc_maps,
    looks_like_passages,
)
from tierbook.agreement.people import PeopleCell, PeopleTable, load_people
from tierbook.agreement.proportion import Proportion
from tierbook.agreement.scoring import Score
from tierbook.agreement.views import (
    PILLARS,
    StatedValues,
    View,
    ViewAgreement,
    ViewName,
    compare_views,
    score_three_p,
    stated_values,
    three_p_rules,
    view_coding,
    view_rules,
)
from tierbook.agreement.why import Nominee, ReadParagraph, Why, explain_value, find_variable

__all__ = [
    "ANSWERS",
    "BLIND",
    "DRAWN",
    "LEAST_PAIRS",
    "PILLARS",
    "PROPOSAL",
    "SAMPLE",
    "SHOWN",
    "Accuracy",
    "Answer",
    "Confusion",
    "Decisions",
    "Difference",
    "Evaluation",
    "GainsAndLosses",
    "Measured",
    "Nominee",
    "PairAgreement",
    "Part",
    "Passage",
    "PassageAccuracy",
    "PassageEvaluation",
    "PeopleCell",
    "PeopleTable",
    "Proportion",
    "ReadParagraph",
    "Score",
    "StatedValues",
    "View",
    "ViewAgreement",
    "ViewName",
    "Why",
    "WrongPassage",
    "WrongUnit",
    "compare_views",
    "diff_codings",
    "evaluate",
    "evaluate_passages",
    "explain_value",
    "find_variable",
    "htc_maps",
    "load_measured",
    "load_people",
    "looks_like_passages",
    "score_three_p",
    "stated_values",
    "three_p_rules",
    "view_coding",
    "view_rules",
]
