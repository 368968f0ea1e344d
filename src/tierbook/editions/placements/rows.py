"""Placements as rows of a table that `read_placements` reads back."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.editions.placements.placement import History

__all__ = ["HISTORY_COLUMNS", "history_rows"]

# A table with these columns is what `tierbook tiers --format csv` prints and `--history` takes; the order is part of it.
HISTORY_COLUMNS = (
    "iso3",
    "edition",
    "tier",
    "waiver",
    "waiver_status",
    "tier_reassessed",
    "reassessed_on",
    "support",
    "source",
    "waiver_source",
    "reassessed_source",
    "disputed",
    "ruling",
    "whole_list",
)


def history_rows(history: History) -> Iterator[dict[str, object]]:
    """Yield one row for each placement, keys as in `HISTORY_COLUMNS`; a tier that is disputed is None."""
    for placement in history:
        row = placement.to_dict()
        row["iso3"], row["tier"] = row.pop("country"), row.pop("tier_published")
        row["whole_list"] = "yes" if placement.edition in history.whole_lists else ""
        yield {column: row[column] for column in HISTORY_COLUMNS}
