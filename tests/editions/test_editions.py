"""Editions, tier lines and headings in the spellings of each era."""

from __future__ import annotations

import pytest

from tierbook.editions import get_edition, read_heading, read_tier, read_tier_line, run_in_heading
from tierbook.errors import WrongUse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Japan (Tier 2)", ("Japan", "2")),
        ("HAITI (TIER 2 - WATCH LIST)", ("HAITI", "2WL")),
        ("Fiji (Tier 2 Watch List)", ("Fiji", "2WL")),
        ("FIJI (Tier 2 Watchlist)", ("FIJI", "2WL")),
        ("Moldova (Republic of) (Tier 2)", ("Moldova (Republic of)", "2")),
        ("UZBEKISTAN (Tier 3*)", ("UZBEKISTAN", "3")),
        ("THAILAND: TIER 2", ("THAILAND", "2")),
        ("JAPAN – Tier 1", ("JAPAN", "1")),
        ("YEMEN: SPECIAL CASE", ("YEMEN", "special")),
        ("COTE D’IVOIRE (Special Case)", ("COTE D’IVOIRE", "special")),
        ("GUINEA-BISSAU: TIER 2", ("GUINEA-BISSAU", "2")),
        ("Kenya was placed on Tier 2.", None),
        ("Tier 2 Watch List – Kenya makes efforts", None),
        ("PROSECUTION", None),
        ("In 2018, Kenya remained on: Tier 2", None),
    ],
)
def test_tier_lines(line: str, expected: tuple[str, str] | None) -> None:
    assert read_tier_line(line) == expected


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("PROSECUTION", "prosecution"),
        ("Protection", "protection"),
        ("Prevention:", "prevention"),
        ("PRIORITIZED RECOMMENDATIONS:", "recommendations"),
        ("Recommendations for The Gambia:", "recommendations"),
        ("RECOMMENDATIONS FOR BOSNIA AND HERZEGOVINA", "recommendations"),
        ("TRAFFICKING PROFILE", "profile"),
        ("Scope and Magnitude.", "profile"),
        ("GOVERNMENT EFFORTS", "efforts"),
        ("Prevention of trafficking is hard.", None),
        ("Protection; shelter;", None),
        ("RECOMMENDATIONS FOR ST. LUCIA", "recommendations"),
        ("Recommendations for Kenya: Train police.", None),
        ("", None),
    ],
)
def test_headings(line: str, section: str | None) -> None:
    assert read_heading(line) == section


def test_run_in_headings_end_where_their_paragraph_begins() -> None:
    found = run_in_heading("Recommendations for Kenya: Train police.")
    assert found == (26, "recommendations")
    assert run_in_heading("Scope and Magnitude. Boys beg.") == (20, "profile")
    assert run_in_heading("Prosecution of traffickers fell.") is None


def test_tiers_and_editions() -> None:
    assert read_tier("TIER 2 - WATCH LIST") == "2WL"
    assert read_tier("Tier 1") == "1"
    assert read_tier("no tier") is None
    assert get_edition(2003).published == "2003-06-11"
    assert get_edition(2003).period == ("2002-04-01", "2003-03-31")
    with pytest.raises(WrongUse, match="1999"):
        get_edition(1999)
