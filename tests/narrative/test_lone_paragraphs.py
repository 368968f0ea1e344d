"""A sentence on its own: telling what happened, or asking for something."""

from __future__ import annotations

import pytest

from tests.coding.making import narrative_of


def _pillar(text: str) -> str:
    return narrative_of(text).paragraphs[0].pillar


@pytest.mark.parametrize(
    "text",
    [
        "Through the hotline, operators handled 87 calls; 14 led to investigations.",
        "Operators of the hotline handled 87 calls; 14 led to investigations.",
        "Police investigated eight cases; prosecutors charged six suspects; courts convicted two.",
    ],
)
def test_what_happened_is_no_recommendation(text: str) -> None:
    assert _pillar(text) != "recommendations"


@pytest.mark.parametrize(
    "text",
    [
        "Train police; investigate cases.",
        "Enact laws proposed in 2016; train judges.",
        "Sentence convicted traffickers to prison terms; protect victims.",
        "Pass legislation proposed in 2016; train judges.",
        "Vigorously prosecute suspected traffickers, including complicit officials; train police.",
    ],
)
def test_what_is_asked_for_stays_a_recommendation(text: str) -> None:
    assert _pillar(text) == "recommendations"
