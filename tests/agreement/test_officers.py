"""Agreement of officers, and whether disagreement comes from facts or from definitions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.agreement import OfficerEntry, agree_on, divide_disagreement, fit_definitions
from tierbook.standards import load_definitions, load_vignettes, outcome_of

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C/D: four observers, twelve units, names.
PUBLISHED = """\
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""

CASES = {v.number: v.case.facts for v in load_vignettes().values()}
DEFINITIONS = load_definitions()


def entry(officer: str, case: object, facts: dict, verdict: str) -> OfficerEntry:
    return OfficerEntry(officer, str(case), facts, verdict)


def by(officer: str, definition: str, cases=CASES) -> list[OfficerEntry]:
    """Return what an officer enters who judges all cases by one definition."""
    found = DEFINITIONS[definition]
    return [entry(officer, n, facts, outcome_of(found, facts)) for n, facts in cases.items()]


def test_alpha_is_that_of_the_published_example() -> None:
    rows = [
        OfficerEntry(f"observer {n}", str(unit), {} if value == "." else {"x": value}, "met")
        for n, line in enumerate(PUBLISHED.splitlines())
        for unit, value in enumerate(line.split())
    ]
    found = agree_on(rows, "x", lambda row: row.facts.get("x"))
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.cases == 11
    assert found.low < found.alpha < found.high


@pytest.mark.parametrize(
    ("answers", "percent", "alpha"),
    [
        ([("yes", "yes"), ("no", "no")], 100, 1.0),
        ([("yes", "yes"), ("yes", "yes")], 100, None),  # nothing varies: undefined, not 1 and not 0
        ([("yes", None), (None, "no")], None, None),  # nobody answered twice
        ([("yes", "no"), ("no", "yes")], 0, -0.5),
    ],
)
def test_alpha_is_undefined_where_nothing_varies(answers, percent, alpha) -> None:
    rows = [
        OfficerEntry(name, str(case), {} if value is None else {"x": value}, "met")
        for case, pair in enumerate(answers)
        for name, value in zip("ab", pair, strict=True)
    ]
    found = agree_on(rows, "x", lambda row: row.facts.get("x"))
    assert found.percent == percent
    assert found.alpha == (None if alpha is None else pytest.approx(alpha))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_an_officer_who_judges_by_a_definition_is_found_to_fit_it(name: str) -> None:
    fit = fit_definitions(by("uma", name))["uma"]
    assert fit.matches == fit.cases == 40
    assert name in [d.id for d in fit.best]


def test_the_forty_cases_tell_every_definition_from_every_other() -> None:
    for name in DEFINITIONS:
        assert [d.id for d in fit_definitions(by("uma", name))["uma"].best] == [name]


def test_different_definitions_on_the_same_facts_are_all_of_the_disagreement() -> None:
    division = divide_disagreement([*by("uma", "palermo"), *by("oki", "narrow_women")])
    assert division.disagreements == division.explained > 5
    assert (division.by_facts, division.by_definitions) == (0, 1)


def test_different_facts_under_one_definition_are_all_of_it() -> None:
    seen = {n: {**facts, "act.recruit": "yes"} for n, facts in CASES.items()}
    missed = {
        n: {name: "no" if name.startswith("purp.") else value for name, value in facts.items()}
        for n, facts in CASES.items()
        if n % 3 == 0
    }
    other = by("oki", "palermo", {**seen, **missed})
    division = divide_disagreement([*by("uma", "palermo"), *other])
    assert division.disagreements == division.explained > 3
    assert (division.by_facts, division.by_definitions) == (1, 0)


def test_a_verdict_that_no_definition_gives_is_left_unexplained() -> None:
    ours = by("uma", "palermo")
    stubborn = [entry("oki", n, CASES[n], "undecided") for n in CASES]
    division = divide_disagreement([*ours, *stubborn])
    assert division.explained < division.disagreements


def test_nobody_disagrees_with_nobody() -> None:
    division = divide_disagreement([])
    assert (division.pairs, division.disagreements, division.by_facts) == (0, 0, None)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(CASES)),
            st.sampled_from(sorted(CASES)),
            st.sampled_from(["met", "undecided", "not_met"]),
            st.sampled_from(["met", "undecided", "not_met"]),
        ),
        max_size=8,
    )
)
def test_the_parts_make_one_and_who_comes_first_does_not_matter(rows) -> None:
    one = [entry("uma", place, CASES[a], v) for place, (a, _, v, _) in enumerate(rows)]
    two = [entry("oki", place, CASES[b], w) for place, (_, b, _, w) in enumerate(rows)]
    division = divide_disagreement([*one, *two])
    turned = divide_disagreement([*two, *one])
    assert division.disagreements == turned.disagreements
    if division.by_facts is not None:
        assert 0 <= division.by_facts <= 1
        assert division.by_facts + division.by_definitions == pytest.approx(1)
        assert turned.by_facts == pytest.approx(division.by_facts)
