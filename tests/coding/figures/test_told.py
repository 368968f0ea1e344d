"""What a count is of, in each construction that a report may use: every figure of a sentence, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.coding.making import coding_of
from tierbook.files import load_yaml

CASES = load_yaml(Path(__file__).parents[1] / "cases" / "figures.yaml")


def _figures(text: str) -> set[str]:
    coding = coding_of(text, country="BGR", edition=2018)
    return {
        f"{finding.variable.removeprefix('figures.')} {row['n']} {row['period']}"
        for finding in coding.findings
        if finding.variable.startswith("figures.") and isinstance(finding.value, list)
        for row in finding.value
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_tells_these_figures_and_no_others(case: dict[str, Any]) -> None:
    wanted = {row if row.count(" ") == 2 else f"{row} current" for row in case["figures"]}
    told = _figures(case["text"])
    assert wanted <= told
    assert {row for row in told - wanted if not row.startswith("other ")} == set()
