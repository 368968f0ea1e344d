"""Points, probabilities, and the smallest set of findings that would change the tier."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.making import make_coding
from tierbook.standards import law_in_force
from tierbook.standards.computed import TIER_ORDER, load_fitted, most_probable, probabilities
from tierbook.standards.computed.card import Card, Feature, Sign, load_card, read_signs
from tierbook.standards.computed.reading import Line, read_lines
from tierbook.standards.computed.smallest import smallest_change
from tierbook.standards.rules import parse_rule

FITTED = load_fitted()
NAMES = [feature.id for feature in load_card().features]


def score(*rows: dict[str, object]) -> float:
    lines = read_lines(make_coding(rows).findings, law_in_force(2018))
    return sum(FITTED.weights[line.feature.id] * line.net for line in lines)


@given(st.floats(-8, 8), st.floats(0, 4))
def test_a_greater_score_never_makes_a_worse_tier_the_most_probable(at: float, more: float) -> None:
    low = most_probable(probabilities(at, FITTED.cuts))
    high = most_probable(probabilities(at + more, FITTED.cuts))
    assert TIER_ORDER.index(high) <= TIER_ORDER.index(low)


@given(st.floats(-8, 8), st.floats(0, 4))
def test_a_greater_score_never_lowers_the_probability_of_a_tier_or_a_better_one(
    at: float, more: float
) -> None:
    low, high = probabilities(at, FITTED.cuts), probabilities(at + more, FITTED.cuts)
    for n in (1, 2, 3):
        better = TIER_ORDER[:n]
        assert sum(high[t] for t in better) >= sum(low[t] for t in better) - 1e-12


@given(st.floats(-30, 30))
def test_probabilities_are_shares_that_sum_to_one(at: float) -> None:
    shares = probabilities(at, FITTED.cuts)
    assert all(0 <= p <= 1 for p in shares.values())
    assert sum(shares.values()) == pytest.approx(1)


def test_a_failure_never_raises_the_score_and_an_effort_never_lowers_it() -> None:
    for feature in load_card().features:
        for sign in feature.signs:
            for rule in sign.rules:
                if rule.verb != "is" or any(c.words and not c.deny for c in rule.conditions):
                    continue
                points = score({"variable": rule.variable, "value": rule.values[0]})
                own = [
                    (f.id, s.side)
                    for f in load_card().features
                    for s in f.signs
                    if any(r.variable == rule.variable for r in s.rules)
                ]
                if all(side == sign.side for _, side in own):
                    assert points >= 0 if sign.side == "for" else points <= 0, rule


def test_adding_a_failure_lowers_the_probability_of_the_better_tiers() -> None:
    good = {"variable": "prosecution.convicted", "value": "yes"}
    bad = {"variable": "prosecution.complicity", "value": "yes"}
    assert score(good) > 0 > score(bad)
    assert score(good, bad) == pytest.approx(score(good) + score(bad))


def test_silence_has_no_points() -> None:
    assert score() == 0
    assert all(not line.given for line in read_lines((), law_in_force(2018)))


def test_a_sign_counts_once_however_often_the_text_says_it() -> None:
    row = {"variable": "prevention.demand", "value": "no"}
    assert score(row, row) == score(row) < 0


def test_a_figure_above_the_year_before_counts_for_and_one_below_against() -> None:
    def row(n: int, before: int | None) -> dict[str, object]:
        figure = {"what": "convictions", "n": n, "period": "current", "compared_with": before}
        return {"variable": "figures.convictions", "value": [figure]}

    level = score(row(4, 4))
    assert score(row(5, 4)) > level > score(row(3, 4))
    assert score(row(4, None)) == level


def test_findings_that_bear_on_no_judgement_have_no_points() -> None:
    from tierbook.standards.computed.reading import may_count

    (plan,) = make_coding(
        [{"variable": "prevention.demand", "value": "yes", "period": "planned"}]
    ).findings
    (done,) = make_coding([{"variable": "prevention.demand", "value": "yes"}]).findings
    assert may_count(done)
    assert not may_count(plan)


# Small cards of our own, to compare with every set of findings tried by hand.

RULES = ["a.one is yes", "a.two is yes", "a.three is yes", "a.four is yes"]
WORTHS = [("for", (0, 1)), ("for", (1,)), ("against", (2,)), ("against", (2, 3)), ("for", (3,))]


def _lines(held: tuple[int, ...]) -> tuple[tuple[Line, ...], dict[str, float]]:
    features = tuple(
        Feature(f"f{i}", f"f{i}", ("std.prohibit_punish",), (_sign(side, rules),))
        for i, (side, rules) in enumerate(WORTHS)
    )
    rows = [{"variable": RULES[i].split()[0], "value": "yes"} for i in held]
    signs = read_signs(Card("x", features, ""), make_coding(rows).findings)
    weights = {f"f{i}": w for i, w in enumerate((1.0, 0.4, 0.9, 0.7, 0.3))}
    return tuple(Line(f, True, signs[f.id]) for f in features), weights


def _sign(side: str, rules: tuple[int, ...]) -> Sign:
    return Sign(side, side, tuple(parse_rule(RULES[i], where="case") for i in rules))  # type: ignore[arg-type]


@pytest.mark.parametrize("held", [h for n in (1, 2, 3, 4) for h in combinations(range(4), n)])
@pytest.mark.parametrize("upward", [True, False])
def test_no_smaller_set_of_findings_changes_the_tier(held: tuple[int, ...], upward: bool) -> None:
    lines, weights = _lines(held)
    found = {f.id: f for line in lines for g in line.given for f in g.findings}
    total = sum(weights[line.feature.id] * line.net for line in lines)

    for cuts in product((-0.8, -0.35), (0.05, 0.45), (0.75, 1.3)):
        levels = dict(zip(TIER_ORDER, cuts[::-1], strict=False))

        def tier_of(change: float, at: float = total, levels: dict[str, float] = levels) -> str:
            return next((t for t, cut in levels.items() if at + change >= cut), "3")

        got = smallest_change(lines, weights, tier_of, upward=upward)
        here = TIER_ORDER.index(tier_of(0.0))
        by_hand = [
            set(out)
            for size in range(1, len(found) + 1)
            for out in combinations(found, size)
            if (TIER_ORDER.index(tier_of(_change(lines, weights, set(out)))) - here)
            * (-1 if upward else 1)
            > 0
        ]
        if got is None:
            assert not by_hand
            continue
        tier, fewest = got
        ids = {f.id for f in fewest}
        assert ids in by_hand
        assert len(ids) == min(map(len, by_hand))
        assert tier == tier_of(_change(lines, weights, ids))


def _change(lines: tuple[Line, ...], weights: dict[str, float], out: set[str]) -> float:
    return -sum(
        weights[line.feature.id] * g.points
        for line in lines
        for g in line.given
        if {f.id for f in g.findings} <= out
    )
