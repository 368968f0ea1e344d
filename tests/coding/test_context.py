"""Who, when and whether, on sentences of our own; a lawyer can add one to the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.coding.context import Context
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "cases" / "context.yaml")


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:70] for c in CASES])
def test_a_nominated_word_is_settled(case: dict[str, Any]) -> None:
    at = case["text"].index("[")
    end = case["text"].index("]") - 1
    lower = case["text"].replace("[", "").replace("]", "").lower()
    context = Context(lower, int(case.get("edition", 2018)))
    scope = context.negation(at, end)
    got = {
        "actor": context.actor(at, end) or "none",
        "period": context.period(at),
        "negation": scope.kind if scope else "none",
        "need": str(context.need(at)).lower(),
        "certainty": context.certainty(at),
        "said_by": context.said_by(at),
        "quality": context.quality(at) or "none",
        "place": context.place(at) or "none",
    }
    wanted = {k: v for k, v in case.items() if k not in ("text", "edition")}
    assert {k: got[k] for k in wanted} == wanted


_WORDS = st.sampled_from(
    "the government police ngos did not report no victims , ; but and in 2016 convicted was by"
    " (nine compared with while".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=25), st.integers(0, 200))
def test_any_sentence_is_settled_inside_its_bounds(words: list[str], offset: int) -> None:
    lower = " ".join(words)
    at = offset % len(lower)
    context = Context(lower, 2018)
    begin, stop = context.clause(at)
    low, high = context.mark(at, min(at + 3, len(lower)))
    assert 0 <= begin <= stop <= len(lower)
    assert 0 <= low <= at < high <= len(lower)
    assert context.period(at) in ("current", "earlier", "planned")
