"""The tiers and how they are printed.

Source: TVPA section 110(b)(1); Tier 2 Watch List, section 110(b)(2)(A)(iii); a special case is the Department's own
device and stands in no statute.
"""

from __future__ import annotations

import re
from typing import Literal, cast

__all__ = ["TIERS", "Tier", "read_tier", "read_tier_line"]

Tier = Literal["1", "2", "2WL", "3", "special"]
TIERS: dict[str, str] = {
    "1": "Tier 1",
    "2": "Tier 2",
    "2WL": "Tier 2 Watch List",
    "3": "Tier 3",
    "special": "Special Case",
}
_PRINTED = re.compile(
    r"tier\s+([123])\s*\*?\s*(?:[-–—:]?\s*(watch\s*-?\s*list|watchlist|wl)\b)?|(special\s+cases?)\b",
    re.I,
)


def read_tier(words: str) -> Tier | None:
    """Return the tier that the words print first, or None: `TIER 2 - WATCH LIST` gives 2WL."""
    match = _PRINTED.search(words)
    if match is None:
        return None
    if match[3]:
        return "special"
    return cast(Tier, "2WL" if match[2] and match[1] == "2" else match[1])


_TIER_LINE = re.compile(
    r"(?P<name>[^\d:;(\[]{2,70}?(?:\([^()]*\)\s*)?)\s*(?:[(\[:–—-]|,\s)\s*"
    r"(?P<tier>tier\s+[123]\s*\*?(?:\s*[-–—:]?\s*(?:watch\s*-?\s*list|watchlist|wl))?|special\s+cases?)"
    r"\s*\*?\s*[)\]]?\s*\*?(?:\s*\[\d+\])?\s*\.?",
    re.I,
)


def read_tier_line(line: str) -> tuple[str, Tier] | None:
    """Return the country's name as printed and the tier, where a line is a tier line of any edition.

    `Japan (Tier 2)`, `HAITI (TIER 2 - WATCH LIST)`, `UZBEKISTAN (Tier 3*)`, `THAILAND: TIER 2`, `YEMEN: Special Case`.
    """
    if len(line) > 110:
        return None
    match = _TIER_LINE.fullmatch(line.strip())
    if match is None:
        return None
    tier = read_tier(match["tier"])
    return None if tier is None else (match["name"].strip(), tier)
