"""Wrong encodings: what ftfy says, and the place of every change."""

from __future__ import annotations

from pathlib import Path

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.pages import Document, read_bytes
from tierbook.pages.mojibake import (
    decoded_rightly,
    encoding_changes,
    encoding_config,
    may_be_mojibake,
)

ONLY_ENCODING = encoding_config()
ENCODINGS = [
    "sloppy-windows-1252",
    "latin-1",
    "macroman",
    "sloppy-windows-1251",
    "sloppy-windows-1250",
    "cp437",
    "iso-8859-2",
]
PRINTED = (
    "The ministry’s plan “ends” on paper — no café in São Tomé was inspected… voilà.",
    "Curaçao – like Côte d’Ivoire – trained 40 attachés.",
    "A fine of €5,000, £300 or ¥9 per victim; 5 ½ years’ jail.",
)
SIGNS = (
    "abz S.,'?- \t()0’“”‘—–…éèàçñôÉÀÃÂÅŠŒœŽ€™£¢§°ªº¼×÷ßþð¬±µ·¸«»‚„ƒ†‡ˆ‰\x80\x85\x90\x92\x9d\xa0\xad\ufffd"
    "ﬁﬂЃВЂГўЋвасе│├┬╜√∂‚ÄôěąćđΒΓΞΟβņā"
)


def spoil(text: str, *encodings: str) -> str:
    """Decode a text's UTF-8 in other encodings, one after the other."""
    for encoding in encodings:
        text = text.encode().decode(encoding)
    return text


def put_right(text: str) -> str:
    """Apply the changes to a text, checking that they stand in order and change something."""
    parts: list[str] = []
    low = 0
    for change in encoding_changes(text):
        assert low <= change.start <= change.end <= len(text)
        assert text[change.start : change.end] != change.now
        parts += (text[low : change.start], change.now)
        low = change.end
    return "".join((*parts, text[low:]))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("printed", PRINTED)
def test_a_sentence_decoded_wrongly_is_read_as_it_was_printed(printed: str, encoding: str) -> None:
    assert put_right(spoil(printed, encoding)) == printed


@pytest.mark.parametrize("times", [2, 3])
def test_what_was_decoded_wrongly_again_and_again_is_put_right(times: int) -> None:
    spoilt = spoil(PRINTED[0], *["sloppy-windows-1252"] * times)
    assert put_right(spoilt) == PRINTED[0]
    why = {2: "twice", 3: "3 times"}[times]
    assert all(change.why.endswith(why) for change in encoding_changes(spoilt))


@pytest.mark.parametrize("printed", PRINTED)
def test_what_is_right_stays_and_quotation_marks_stay_curled(printed: str) -> None:
    assert encoding_changes(printed) == []
    assert not may_be_mojibake(printed)


def test_only_the_wrong_signs_are_changed_and_the_rest_keeps_its_place() -> None:
    line = "São Tomé: the ministry" + spoil("’", "sloppy-windows-1252") + "s café"
    (change,) = encoding_changes(line)
    assert (line[change.start : change.end], change.now) == (spoil("’", "sloppy-windows-1252"), "’")


def test_a_blank_that_stood_for_a_byte_is_found() -> None:
    (change,) = encoding_changes("voilÃ le travail")
    assert (change.start, change.end, change.now) == (4, 5, "à")


def test_a_lost_byte_is_told_and_not_guessed() -> None:
    (change,) = encoding_changes("the ministryâ€\ufffds law")
    assert change.now == "\ufffd"
    assert "lost" in change.why


@settings(max_examples=600, deadline=None)
@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=24))
def test_the_guard_lets_nothing_pass_that_ftfy_would_change(text: str) -> None:
    assert put_right(text) == ftfy.fix_encoding(text)
    assert decoded_rightly(text) == ftfy.fix_encoding(text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet=st.sampled_from("abc deé’“”—ßñ€à."), max_size=30),
            st.lists(st.sampled_from(ENCODINGS), max_size=2),
        ),
        max_size=6,
    )
)
def test_line_by_line_gives_what_ftfy_gives_for_the_whole(
    lines: list[tuple[str, list[str]]],
) -> None:
    spoilt = []
    for text, encodings in lines:
        try:
            spoilt.append(spoil(text, *encodings).replace("\n", " ").replace("\r", " "))
        except UnicodeError:
            spoilt.append(text)
    whole = ftfy.fix_text("\n".join(spoilt), ONLY_ENCODING)
    assert "\n".join(put_right(line) for line in spoilt) == whole


def read(text: str) -> Document:
    (document,) = read_bytes(text.encode(), name="x.txt").documents
    return document


@pytest.mark.parametrize("encoding", ["sloppy-windows-1252", "latin-1", "macroman"])
def test_a_whole_page_decoded_wrongly_is_read_with_country_and_places(encoding: str) -> None:
    page = (
        "CURAÇAO: TIER 2\n\nThe government’s plan does not meet the minimum standards on trafficking"
        " in Curaçao.\n\nPolice said “no” – voilà\n\nPRÉVENTION — campaigns à la carte…"
    )
    document = read(spoil(page, encoding))
    assert document.country == "CUW"
    assert "\n\n".join(block.text for block in document.blocks) == page
    for repair in document.repairs:
        assert document.source[repair.at : repair.at + len(repair.was)] == repair.was
        assert repair.why.startswith("UTF-8 decoded as")


def test_characters_lost_for_good_are_noted() -> None:
    document = read(
        "KENYA: TIER 2\n\nThe caf\ufffd does not meet the minimum standards on trafficking."
    )
    assert "caf\ufffd" in document.blocks[1].text
    assert any("U+FFFD" in note and "caf" in note for note in document.notes)


def test_real_texts_come_out_as_ftfy_has_them_whole(shared: Path) -> None:
    """The narratives of 2018, as they are and with their encoding spoilt: line by line is what ftfy gives at once."""
    paths = sorted((shared / "data" / "narratives" / "2018").glob("*.txt"))[::6]
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        for page in (text, spoil(text.replace("'", "’"), "sloppy-windows-1252")):
            ours = "\n".join(put_right(line) for line in page.split("\n"))
            assert ours == ftfy.fix_text(page, ONLY_ENCODING)
