"""A guard must never keep an expression from what it would have matched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.text import expected_hits, guard_of

GUARDS: list[tuple[str, set[str] | None]] = [
    (r"\bvictims?\b", {"victim"}),
    (r"\b(?:is|was) (?:not )?fined\b", {"is fined", "is not fined", "was fined", "was not fined"}),
    (r"organi[sz]ations?", {"organisation", "organization"}),
    (r"courts? (?:\w+ ){0,3}convicted", {"convicted"}),
    (r"(?:police|courts) \w+", {"police ", "courts "}),
    (r"no (?=convictions|prosecutions)", {"no convictions", "no prosecutions"}),
    (r"(?<=illegal )migrants", {"migrants"}),
    (r"(?:shelter)+", {"shelter"}),
    (r"(?:shelter)*", None),
    (r"shelter|\w+", None),
    (r"(?!shelter)\w+", None),
    (r"(?i)shelter", None),
    (r"(?i:shelter) staff", {" staff"}),
    (r"e", None),  # in every sentence: not worth having
    (r"(?P<k>arrest)(?(k)ed|ing)", {"arrest"}),
    (r"([a-z])\1", None),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "atoms"), GUARDS)
def test_a_guard_is_the_rarest_words_that_must_occur(
    expression: str, atoms: set[str] | None
) -> None:
    found = guard_of(expression)
    assert found == (None if atoms is None else frozenset(atoms))


_LETTERS = st.sampled_from(
    ["a", "b", "ab", "ba", "abc", " ", "[ab]", "[a-c]", "[^a]", r"\w", ".", r"\b", "c"]
)


def _repeat(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["*", "+", "?", "{0,2}", "{1,2}", "{2}", "{1,3}?", "*?", "??", "{2,}"])
    return st.builds(lambda p, s: f"(?:{p}){s}", part, signs)


_EXPRESSIONS = st.recursive(
    _LETTERS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"(?:{'|'.join(parts)})"),
        _repeat(inner),
        inner.map(lambda p: f"({p})"),
        inner.map(lambda p: f"(?={p})"),
        inner.map(lambda p: f"(?!{p})"),
        inner.map(lambda p: f"(?i:{p})"),
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(_EXPRESSIONS, st.text("abc AB", max_size=12))
def test_what_matches_holds_an_atom(expression: str, text: str) -> None:
    atoms = guard_of(expression, limit=float("inf"))
    if atoms is not None and re.search(expression, text):
        assert any(atom in text for atom in atoms)


@settings(max_examples=400, deadline=None)
@given(_EXPRESSIONS, st.data())
def test_what_an_expression_makes_holds_an_atom(expression: str, data: st.DataObject) -> None:
    atoms = guard_of(expression, limit=float("inf"))
    if atoms is None:
        return
    try:
        made = data.draw(st.from_regex(expression, alphabet=st.sampled_from("abcAB ")))
    except Exception:  # noqa: BLE001 - an expression that nothing can match, or that hypothesis cannot read
        return
    if re.search(expression, made):
        assert any(atom in made for atom in atoms)


@given(st.text("etaoin shr", min_size=1), st.sampled_from("etaoin"))
def test_a_longer_atom_is_rarer(atom: str, letter: str) -> None:
    assert expected_hits(atom + letter) < expected_hits(atom)
