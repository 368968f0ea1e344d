"""Facts about the Report itself: editions, their dates and periods, and the names of its tiers.

Takes: a year or a tier as printed. Gives: `Edition`, `Tier`. Touches: nothing.
"""

from tierbook.editions.report import EDITIONS, FIRST_EDITION, LAST_EDITION, Edition, get_edition
from tierbook.editions.tiers import TIERS, Tier, read_tier

__all__ = [
    "EDITIONS",
    "FIRST_EDITION",
    "LAST_EDITION",
    "TIERS",
    "Edition",
    "Tier",
    "get_edition",
    "read_tier",
]
