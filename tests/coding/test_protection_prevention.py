"""Sentences on protection, prevention and cooperation: what one variable makes of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.coding.making import coding_of
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(
    Path(__file__).parent / "cases" / "protection_prevention.yaml"
)


def test_there_are_cases_for_and_against() -> None:
    held = {case["variable"] for case in CASES if "holds" in case}
    silent = {case["variable"] for case in CASES if "silent" in case}
    assert len(CASES) >= 200
    assert len(held) >= 50
    assert len(silent) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['variable']}: {case['text'][:50]}")
def test_a_variable_holds_what_the_sentence_says(case: dict[str, Any]) -> None:
    coding = coding_of(case["text"], country="ALB", edition=2008)
    found = [f for f in coding.findings if f.variable == case["variable"]]
    if "silent" in case:
        assert not found, [(f.value, f.cue) for f in found]
        return
    assert found, [s for s in coding.silences if s.variable == case["variable"]]
    values = [v for f in found for v in (f.value if isinstance(f.value, list) else [f.value])]
    assert case["holds"] in ("any", *values)
