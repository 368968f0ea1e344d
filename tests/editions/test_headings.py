"""Headings of every era: what opens a section, and prose that begins with the same words."""

from __future__ import annotations

import pytest

from tierbook.editions import SECTIONS, read_heading, run_in_heading

HEADINGS = [
    ("PROSECUTION", "prosecution"),
    ("Prosecution", "prosecution"),
    ("prosecution", "prosecution"),
    ("Prosecution:", "prosecution"),
    ("Prosecution.", "prosecution"),
    ("**Prosecution**", "prosecution"),
    ("## PROSECUTION", "prosecution"),
    ("Law Enforcement", "prosecution"),
    ("PROTECTION", "protection"),
    ("Protection of Victims", "protection"),
    ("Victim Protection", "protection"),
    ("Protection and Assistance to Victims", "protection"),
    ("PREVENTION", "prevention"),
    ("Prevention :", "prevention"),
    ("Prevention of Trafficking", "prevention"),
    ("Prevention of Trafficking in Persons", "prevention"),
    ("RECOMMENDATIONS", "recommendations"),
    ("Recommendation", "recommendations"),
    ("RECOMMENDATIONS FOR LOWLAND", "recommendations"),
    ("RECOMMENDATIONS FOR LOWLAND:", "recommendations"),
    ("Recommendations for The Gambia:", "recommendations"),
    ("RECOMMENDATIONS FOR ST. LUCIA", "recommendations"),
    ("RECOMMENDATIONS FOR BOSNIA AND HERZEGOVINA", "recommendations"),
    ("RECOMMENDATIONS FOR THE DEMOCRATIC REPUBLIC OF THE CONGO (DRC)", "recommendations"),
    ("Recommendations to the Government of Lowland", "recommendations"),
    ("PRIORITIZED RECOMMENDATIONS", "recommendations"),
    ("PRIORITIZED RECOMMENDATIONS:", "recommendations"),
    ("Prioritized Recommendations", "recommendations"),
    ("PRIORITIZED RECOMMENDATIONS FOR LOWLAND:", "recommendations"),
    ("PRIORITISED RECOMMENDATIONS", "recommendations"),
    ("TRAFFICKING PROFILE", "profile"),
    ("Trafficking Profile:", "profile"),
    ("Trafficking\u00a0Profile", "profile"),
    ("Scope and Magnitude.", "profile"),
    ("SCOPE AND MAGNITUDE", "profile"),
    ("Scope and Magnitude of the Problem", "profile"),
    ("Background", "profile"),
    ("GOVERNMENT EFFORTS", "efforts"),
    ("GOVERNMENT EFFORTS:", "efforts"),
    ("Government Efforts.", "efforts"),
    ("II. Prosecution", "prosecution"),
]
NO_HEADINGS = [
    "Prevention of trafficking remained weak.",
    "Prevention of trafficking is hard.",
    "Prevention efforts grew during the year.",
    "Protection officers",
    "Protection; shelter;",
    "Protection,",
    "Prosecution and conviction of traffickers",
    "Prosecutors",
    "Prosecution of traffickers fell.",
    "Background checks",
    "The background",
    "Profile",
    "Recommendations for Lowland: Train police.",
    "Recommendations for prosecutors were issued in May",
    "Recommendations for victims include shelter",
    "Recommendations that the ministry made",
    "Government efforts to protect victims",
    "Scope of the law",
    "PROSECUTION The government made efforts.",
    "Tier 2 country",
    "TRAFFICKING",
    "",
    ".",
    "Recommendations for " + "a very long " * 12,
]


@pytest.mark.parametrize(("line", "section"), HEADINGS)
def test_a_heading_opens_its_section(line: str, section: str) -> None:
    assert read_heading(line) == section


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_prose_is_no_heading(line: str) -> None:
    assert read_heading(line) is None


def test_every_section_but_the_standards_has_a_heading() -> None:
    assert {section for _, section in HEADINGS} == {*SECTIONS} - {"standards"}


@pytest.mark.parametrize(
    ("paragraph", "heading", "section"),
    [
        ("Recommendations for Kenya: Train police.", "Recommendations for Kenya:", "recommendations"),
        ("Recommendations for St. Lucia: Train police.", "Recommendations for St. Lucia:", "recommendations"),
        ("Prioritized Recommendations: Train police.", "Prioritized Recommendations:", "recommendations"),
        ("Scope and Magnitude. Boys beg.", "Scope and Magnitude.", "profile"),
        ("Government Efforts. Police do little.", "Government Efforts.", "efforts"),
        ("Prosecution. Police do little.", "Prosecution.", "prosecution"),
        ("Prosecution: Police do little.", "Prosecution:", "prosecution"),
        ("**Protection.** Shelters are full.", "**Protection.**", "protection"),
        ("PREVENTION The ministry ran a campaign.", "PREVENTION", "prevention"),
        ("TRAFFICKING PROFILE As told before, boys beg.", "TRAFFICKING PROFILE", "profile"),
    ],
)  # fmt: skip
def test_a_run_in_heading_ends_where_its_paragraph_begins(
    paragraph: str, heading: str, section: str
) -> None:
    assert run_in_heading(paragraph) == (len(heading), section)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Prosecution of traffickers fell.",
        "Prosecution. ",
        "Prosecution: none took place.",
        "Prevention of trafficking remained weak. Police do little.",
        "Protection officers. They are few.",
        "Recommendations for reform were made. None was taken up.",
        "PREVENTION UNITS work in two towns.",
        "Background checks: Police run them.",
    ],
)
def test_prose_has_no_run_in_heading(paragraph: str) -> None:
    assert run_in_heading(paragraph) is None
