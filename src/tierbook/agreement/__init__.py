"""Coder against coder, coder against labelled texts, and run against run.

Takes: answers of coders, files of labelled texts or of codings. Gives: `Agreements`, `Evaluation`, `GainsAndLosses`.
Touches: the files it is given.
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
    from tierbook.agreement.reliability import (
        COEFFICIENT_NAMES,
        COEFFICIENTS,
        LEFT_OUT,
        OVERALL,
        Agreement,
        Agreements,
        Divided,
        EvidenceAgreement,
        Matrix,
        PairRow,
        ReadAnswers,
        Scale,
        agreement_over_time,
        agreement_paragraph,
        answers_of_coding,
        answers_of_decisions,
        coefficient_text,
        compare_pairs,
        find_divided,
        jaccard_distance,
        label_text,
        masi_distance,
        measure_agreement,
        overall_paragraph,
        read_answers,
        scale_named,
        scale_of,
        unitised_alpha,
    )

__all__ = [
    "ANSWERS",
    "BLIND",
    "COEFFICIENTS",
    "COEFFICIENT_NAMES",
    "DRAWN",
    "LEAST_PAIRS",
    "LEFT_OUT",
    "OVERALL",
    "PILLARS",
    "PROPOSAL",
    "SAMPLE",
    "SHOWN",
    "Accuracy",
    "Agreement",
    "Agreements",
    "Answer",
    "Confusion",
    "Decisions",
    "Difference",
    "Divided",
    "Evaluation",
    "EvidenceAgreement",
    "GainsAndLosses",
    "Matrix",
    "Measured",
    "Nominee",
    "PairAgreement",
    "PairRow",
    "Part",
    "Passage",
    "PassageAccuracy",
    "PassageEvaluation",
    "PeopleCell",
    "PeopleTable",
    "Proportion",
    "ReadAnswers",
    "ReadParagraph",
    "Scale",
    "Score",
    "StatedValues",
    "View",
    "ViewAgreement",
    "ViewName",
    "Why",
    "WrongPassage",
    "WrongUnit",
    "agreement_over_time",
    "agreement_paragraph",
    "answers_of_coding",
    "answers_of_decisions",
    "coefficient_text",
    "compare_pairs",
    "compare_views",
    "diff_codings",
    "evaluate",
    "evaluate_passages",
    "explain_value",
    "find_divided",
    "find_variable",
    "htc_maps",
    "jaccard_distance",
    "label_text",
    "load_measured",
    "load_people",
    "looks_like_passages",
    "masi_distance",
    "measure_agreement",
    "overall_paragraph",
    "read_answers",
    "scale_named",
    "scale_of",
    "score_three_p",
    "stated_values",
    "three_p_rules",
    "unitised_alpha",
    "view_coding",
    "view_rules",
]

# Coefficients of reliability wait for their first use: coding and its measure need none of them.
__getattr__ = load_later(__name__, __all__, "reliability")
