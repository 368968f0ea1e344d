"""Passages worded in many ways: how many a coder finds that must, and how many near misses it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tierbook.agreement.passages import PassageEvaluation, evaluate_passages, htc_maps
from tierbook.files import load_yaml

CASES: dict[str, dict[str, dict[str, list[str]]]] = load_yaml(
    Path(__file__).parent / "cases" / "varied_passages.yaml"
)
COUNTRIES = ("ALB", "GHA", "THA", "PER", "KWT", "UKR")
EDITIONS = (2003, 2005, 2007, 2009, 2011, 2013, 2015, 2017)


def _passages(part: str) -> Iterator[dict[str, object]]:
    """Yield the passages of a part, laid to countries and editions in turn."""
    rows = (
        (variable, label, text)
        for variable, by_label in CASES[part].items()
        for label, texts in by_label.items()
        for text in texts
    )
    for number, (variable, label, text) in enumerate(rows):
        yield {
            "variable": variable,
            "country": COUNTRIES[number % len(COUNTRIES)],
            "edition": EDITIONS[number % len(EDITIONS)],
            "decision": "code" if label == "code" else "do_not_code",
            "text": text,
        }


def _evaluate(part: str, folder: Path) -> PassageEvaluation:
    path = folder / f"{part}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in _passages(part)), encoding="utf-8")
    return evaluate_passages(path)


def test_every_variable_has_a_map_and_passages_in_both_parts() -> None:
    maps = htc_maps()
    for variable, by_label in CASES["cases"].items():
        assert variable in maps
        assert len(by_label["code"]) >= 3, variable
        assert CASES["held_out"][variable]["code"], variable


def test_no_passage_stands_in_both_parts() -> None:
    cases, held = (
        {(p["variable"], p["text"]) for p in _passages(part)} for part in ("cases", "held_out")
    )
    assert cases.isdisjoint(held)


@pytest.mark.parametrize(
    ("part", "recall", "specificity"), [("cases", 0.94, 0.97), ("held_out", 0.64, 0.9)]
)
def test_the_coder_finds_what_is_worded_otherwise(
    part: str, recall: float, specificity: float, tmp_path: Path
) -> None:
    total = _evaluate(part, tmp_path).total
    assert (total.recall.share or 0) >= recall
    assert (total.specificity.share or 0) >= specificity
