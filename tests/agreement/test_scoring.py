"""Precision, recall, F1 and their interval, against numbers worked out by hand."""

from __future__ import annotations

import pytest

from tierbook.agreement.scoring import Tally, score_tallies


def test_one_right_one_extra_one_missed() -> None:
    total, variables = score_tallies([("a", {"v": Tally(1, 1, 1)}), ("b", {"w": Tally(2, 0, 0)})])
    assert variables["v"].to_dict() == {
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "n": 2,
        "low": 0.5,
        "high": 0.5,
    }
    assert variables["w"].f1 == 1.0
    assert (total.precision, total.recall, total.f1, total.n) == (0.75, 0.75, 0.75, 4)


def test_the_total_is_micro_and_no_mean_of_variables() -> None:
    total, _ = score_tallies([("a", {"v": Tally(9, 0, 0), "w": Tally(0, 0, 1)})])
    assert total.recall == 0.9
    assert total.precision == 1.0
    assert total.f1 == pytest.approx(18 / 19, abs=1e-4)


def test_two_readers_of_one_text_weigh_half_each() -> None:
    total, _ = score_tallies(
        [("a", {"v": Tally(1, 0, 0)}), ("a", {"v": Tally(0, 0, 1)}), ("b", {"v": Tally(1, 0, 0)})]
    )
    assert total.n == 2
    assert total.recall == 0.75
    half, _ = score_tallies([("a", {"v": Tally(1, 0, 0)}), ("a", {})])
    assert half.to_dict()["n"] == 0.5


def test_what_is_undefined_is_no_number() -> None:
    total, variables = score_tallies([("a", {"v": Tally(0, 0, 2), "w": Tally(0, 0, 0)})])
    assert variables["v"].precision is None
    assert (variables["v"].recall, variables["v"].f1) == (0.0, 0.0)
    nothing = variables["w"]
    assert (nothing.f1, nothing.low, nothing.high, nothing.n) == (None, None, None, 0)
    assert score_tallies([])[0].f1 is None
    assert total.n == 2


def test_the_interval_holds_the_score_and_is_the_same_each_time() -> None:
    readings = [(f"t{i}", {"v": Tally(i % 3, i % 2, (i + 1) % 2)}) for i in range(40)]
    first, second = score_tallies(readings), score_tallies(readings)
    assert first == second
    score = first[1]["v"]
    assert score.low is not None
    assert score.high is not None
    assert score.f1 is not None
    assert score.low < score.f1 < score.high


def test_the_interval_resamples_texts_and_not_readings() -> None:
    alone = score_tallies([("a", {"v": Tally(1, 0, 0)}), ("a", {"v": Tally(0, 1, 1)})])[0]
    assert alone.low == alone.high == alone.f1 == 0.5


def test_an_interval_against_a_slow_reference() -> None:
    from random import Random

    tallies = [Tally(i % 4, (i * 7) % 3, (i * 5) % 2) for i in range(25)]
    score = score_tallies([(str(i), {"v": t}) for i, t in enumerate(tallies)])[0]
    random = Random(0)
    values = []
    for _ in range(2000):
        drawn = [tallies[i] for i in random.choices(range(25), k=25)]
        right = sum(t.right for t in drawn)
        wrong = sum(t.extra + t.missed for t in drawn)
        values.append(2 * right / (2 * right + wrong))
    values.sort()
    assert score.low == pytest.approx(values[50], abs=0.01)
    assert score.high == pytest.approx(values[1949], abs=0.01)
