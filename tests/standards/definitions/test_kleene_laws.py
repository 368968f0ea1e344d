"""The laws of strong Kleene logic, on every combination."""

from __future__ import annotations

from itertools import product

import pytest

from tierbook.standards.definitions.kleene import Truth, all_of, any_of, not_of

VALUES: tuple[Truth, ...] = (True, False, None)
PAIRS = list(product(VALUES, repeat=2))
TRIPLES = list(product(VALUES, repeat=3))
# The tables as Kleene printed them (Introduction to Metamathematics, 1952, section 64): T, F, U in both directions.
AND = {(True, True): True, (True, None): None, (None, None): None}
OR = {(False, False): False, (False, None): None, (None, None): None}


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_and_and_or_are_those_of_kleene(a: Truth, b: Truth) -> None:
    both = AND.get((a, b), AND.get((b, a), False))
    assert all_of((a, b)) is both
    either = OR.get((a, b), OR.get((b, a), True))
    assert any_of((a, b)) is either


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_de_morgan_and_order(a: Truth, b: Truth) -> None:
    assert not_of(all_of((a, b))) is any_of((not_of(a), not_of(b)))
    assert all_of((a, b)) is all_of((b, a))
    assert any_of((a, b)) is any_of((b, a))
    assert not_of(not_of(a)) is a
    assert any_of((a, all_of((a, b)))) is a  # absorption


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_distribution(a: Truth, b: Truth, c: Truth) -> None:
    assert all_of((a, any_of((b, c)))) is any_of((all_of((a, b)), all_of((a, c))))


def test_what_is_not_known_has_no_excluded_middle() -> None:
    assert any_of((None, not_of(None))) is None


def test_nothing_is_enough_for_all_and_for_none() -> None:
    assert all_of(()) is True
    assert any_of(()) is False
