"""Units side by side on a set of variables: cells with their words, what is alike and not the same, the measure."""

from tierbook.dossier.comparing.asking import Asked, AskedUnits, ask_units
from tierbook.dossier.comparing.cells import Cell, CellValue, cell_of, cell_value, place_name
from tierbook.dossier.comparing.choosing import (
    VariableSet,
    choose_variables,
    countries_of_region,
    regions,
    variable_sets,
)
from tierbook.dossier.comparing.comparison import (
    SORTS,
    Across,
    Alike,
    Comparison,
    Row,
    compare_units,
)
from tierbook.dossier.comparing.facts import FACTS, DifferingFact, units_in_words
from tierbook.dossier.comparing.measure import measure_of
from tierbook.dossier.comparing.rows import COMPARISON_COLUMNS, comparison_rows
from tierbook.dossier.comparing.shifted_words import ShiftedWords, shifted_words

__all__ = [
    "COMPARISON_COLUMNS",
    "FACTS",
    "SORTS",
    "Across",
    "Alike",
    "Asked",
    "AskedUnits",
    "Cell",
    "CellValue",
    "Comparison",
    "DifferingFact",
    "Row",
    "ShiftedWords",
    "VariableSet",
    "ask_units",
    "cell_of",
    "cell_value",
    "choose_variables",
    "compare_units",
    "comparison_rows",
    "countries_of_region",
    "measure_of",
    "place_name",
    "regions",
    "shifted_words",
    "units_in_words",
    "variable_sets",
]
