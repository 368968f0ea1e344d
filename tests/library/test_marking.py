"""Marks in a sentence: nested, cut where they cross, escaped, and never a word lost."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from tierbook.library.reading.marking import Mark, Reference, draw_sentence, nest_marks


def words_of(drawn: str) -> str:
    without = re.sub(r'<a class="ref.*?</a>', "", drawn)
    return html.unescape(re.sub(r"<[^>]+>", "", without))


def test_a_mark_inside_another_is_drawn_inside_it():
    nodes = nest_marks([Mark(0, 20, "C"), Mark(5, 10, "D")])
    assert [n.mark.letter for n in nodes] == ["C"]
    assert [n.mark.letter for n in nodes[0].inside] == ["D"]


def test_a_mark_that_crosses_anothers_end_is_cut_there_and_keeps_one_reference():
    text = "abcdefghij"
    marks = [
        Mark(0, 6, "C", "e-C1", (Reference("C1", "C"),)),
        Mark(4, 9, "D", "e-D1", (Reference("D1", "D"),)),
    ]
    drawn = draw_sentence(text, 0, 10, marks, "p1s1")
    assert drawn.count('href="#f-D1"') == 1
    assert drawn.count('id="e-D1"') == 1
    assert words_of(drawn) == text


def test_findings_of_one_pillar_on_the_same_words_share_a_mark():
    marks = [
        Mark(0, 5, "A", "e-A1", (Reference("A1", "A"),)),
        Mark(0, 5, "A", "e-A2", (Reference("A2", "A"),)),
    ]
    drawn = draw_sentence("words here", 0, 10, marks, "p1s1")
    assert drawn.count("<mark") == 1
    assert "#f-A1" in drawn
    assert "#f-A2" in drawn


def test_text_is_escaped():
    drawn = draw_sentence(
        "<script>alert(1)</script> & more", 0, 32, [Mark(0, 8, "C", "e-C1")], "p1s1"
    )
    assert "<script" not in drawn
    assert words_of(drawn) == "<script>alert(1)</script> & more"


def test_a_mark_over_two_sentences_has_its_reference_in_the_last():
    marks = [Mark(2, 18, "C", "e-C1", (Reference("C1", "C"),))]
    first = draw_sentence("First one. Second one.", 0, 10, marks, "p1s1")
    second = draw_sentence("First one. Second one.", 11, 22, marks, "p1s2")
    assert "#f-C1" not in first
    assert 'id="e-C1"' in first
    assert "#f-C1" in second
    assert 'id="e-C1"' not in second


spans = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("ABCDEF"))


@given(st.text(min_size=1, max_size=40), st.lists(spans, max_size=8))
def test_no_word_is_lost_or_doubled_however_marks_cross(text, rows):
    marks = [Mark(min(a, b), max(a, b), letter, f"e-{n}") for n, (a, b, letter) in enumerate(rows)]
    drawn = draw_sentence(text, 0, len(text), marks, "p1s1")
    assert words_of(drawn) == text
    assert drawn.count("<mark") == drawn.count("</mark>")
