"""Placements as rows of a table that `read_placements` reads back."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.editions.placements.placement import History

__all__ = ["HISTORY_COLUMNS", "history_rows"]

# `tierbook tiers --format csv` prints a table with these columns, and `--history` takes it; their order is part of it.
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
    """Yield one row for each placement, keys as in `HISTORY_COLUMNS`; a tier that is disputed is None.

    A row with the tier `off` says that a country was off the Watch List, on which tier is not held.
    """
    for placement in history:
        row = placement.to_dict()
        row["iso3"], row["tier"] = row.pop("country"), row.pop("tier_published")
        row["whole_list"] = "yes" if placement.edition in history.whole_lists else ""
        yield {column: row[column] for column in HISTORY_COLUMNS}
    countries = set(history.countries)
    for (country, edition), text in sorted(history.told_off.items()):
        if country in countries and history.get(country, edition) is None:
            yield {
                **dict.fromkeys(HISTORY_COLUMNS),
                "iso3": country,
                "edition": edition,
                "tier": "off",
                "support": "derived",
                "source": text,
            }
