"""Ligatures that a font had for itself: damaged words are told by a list, and a page has to show two of them."""

from __future__ import annotations

import pytest

from tierbook.pages import read_bytes
from tierbook.pages.lost_letters import damaged_forms, lost_letters
from tierbook.pages.words import known_words

HEAD = "KENYA: TIER 2\n\nThe ministry does not meet the minimum standards.\n\n"


def mended(text: str) -> str:
    changes, _ = lost_letters(text)
    parts, low = [], 0
    for change in changes:
        parts += [text[low : change.start], change.now]
        low = change.end
    return "".join([*parts, text[low:]])


@pytest.mark.parametrize(
    "damaged",
    [
        "Offcials made eforts frst; Traffcking cases were fled by fve offcers",
        "Ofcials made eforts frst; Trafcking cases were fled by fve ofcers",
        "Offi cials made eff orts fi rst; Traffi cking cases were fi led by fi ve offi cers",
        "O cials made e orts rst; Tra cking cases were led by ve o cers",
        "Of cials made e orts rst; Traf cking cases were led by ve of cers",
        "O\ufffdcials made e\ufffdorts \ufffdrst; Tra\ufffdcking cases were \ufffdled by \ufffdve o\ufffdcers",
    ],
)
def test_words_get_their_letters_back_where_one_word_alone_fits(damaged: str) -> None:
    whole = "Officials made efforts first; Trafficking cases were filed by five officers".split()
    words = mended(damaged).split()
    assert {"Officials", "efforts", "Trafficking", "officers"} <= set(words)
    assert len(words) >= len(whole)


def test_a_form_that_is_itself_a_word_is_left_and_told() -> None:
    text = "Ocials led eorts; oenders and tracking of signicant size"
    changes, (note,) = lost_letters(text)
    assert "tracking" not in {text[c.start : c.end] for c in changes}
    assert "'tracking' may stand for 'trafficking' (once)" in note


def test_one_damaged_word_alone_is_told_and_left() -> None:
    text = "The police made eforts to end trafficking."
    changes, (note,) = lost_letters(text)
    assert changes == ()
    assert "'eforts' for 'efforts'" in note
    (document,) = read_bytes((HEAD + text).encode(), name="x.txt").documents
    assert note in document.notes


def test_the_repairs_stand_at_their_places() -> None:
    text = "Offcials made eforts against traffcking."
    (document,) = read_bytes((HEAD + text).encode(), name="x.txt").documents
    assert document.blocks[2].text == "Officials made efforts against trafficking."
    assert [document.source[r.at : r.at + len(r.was)] for r in document.repairs] == [
        "Offcials",
        "eforts",
        "traffcking",
    ]


def test_no_damaged_form_is_a_word_of_the_field_or_two() -> None:
    english = known_words()
    for words in damaged_forms().values():
        for form, word in words.items():
            assert word.isalpha()
            assert not all(part in english for part in form.split())
            assert form != word


def test_undamaged_words_are_never_touched() -> None:
    text = " ".join(sorted(known_words()))
    assert lost_letters(text) == ((), ())
