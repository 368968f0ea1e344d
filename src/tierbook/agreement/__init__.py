"""Coder against labelled texts, and run against run.

Takes: files of labelled texts or of codings. Gives: `Evaluation`, `GainsAndLosses`. Touches: the files it is given.
"""

from typing import TYPE_CHECKING

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
from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.agreement.officers import (
        Division,
        FactAgreement,
        Fit,
        OfficerEntry,
        agree_on,
        divide_disagreement,
        fit_definitions,
    )

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
    "Division",
    "Evaluation",
    "FactAgreement",
    "Fit",
    "GainsAndLosses",
    "Measured",
    "Nominee",
    "OfficerEntry",
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
    "agree_on",
    "compare_views",
    "diff_codings",
    "divide_disagreement",
    "evaluate",
    "evaluate_passages",
    "explain_value",
    "find_variable",
    "fit_definitions",
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

# What needs the definitions waits for its first use.
__getattr__ = load_later(__name__, __all__, "officers")
