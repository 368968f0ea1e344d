"""Facts about the Report itself: its name, editions, their dates and periods, its tiers, and the headings it prints.

Takes: a year, a tier, a line as printed, a table of placements. Gives: `Edition`, `Tier`, `Section`, `Placement`,
`History`. Touches: reads package data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.editions.headings import SECTIONS, Section, read_heading, run_in_heading
from tierbook.editions.report import (
    EDITIONS,
    FIRST_EDITION,
    LAST_EDITION,
    REPORT_NAME,
    Edition,
    get_edition,
)
from tierbook.editions.tiers import (
    TIERS,
    Tier,
    TierStatement,
    find_tier_statements,
    read_tier,
    read_tier_alone,
    read_tier_line,
)
from tierbook.editions.units import split_unit, unit_name, unit_or_id
from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.editions.placements.merging import Conflict, merge_histories
    from tierbook.editions.placements.package import load_placements
    from tierbook.editions.placements.placement import (
        Claim,
        History,
        PlacedSource,
        Placement,
        placed_on,
    )
    from tierbook.editions.placements.reading import parse_tier, read_placements
    from tierbook.editions.placements.rows import HISTORY_COLUMNS, history_rows

__all__ = [
    "EDITIONS",
    "FIRST_EDITION",
    "HISTORY_COLUMNS",
    "LAST_EDITION",
    "REPORT_NAME",
    "SECTIONS",
    "TIERS",
    "Claim",
    "Conflict",
    "Edition",
    "History",
    "PlacedSource",
    "Placement",
    "Section",
    "Tier",
    "TierStatement",
    "find_tier_statements",
    "get_edition",
    "history_rows",
    "load_placements",
    "merge_histories",
    "parse_tier",
    "placed_on",
    "read_heading",
    "read_placements",
    "read_tier",
    "read_tier_alone",
    "read_tier_line",
    "run_in_heading",
    "split_unit",
    "unit_name",
    "unit_or_id",
]

# Load official placements on their first use: reading a page needs none of them.
__getattr__ = load_later(
    __name__,
    __all__,
    "placements.merging",
    "placements.package",
    "placements.placement",
    "placements.reading",
    "placements.rows",
)
