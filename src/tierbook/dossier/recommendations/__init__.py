"""What is asked of a country, edition by edition: which recommendations go on, and what was done about them.

Takes: held texts. Gives: matches of two editions, a ledger of all of them. Touches: package data.
"""

from tierbook.dossier.recommendations.acted import Acted, Verdict
from tierbook.dossier.recommendations.items import Item, items_of, needs_of, why_no_list
from tierbook.dossier.recommendations.ledger import (
    Entry,
    Ledger,
    build_ledger,
    longest_first,
    longest_standing,
)
from tierbook.dossier.recommendations.likeness import Likeness, compare_items
from tierbook.dossier.recommendations.lines import CELLS
from tierbook.dossier.recommendations.matching import (
    FATES,
    Fate,
    Match,
    match_items,
    match_recommendations,
)
from tierbook.dossier.recommendations.rows import (
    LEDGER_COLUMNS,
    LONGEST_COLUMNS,
    ledger_rows,
    longest_row,
)

__all__ = [
    "CELLS",
    "FATES",
    "LEDGER_COLUMNS",
    "LONGEST_COLUMNS",
    "Acted",
    "Entry",
    "Fate",
    "Item",
    "Ledger",
    "Likeness",
    "Match",
    "Verdict",
    "build_ledger",
    "compare_items",
    "items_of",
    "ledger_rows",
    "longest_first",
    "longest_row",
    "longest_standing",
    "match_items",
    "match_recommendations",
    "needs_of",
    "why_no_list",
]
