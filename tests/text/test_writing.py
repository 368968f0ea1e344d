"""Dates, ordinals and folded paragraphs."""

from __future__ import annotations

import pytest

from tierbook.text import fold_paragraph, in_sentence, long_date, name_in_sentence, ordinal


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


@pytest.mark.parametrize(
    ("label", "code", "words"),
    [
        ("Law in force", "law in force", "law in force"),
        ("NGOs or observers", "NGOs or observers", "NGOs or observers"),
        ("Weak cooperation with NGOs", "weak cooperation with NGOs", "weak cooperation with NGOs"),
        ("The Report itself", "the Report itself", "the Report itself"),
        ("International Labour Organization", "International Labour Organization", None),
        ("United Nations, another body", "United Nations, another body", None),
        ("Red Cross and Red Crescent", "Red Cross and Red Crescent", None),
        ("", "", ""),
    ],
)
def test_a_label_within_a_sentence_is_small_unless_it_is_a_name(
    label: str, code: str, words: str | None
) -> None:
    assert name_in_sentence(label) == code
    if words is not None:
        assert in_sentence(label) == words
