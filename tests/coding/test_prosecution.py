"""Sentences on law, enforcement and officials, in the manner of each era: what they say, and what they only seem to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.coding.making import coding_of
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "cases" / "prosecution.yaml")


def test_there_are_cases_for_and_against() -> None:
    said = {name for case in CASES for name in case.get("is", {})}
    unsaid = {name for case in CASES for name in case.get("not", [])}
    assert len(CASES) >= 80
    assert len(said) >= 24
    assert len(unsaid) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_says_this_and_no_more(case: dict[str, Any]) -> None:
    coding = coding_of(
        case["text"],
        country=case.get("country", "KEN"),
        edition=int(case["edition"]),
        pillar="prosecution",
    )
    found = {
        f.variable.removeprefix("prosecution."): f
        for f in coding.findings
        if f.variable.startswith("prosecution.") and f.place != "abroad"
    }
    for name, value in case.get("is", {}).items():
        assert name in found, (name, sorted(found))
        assert found[name].value == value, name
        assert all(evidence.mark for evidence in found[name].evidence)
    for name in case.get("not", []):
        assert name not in found, (name, found[name].value, found[name].cue)


def test_a_sentence_that_an_employer_received_is_the_act_of_this_government() -> None:
    coding = coding_of("Authorities convicted one employer, who received two years imprisonment.")
    actors = {f.variable: f.actor for f in coding.findings}
    assert actors["prosecution.incarcerated"] == "government"
