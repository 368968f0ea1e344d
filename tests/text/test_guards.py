"""A guard must never keep an expression from what it would have matched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.text import (
    ANY_WORD,
    BEGINNING,
    EDGE,
    expected_hits,
    guards_of,
    is_literal,
    is_plain,
    starts_of,
)

GUARDS: list[tuple[str, list[set[str]]]] = [
    (r"\bvictims?\b", [{"victim"}]),
    (r"\b(?:is|was) (?:not )?fined\b", [{"is fined", "is not fined", "was fined", "was not fined"}]),
    (r"\bdid\s+not\s*report", [{"did notreport", "did not report"}]),
    (r"organi[sz]ations?", [{"organisation", "organization"}]),
    (r"courts? (?:\w+ ){0,3}convicted", [{"convicted"}, {"court ", "courts "}]),
    (r"(?:police|courts) \w+", [{"police ", "courts "}]),
    (r"no (?=convictions|prosecutions)", [{"no convictions", "no prosecutions"}]),
    (r"(?<=illegal )migrants", [{"migrants"}, {"illegal "}]),
    (r"(?:shelter)+", [{"shelter"}]),
    (r"(?:shelter)*", []),
    (r"shelter|\w+", []),
    (r"(?!shelter)\w+", []),
    (r"(?i)shelter", []),
    (r"(?i:shelter) staff", [{" staff"}]),
    (r"e", []),  # in every sentence: not worth having
    (r"(?P<k>arrest)(?(k)ed|ing)", [{"arrest"}]),
    (r"([a-z])\1", []),
]  # fmt: skip
STARTS: list[tuple[str, set[str] | None]] = [
    (r"\bvictims?\b", {"\1victim"}),
    (r"investigat(?:ed|ing|ions?)", {"invest"}),
    (r",?\s+but\b", {", but", " but"}),
    (r"(?:no|few) \w+ convictions", {"no ", "few "}),
    (r"(?:no \w+|nor) convictions", {"no ", "nor"}),
    (r"\b(?=shelter)shelters closed", {"\1shelte"}),
    (r"(?:shelter|staff){2,}", {"shelte", "staff"}),
    (r"bail|\bbailed|\bfined", {"bail", "\1fined"}),
    (r"(?:new )?\bshelter|\b\(", {"\1shelte", "new sh", "("}),
    (r"(?:anti-\w+ )*shelter", {"anti-", "shelte"}),
    (r"^convicted|\bfined", {"\2", "\1fined"}),
    (r"(?:\w+ )?shelter", {"shelte", "\0shelt"}),
    (r"(?:[\w ]+ )?shelter", None),
    (r"(?:\w+ ){0,2}shelter", None),
    (r"(?:\w+ )?\w+", None),
    (r"shelter|\w+", None),
    (r"(?:shelter)?", None),
]


@pytest.mark.parametrize(("expression", "guards"), GUARDS)
def test_guards_are_the_rarest_words_that_must_occur(
    expression: str, guards: list[set[str]]
) -> None:
    assert list(guards_of(expression)) == [frozenset(atoms) for atoms in guards]


@pytest.mark.parametrize(("expression", "starts"), STARTS)
def test_starts_are_what_every_match_begins_with(expression: str, starts: set[str] | None) -> None:
    assert starts_of(expression) == (None if starts is None else frozenset(starts))


@pytest.mark.parametrize(
    ("expression", "literal"),
    [
        ("shelter|safe house", True),
        ("victims?", True),
        (r"\bshelter", False),
        ("(?:shelter|staff(?= of))", False),
        (r"shelter \w+", False),
        ("(?:shelter)?", False),
        ("(?i)shelter", False),
    ],
)
def test_a_list_of_words_is_known_for_one(expression: str, literal: bool) -> None:
    assert is_literal(expression) == literal


@pytest.mark.parametrize(
    ("text", "plain"),
    [("two words", True), ("two  words", False), ("two\nwords", False), ("two\xa0words", False)],
)
def test_plain_text_has_single_spaces_alone(text: str, plain: bool) -> None:
    assert is_plain(text) == plain


def _holds(expression: str, text: str) -> None:
    """Assert what guards and starts promise of a text in which an expression matches."""
    for match in re.finditer(expression, text):
        for atoms in guards_of(expression, limit=float("inf")):
            assert any(atom in text for atom in atoms)
        starts = starts_of(expression, limit=float("inf"))
        assert not is_literal(expression) or guards_of(expression, limit=float("inf"))
        assert starts is None or any(_begins(text, start, match.start()) for start in starts)


def _begins(text: str, start: str, at: int) -> bool:
    """Tell whether a text goes on with a start at an offset."""
    if start == BEGINNING:
        return at == 0
    if start.startswith(EDGE):
        return text.startswith(start[1:], at) and not text[max(0, at - 1) : at].isalnum()
    if not start.startswith(ANY_WORD):
        return text.startswith(start, at)
    space = text.find(" ", at)
    return space > at and text.startswith(start.lstrip(ANY_WORD), space + 1)


_LETTERS = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "ba",
        "abc",
        " ",
        "[ab]",
        "[a-c]",
        "[^a]",
        r"\w",
        r"\s",
        r"\s+",
        r"\s*",
        r"(?:\w+ )?",
        r"(?:[\w,]+ )",
        ".",
        r"\b",
        "^",
        "c",
    ]
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
@given(_EXPRESSIONS, st.text("abc AB", max_size=12).filter(is_plain))
def test_what_matches_holds_an_atom_and_begins_with_a_start(expression: str, text: str) -> None:
    _holds(expression, text)


@settings(max_examples=400, deadline=None)
@given(_EXPRESSIONS, st.text("abc AB", max_size=12).filter(is_plain))
def test_a_list_of_words_matches_where_its_guard_holds(expression: str, text: str) -> None:
    if is_literal(expression):
        atoms = guards_of(expression, limit=float("inf"))[0]
        assert bool(re.search(expression, text)) == any(atom in text for atom in atoms)


@settings(max_examples=400, deadline=None)
@given(_EXPRESSIONS, st.data())
def test_what_an_expression_makes_holds_an_atom(expression: str, data: st.DataObject) -> None:
    try:
        made = data.draw(st.from_regex(expression, alphabet=st.sampled_from("abcAB ")))
    except Exception:  # noqa: BLE001 - an expression that nothing can match, or that hypothesis cannot read
        return
    if is_plain(made):
        _holds(expression, made)


def test_frequent_words_make_weak_atoms() -> None:
    assert expected_hits("the") > expected_hits("commensurate")
    assert expected_hits("government", {"government": 0.5}) == 0.5
    assert expected_hits("the government", {"government": 0.5}) < 0.5
