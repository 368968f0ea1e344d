"""Variables by id, pattern and set; countries by region."""

from __future__ import annotations

import pytest

from tierbook.codebook import load_codebook
from tierbook.dossier import choose_variables, countries_of_region, regions, variable_sets
from tierbook.errors import WrongUse


def test_a_pattern_gives_its_variables_in_the_order_of_the_codebook() -> None:
    known = [v for v in load_codebook("tip").variables if v.startswith("prosecution.")]
    assert choose_variables(["prosecution.*"]) == tuple(known)


def test_each_variable_stands_once_in_the_order_asked_for() -> None:
    chosen = choose_variables(["protection.shelter", "protection.s*"])
    assert chosen[0] == "protection.shelter"
    assert len(chosen) == len(set(chosen)) > 5


@pytest.mark.parametrize("name", sorted(variable_sets()))
def test_every_set_holds_variables_that_there_are_and_says_why(name: str) -> None:
    known = load_codebook("tip").variables
    chosen = choose_variables([name])
    assert chosen
    assert all(variable in known for variable in chosen)
    assert variable_sets()[name].why.endswith(".")


def test_an_unknown_name_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(WrongUse, match=r"protection\.shelter") as refused:
        choose_variables(["protection.shelters"])
    assert "core" in str(refused.value)


def test_a_region_is_found_by_its_name_or_how_it_begins() -> None:
    assert "JPN" in countries_of_region("East Asia and the Pacific")
    assert countries_of_region("east-asia") == countries_of_region("East Asia and the Pacific")
    assert {"NGA", "KEN"} <= set(countries_of_region("africa"))
    assert countries_of_region("Atlantis") == ()
    assert countries_of_region("") == ()
    assert len(regions()) == 6
