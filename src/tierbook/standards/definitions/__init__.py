"""Who is a victim, by which definition: facts of one case against several texts of law at once, in three values."""

from tierbook.standards.definitions.case import Case, case_of, read_case
from tierbook.standards.definitions.definition import (
    Definition,
    Notice,
    load_definitions,
    load_sheet,
)
from tierbook.standards.definitions.explaining import explain_screened, tree_lines
from tierbook.standards.definitions.indicators import Indicators, load_indicators
from tierbook.standards.definitions.notes import LONGEST_NOTE, NO_NAMES, check_note
from tierbook.standards.definitions.rules import Branch
from tierbook.standards.definitions.screening import (
    Ask,
    Outcome,
    Screened,
    Turn,
    outcome_of,
    screen,
)
from tierbook.standards.definitions.vignettes import (
    Compared,
    Vignette,
    compare_to_agreed,
    load_vignettes,
)

__all__ = [
    "LONGEST_NOTE",
    "NO_NAMES",
    "Ask",
    "Branch",
    "Case",
    "Compared",
    "Definition",
    "Indicators",
    "Notice",
    "Outcome",
    "Screened",
    "Turn",
    "Vignette",
    "case_of",
    "check_note",
    "compare_to_agreed",
    "explain_screened",
    "load_definitions",
    "load_indicators",
    "load_sheet",
    "load_vignettes",
    "outcome_of",
    "read_case",
    "screen",
    "tree_lines",
]
