"""Who, when and whether on a set of our own sentences: each row of the part that the component was made with, and the
share of rows that are right in the part that it was not.
"""

from __future__ import annotations

import pytest

from tests.coding.context.settling import QUESTIONS, SHAPES, Row, accuracy, got, rows

# Rows that a reader settles by what the sentence does not say: where a city lies, which body is a state's.
_BEYOND = (
    "A court in Moscow",
    "A researcher found that agents in league",
    "whether the police [closed]",
    "Observers stressed the need",
    "whom the brigade [removed]",
    "Tehran refused",
    "Judges had no training, which [led]",
    "Except for those whom charities",
    "by the Women’s Union",
    "Tokyo [contributes]",
    "A bill was before the senate",
)
_CASES = rows("cases")
_HELD_OUT = rows("held_out")


def _beyond(row: Row) -> bool:
    return any(words in row.label for words in _BEYOND)


@pytest.mark.parametrize("row", _CASES, ids=lambda row: row.label[:80])
def test_a_row_is_settled(row: Row) -> None:
    have = got(row)
    wrong = {k: (v, have[k]) for k, v in row.wanted.items() if have[k] != v}
    if _beyond(row):
        assert wrong, "this row is settled now: take it off the list"
    else:
        assert not wrong, f"(wanted, got): {wrong}"


def test_the_set_is_large_and_wide() -> None:
    every = [*_CASES, *_HELD_OUT]
    assert len(every) >= 400
    assert len(_HELD_OUT) >= 130
    assert len({row.sentence for row in every}) >= 400
    assert len({row.country for row in every}) >= 120
    eras = [sum(low <= r.edition <= high for r in every) for low, high in _ERAS]
    assert min(eras) >= 30, eras
    for question, least in (("actor", 6), ("period", 3), ("whether", 5), ("certainty", 5)):
        assert len({row.wanted.get(question) for row in every} - {None}) >= least


_ERAS = ((2001, 2003), (2004, 2010), (2011, 2019), (2020, 2023))


@pytest.mark.parametrize("question", [*QUESTIONS, *SHAPES])
def test_held_out_rows_are_mostly_settled(question: str) -> None:
    right, of = accuracy(_HELD_OUT)[question]
    floor = 0.85 if question in ("actor", "quality") else 0.95
    assert of
    assert right >= floor * of - (1 if of < 10 else 0), f"{right} of {of}"
