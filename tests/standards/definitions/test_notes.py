"""The one free note refuses what leads to a person, and takes what an officer needs to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.errors import CaseInvalid
from tierbook.standards import LONGEST_NOTE, check_note


@pytest.mark.parametrize(
    "note",
    [
        "Write to a.b@example.org",
        "write to somebody (at) example",
        "found at www.example.org/profile",
        "she is @moonlight there",
        "telephone 0 70 12 34 56",
        "+44 7700 900123",
        "paper no. A1234567",
        "passport ab-123456",
        "born on 03.04.2009",
        "since 2026-03-14",
        "Mr Okafor paid",
        "a man called Viktor",
        "her name is Lin",
        "The person lives with Amina Yusuf since spring.",
        "Amina Yusuf says that she came alone.",
        "x" * (LONGEST_NOTE + 1),
    ],
)
def test_refused(note: str) -> None:
    with pytest.raises(CaseInvalid) as refused:
        check_note(note)
    assert note[:12] not in str(refused.value)
    assert "No names" in str(refused.value)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "The person was 15 when it began, 3 years ago; 12 others in the house.",
        "Held at a farm in South Africa since 2024, says the person.",
        "Labour Inspection was there in March 2026. The Red Cross gave a bed.",
        "Owed 4,000 at first, 9,000 after a year.",
        "They said that the police would come. She believed it.",
    ],
)
def test_taken(note: str) -> None:
    assert check_note(f"  {note} ") == note


@given(st.integers(min_value=10_000, max_value=10**15), st.sampled_from(["", " ", "-", ".", "/"]))
def test_no_long_number_passes_however_it_is_divided(number: int, between: str) -> None:
    digits = between.join(str(number)[i : i + 2] for i in range(0, len(str(number)), 2))
    with pytest.raises(CaseInvalid):
        check_note(f"call {digits} now")
