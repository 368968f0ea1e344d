"""Agreement between coders: coefficients with intervals and matrices, coder by coder, over time, in words.

Takes: `Answer`s, or files of them. Gives: `Agreements`. Touches: the files it is given.
"""

from tierbook.agreement.reliability.dividing import Divided, divided_items, find_divided
from tierbook.agreement.reliability.evidence import EvidenceAgreement
from tierbook.agreement.reliability.items import LEFT_OUT, Item, LaidOut, lay_out
from tierbook.agreement.reliability.matrices import Matrix, label_text
from tierbook.agreement.reliability.measure import (
    AGREEMENT_COLUMNS,
    OVERALL,
    RESAMPLES,
    SEED,
    Agreement,
    Agreements,
    PairRow,
    compare_pairs,
    measure_agreement,
)
from tierbook.agreement.reliability.paragraph import (
    COEFFICIENT_NAMES,
    agreement_paragraph,
    coefficient_text,
    overall_paragraph,
)
from tierbook.agreement.reliability.periods import UNDATED, agreement_over_time
from tierbook.agreement.reliability.reading import (
    ReadAnswers,
    answers_of_coding,
    answers_of_decisions,
    read_answers,
)
from tierbook.agreement.reliability.scales import (
    Scale,
    jaccard_distance,
    label_of,
    masi_distance,
    scale_named,
    scale_of,
)
from tierbook.agreement.reliability.tally import COEFFICIENTS
from tierbook.agreement.reliability.unitising import Continuum, unitised_alpha

__all__ = [
    "AGREEMENT_COLUMNS",
    "COEFFICIENTS",
    "COEFFICIENT_NAMES",
    "LEFT_OUT",
    "OVERALL",
    "RESAMPLES",
    "SEED",
    "UNDATED",
    "Agreement",
    "Agreements",
    "Continuum",
    "Divided",
    "EvidenceAgreement",
    "Item",
    "LaidOut",
    "Matrix",
    "PairRow",
    "ReadAnswers",
    "Scale",
    "agreement_over_time",
    "agreement_paragraph",
    "answers_of_coding",
    "answers_of_decisions",
    "coefficient_text",
    "compare_pairs",
    "divided_items",
    "find_divided",
    "jaccard_distance",
    "label_of",
    "label_text",
    "lay_out",
    "masi_distance",
    "measure_agreement",
    "overall_paragraph",
    "read_answers",
    "scale_named",
    "scale_of",
    "unitised_alpha",
]
