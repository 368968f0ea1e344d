"""Variables are found by the words that a reader would use."""

from __future__ import annotations

import pytest

from tierbook.codebook import load_case_facts, load_codebook
from tierbook.codebook.finding import find_case_facts, find_variables


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("protection.shelter", "protection.shelter"),
        ("victims deported", "protection.victims_deported"),
        ("deportation of victims", "protection.victims_deported"),
        ("birth registration", "prevention.birth_registration"),
        ("hotline", "prevention.hotline"),
        ("complicit officials", "prosecution.complicity"),
        ("victimpunish", "protection.victims_penalised"),
        ("national action plan", "prevention.action_plan"),
        ("peacekeepers", "prevention.peacekeepers"),
        ("verdict on prevention", "effort.prevention"),
    ],
)
def test_the_variable_meant_stands_among_the_first(words: str, wanted: str) -> None:
    found = [f.variable.id for f in find_variables(load_codebook(), words)]
    assert wanted in found[:3]


def test_scores_fall_and_a_variable_with_more_of_the_words_stands_first() -> None:
    found = find_variables(load_codebook(), "child sex tourism")
    scores = [f.score for f in found]
    assert scores == sorted(scores, reverse=True)
    assert "sex_tourism" in found[0].variable.id


def test_words_that_nobody_uses_find_nothing() -> None:
    assert find_variables(load_codebook(), "xyzzy") == ()


def test_further_words_of_a_variable_find_it() -> None:
    also = {"prevention.hotline": ["toll-free xyzzy"]}
    assert [f.variable.id for f in find_variables(load_codebook(), "xyzzy", also)] == [
        "prevention.hotline"
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("means.force", "means.force"),
        ("age when recruited", "case.age_recruited"),
        ("citizenship", "case.citizenship"),
        ("forced labor", "purp.forced_labor"),
    ],
)
def test_the_fact_of_a_case_that_is_meant_stands_among_the_first(words: str, wanted: str) -> None:
    found = find_case_facts(load_case_facts(), words)
    assert wanted in [f.fact.id for f in found[:3]]
    scores = [f.score for f in found]
    assert scores == sorted(scores, reverse=True)


def test_words_that_nobody_uses_find_no_fact() -> None:
    assert find_case_facts(load_case_facts(), "xyzzy") == ()
