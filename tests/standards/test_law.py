"""Which law judges which edition, and what it asks."""

from __future__ import annotations

import pytest

from tierbook.editions import EDITIONS
from tierbook.errors import NotInForce
from tierbook.standards import law_in_force

FORMS = {
    2001: "tvpa2000", 2003: "tvpa2000", 2004: "tvpra2003", 2006: "tvpra2003", 2007: "tvpra2003", 2008: "tvpra2005",
    2009: "tvpra2008", 2012: "tvpra2008", 2013: "tvpra2013", 2018: "tvpra2013", 2019: "tvpra2018", 2025: "tvpra2018",
}  # fmt: skip


@pytest.mark.parametrize("edition", [e.year for e in EDITIONS])
def test_every_edition_is_judged_by_one_law(edition: int) -> None:
    law = law_in_force(edition)
    assert law.form.judges(edition)
    assert [s.paragraph for s in law.standards] == ["(a)(1)", "(a)(2)", "(a)(3)", "(a)(4)"]
    assert law.criteria
    assert law.citation
    assert law.to_dict()["href"]


@pytest.mark.parametrize(("edition", "form"), list(FORMS.items()))
def test_both_sides_of_every_change(edition: int, form: str) -> None:
    assert law_in_force(edition).version == form


def test_the_edition_of_2003_has_seven_paragraphs() -> None:
    law = law_in_force(2003)
    assert {c.paragraph for c in law.criteria} == {f"(b)({n})" for n in range(1, 8)}
    assert {c.id for c in law.criteria} == {
        "prosecution.vigorous",
        "protection.victims",
        "protection.alternatives_to_removal",
        "protection.non_penalization",
        "prevention.education",
        "cooperation.investigation",
        "cooperation.extradition",
        "monitoring.migration",
        "complicity.officials",
    }
    with pytest.raises(NotInForce, match="2003"):
        law.criterion("prosecution.convict_sentence")


@pytest.mark.parametrize(
    ("edition", "demand"),
    [
        (2008, "(b)(3)"),
        (2009, "(b)(11)"),
        (2012, "(b)(11)"),
        (2013, "(b)(12)(A)"),
        (2025, "(b)(12)(A)"),
    ],
)
def test_demand_moves_and_keeps_its_id(edition: int, demand: str) -> None:
    assert law_in_force(edition).criterion("demand.commercial_sex").paragraph == demand


@pytest.mark.parametrize("edition", [1999, 2000, 2029, 2003.5])
def test_an_edition_out_of_range_is_refused_with_the_remedy(edition: int) -> None:
    with pytest.raises(NotInForce, match="from 2001 to 2028") as error:
        law_in_force(edition)
    assert error.value.remedy


def test_what_rests_on_memory_is_shown_as_to_check() -> None:
    law = law_in_force(2018)
    recruiters = law.criterion("prevention.labor_recruiters")
    assert recruiters.confidence == "memory"
    assert recruiters.in_force == "in force (to check)"
    assert any("still to check" in doubt for doubt in law.reservations)
    assert (
        law_in_force(2019).criterion("prevention.labor_recruiters").in_force == "in force (certain)"
    )


def test_what_may_have_stood_earlier_is_left_out_and_said() -> None:
    law = law_in_force(2010)
    assert "prevention.diplomats" not in {c.id for c in law.criteria}
    assert any("prevention.diplomats" in doubt for doubt in law.reservations)


@pytest.mark.parametrize(
    ("edition", "doubt"), [(2013, "form of 2008"), (2024, "April 2023"), (2025, "April 2023")]
)
def test_an_edition_of_which_the_law_is_in_doubt_says_so(edition: int, doubt: str) -> None:
    assert any(doubt in text for text in law_in_force(edition).reservations)
    assert not any(doubt in text for text in law_in_force(2018).reservations)


def test_the_scope_loses_its_threshold_in_2009() -> None:
    assert "significant number" in law_in_force(2008).scope
    assert "significant number" not in law_in_force(2009).scope


@pytest.mark.parametrize(
    ("edition", "words"), [(2003, None), (2004, "good faith"), (2005, "good faith")]
)
def test_the_presumption_and_its_exception(edition: int, words: str | None) -> None:
    presumption = law_in_force(edition).presumption
    assert (presumption is None) if words is None else (presumption and words in presumption.text)


def test_the_presumption_without_exception() -> None:
    for edition in (2006, 2018, 2019, 2025):
        presumption = law_in_force(edition).presumption
        assert presumption is not None
        assert "good faith" not in presumption.text


def test_a_coming_edition_is_answered_with_a_reservation() -> None:
    law = law_in_force(2026)
    assert law.version == "tvpra2018"
    assert any("checked up to the edition of 2025" in doubt for doubt in law.reservations)
    assert not any("checked up to" in doubt for doubt in law_in_force(2025).reservations)
