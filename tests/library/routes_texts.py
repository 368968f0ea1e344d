"""Texts of our own with routes and figures, as the engine codes them."""

from __future__ import annotations

from typing import Any

from tests.library.factories import engine_record

NORWAY = (
    "NORWAY: Tier 1\n\nPROSECUTION\n\nCourts convicted {figures}.\n\nTRAFFICKING PROFILE\n\nThai women are "
    "subjected to sex trafficking in Norway. Malian men may be subjected to forced labor in Norway. Workers from Nepal "
    "are vulnerable to forced labor on Norwegian farms.\n"
)
THAILAND = (
    "THAILAND: Tier 2\n\nTRAFFICKING PROFILE\n\n"
    "Thai women are subjected to sex trafficking in Norway and Japan.\n"
)


def route_records() -> list[dict[str, Any]]:
    """Return codings of Norway 2015 and 2018, and of Thailand 2018."""
    texts = (
        ("NOR", 2015, NORWAY.format(figures="nine traffickers")),
        ("NOR", 2018, NORWAY.format(figures="14 traffickers, compared with 11 in 2016")),
        ("THA", 2018, THAILAND),
    )
    return [
        engine_record(text, country=country, edition=edition)[0] for country, edition, text in texts
    ]
