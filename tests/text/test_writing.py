"""Dates, ordinals and folded paragraphs."""

from __future__ import annotations

import pytest

from tierbook.text import fold_paragraph, long_date, ordinal


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2003-06-11", "11 June 2003"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("June 2003", "June 2003"),
        ("2026-13-01", "2026-13-01"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_written_out_as_far_as_it_is_known(given: str | None, shown: str) -> None:
    assert long_date(given) == shown


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (3, "third"), (25, "twenty-fifth"), (31, "31th")]
)
def test_an_ordinal_is_a_word_where_there_is_one(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_a_paragraph_is_folded_with_its_mark_and_hangs() -> None:
    lines = fold_paragraph("word " * 30, "  ", mark="- ", hang="    ")
    assert lines[0].startswith("  - word")
    assert lines[1].startswith("      word")
    assert max(map(len, lines)) <= 92
