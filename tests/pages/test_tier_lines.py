"""Tier lines on two lines; pages on which nothing is a narrative."""

from __future__ import annotations

import pytest

from tierbook.editions import read_tier
from tierbook.errors import Problem
from tierbook.pages import Document, ReadOptions, read_bytes
from tierbook.pages.lines import split_lines
from tierbook.pages.tier_lines import joined_tier_lines

PROFILE = "Kenya is a source country for girls who are taken to work in homes abroad, and boys herd cattle."
CHAPTER = "Agencies at home pay for shelters, train judges and print leaflets on trafficking in nine languages."


def read(text: str, name: str = "page.txt", **options: object) -> Document:
    result = read_bytes(text.encode(), name=name, options=ReadOptions(**options))  # type: ignore[arg-type]
    assert not result.problems, [str(problem) for problem in result.problems]
    (document,) = result.documents
    return document


def refusal(text: str, name: str) -> Problem:
    result = read_bytes(text.encode(), name=name)
    assert not result.documents
    return result.problems[0]


@pytest.mark.parametrize(
    "tier", ["Tier 2 Watch List", "(TIER 2 WATCH LIST)", "Tier 2 - Watch List"]
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_name_with_the_tier_below_it_is_a_tier_line(tier: str, between: str) -> None:
    title = "Trafficking in Persons Report 2014"
    document = read(f"{title}\n\nKENYA{between}{tier}\n\n{PROFILE}\n\nPROSECUTION\n\n{CHAPTER}")
    assert (document.country, document.edition) == ("KEN", 2014)
    first = document.blocks[0]
    assert (first.kind, first.text) == ("tier_line", f"KENYA {tier}")
    assert document.blocks[1].text == PROFILE


def test_in_markdown_too_each_country_gets_its_own() -> None:
    tail = "The Government of {} does not meet the minimum standards. Judges heard nine cases on trafficking."
    text = "# 2014 Trafficking in Persons Report\n\n" + "".join(
        f"**{name}**\n\nTier 3\n\n{PROFILE} {tail.format(name.title())}\n\n"
        for name in ("KENYA", "UGANDA")
    )
    result = read_bytes(text.encode(), name="page.md")
    assert not result.problems
    assert [(d.country, d.blocks[0].kind, d.blocks[0].text) for d in result.documents] == [
        ("KEN", "tier_line", "KENYA Tier 3"),
        ("UGA", "tier_line", "UGANDA Tier 3"),
    ]


def test_in_html_too() -> None:
    page = (
        "<html><head><title>2014 Trafficking in Persons Report</title></head><body><h2>Kenya</h2>"
        f"<h3>Tier 3</h3><p>{PROFILE}</p><h4>Prosecution</h4><p>{CHAPTER}</p></body></html>"
    )
    document = read(page, "page.html")
    assert (document.country, document.blocks[0].text) == ("KEN", "Kenya Tier 3")


@pytest.mark.parametrize(
    "text", ["Narnia\nTier 2", "KENYA\nTier 2 is where it stands", "Prosecution\nTier 2"]
)
def test_other_lines_are_left_alone(text: str) -> None:
    lines = split_lines(text)
    assert joined_tier_lines(lines) == tuple(lines)


def test_joined_lines_show_the_page() -> None:
    text = f"KENYA\n (Tier 2) \n{PROFILE}\nCHAD\nTier 3"
    first, second, third = joined_tier_lines(split_lines(text))
    assert (first.text, text[first.start : first.end]) == ("KENYA (Tier 2)", "KENYA\n (Tier 2)")
    assert second.text == PROFILE
    assert third.text == "CHAD (Tier 3)"


def test_a_chapter_on_the_departments_site_is_no_narrative() -> None:
    head = "Trafficking in Persons Report\nOffice to Monitor and Combat Trafficking in Persons\nJune 3, 2005"
    problem = refusal(f"{head}\n\nGovernment at home\n\n{CHAPTER}\n\n{CHAPTER}", "a.txt")
    assert "no narrative" in problem.what
    assert "names no country" in (problem.why or "")


def test_html_of_any_site_without_a_country_is_no_narrative() -> None:
    page = (
        "<html><head><title>On the Trafficking in Persons Report</title></head>"
        f"<body><p>{CHAPTER}</p><p>{CHAPTER}</p></body></html>"
    )
    assert "no narrative" in refusal(page, "a.html").what
    told = read_bytes(
        page.encode(), name="a.html", options=ReadOptions(country="KEN", edition=2014)
    )
    assert [document.country for document in told.documents] == ["KEN"]


def test_profiles_of_several_countries_in_turn_are_told() -> None:
    profile = f"{PROFILE} {CHAPTER}"
    other = profile.replace("Kenya", "Chad")
    more = "The Government of {} does not fully comply with the minimum standards."
    text = f"{profile}\n\n{more.format('Kenya')}\n\n{other}\n\n{more.format('Chad')}"
    document = read(text)
    assert document.country is None
    assert any("several countries in turn" in note and "KEN" in note for note in document.notes)


@pytest.mark.parametrize(
    ("above", "tier"), [("Tier 3", "3"), ("Tier 2 Watch List Countries", "2WL")]
)
def test_a_tier_above_several_names_is_the_tier_of_each(above: str, tier: str) -> None:
    text = "\n\n".join(
        [
            above,
            "Kenya",
            f"{PROFILE} {CHAPTER}",
            "Chad",
            f"{PROFILE} {CHAPTER}".replace("Kenya", "Chad"),
        ]
    )
    result = read_bytes(text.encode(), name="page.txt")
    assert not result.problems
    assert [document.country for document in result.documents] == ["KEN", "TCD"]
    for document in result.documents:
        assert document.blocks[0].kind == "tier_line"
        assert read_tier(document.blocks[0].text) == tier
