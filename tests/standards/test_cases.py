"""Situations that a lawyer can write: what was coded, and how it must be judged (`tests/cases/standards/`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.standards.making import make_coding
from tierbook.files import load_yaml_folder
from tierbook.standards import assess_coding

FOLDER = Path(__file__).parents[1] / "cases" / "standards"
KEYS = {"name", "edition", "text_kind", "findings", "expect", "reasons", "contradictions", "says"}


def _cases() -> Iterator[Any]:
    for path, cases in load_yaml_folder(FOLDER):
        for case in cases:
            yield pytest.param(case, id=f"{Path(path).stem}: {case['name']}")


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    assert not case.keys() - KEYS
    for row in case["findings"]:  # the loader keeps every scalar as text
        for item in row["value"] if isinstance(row["value"], list) else ():
            if isinstance(item, dict):
                item["n"] = int(item["n"])
    coding = make_coding(
        case["findings"], edition=int(case["edition"]), text_kind=case.get("text_kind", "narrative")
    )
    assessment = assess_coding(coding)
    judged = {criterion: assessment.get(criterion) for criterion in case["expect"]}
    assert case["expect"] == {
        criterion: "not in force" if judgement is None else judgement.judgement
        for criterion, judgement in judged.items()
    }
    for criterion, words in case.get("reasons", {}).items():
        judgement = assessment.get(criterion)
        assert judgement is not None
        reasons = " ".join(judgement.reasons)
        assert [w for w in words if w not in reasons] == [], reasons
    if "contradictions" in case:
        assert [c.id for c in assessment.contradictions] == case["contradictions"]
    for words in case.get("says", []):
        assert words in " ".join(c.says for c in assessment.contradictions)


def test_there_are_cases_enough_and_their_names_differ() -> None:
    names = [case["name"] for _, cases in load_yaml_folder(FOLDER) for case in cases]
    assert len(names) >= 15
    assert len(names) == len(set(names))
