"""Tier lines of every era, and lines that look like one; sentences that place a country in a tier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.editions import (
    TIERS,
    find_tier_statements,
    read_tier,
    read_tier_alone,
    read_tier_line,
)

LINES = [
    # 2001 to 2007, and libraries since: brackets
    ("Japan (Tier 2)", "Japan", "2"),
    ("Albania (Tier 3)", "Albania", "3"),
    ("ALBANIA (TIER 2)", "ALBANIA", "2"),
    ("HAITI (TIER 2 - WATCH LIST)", "HAITI", "2WL"),
    ("HAITI (TIER 2 – WATCH LIST)", "HAITI", "2WL"),
    ("HAITI (TIER 2—WATCH LIST)", "HAITI", "2WL"),
    ("Fiji (Tier 2 Watch List)", "Fiji", "2WL"),
    ("FIJI (Tier 2 Watchlist)", "FIJI", "2WL"),
    ("FIJI (Tier 2 WL)", "FIJI", "2WL"),
    ("FIJI (Tier 2, Watch List)", "FIJI", "2WL"),
    ("FIJI (Tier 2 (Watch List))", "FIJI", "2WL"),
    ("Moldova (Republic of) (Tier 2)", "Moldova (Republic of)", "2"),
    ("SERBIA & MONTENEGRO (Tier 2)", "SERBIA & MONTENEGRO", "2"),
    # 2008 to 2014: capitals and mixed
    ("AFGHANISTAN (Tier 2)", "AFGHANISTAN", "2"),
    ("UZBEKISTAN (Tier 3*)", "UZBEKISTAN", "3"),
    ("UZBEKISTAN (Tier 3)*", "UZBEKISTAN", "3"),
    ("COTE D’IVOIRE (Special Case)", "COTE D’IVOIRE", "special"),
    ("CÔTE D'IVOIRE (Tier 2)", "CÔTE D'IVOIRE", "2"),
    ("CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 3)", "CONGO, DEMOCRATIC REPUBLIC OF THE", "3"),
    ("THE GAMBIA (Tier 2)", "THE GAMBIA", "2"),
    ("ST. VINCENT AND THE GRENADINES (Tier 2)", "ST. VINCENT AND THE GRENADINES", "2"),
    ("BURMA (Tier 3)", "BURMA", "3"),
    ("Bahamas, The (Tier 1)", "Bahamas, The", "1"),
    # 2015 to 2021: a colon
    ("HAITI: Tier 2 Watch List", "HAITI", "2WL"),
    ("THAILAND: TIER 2", "THAILAND", "2"),
    ("TAIWAN: TIER 1", "TAIWAN", "1"),
    ("GUINEA-BISSAU: TIER 2", "GUINEA-BISSAU", "2"),
    ("MICRONESIA, FEDERATED STATES OF: TIER 2", "MICRONESIA, FEDERATED STATES OF", "2"),
    ("YEMEN: SPECIAL CASE", "YEMEN", "special"),
    ("SPECIAL CASE: SOMALIA", "SOMALIA", "special"),
    ("Special Case: Somalia", "Somalia", "special"),
    ("Trafficking in Persons Report 2016 - Special Case: SOMALIA", "SOMALIA", "special"),
    # 2022 on: brackets again
    ("Cambodia (Tier 3)", "Cambodia", "3"),
    ("FIJI (Tier 2 Watch List)", "FIJI", "2WL"),
    ("TÜRKİYE (Tier 2)", "TÜRKİYE", "2"),
    # dashes, notes, tails
    ("JAPAN – Tier 1", "JAPAN", "1"),
    ("JAPAN - Tier 1", "JAPAN", "1"),
    ("JAPAN ‑ Tier 1", "JAPAN", "1"),
    ("  JAPAN (Tier 1)  ", "JAPAN", "1"),
    ("JAPAN (Tier 1) [1]", "JAPAN", "1"),
    ("HAITI (TIER 3) [*Please note: Haiti moved to Tier 2 by a later decision]", "HAITI", "3"),
    ("ARMENIA (Tier 1) [Extracted in part from the 2023 edition]", "ARMENIA", "1"),
    ("ARMENIA (TIER 1) Extracted in part from the U.S. State Dept 2023 edition", "ARMENIA", "1"),
]
NO_LINES = [
    "Kenya was placed on Tier 2.",
    "Kenya is on Tier 2",
    "The government remained: Tier 2",
    "Tier 2 Watch List – Kenya makes efforts",
    "Tier 2 Watch List",
    "Tier 2: Tier 3",
    "Tier 2 country",
    "a Tier 2 country",
    "Countries on Tier 2 and Tier 3 may lose aid",
    "In 2018, Kenya remained on: Tier 2",
    "PROSECUTION",
    "KENYA",
    "Frontier 2 (Tierra 3)",
    "KENYA (Tier 4)",
    "KENYA (Tier 22)",
    "KENYA (second tier)",
    "JAPAN (Tier 1) is what the list says",
    "",
    "x" * 400,
]


@pytest.mark.parametrize(("line", "name", "tier"), LINES)
def test_a_tier_line_gives_name_and_tier(line: str, name: str, tier: str) -> None:
    assert read_tier_line(line) == (name, tier)


@pytest.mark.parametrize("line", NO_LINES)
def test_other_lines_are_none(line: str) -> None:
    assert read_tier_line(line) is None


@pytest.mark.parametrize(
    ("line", "tier"),
    [
        ("Tier 2", "2"),
        ("(Tier 2)", "2"),
        ("TIER 2 WATCH LIST", "2WL"),
        ("Tier 2 - Watch List", "2WL"),
        ("(Special Case)", "special"),
        ("Tier 3*", "3"),
        ("Tier 2 country", None),
        ("Japan (Tier 2)", None),
        ("Tier 2: more on this below", None),
        ("", None),
    ],
)
def test_a_line_with_a_tier_alone(line: str, tier: str | None) -> None:
    assert read_tier_alone(line) == tier


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("TIER 2 - WATCH LIST", "2WL"),
        ("tier 2 watch-list", "2WL"),
        ("Tier II Watch List", "2WL"),
        ("Tier 1", "1"),
        ("Tier III", "3"),
        ("Tier 3 Watch List", "3"),
        ("no tier", None),
        ("frontier 2", None),
    ],
)
def test_the_first_tier_in_words(words: str, tier: str | None) -> None:
    assert read_tier(words) == tier


def told(text: str, edition: int | None = 2018) -> list[tuple[tuple[str, ...], str]]:
    return [(s.tiers, s.kind) for s in find_tier_statements(text, edition=edition)]


@pytest.mark.parametrize(
    ("text", "tiers", "kind"),
    [
        ("Efforts grew; therefore Lowland remained on Tier 2.", ("2",), "sentence"),
        ("Lowland was upgraded to Tier 1.", ("1",), "sentence"),
        ("Therefore Lowland was downgraded to Tier 2 Watch List.", ("2WL",), "sentence"),
        ("Lowland was downgraded from Tier 2 Watch List to Tier 3.", ("3",), "sentence"),
        ("Lowland is placed on Tier 2 Watch List for failing to act.", ("2WL",), "sentence"),
        ("Lowland remains on the Watch List for a third year.", ("2WL",), "sentence"),
        ("Lowland is again placed on the Tier 2 Watch List.", ("2WL",), "sentence"),
        ("It lacks a law, and thus remained on the Tier 2 Watch List.", ("2WL",), "sentence"),
        ("In 2018 Lowland was downgraded to Tier 3.", ("3",), "sentence"),
        ("Compared to the previous reporting period it did less; therefore it remained on Tier 3.", ("3",), "sentence"),
        ("Lowland is a special case for the third year.", ("special",), "sentence"),
        ("Lowland remains a Special Case.", ("special",), "sentence"),
        ("Tier 3 - Lowland does little.", ("3",), "opening"),
        ("Tier 2 Watch List — the government does little", ("2WL",), "opening"),
        ("It fully meets the minimum standards.", ("1",), "formula"),
        ("It does not fully meet the minimum standards but is making significant efforts.", ("2", "2WL"), "formula"),
        (
            "It does not fully comply with the minimum standards; however, it is making significant efforts.",
            ("2", "2WL"),
            "formula",
        ),
        ("It does not comply with the minimum standards and is not making significant efforts.", ("3",), "formula"),
        (
            "It does not meet the minimum standards and, even in a crisis, is not making significant efforts.",
            ("3",),
            "formula",
        ),
    ],
)  # fmt: skip
def test_words_that_place_a_country(text: str, tiers: tuple[str, ...], kind: str) -> None:
    assert told(text) == [(tiers, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "A waiver spared it an otherwise required downgrade to Tier 3.",
        "In 2014 Lowland was downgraded to Tier 3.",
        "Lowland was placed on Tier 2 Watch List in the 2016 edition.",
        "Lowland has been on the Tier 2 Watch List for two years.",
        "Without a plan it would be placed on Tier 3.",
        "If it does nothing, Lowland is placed on Tier 3.",
        "It was previously placed on Tier 3.",
        "Lowland was on Tier 3.",
        "Countries on Tier 3 may lose aid.",
        "Tier 3: (19 countries) Lowland, Upland, Midland",
        "Tier 2 Watch List: Lowland, Upland",
        "Watch lists of names were kept at the border.",
        "It does not meet the minimum standards of hygiene in cells.",
        "",
    ],
)
def test_history_conditions_and_lists_place_nobody(text: str) -> None:
    assert told(text) == []


def test_spans_are_the_words_and_count_from_the_start_of_the_text() -> None:
    text = "Tier 3. Lowland was upgraded to Tier 2 Watch List."
    (found,) = find_tier_statements(text, 8)
    assert text[found.start : found.end] == "was upgraded to Tier 2 Watch List"


@given(st.text(alphabet=st.sampled_from("Ttier 123()[]*-–:WatchLisCaepl.\n"), max_size=80))
def test_any_line_is_read_or_refused(line: str) -> None:
    found = read_tier_line(line)
    if found is not None:
        assert found[0].strip()
        assert found[1] in TIERS
    for statement in find_tier_statements(line, edition=2018):
        assert 0 <= statement.start < statement.end <= len(line)
