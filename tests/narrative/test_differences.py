"""Differences of two copies: each kind named, typography told from words, nothing lost between the two sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narrative.copies import FIRST, other_setting, parse, without
from tierbook.errors import WrongUse
from tierbook.narrative import LaidOut, compare_manifestations


def compare(one, two):
    return compare_manifestations(parse(one), parse(two))


def shown(parts):
    return "".join(part.words for part in parts)


def changed(parts):
    return [part.words.strip() for part in parts if part.changed]


def test_the_same_text_is_identical():
    found = compare(FIRST, FIRST)
    assert (str(found), found.differences) == ("identical", ())
    assert found.same == 15


def test_the_record_of_a_narrative_is_laid_out_as_the_narrative():
    narrative = parse(FIRST)
    assert LaidOut.of_record(narrative.to_dict()) == LaidOut.of(narrative)
    assert {unit.kind for unit in LaidOut.of(narrative).units} == {
        "tier line",
        "heading",
        "sentence",
    }


def test_a_text_that_is_too_long_to_be_aligned_is_refused():
    with pytest.raises(WrongUse, match="60001 words and signs is too long"):
        compare_manifestations(parse(FIRST), LaidOut("a " * 60_001, ()))


def test_typography_alone_is_named_and_counted():
    found = compare(FIRST, FIRST.replace("“", '"').replace("”", '"').replace(" – ", " - "))
    assert str(found) == "identical but for typography"
    assert found.typography == (("dashes", 1), ("quotation marks", 1))
    assert [d.kind for d in found.differences] == ["typography", "typography"]


def test_a_lost_heading_is_a_heading_that_one_side_has():
    (difference,) = compare(FIRST, without(FIRST, "PROTECTION\n\n")).real
    assert (difference.kind, shown(difference.a_parts)) == ("heading", "PROTECTION")
    assert (difference.b_parts, difference.b_place) == ((), None)


def test_a_missing_sentence_and_a_missing_paragraph():
    sentence = " It printed leaflets in four languages."
    paragraph = FIRST.strip().rpartition("\n\n")[2]
    one, two = compare(FIRST, without(FIRST, sentence, paragraph)).real[:2], None
    assert [(d.kind, d.b_place, two) for d in one] == [
        ("sentence", None, None),
        ("heading" if one[1].kind == "heading" else "paragraph", None, None),
    ]
    kinds = {d.kind for d in compare(FIRST, without(FIRST, paragraph)).real}
    assert "paragraph" in kinds


def test_words_that_differ_are_marked_on_both_sides():
    (difference,) = compare(FIRST, FIRST.replace("fined three owners", "fined 12 owners")).real
    assert difference.kind == "words"
    assert changed(difference.a_parts) == ["three"]
    assert changed(difference.b_parts) == ["12"]
    assert difference.a_place == difference.b_place == (4, 3)


def test_a_tier_line_in_other_words():
    (difference,) = compare(FIRST, FIRST.replace("FREEDONIA: TIER 2", "Freedonia (Tier 2)")).real
    assert difference.kind == "tier line"


def test_a_sentence_in_another_place_is_no_loss():
    sentence = " Inspectors visited 60 farms and fined three owners."
    text = (
        without(FIRST, sentence)
        .replace("tea estates", "tea estates")
        .replace(
            " A draft law stayed with the committee.",
            " A draft law stayed with the committee." + sentence,
        )
    )
    (difference,) = compare(FIRST, text).real
    assert difference.kind == "place"
    assert shown(difference.a_parts) == shown(difference.b_parts) == sentence.strip()
    assert (difference.a_place, difference.b_place) == ((4, 3), (2, 4))


WORDS = st.sampled_from(["men", "women", "police", "the", "of", "courts", "seven", "“law”", "–"])
SENTENCES = st.lists(WORDS, min_size=3, max_size=7).map(lambda w: " ".join(w).capitalize() + ".")
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=4).map(
    lambda paragraphs: "FREEDONIA: TIER 2\n\n" + "\n\n".join(" ".join(p) for p in paragraphs) + "\n"
)


@given(TEXTS, TEXTS)
def test_each_side_shows_its_own_words_and_no_word_of_a_text_is_passed_over(one, two):
    a, b = parse(one), parse(two)
    found = compare_manifestations(a, b)
    for difference in found.differences:
        for narrative, span, parts, place in (
            (a, difference.a, difference.a_parts, difference.a_place),
            (b, difference.b, difference.b_parts, difference.b_place),
        ):
            if place is not None:
                assert narrative.text[slice(*span)] == shown(parts)
            else:
                assert span[0] == span[1]
    for narrative, side in ((a, "a"), (b, "b")):
        spans = [getattr(d, side) for d in found.differences if getattr(d, f"{side}_place")]
        covered = sum(
            1
            for s in narrative.sentences
            if s.paragraph and any(low <= s.start < high for low, high in spans)
        )
        count = sum(1 for s in narrative.sentences if s.paragraph)
        assert covered + found.same >= count


@given(TEXTS)
def test_another_setting_is_never_more_than_typography(text):
    assert not compare(text, other_setting(text)).real
