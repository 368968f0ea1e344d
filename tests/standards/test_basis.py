"""Nothing automatic rests on a fact from memory alone, and every fact from memory says what is to check."""

from __future__ import annotations

import pytest

from tests.standards.making import make_coding
from tierbook.editions import EDITIONS
from tierbook.errors import NotInForce
from tierbook.standards import assess_coding, basis_of, law_in_force

YEARS = [e.year for e in EDITIONS]
CLOCK = (
    "clock.counting",
    "clock.downgrade",
    "clock.waiver",
    "clock.longest_run",
    "clock.one_year",
    "clock.placements",
)


@pytest.mark.parametrize("edition", YEARS)
def test_no_step_of_the_clock_rests_on_memory(edition: int) -> None:
    law = law_in_force(edition)
    rules = [rule for rule in CLOCK if law.provision(rule) is not None]
    assert len(rules) == (0 if edition < 2009 else 5 if edition < 2019 else 6)
    assert not basis_of(law, rules).to_check
    grounds = [entry.id for entry in law.part("grounds")]
    assert bool(grounds) is (edition >= 2004)
    assert not basis_of(law, grounds).to_check


@pytest.mark.parametrize("edition", YEARS)
def test_standards_lists_and_the_presumption_do_not_rest_on_memory_alone(edition: int) -> None:
    law = law_in_force(edition)
    ids = [entry.id for entry in law.standards]
    ids += [f"tier.{name}" for name, test in law.tiers.items() if test.test is not None]
    ids += ["presumption"] if law.presumption is not None else []
    for entry in ids:
        assert not basis_of(law, [entry]).memory_alone, entry


@pytest.mark.parametrize("edition", YEARS)
def test_a_criterion_that_rests_on_memory_alone_is_printed_as_to_check(edition: int) -> None:
    law = law_in_force(edition)
    alone = [entry for entry in law.criteria if basis_of(law, [entry.id]).memory_alone]
    assert bool(alone) is (2013 <= edition <= 2018)
    for entry in alone:
        assert entry.in_force == "in force (to check)"
        assert entry.why


@pytest.mark.parametrize("edition", YEARS)
def test_every_fact_from_memory_says_what_is_to_check(edition: int) -> None:
    for row in law_in_force(edition).rows():
        assert row["verified_on"]
        assert row["sources"]
        if row["confidence"] == "memory":
            assert row["to_check"], row["id"]


def test_a_basis_is_as_sure_as_its_least_sure_fact() -> None:
    basis = basis_of(
        law_in_force(2003), ["std.prohibit_punish", "prosecution.vigorous", "sig.extent"]
    )
    assert [fact.id for fact in basis.facts] == [
        "tvpa2000",
        "std.prohibit_punish",
        "prosecution.vigorous",
        "sig.extent",
    ]
    assert basis.confidence == "memory"
    assert [fact.id for fact in basis.to_check] == ["prosecution.vigorous", "sig.extent"]
    assert not basis.memory_alone
    assert basis.to_dict()["confidence"] == "memory"


def test_a_basis_of_what_did_not_stand_is_refused() -> None:
    for edition, entry in (
        (2003, "swl.victims"),
        (2003, "tier.2WL"),
        (2003, "presumption"),
        (2025, "nix"),
    ):
        with pytest.raises(NotInForce, match=entry):
            basis_of(law_in_force(edition), [entry])


def test_a_contradiction_is_found_by_verified_law_alone() -> None:
    """Tier 1 beside an unmet standard is told; the standards are verified in every form."""
    rows = [
        {"variable": "tier.stated", "value": "1"},
        {"variable": "prosecution.law", "value": "no"},
    ]
    for edition in YEARS:
        coding = make_coding(rows, edition=edition)
        found = [c.id for c in assess_coding(coding).contradictions]
        assert "tier.standard" in found
        standard = basis_of(law_in_force(edition), ["std.prohibit_punish"])
        assert [f.confidence for f in standard.facts if f.id.startswith("std.")] == ["verified"]
