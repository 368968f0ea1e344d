"""Moves between tiers: those that came to pass in the edition, and those that did not."""

from __future__ import annotations

import pytest

from tests.coding.making import coding_of


def _change(text: str) -> list[object]:
    coding = coding_of(text, country="ALB", edition=2018)
    return [f.value for f in coding.findings if f.variable == "tier.change"]


@pytest.mark.parametrize(
    "text",
    [
        "The country received a waiver of an otherwise required downgraded to Tier 3 ranking.",
        "It was granted a waiver and is therefore not downgraded to Tier 3.",
        "It would otherwise have been downgraded to Tier 3.",
        "The waiver spared the country from being downgraded to Tier 3.",
        "The act requires that a country on the Watch List for two years be downgraded to Tier 3.",
        "In 2015 the country was downgraded to Tier 3.",
    ],
)
def test_a_move_that_did_not_come_to_pass_is_none(text: str) -> None:
    assert _change(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Therefore the country was downgraded to Tier 3.", "down"),
        ("It is not making significant efforts and is downgraded to Tier 3.", "down"),
        ("The country was downgraded from Tier 2 to the Tier 2 Watch List.", "down"),
        ("For these reasons the country was upgraded to Tier 1.", "up"),
        (
            "Granted a waiver from an otherwise required downgrade to Tier 3, the country remained on"
            " Tier 2 Watch List for the third consecutive year.",
            "same",
        ),
    ],
)
def test_a_move_that_came_to_pass_is_told(text: str, value: str) -> None:
    assert _change(text) == [value]
