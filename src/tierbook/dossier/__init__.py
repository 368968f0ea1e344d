"""One country, or all, over the editions: what is held, what changed, what was asked for and dropped, what came of it.

Takes: texts as they are held (`HeldText`: the records of codings), official placements. Gives: `Holdings` and what
follows from them, each sentence with its words. Touches: reads package data.

Texts of unlike kinds are never compared as if they were like, nothing is drawn over an edition that is not held, and a
sample is no source.
"""

from tierbook.dossier.clocks import (
    FLAGS,
    ClockView,
    RunStep,
    clock_in_short,
    may_be_next,
    view_clock,
    waivers_of,
    years_of,
)
from tierbook.dossier.comparing import (
    SORTS,
    Across,
    Alike,
    AskedUnits,
    Cell,
    CellValue,
    Comparison,
    DifferingFact,
    Row,
    VariableSet,
    ask_units,
    cell_of,
    choose_variables,
    compare_units,
    countries_of_region,
    regions,
    shifted_words,
    variable_sets,
)
from tierbook.dossier.held import (
    HeldText,
    Quote,
    Statement,
    why_unlike,
)
from tierbook.dossier.holdings import (
    KIND_ORDER,
    Holdings,
    hold_texts,
    texts_by_country,
)
from tierbook.dossier.on_list import (
    FIRST_LIST,
    OnList,
    on_list,
    running_out,
)
from tierbook.dossier.placements import (
    StatedTier,
    complete_history,
    gaps_in_words,
    not_held_words,
    placements_in_words,
    stated_tier,
    years_listed,
)

__all__ = [
    "FIRST_LIST",
    "FLAGS",
    "KIND_ORDER",
    "SORTS",
    "Across",
    "Alike",
    "AskedUnits",
    "Cell",
    "CellValue",
    "ClockView",
    "Comparison",
    "DifferingFact",
    "HeldText",
    "Holdings",
    "OnList",
    "Quote",
    "Row",
    "RunStep",
    "StatedTier",
    "Statement",
    "VariableSet",
    "ask_units",
    "cell_of",
    "choose_variables",
    "clock_in_short",
    "compare_units",
    "complete_history",
    "countries_of_region",
    "gaps_in_words",
    "hold_texts",
    "may_be_next",
    "not_held_words",
    "on_list",
    "placements_in_words",
    "regions",
    "running_out",
    "shifted_words",
    "stated_tier",
    "texts_by_country",
    "variable_sets",
    "view_clock",
    "waivers_of",
    "why_unlike",
    "years_listed",
    "years_of",
]
