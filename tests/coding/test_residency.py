"""Residence of victims: what the law offers and what was done, each at its own level."""

from __future__ import annotations

import pytest

from tests.coding.making import coding_of


def _levels(text: str) -> set[tuple[object, str | None, str | None]]:
    coding = coding_of(text, country="ALB", edition=2018)
    return {
        (f.value, f.level, f.quality) for f in coding.findings if f.variable == "protection.residency"
    }


@pytest.mark.parametrize(
    "text",
    [
        "The government issued temporary residence permits to 12 foreign victims.",
        "Officials approved 418 residence permits for victims of trafficking.",
        "The immigration service extended the stay permits of five trafficking victims.",
        "Two victims were granted asylum.",
        "In 2017, authorities gave three trafficking victims humanitarian visas.",
    ],
)
def test_permits_given_to_victims_are_practice(text: str) -> None:
    assert _levels(text) == {("yes", "practice", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Victims may be granted temporary residence permits for six months.",
        "The law entitles foreign victims to a six-month residence permit.",
        "The government granted victims a reflection period of 90 days.",
        "The government provided foreign victims with legal alternatives to their removal.",
    ],
)
def test_what_victims_may_get_is_law(text: str) -> None:
    assert _levels(text) == {("yes", "law", None)}


def test_one_sentence_tells_of_the_law_and_of_its_use() -> None:
    text = "The law entitles victims to a residence permit; one victim received a permit in 2017."
    assert _levels(text) == {("yes", "law", None), ("yes", "practice", None)}


@pytest.mark.parametrize(
    "account",
    [
        "the government did not report offering this relief to any victims",
        "the government did not provide such permits to any victims",
    ],
)
def test_a_right_that_nobody_got_is_weak_in_practice(account: str) -> None:
    text = f"The law allowed foreign victims to apply for residence permits, but {account}."
    assert _levels(text) == {("yes", "law", None), ("yes", "practice", "weak")}


@pytest.mark.parametrize(
    "text",
    [
        "The government issued two work visas to victims.",
        "Authorities granted 15 victims passes that let them leave the shelter.",
        "The embassy issued 40 tourist visas to foreign visitors.",
    ],
)
def test_other_papers_are_no_residence(text: str) -> None:
    assert _levels(text) == set()
