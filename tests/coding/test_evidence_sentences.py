"""Each sentence of evidence for itself: what bears a variable out, and what only stands near its words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.coding.making import coding_of
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "cases" / "evidence.yaml")


def _pillar(variable: str) -> str:
    pillar = variable.split(".")[0]
    return "prevention" if pillar == "cooperation" else pillar


def test_every_class_of_mistake_has_sentences_that_must_stay() -> None:
    stay = Counter(case["class"] for case in CASES if "holds" in case)
    go = Counter(case["class"] for case in CASES if "silent" in case)
    assert min(stay.values()) >= 2
    assert stay.keys() >= go.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['variable']}: {case['text'][:60]}")
def test_a_sentence_is_evidence_only_of_what_it_says(case: dict[str, Any]) -> None:
    coding = coding_of(
        case["text"],
        country=case.get("country", "ALB"),
        edition=2018,
        pillar=_pillar(case["variable"]),
    )
    found = {f.value for f in coding.findings if f.variable == case["variable"]}
    assert found == ({case["holds"]} if "holds" in case else set())
