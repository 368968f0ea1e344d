"""What changed between two editions of a country: values, figures, sentences, paragraphs, gaps, in words first.

Takes: two held texts of one country and kind. Gives: `Changes`. Touches: reads package data.
"""

from tierbook.dossier.changes.carried import (
    Carried,
    Shared,
    StockGathering,
    StockSentences,
    stock_sentences,
)
from tierbook.dossier.changes.changes import Changes, ComparedText, compare_editions
from tierbook.dossier.changes.figures import Figure, FigureChange
from tierbook.dossier.changes.gaps import Gap, GapInText, GapSide, gaps_of
from tierbook.dossier.changes.pairs import pair_of, pairs_over
from tierbook.dossier.changes.paragraphs import ParagraphChange, ParagraphSide, Passage
from tierbook.dossier.changes.rows import CHANGE_COLUMNS, change_rows
from tierbook.dossier.changes.standing import Standing
from tierbook.dossier.changes.variables import Fact, ValueSide, VariableChange
from tierbook.dossier.changes.wording import (
    ABSENCES,
    fact_words,
    fate_words,
    figure_words,
    gap_side_words,
    items_in_words,
    variable_label,
)

__all__ = [
    "ABSENCES",
    "CHANGE_COLUMNS",
    "Carried",
    "Changes",
    "ComparedText",
    "Fact",
    "Figure",
    "FigureChange",
    "Gap",
    "GapInText",
    "GapSide",
    "ParagraphChange",
    "ParagraphSide",
    "Passage",
    "Shared",
    "Standing",
    "StockGathering",
    "StockSentences",
    "ValueSide",
    "VariableChange",
    "change_rows",
    "compare_editions",
    "fact_words",
    "fate_words",
    "figure_words",
    "gap_side_words",
    "gaps_of",
    "items_in_words",
    "pair_of",
    "pairs_over",
    "stock_sentences",
    "variable_label",
]
