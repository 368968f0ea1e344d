"""Facts about the Report itself: its name, editions, their dates and periods, its tiers, and the headings it prints.

Takes: a year, a tier, a line as printed. Gives: `Edition`, `Tier`, `Section`. Touches: nothing.
"""

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

__all__ = [
    "EDITIONS",
    "FIRST_EDITION",
    "LAST_EDITION",
    "REPORT_NAME",
    "SECTIONS",
    "TIERS",
    "Edition",
    "Section",
    "Tier",
    "TierStatement",
    "find_tier_statements",
    "get_edition",
    "read_heading",
    "read_tier",
    "read_tier_alone",
    "read_tier_line",
    "run_in_heading",
]
