"""The clock counts by numbers and the law stands in words; they say the same of every edition."""

from __future__ import annotations

import pytest

from tierbook.editions import EDITIONS
from tierbook.standards import basis_of, law_in_force
from tierbook.standards.clock.rules import clock_rules

YEARS = [e.year for e in EDITIONS]
WAIVERS = {1: "up to one year", 2: "up to two years"}
IN_A_ROW = {3: "Three editions in a row", 4: "Four editions in a row"}


@pytest.mark.parametrize("edition", YEARS)
def test_the_clock_goes_by_the_law_of_the_edition(edition: int) -> None:
    law, period = law_in_force(edition), clock_rules().of(edition)
    assert (period is None) is (not law.part("grounds"))
    if period is None:
        return
    assert period.counts is (law.provision("clock.downgrade") is not None)
    assert period.counts is (law.provision("clock.unlimited") is None)
    assert period.one_year_rule is (law.provision("clock.one_year") is not None)
    waiver, longest = law.provision("clock.waiver"), law.provision("clock.longest_run")
    if period.limit is None:
        assert waiver is longest is None
        return
    assert waiver is not None
    assert longest is not None
    assert period.most is not None
    assert WAIVERS[period.waivers] in waiver.text
    assert longest.text.startswith(IN_A_ROW[period.most])


def test_what_the_clock_cites_is_where_the_law_has_it() -> None:
    law = law_in_force(2025)
    for name, entry in (("limit", "downgrade"), ("waiver", "waiver"), ("one_year", "one_year")):
        rule = law.provision(f"clock.{entry}")
        assert rule is not None
        assert f"110{rule.provision.paragraph}," in clock_rules().cites[name]


@pytest.mark.parametrize("edition", YEARS)
def test_no_period_of_the_clock_rests_on_memory(edition: int) -> None:
    period, law = clock_rules().of(edition), law_in_force(edition)
    if period is None:
        return
    assert period.confidence != "memory"
    rules = [entry.id for entry in law.part("clock") if entry.id.startswith("clock.")]
    assert not basis_of(law, rules).to_check
