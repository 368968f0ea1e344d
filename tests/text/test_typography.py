"""Two settings of the same words fold to the same tokens; other words never do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.text import Tokens, typographic_kinds

SETTINGS = [
    ("the court's “first” case", 'the court’s "first" case', "quotation marks"),
    ("2017–2018 — a year", "2017-2018 - a year", "dashes"),
    ("two  words\non lines", "two words on lines", "white space"),
    ("the ﬁnal oﬃce", "the final office", "ligatures"),
    ("and so on…", "and so on...", "ellipses"),
    ("co\u00adoperation", "cooperation", "invisible characters"),
    ("Co\u0302te", "C\u00f4te", "combining accents"),
]


@pytest.mark.parametrize(("one", "two", "kind"), SETTINGS)
def test_what_is_folded(one, two, kind):
    assert Tokens.of(one).keys == Tokens.of(two).keys
    assert typographic_kinds(one, two) == (kind,)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Police", "police"),
        ("five, six", "five six"),
        ("14 men", "41 men"),
        ("Cote", "Côte"),
        ("in the town", "inthe town"),
        ("did not", "did"),
        ("$5", "€5"),
    ],
)
def test_what_is_not(one, two):
    assert Tokens.of(one).keys != Tokens.of(two).keys


@given(st.text(alphabet="ab “”'’–—-ﬁ\u00ad\u0301é\n.…,", max_size=60))
def test_tokens_cover_everything_but_white_space_and_what_shows_nothing(text):
    tokens = Tokens.of(text)
    covered = {k for low, high in tokens.spans for k in range(low, high)}
    left = "".join(sign for k, sign in enumerate(text) if k not in covered)
    assert re.fullmatch("[\\s\u00ad\u0301]*", left), left
    assert all(low < high for low, high in tokens.spans)
    assert list(tokens.spans) == sorted(tokens.spans)


@given(st.text(alphabet="ab c.d\n", max_size=40), st.data())
def test_a_span_leads_to_its_tokens_and_back(text, data):
    tokens = Tokens.of(text)
    if not tokens.keys:
        return
    low = data.draw(st.integers(0, len(tokens.keys) - 1))
    high = data.draw(st.integers(low + 1, len(tokens.keys)))
    assert tokens.within(*tokens.span(low, high)) == (low, high)
    assert Tokens.of(tokens.words(low, high)).keys == tokens.keys[low:high]
