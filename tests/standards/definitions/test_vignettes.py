"""Forty invented cases: what the rules come to is what was agreed, definition by definition."""

from __future__ import annotations

import pytest

from tierbook.codebook import load_case_facts
from tierbook.standards import Case, check_note, compare_to_agreed, load_vignettes, screen

VIGNETTES = load_vignettes()
each = pytest.mark.parametrize("number", VIGNETTES)


def test_there_are_forty() -> None:
    assert list(VIGNETTES) == list(range(1, 41))


@each
def test_the_rules_come_to_what_was_agreed(number: int) -> None:
    vignette = VIGNETTES[number]
    screened = screen(vignette.case)
    assert {o.definition.id: o.result for o in screened.outcomes} == dict(vignette.agreed)


@each
def test_narrow_readings_miss_what_was_agreed_that_they_miss(number: int) -> None:
    vignette = VIGNETTES[number]
    missed = {o.definition.id for o in screen(vignette.case).narrow if o.result != "met"}
    if vignette.agreed["palermo"] == "met":
        assert missed == set(vignette.missed_by)
    else:
        assert vignette.missed_by == ()


@each
def test_nobody_is_named_and_nothing_is_said_twice(number: int) -> None:
    vignette = VIGNETTES[number]
    for sentence in vignette.text.split(". "):
        check_note(sentence[:600])
    assert vignette.title not in {v.title for n, v in VIGNETTES.items() if n != number}
    assert len(vignette.why) > 30


def test_they_are_varied() -> None:
    cases = [v.case.facts for v in VIGNETTES.values()]
    count = lambda name, value: sum(f.get(name) == value for f in cases)  # noqa: E731
    assert count("case.gender", "male") >= 12
    assert count("case.age_exploited", "under_18") >= 12
    assert count("case.cross_border", "no") >= 12
    assert sum("case.age_exploited" not in f for f in cases) >= 2
    for group in ("purp", "means", "act"):
        for fact in load_case_facts().group_of(group).facts:
            assert count(fact.id, "yes"), f"no vignette has {fact.id}"
    agreed = [v.agreed["palermo"] for v in VIGNETTES.values()]
    assert (agreed.count("met"), agreed.count("not_met")) >= (20, 8)
    assert sum(len(set(v.agreed.values())) > 1 for v in VIGNETTES.values()) >= 12
    missed = {name for v in VIGNETTES.values() for name in v.missed_by}
    assert len(missed) == 7


def test_ones_own_facts_stand_beside_those_agreed() -> None:
    vignette = VIGNETTES[6]
    as_agreed = compare_to_agreed(vignette, vignette.case)
    assert (as_agreed.facts, as_agreed.same) == ((), as_agreed.asked)
    grown_up = {**vignette.case.facts, "case.age_exploited": "adult", "case.age_recruited": "adult"}
    compared = compare_to_agreed(vignette, Case(facts=grown_up))
    assert [r.fact.id for r in compared.facts] == ["case.age_recruited", "case.age_exploited"]
    palermo = next(r for r in compared.outcomes if r.definition.id == "palermo")
    assert (palermo.own, palermo.agreed) == ("not_met", "met")
