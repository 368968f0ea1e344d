"""One country, or all, over the editions: what is held, what changed, what was asked for and dropped, what came of it.

Takes: texts as they are held (`HeldText`: the records of codings), official placements. Gives: `Holdings` and what
follows from them, each sentence with its words. Touches: reads package data.

Texts of unlike kinds are never compared as if they were like, nothing is drawn over an edition that is not held, and a
sample is no source.
"""

from tierbook.dossier.comparing import (
    Across,
    Cell,
    CellValue,
    Comparison,
    DifferingFact,
    Row,
    VariableSet,
    choose_variables,
    compare_units,
    countries_of_region,
    regions,
    shifted_words,
    variable_sets,
)
from tierbook.dossier.held import HeldText, Quote, Statement, why_unlike
from tierbook.dossier.holdings import KIND_ORDER, Holdings, hold_texts, texts_by_country

__all__ = [
    "KIND_ORDER",
    "Across",
    "Cell",
    "CellValue",
    "Comparison",
    "DifferingFact",
    "HeldText",
    "Holdings",
    "Quote",
    "Row",
    "Statement",
    "VariableSet",
    "choose_variables",
    "compare_units",
    "countries_of_region",
    "hold_texts",
    "regions",
    "shifted_words",
    "texts_by_country",
    "variable_sets",
    "why_unlike",
]
