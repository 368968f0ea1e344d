"""Places: written, read, found on the page, and refused where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierbook
from tests.release.citations.making import ERAS, of_refworld, without_page
from tierbook.errors import WrongUse
from tierbook.pages import sample_pages
from tierbook.release import (
    Place,
    citation_of,
    find_words,
    locate,
    parse_place,
    pinpoint_at,
    place_at,
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("JPN:2003#prosecution.1.2", Place("JPN:2003", "prosecution", 1, 2)),
        ("JPN:2003#prosecution.1", Place("JPN:2003", "prosecution", 1)),
        ("JPN:2003#4.2", Place("JPN:2003", "", 4, 2)),
        ("JPN:2003#4", Place("JPN:2003", "", 4)),
        ("JPN:2003#tier", Place("JPN:2003", "tier", 1)),
        (
            "tip-2003-jpn-refworld-1a2b3c4d#profile.1.1",
            Place("tip-2003-jpn-refworld-1a2b3c4d", "profile", 1, 1),
        ),
        ("#standards.2", Place("", "standards", 2)),
    ],
)
def test_a_place_is_read_as_it_is_written(words: str, place: Place) -> None:
    assert parse_place(words) == place
    assert str(place) == words


def test_the_anchor_of_a_page_is_a_place_too() -> None:
    assert parse_place("JPN:2003#p4s2") == parse_place("JPN:2003#4.2")
    assert parse_place("x#PROSECUTION.1.2") == parse_place("x#prosecution.1.2")


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("JPN:2003", "UNIT#SECTION.PARAGRAPH.SENTENCE"),
        ("JPN:2003#", "UNIT#SECTION.PARAGRAPH.SENTENCE"),
        ("JPN:2003#prosecution.one", "UNIT#SECTION.PARAGRAPH.SENTENCE"),
        ("JPN:2003#prosecution", "write JPN:2003#prosecution.1"),
        ("JPN:2003#conclusions.1.1", "give one of tier, profile, standards"),
    ],
)
def test_what_is_no_place_is_refused_with_the_form_of_one(words: str, remedy: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse_place(words)
    assert remedy in str(refused.value)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("#prosecution.9.1", "its section prosecution has 1 paragraph"),
        ("#prosecution.1.9", "that paragraph has 3 sentences"),
        ("#prosecution.1.0", "that paragraph has 3 sentences"),
        ("#recommendations.1", "its section recommendations has 0 paragraphs"),
        ("#99.1", "its text has"),
        ("#0.2", "its text has"),
    ],
)
def test_a_place_that_cannot_be_is_an_error_that_names_the_places_there_are(
    words: str, why: str
) -> None:
    record = without_page()
    if words == "#0.2":
        record["narrative"]["tier_line"] = None
    with pytest.raises(WrongUse) as refused:
        locate(record, parse_place(words))
    assert why in str(refused.value)
    assert "prosecution.1" in str(refused.value)
    assert "protection.1 to protection.2" in str(refused.value)


def test_paragraphs_are_counted_under_the_heading_that_the_page_prints() -> None:
    record = without_page()
    cited = locate(record, parse_place("#protection.2.1"))
    assert (cited.heading, cited.within) == ("PROTECTION", 2)
    assert str(cited) == (
        "under the heading “PROTECTION”, paragraph 2, sentence 1, beginning “Officers were told how to find …” "
        "(paragraph numbering added; [5] s. 1 in tierbook’s numbers)"
    )
    assert "before the first heading, paragraph 2" in str(pinpoint_at(record, 2, 1))


def test_where_the_page_prints_no_heading_paragraphs_are_counted_from_the_first() -> None:
    assert "paragraph 5 of the text, sentence 1" in str(pinpoint_at(of_refworld(), 5, 1))


def test_the_line_with_the_tier_is_a_place() -> None:
    cited = locate(without_page(), parse_place("x#tier"))
    assert str(cited) == "the line with the tier, “KENYA: TIER 2”"
    assert str(cited.place) == "x#tier"


def test_a_whole_paragraph_has_no_sentence() -> None:
    cited = citation_of(without_page(), 5)
    assert cited.pinpoint is not None
    assert "sentence" not in str(cited.pinpoint)
    assert str(cited.pinpoint.place).endswith("#protection.2")


def test_a_sentence_without_a_paragraph_is_refused() -> None:
    with pytest.raises(WrongUse, match="no paragraph"):
        citation_of(without_page(), None, 2)


def test_words_that_stand_twice_have_two_places() -> None:
    record = tierbook.code(
        "KENYA: TIER 2\n\nCourts were slow. Police were few.\n\nCourts were slow. Nobody came.",
        country="KEN",
        edition=2018,
    ).to_dict(everything=True)
    found = find_words(record, "Courts were slow.")
    assert [(one.paragraph, one.sentence) for one in found] == [(1, 1), (2, 1)]
    with pytest.raises(WrongUse, match="no sentence"):
        find_words(record, "Judges were slow.")


def _round_trips(record: dict[str, Any], paragraph: int, sentence: int | None) -> None:
    """Walk from numbers to a place, its words, and back by each way."""
    text = record["narrative"]["text"]
    cited = pinpoint_at(record, paragraph, sentence, unit="UNIT")
    assert parse_place(str(cited.place)) == cited.place
    again = locate(record, parse_place(str(cited.place)))
    if paragraph:
        assert again == cited
        numbers = f"UNIT#{paragraph}" + ("" if sentence is None else f".{sentence}")
        assert locate(record, parse_place(numbers)) == cited
    assert " ".join(text[again.start : again.end].split()) == cited.words
    if sentence is not None:
        back = {(one.paragraph, one.sentence) for one in find_words(record, cited.words)}
        assert (paragraph, sentence) in back
    assert cited.place == place_at(record["narrative"], "UNIT", paragraph, sentence)


def _all_places(record: dict[str, Any]) -> list[tuple[int, int | None]]:
    rows = record["narrative"]["sentences"]
    whole: list[tuple[int, int | None]] = [
        (p["n"], None) for p in record["narrative"]["paragraphs"]
    ]
    return [*((row["paragraph"], row["sentence"]) for row in rows), *whole]


@pytest.mark.parametrize("era", ERAS)
def test_every_place_of_every_era_leads_to_its_words_and_back(era: str) -> None:
    record = ERAS[era]()
    for place in _all_places(record):
        _round_trips(record, *place)


WORDS = st.text("abcé “’(:&{\n", min_size=1, max_size=12)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("profile", "standards", "prosecution", "protection", "prevention")),
            st.booleans(),
            st.lists(WORDS, min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_whatever_its_headings_and_words_round_trips(
    rows: list[tuple[str, bool, list[str]]],
) -> None:
    text, paragraphs, sentences, headings = "", [], [], []
    for n, (pillar, headed, words) in enumerate(rows, 1):
        if headed:
            heading = {"start": len(text), "end": len(text) + 4, "text": "HEAD", "pillar": pillar}
            headings.append(heading)
            text += "HEAD\n\n"
        start = len(text)
        for k, said in enumerate(words, 1):
            sentences.append(
                {
                    "paragraph": n,
                    "sentence": k,
                    "start": len(text),
                    "end": len(text) + len(said) + 1,
                }
            )
            text += f"{said}. "
        paragraphs.append({"n": n, "start": start, "end": len(text), "pillar": pillar})
        text += "\n\n"
    narrative = {
        "text": text,
        "paragraphs": paragraphs,
        "sentences": sentences,
        "headings": headings,
        "tier_line": None,
    }
    record = {**of_refworld(), "narrative": narrative}
    for place in _all_places(record):
        _round_trips(record, *place)


def test_every_place_of_the_samples_round_trips() -> None:
    for _, data in sample_pages():
        record = tierbook.code(data).to_dict(everything=True)
        for place in _all_places(record):
            _round_trips(record, *place)


@pytest.mark.shared
def test_every_place_of_the_real_narratives_round_trips(shared: Path) -> None:
    folder = shared / "data" / "narratives"
    texts = [folder / "refworld-2003-japan.txt", *sorted((folder / "2018").glob("*.txt"))[::11]]
    for path in texts:
        record = tierbook.code(path).to_dict(everything=True)
        for place in _all_places(record):
            _round_trips(record, *place)
