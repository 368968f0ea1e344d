"""Coefficients against published examples, against other packages, and against the laws that they obey."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from tests.agreement.answering import FLEISS, KRIPPENDORFF, counted, crossed, measured, table
from tierbook.agreement import (
    Answer,
    jaccard_distance,
    masi_distance,
    measure_agreement,
    scale_named,
)


@pytest.mark.parametrize(
    ("scale", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_krippendorffs_own_example(scale: str, alpha: float) -> None:
    found = measured(table(KRIPPENDORFF), scale)
    assert found.values["krippendorff_alpha"] == pytest.approx(alpha, abs=5e-4)
    assert (found.n_units, found.n_pairable, found.n_answers, len(found.coders)) == (12, 11, 41, 4)


def test_krippendorffs_coincidences() -> None:
    matrix = measured(table(KRIPPENDORFF)).matrix
    assert matrix is not None
    assert matrix.labels == ("1", "2", "3", "4", "5")
    assert [matrix.cells[i][i] for i in range(5)] == [7, 10, 8, 4, 3]
    assert matrix.cells[0][1] == matrix.cells[1][0] == pytest.approx(4 / 3, abs=1e-4)
    assert sum(map(sum, matrix.cells)) == pytest.approx(40, abs=1e-2)


def test_fleiss_of_1971() -> None:
    found = measured(counted([tuple(map(int, row)) for row in FLEISS]))
    assert found.values["fleiss_kappa"] == pytest.approx(0.430, abs=5e-4)
    assert found.values["percent"] == pytest.approx(0.556, abs=5e-4)


@pytest.mark.parametrize(
    ("cells", "percent", "kappa"),
    [
        # Fifty proposals read by two readers, a stock example of textbooks.
        ({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.7, 0.4),
        # J. Fleiss, B. Levin and M. Paik, Statistical Methods for Rates and Proportions (2003), table 18.1.
        (
            {
                ("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4, ("n", "o"): 1,
                ("o", "o"): 10,
            },
            0.89, 0.676,
        ),
    ],
)  # fmt: skip
def test_cohen_of_textbooks(
    cells: dict[tuple[str, str], int], percent: float, kappa: float
) -> None:
    found = measured(crossed(cells))
    assert found.values["percent"] == pytest.approx(percent, abs=5e-4)
    assert found.values["cohen_kappa"] == pytest.approx(kappa, abs=1e-3)
    assert found.values["cohen_kappa"] == found.values["light_kappa"]


def test_gwets_example_of_high_agreement() -> None:
    """K. Gwet (2008), on two raters of 125 subjects who agree and yet have no kappa."""
    found = measured(crossed({("+", "+"): 118, ("+", "-"): 5, ("-", "+"): 2}))
    assert found.values["gwet_ac1"] == pytest.approx(0.941, abs=5e-4)
    assert found.values["cohen_kappa"] == pytest.approx(-0.023, abs=5e-4)


def test_gwets_example_with_missing_answers() -> None:
    """K. Gwet, Handbook of Inter-Rater Reliability: four raters, twelve units, some not rated."""
    found = measured(table(KRIPPENDORFF))
    assert found.values["gwet_ac1"] == pytest.approx(0.775, abs=5e-4)
    assert found.values["fleiss_kappa"] == pytest.approx(0.761, abs=5e-4)
    assert found.values["percent"] == pytest.approx(0.818, abs=5e-4)


def test_masi_of_passonneau() -> None:
    """Likeness is Jaccard times 1, 2/3, 1/3 or 0 (Passonneau 2006)."""
    a, b = frozenset("abc"), frozenset("ab")
    assert masi_distance(a, a) == 0
    assert masi_distance(a, b) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert masi_distance(b, frozenset("bc")) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi_distance(b, frozenset("cd")) == 1
    assert jaccard_distance(a, b) == pytest.approx(1 / 3)
    assert masi_distance(frozenset(), frozenset()) == 0


VALUES = st.sampled_from(["1", "2", "3", "4", "*"])
TABLES = st.integers(2, 5).flatmap(
    lambda coders: st.lists(
        st.lists(VALUES, min_size=coders, max_size=coders), min_size=2, max_size=25
    )
)


def _rows(units: list[list[str]]) -> list[str]:
    return [" ".join(row) for row in zip(*units, strict=True)]


@settings(max_examples=60, deadline=None)
@given(TABLES, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_that_of_another_package(units: list[list[str]], scale: str) -> None:
    data = np.array([[np.nan if v == "*" else float(v) for v in row] for row in units]).T
    mine = measured(table(_rows(units)), scale).values["krippendorff_alpha"]
    paired = [v for row in units if sum(x != "*" for x in row) > 1 for v in row if v != "*"]
    if len(set(paired)) < 2:
        assert mine is None
        return
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=scale)
    assert mine == pytest.approx(theirs, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_cohen_is_that_of_another_package(pairs: list[tuple[str, str]]) -> None:
    found = measured(crossed(Counter(pairs))).values["cohen_kappa"]
    if len({v for pair in pairs for v in pair}) == 1:
        assert found is None
    else:
        theirs = cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs])
        assert found == pytest.approx(theirs, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from("abcd"), min_size=4, max_size=4), min_size=2, max_size=30
    ).filter(lambda units: len({v for unit in units for v in unit}) > 1)
)
def test_fleiss_is_that_of_another_package(units: list[list[str]]) -> None:
    counts = np.array([[unit.count(v) for v in "abcd"] for unit in units])
    found = measured(table(_rows(units))).values["fleiss_kappa"]
    assert found == pytest.approx(fleiss_kappa(counts), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(TABLES, st.permutations(["1", "2", "3", "4"]), st.randoms(use_true_random=False))
def test_names_of_values_and_of_coders_say_nothing(
    units: list[list[str]], names: list[str], random: object
) -> None:
    answers = table(_rows(units))
    renamed = dict(zip("1234", names, strict=True))
    order = sorted({a.coder for a in answers})
    shuffled = list(order)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    coders = dict(zip(order, shuffled, strict=True))
    other = [
        replace(a, coder=coders[a.coder], value=renamed.get(str(a.value), a.value)) for a in answers
    ]
    one, two = measured(answers).values, measured(other).values
    assert {k: v is None for k, v in one.items()} == {k: v is None for k, v in two.items()}
    for name, value in one.items():
        if value is not None:
            assert two[name] == pytest.approx(value, abs=1e-4), name


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_a_second_copy_of_every_unit_changes_only_what_counts_units(
    units: list[list[str]],
) -> None:
    answers = table(_rows(units))
    twice = [*answers, *(replace(a, unit=f"copy-{a.unit}") for a in answers)]
    one, two = measured(answers), measured(twice)
    assert two.n_pairable == 2 * one.n_pairable
    for name in ("percent", "light_kappa", "fleiss_kappa", "gwet_ac1"):
        if one.values[name] is None:
            assert two.values[name] is None
        else:
            assert two.values[name] == pytest.approx(one.values[name], abs=1e-4), name
    alpha, again = one.values["krippendorff_alpha"], two.values["krippendorff_alpha"]
    if alpha is not None and again is not None:
        n = sum(sum(v != "*" for v in row) for row in units if sum(v != "*" for v in row) > 1)
        factor = (2 * n - 1) / (2 * n) * n / (n - 1)  # alpha counts pairs without replacement
        assert 1 - again == pytest.approx((1 - alpha) * factor, abs=2e-4)


def test_alpha_of_sets_follows_its_distance() -> None:
    answers = [
        Answer("a", "u1", "x", ["CHN", "PHL"]),
        Answer("b", "u1", "x", ["PHL", "CHN"]),
        Answer("a", "u2", "x", ["CHN"]),
        Answer("b", "u2", "x", ["CHN", "THA"]),
        Answer("a", "u3", "x", "not_stated"),
        Answer("b", "u3", "x", ["KOR"]),
    ]
    assert measured(answers, "masi").values["percent"] == pytest.approx(1 / 3, abs=1e-4)
    sets = [frozenset(a.value) if isinstance(a.value, list) else a.value for a in answers]
    for name, measure in (("masi", masi_distance), ("jaccard", jaccard_distance)):

        def apart(x: object, y: object, of: object = measure) -> float:
            if isinstance(x, frozenset) and isinstance(y, frozenset):
                return of(x, y)  # type: ignore[operator, no-any-return]
            return float(x != y)

        observed = sum(apart(sets[i], sets[i + 1]) for i in (0, 2, 4)) / 3
        expected = sum(apart(x, y) for x in sets for y in sets) / (6 * 5)
        found = measured(answers, name).values["krippendorff_alpha"]
        assert found == pytest.approx(1 - observed / expected, abs=1e-4)


def test_no_variation_is_a_result_with_its_reason() -> None:
    found = measured(table(["yes yes yes", "yes yes yes"]), resamples=20)
    assert found.values["percent"] == 1
    for name in ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1"):
        assert found.values[name] is None
        assert found.undefined[name] == "undefined: no variation, every answer is yes"
        assert found.intervals[name] == (None, None)
    record = found.to_dict(matrix=True)
    assert "nan" not in repr(record).lower()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["a b c"], "undefined: one coder"),
        (["a *", "* b"], "undefined: no unit has two answers"),
        (["* *"], "undefined: no answer counts"),
    ],
)
def test_other_reasons(rows: list[str], reason: str) -> None:
    found = measured(table(rows))
    assert set(found.values.values()) == {None}
    assert set(found.undefined.values()) == {reason}


def test_cohen_is_for_two_coders_and_says_so() -> None:
    found = measured(table(["a b a", "a b b", "a a b"]))
    assert found.values["cohen_kappa"] is None
    assert "light_kappa is the mean over pairs" in found.undefined["cohen_kappa"]
    assert found.values["light_kappa"] is not None


def test_intervals_hold_the_value_and_come_again_from_the_seed() -> None:
    answers = table([" ".join("ab"[(i * k) % 7 < 3] for i in range(60)) for k in (1, 2, 3)])
    one, two = measured(answers, resamples=300), measured(answers, resamples=300)
    assert one.intervals == two.intervals
    for name, value in one.values.items():
        low, high = one.intervals[name]
        if value is not None and low is not None and high is not None:
            assert low <= value <= high, name
    other = measure_agreement(answers, resamples=300, seed=1).variables["x"]
    assert other.intervals != one.intervals
    assert other.values == one.values


def test_the_interval_is_about_that_of_theory() -> None:
    """Percent of 400 independent units: the bootstrap and the normal interval nearly agree."""
    answers = table(["a " * 400, "a " * 300 + "b " * 100])
    low, high = measured(answers, resamples=1000).intervals["percent"]
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert low == pytest.approx(0.75 - half, abs=0.01)
    assert high == pytest.approx(0.75 + half, abs=0.01)


def test_over_all_answers_to_different_questions_never_meet() -> None:
    first = table(["yes yes no yes", "yes no no yes"], "x")
    second = table(["a b a a", "a b b a"], "y")
    found = measure_agreement([*first, *second], resamples=0)
    x, y, both = found.variables["x"], found.variables["y"], found.overall
    assert both.values["percent"] == pytest.approx((0.75 + 0.75) / 2)
    assert both.n_units == 4
    assert both.n_pairable == x.n_pairable + y.n_pairable == 8
    pooled = measure_agreement(
        [*first, *(replace(a, variable="x", unit=f"y{a.unit}") for a in second)], resamples=0
    )
    assert both.values["krippendorff_alpha"] != pooled.overall.values["krippendorff_alpha"]
    # Chance is that of each variable, weighed by its units: 1 - sum of observed / sum of expected.
    assert both.values["krippendorff_alpha"] == pytest.approx(
        1 - (1 + 1) / (1 / (1 - x.values["krippendorff_alpha"]) + 1 / (1 - y.values["krippendorff_alpha"])),
        abs=1e-3,
    )  # fmt: skip


def test_a_number_is_compared_by_its_logarithm_where_that_is_asked() -> None:
    near = table(["10 1000 5 70", "12 1100 5 60"])
    assert measured(near, "log").values["krippendorff_alpha"] > 0.98
    assert measured(near, "nominal").values["krippendorff_alpha"] < 0.3


def test_words_have_no_place_among_numbers_and_are_counted_beside_them() -> None:
    found = measured(table(["10 20 not_stated 40", "10 20 30 not_stated"]), "log")
    assert found.values["krippendorff_alpha"] == 1
    assert found.values["nominal_alpha"] < 1
    assert found.values["percent"] == 0.5


def test_an_order_is_given_by_name() -> None:
    rows = ["low mid high low", "mid mid high low"]
    near = measured(table(rows), "low<mid<high").values["krippendorff_alpha"]
    far = measured(table([rows[0], rows[1].replace("mid mid", "high mid")]), "low<mid<high")
    assert near > far.values["krippendorff_alpha"]
    assert scale_named("low<mid<high").order == ("low", "mid", "high")
