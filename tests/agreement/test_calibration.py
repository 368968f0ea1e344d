"""Cases for confidence, and the table of its reliability."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.making import gold, write_gold
from tests.agreement.test_evaluation import finding, stand_in
from tierbook.agreement import evaluation
from tierbook.agreement.calibration import Case, calibration_cases, reliability
from tierbook.agreement.reading import read_gold


def cases(tmp_path: Path, *rows: dict[str, object]) -> list[Case]:
    path = write_gold(tmp_path / "gold.jsonl", *rows)
    return calibration_cases(read_gold([path], evaluation.CODERS["rules"], None))


def test_each_stated_element_is_a_case_and_a_finding_weighs_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        monkeypatch, finding("profile.origins", ["KEN", "UGA"]), finding("prosecution.law", "yes")
    )
    found = cases(tmp_path, gold(values={"profile.origins": ["KEN", "SOM"]}))
    assert [(c.finding.variable, c.right, c.weight) for c in found] == [
        ("profile.origins", True, 0.5),
        ("profile.origins", False, 0.5),
    ] or [c.right for c in found] == [False, True]
    assert {c.finding.variable for c in found} == {"profile.origins"}  # nobody states the law


def test_two_readers_weigh_half_each_and_doubt_is_no_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("prosecution.law", "yes"))
    rows = [
        gold("a", "A", values={"prosecution.law": "yes"}),
        gold("a", "B", values={"prosecution.law": "no"}),
        gold("b", values={"prosecution.law": "no"}, doubt=["prosecution.law"]),
    ]
    assert [(c.right, c.weight) for c in cases(tmp_path, *rows)] == [(True, 0.5), (False, 0.5)]


def test_figures_are_cases_among_the_kinds_that_labels_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [{"what": "convictions", "n": 14}, {"what": "convictions", "n": 9}]
    stand_in(
        monkeypatch,
        finding("figures.convictions", ours),
        finding("figures.arrests", [{"what": "arrests", "n": 3}]),
    )
    found = cases(tmp_path, gold(values={}, counts=[{"what": "convictions", "n": 14}]))
    assert sorted((c.right, c.weight) for c in found) == [(False, 0.5), (True, 0.5)]


def test_reliability_by_bands() -> None:
    pairs = [(0.97, True, 1.0)] * 9 + [(0.97, False, 1.0), (0.75, True, 0.5), (0.75, False, 0.5)]
    low, high = reliability(pairs)
    assert (low.n, low.mean, low.right) == (1.0, 0.75, 0.5)
    assert (high.n, high.mean, high.right, high.high) == (10.0, 0.97, 0.9, 1.0)
    assert high.interval[0] < 0.9 < high.interval[1]
    assert reliability([]) == []
