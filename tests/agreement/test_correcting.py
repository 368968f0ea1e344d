"""Regressions on coded values: by hand, beside other programs, and over many samples of a world that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from tierbook.agreement import CorrectedRegression, TwiceCoded, correct_regression
from tierbook.errors import MissingExtra, WrongUse

FOUR = TwiceCoded([1, 1, 0, 0], [0, None, 1, None])
HALF = [0.5] * 4


def _values(found: CorrectedRegression, estimator: str = "corrected") -> dict[str, float]:
    return {row.term: row.value for row in getattr(found, estimator)}


def test_a_share_by_hand() -> None:
    """The pseudo-outcomes are 1 + (0 - 1) / 0.5 = -1, 1, 0 + (1 - 0) / 0.5 = 2, 0: their mean is 1/2.

    The squares about it sum to 2.25 + 0.25 + 2.25 + 0.25 = 5, so the error is the root of 5 / 16 * 4 / 3.
    """
    found = correct_regression(FOUR, {}, chances=HALF)
    assert found.of("(intercept)").value == pytest.approx(0.5)
    assert found.of("(intercept)").error == pytest.approx((5 / 16 * 4 / 3) ** 0.5)
    assert found.of("(intercept)", "naive").value == pytest.approx(0.5)
    assert found.of("(intercept)", "sample").value == pytest.approx(0.5)


def test_a_slope_by_hand() -> None:
    """Of the first two units the pseudo-outcomes average 0, of the last two 1; the program says 1 and 0."""
    found = correct_regression(FOUR, {"x": [0, 0, 1, 1]}, chances=HALF)
    assert _values(found) == pytest.approx({"(intercept)": 0, "x": 1})
    assert _values(found, "naive") == pytest.approx({"(intercept)": 1, "x": -1})


def test_a_coded_regressor_by_hand() -> None:
    """With d of -1, 1, 2, 0 for sums of d, d*d and d*y: 4a + 2b = 20 and 2a + 2b = 14, so a = 3 and b = 4."""
    found = correct_regression([2, 4, 6, 8], {"d": FOUR}, chances=HALF)
    assert _values(found) == pytest.approx({"(intercept)": 3, "d": 4})
    without = correct_regression([2, 4, 6, 8], {"d": FOUR}, chances=HALF, intercept=False)
    assert _values(without) == pytest.approx({"d": 14 / 2})


def test_a_mean_is_that_of_prediction_powered_inference() -> None:
    """With one chance for all: the mean of predictions less their mean error on the sample."""
    random = np.random.default_rng(3)
    predicted = random.normal(size=400)
    truth = predicted + 0.4 + random.normal(size=400)
    drawn = random.permutation(400) < 100
    found = correct_regression(
        TwiceCoded(predicted, np.where(drawn, truth, np.nan)), {}, chances=[0.25] * 400
    )
    rectified = predicted.mean() - (predicted - truth)[drawn].mean()
    assert found.of("(intercept)").value == pytest.approx(rectified)


def test_where_everybody_is_drawn_the_people_decide() -> None:
    truth = [0, 1, 0, 1, 1]
    x = [0.0, 1.0, 2.0, 3.0, 4.0]
    found = correct_regression(TwiceCoded([1, 1, 1, 0, 0], truth), {"x": x}, chances=[1.0] * 5)
    plain = sm.OLS(truth, sm.add_constant(x)).fit()
    assert list(_values(found).values()) == pytest.approx(list(plain.params))
    assert found.corrected == found.sample


def _world(random: Any, units: int = 700) -> pd.DataFrame:
    """Return units: more is missed where x is low; the truth goes up by 0.15 with x, y by 2 with the truth."""
    x = random.uniform(-1, 1, units)
    truth = random.uniform(size=units) < 0.5 + 0.15 * x
    found = random.uniform(size=units) < 0.65 + 0.3 * x
    program = np.where(truth, found, random.uniform(size=units) < 0.05)
    chance = np.where(x > 0, 0.15, 0.35)
    drawn = random.uniform(size=units) < chance
    return pd.DataFrame(
        {
            "x": x, "truth": truth.astype(float), "program": program.astype(float), "chance": chance,
            "people": np.where(drawn, truth, np.nan), "y": 1 + 2 * truth + random.normal(size=units),
            "country": np.arange(units) // 5,
        }
    )  # fmt: skip


def _outcome(world: pd.DataFrame, **more: Any) -> CorrectedRegression:
    coded = TwiceCoded(world.program, world.people)
    return correct_regression(coded, {"x": world.x}, chances=world.chance, **more)


def _regressor(world: pd.DataFrame) -> CorrectedRegression:
    coded = TwiceCoded(world.program, world.people)
    return correct_regression(world.y, {"x": coded}, chances=world.chance)


@pytest.mark.parametrize(("regress", "truth"), [(_outcome, 0.15), (_regressor, 2.0)])
def test_the_naive_interval_misses_the_truth_and_the_corrected_one_holds_it(
    regress: Callable[[pd.DataFrame], CorrectedRegression], truth: float
) -> None:
    random = np.random.default_rng(11)
    rows = [regress(_world(random)) for _ in range(300)]
    held = {
        name: np.mean([r.of("x", name).low <= truth <= r.of("x", name).high for r in rows])  # type: ignore[arg-type]
        for name in ("naive", "corrected")
    }
    middle = np.mean([r.of("x").value for r in rows])
    spread = np.std([r.of("x").value for r in rows])
    assert held["naive"] < 0.2
    assert 0.92 <= held["corrected"] <= 0.98  # 95 %, and what 300 worlds leave to chance
    assert abs(middle - truth) < 4 * spread / 300**0.5
    assert np.mean([r.of("x").error for r in rows]) == pytest.approx(spread, rel=0.1)


def test_it_is_narrower_than_the_sample_alone() -> None:
    random = np.random.default_rng(12)
    rows = [_outcome(_world(random)) for _ in range(40)]
    errors = [(r.of("x").error, r.of("x", "sample").error) for r in rows]
    assert np.mean([one < other for one, other in errors]) > 0.9


def test_naive_and_sample_are_those_of_statsmodels() -> None:
    world = _world(np.random.default_rng(4))
    design = sm.add_constant(world[["x"]])
    clustered = _outcome(world, clusters=list(world.country))
    plain = sm.OLS(world.program, design).fit(
        cov_type="cluster", cov_kwds={"groups": world.country, "use_correction": False}
    )
    groups = world.country.nunique()
    assert clustered.clusters == groups == 140
    assert _values(clustered, "naive")["x"] == pytest.approx(plain.params["x"])
    error = plain.bse["x"] * (groups / (groups - 1)) ** 0.5
    assert clustered.of("x", "naive").error == pytest.approx(error)
    drawn = world[world.people.notna()]
    weighed = sm.WLS(drawn.people, sm.add_constant(drawn[["x"]]), weights=1 / drawn.chance).fit(
        cov_type="HC0"
    )
    alone = _outcome(world).of("x", "sample")
    assert alone.value == pytest.approx(weighed.params["x"])
    assert alone.error == pytest.approx(weighed.bse["x"] * (len(drawn) / (len(drawn) - 1)) ** 0.5)
    logit = sm.Logit(world.program, design).fit(disp=0, cov_type="HC0")
    logistic = _outcome(world, model="logistic").of("x", "naive")
    assert logistic.value == pytest.approx(logit.params["x"], rel=1e-6)
    assert logistic.error == pytest.approx(logit.bse["x"] * (700 / 699) ** 0.5, rel=1e-6)


def test_a_corrected_logistic_regression_holds_the_truth() -> None:
    random = np.random.default_rng(5)
    held = 0
    for _ in range(60):
        world = _world(random)
        shares = 1 / (1 + np.exp(-world.x))
        truth = (random.uniform(size=len(world)) < shares).astype(float)
        world["program"] = np.where(random.uniform(size=len(world)) < 0.7, truth, world.x > 0.3)
        world["people"] = np.where(world.people.notna(), truth, np.nan)
        one = _outcome(world, model="logistic").of("x")
        held += one.low <= 1.0 <= one.high
    assert held >= 53


def test_what_it_says_of_itself() -> None:
    world = _world(np.random.default_rng(6))
    found = _outcome(world, clusters=list(world.country // 10))
    words = found.explain()
    assert "coded by a program for all 700 units" in words
    assert "clustered sandwich errors (14 clusters)" in words
    assert "too small" in words
    assert [row["estimator"] for row in found.table()] == [
        "naive", "naive", "sample", "sample", "corrected", "corrected",
    ]  # fmt: skip
    record = found.to_dict()
    assert record["coefficients"] == found.table()
    assert (record["units"], record["coded"]) == (700, ["outcome"])
    assert not _outcome(world).notes


def test_drawn_units_that_nobody_coded_are_told() -> None:
    world = _world(np.random.default_rng(7))
    world.loc[world.index[::2], "people"] = np.nan
    assert "not all that were drawn are coded" in _outcome(world).explain()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": [1, 1, 0, 0]}, "nothing to correct by"),
        ({"outcome": TwiceCoded([1, 1, 0], [0, None, 1])}, "outcome has 3 units"),
        ({"outcome": TwiceCoded([1, None, 0, 0], [0, None, 1, None])}, "unit 2"),
        ({"outcome": TwiceCoded(["yes", 1, 0, 0], [0, None, 1, None])}, "no number"),
        ({"chances": [None, None, 0.5, None]}, "units that somebody chose"),
        ({"chances": [0.5, 0.5, 1.5, 0.5]}, "chance of unit 3 is 1.5"),
        ({"regressors": {"x": [2, 2, 2, 2]}}, "can't be told apart"),
        ({"regressors": {"x": TwiceCoded([1, 0, 1, 0], [1, None, None, 0])}}, "unit 4 was drawn"),
        ({"outcome": TwiceCoded([1, 0, 1, 0], [None] * 4)}, "no unit has both"),
        ({"clusters": ["a", "b"]}, "clusters has 2 units"),
        ({"clusters": ["a"] * 4}, "one cluster alone"),
        ({"model": "probit"}, "no model probit"),
        ({"outcome": TwiceCoded([0, 0, 1, 1], [0, 0, 1, 1]), "chances": [1] * 4, "model": "logistic"}, "no end|apart"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected_is_refused(change: dict[str, Any], words: str) -> None:
    asked: dict[str, Any] = {"outcome": FOUR, "regressors": {"x": [0, 0, 1, 1]}, "chances": HALF}
    asked |= change
    with pytest.raises(WrongUse, match=words):
        correct_regression(asked.pop("outcome"), asked.pop("regressors"), **asked)


def test_a_term_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match="choose of \\(intercept\\)"):
        correct_regression(FOUR, {}, chances=HALF).of("x")
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    with pytest.raises(MissingExtra, match="notebook"):
        correct_regression(FOUR, {}, chances=HALF)


def _logistic(random: Any, unit: float = 1.0, units: int = 400) -> CorrectedRegression:
    x = random.normal(size=units)
    truth = (random.random(units) < 1 / (1 + np.exp(-0.3 - 0.6 * x))).astype(float)
    program = np.where(random.random(units) < 0.1, 1 - truth, truth)
    people = np.where(random.random(units) < 0.5, truth, np.nan)
    return correct_regression(
        TwiceCoded(program, people), {"x": x * unit}, chances=[0.5] * units, model="logistic"
    )


@pytest.mark.parametrize("unit", [1e8, 1e-3, 1e-8])
def test_a_logistic_regression_is_the_same_in_any_unit(unit: float) -> None:
    plain = _logistic(np.random.default_rng(1)).of("x")
    found = _logistic(np.random.default_rng(1), unit).of("x")
    assert found.value * unit == pytest.approx(plain.value)
    assert found.error * unit == pytest.approx(plain.error)


def test_a_program_that_finds_nothing_is_corrected_and_has_no_coefficients_of_its_own() -> None:
    random = np.random.default_rng(2)
    truth = random.normal(size=200)
    people = np.where(random.random(200) < 0.5, truth, np.nan)
    found = correct_regression(
        truth * 2, {"z": TwiceCoded(np.zeros(200), people)}, chances=[0.5] * 200
    )
    assert found.naive == ()
    assert found.of("z").low < 2 < found.of("z").high
    assert any("The program's values alone give no coefficients" in note for note in found.notes)


def test_a_stratum_without_a_coded_unit_is_refused() -> None:
    with pytest.raises(WrongUse, match="late people coded nothing"):
        correct_regression(FOUR, {}, chances=HALF, strata=["early", "early", "early", "late"])


def test_inverse_chances_that_miss_their_stratum_are_told() -> None:
    even = TwiceCoded([1, 0, 1, 0], [1, None, 0, None])
    found = correct_regression(even, {}, chances=HALF, strata=["a", "a", "b", "b"])
    assert not any("strata" in note for note in found.notes)
    five = TwiceCoded([1, 0, 1, 0, 1], [1, None, 0, None, None])
    late = correct_regression(five, {}, chances=[0.5] * 5, strata=["a", "a", "b", "b", "b"])
    assert any("In 1 strata" in note and "b (2.0 for 3)" in note for note in late.notes)


def test_a_unit_without_its_cluster_is_refused() -> None:
    with pytest.raises(WrongUse, match="clusters has nothing for unit 2"):
        correct_regression(FOUR, {}, chances=HALF, clusters=["JPN", None, "KOR", float("nan")])


def test_a_regression_without_a_term_is_refused() -> None:
    with pytest.raises(WrongUse, match="no term"):
        correct_regression(FOUR, {}, chances=HALF, intercept=False)
