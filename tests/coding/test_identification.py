"""Identifying victims: what was done, what only was wanted, and how evenly procedures were followed."""

from __future__ import annotations

import pytest

from tests.coding.making import coding_of


def _told(text: str, variable: str) -> list[tuple[object, str | None]]:
    coding = coding_of(text, country="ALB", edition=2018)
    return [(f.value, f.quality) for f in coding.findings if f.variable == f"protection.{variable}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Social workers were not routinely present to screen for victims during raids.", "no"),
        ("The government had too few officers to screen migrants for trafficking.", "no"),
        ("Guards were not trained to screen migrants for trafficking.", "no"),
        ("Social workers were routinely present to screen for victims during raids.", "yes"),
        ("Guards able to screen migrants for trafficking were on duty at all ports.", "yes"),
        ("Police screened women arrested for prostitution for signs of trafficking.", "yes"),
    ],
)
def test_those_who_were_not_there_did_not_screen(text: str, told: str) -> None:
    assert [value for value, _ in _told(text, "screening")] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "The government made minimal efforts to identify trafficking victims.",
        "Officials made few efforts to proactively identify victims among migrants.",
        "Police needed more resources to identify victims of trafficking.",
        "Inspectors needed additional training to identify trafficking victims.",
    ],
)
def test_weak_efforts_and_needs_identify_nobody(text: str) -> None:
    assert _told(text, "victims_identified") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The government has not made sufficient progress in identifying victims.", []),
        ("Officials did not make adequate efforts to identify victims.", []),
        ("Officials did not make any efforts to identify victims.", ["no"]),
        ("Officials did not make enough progress in court, but identified nine victims.", ["yes"]),
    ],
)
def test_not_enough_progress_says_neither_that_it_was_done_nor_that_it_was_not(
    text: str, told: list[str]
) -> None:
    assert [value for value, _ in _told(text, "victims_identified")] == told


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("The government identified few victims.", "weak"),
        ("Authorities maintained efforts to identify victims and found 12.", None),
        ("Police identified 14 victims, all of whom needed more support.", None),
    ],
)
def test_victims_who_were_identified_count_however_few(text: str, quality: str | None) -> None:
    assert _told(text, "victims_identified") == [("yes", quality)]


@pytest.mark.parametrize(
    "text",
    [
        "Inconsistent application of formal procedures to identify victims left many without help.",
        "The government used standard identification procedures. Officials applied the procedures to"
        " identify victims unevenly.",
        "Police used standard procedures to identify victims, although application was inconsistent.",
        "The use of standard identification procedures varied between regions.",
    ],
)
def test_procedures_that_are_followed_unevenly_are_weak(text: str) -> None:
    assert _told(text, "identification") == [("yes", "weak")]


def test_procedures_that_are_followed_are_not_weak() -> None:
    text = "Police used standard procedures to identify victims, with forms that varied in color."
    assert _told(text, "identification") == [("yes", None)]
