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
from tierbook.dossier.digest.digest import (
    DIGEST_COLUMNS,
    Digest,
    build_digest,
)
from tierbook.dossier.digest.feed import (
    digest_feed,
)
from tierbook.dossier.digest.parts import (
    DigestItem,
    DigestPart,
    digest_parts,
)
from tierbook.dossier.digest.writing import (
    DIGEST_NOTE,
    digest_markdown,
    show_digest,
)
from tierbook.dossier.dossier import (
    DOSSIER_COLUMNS,
    SAMPLE_NOTICE,
    STANDING_NOTES,
    Dossier,
    build_dossier,
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
from tierbook.dossier.recommendations import (
    CELLS,
    FATES,
    Acted,
    Entry,
    Fate,
    Item,
    Ledger,
    Likeness,
    Match,
    Verdict,
    build_ledger,
    compare_items,
    items_of,
    longest_standing,
    match_items,
    match_recommendations,
    needs_of,
    why_no_list,
)

__all__ = [
    "CELLS",
    "DIGEST_COLUMNS",
    "DIGEST_NOTE",
    "DOSSIER_COLUMNS",
    "FATES",
    "FIRST_LIST",
    "FLAGS",
    "KIND_ORDER",
    "SAMPLE_NOTICE",
    "STANDING_NOTES",
    "Across",
    "Acted",
    "Cell",
    "CellValue",
    "ClockView",
    "Comparison",
    "DifferingFact",
    "Digest",
    "DigestItem",
    "DigestPart",
    "Dossier",
    "Entry",
    "Fate",
    "HeldText",
    "Holdings",
    "Item",
    "Ledger",
    "Likeness",
    "Match",
    "OnList",
    "Quote",
    "Row",
    "RunStep",
    "StatedTier",
    "Statement",
    "VariableSet",
    "Verdict",
    "build_digest",
    "build_dossier",
    "build_ledger",
    "choose_variables",
    "clock_in_short",
    "compare_items",
    "compare_units",
    "complete_history",
    "countries_of_region",
    "digest_feed",
    "digest_markdown",
    "digest_parts",
    "gaps_in_words",
    "hold_texts",
    "items_of",
    "longest_standing",
    "match_items",
    "match_recommendations",
    "may_be_next",
    "needs_of",
    "not_held_words",
    "on_list",
    "placements_in_words",
    "regions",
    "running_out",
    "shifted_words",
    "show_digest",
    "stated_tier",
    "texts_by_country",
    "variable_sets",
    "view_clock",
    "waivers_of",
    "why_no_list",
    "why_unlike",
    "years_listed",
    "years_of",
]
