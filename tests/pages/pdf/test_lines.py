"""Small parts of the reader of PDFs: heads of countries, running heads, words broken at a line's end, glyphs."""

from __future__ import annotations

import pytest

from tests.pages.pdf.layouts import numbers
from tests.pages.pdf.texts import narrative, paragraph
from tests.pages.pdf.typesetting import Matter, Press, Style
from tierbook.pages import read_bytes
from tierbook.pages.pdf.glyphs import Glyphs
from tierbook.pages.pdf.hyphens import Vocabulary
from tierbook.pages.pdf.printed import TextLine
from tierbook.pages.pdf.wording import (
    closes_narratives,
    is_chart_line,
    is_running_head,
    read_country_head,
    read_page_number,
)


def line(text: str, *, hyphen: bool = False) -> TextLine:
    return TextLine(text, 0, 0, 100, 10, 10, "Times", hyphen)


@pytest.mark.parametrize(
    ("texts", "head"),
    [
        (["KENYA (Tier 2)", "Kenya is"], ("KENYA", "2", 1)),
        (["KENYA: Tier 2 Watch List"], ("KENYA", "2WL", 1)),
        (["KENYA", "Tier 2 Watch List", "Kenya is"], ("KENYA", "2WL", 2)),
        (["KENYA", "(Tier 3)"], ("KENYA", "3", 2)),
        (["KENYA: TIER 2", "WATCH LIST", "The Government"], ("KENYA", "2WL", 2)),
        (["DEMOCRATIC REPUBLIC OF", "THE CONGO (Tier 3)"], ("DEMOCRATIC REPUBLIC OF THE CONGO", "3", 2)),
        (["MICRONESIA,", "FEDERATED STATES OF:", "TIER 2"], ("MICRONESIA, FEDERATED STATES OF", "2", 3)),
        (["Kenya is a country of transit.", "It was on Tier 2"], None),
        (["Police arrested two men", "in Kenya last year"], None),
    ],
)  # fmt: skip
def test_the_head_of_a_country_on_one_line_or_several(
    texts: list[str], head: tuple[str, str, int] | None
) -> None:
    assert read_country_head(texts) == head


@pytest.mark.parametrize(
    "text",
    ["214", "KENYA", "64 KENYA", "KENYA 65", "KENYA – LATVIA", "KENYA KENYA", "COUNTRY NARRATIVES", "A-C",
     "TRAFFICKING IN PERSONS REPORT | JUNE 2013", "2008 Trafficking in Persons Report"],
)  # fmt: skip
def test_running_heads(text: str) -> None:
    assert is_running_head(text)


@pytest.mark.parametrize(
    "text", ["PROSECUTION", "KENYA (Tier 2)", "Kenya is a source of", "Courts convicted 14", "VICTIM STORY"]
)  # fmt: skip
def test_what_is_no_running_head(text: str) -> None:
    assert not is_running_head(text)


@pytest.mark.parametrize(
    ("text", "number"), [("214", 214), ("- 9 -", 9), ("64 KENYA", 64), ("KENYA 65", 65), ("Page 3 of 9", 3),
                         ("14 traffickers", None), ("2013", None)],
)  # fmt: skip
def test_printed_numbers(text: str, number: int | None) -> None:
    assert read_page_number(text) == number


def test_labels_of_a_chart() -> None:
    assert all(is_chart_line(text) for text in ("2WL", "3", "2008 2009 2010", "2008", "2 011"))
    assert not any(is_chart_line(text) for text in ("2008 was bad", "three", "Kenya"))


def test_chapters_that_follow_the_narratives() -> None:
    assert closes_narratives("RELEVANT INTERNATIONAL CONVENTIONS")
    assert closes_narratives("Glossary of Acronyms")
    assert not closes_narratives("acknowledgments")
    assert not closes_narratives(
        "The law meets the minimum standards for the elimination of trafficking."
    )


def test_the_file_itself_tells_which_words_keep_their_hyphen() -> None:
    words = Vocabulary()
    words.learn(
        [
            line(
                "The information of officials on anti-trafficking law reached non-governmental groups"
            )
        ]
    )
    assert not words.keeps_hyphen("some infor", "mation came")
    assert words.keeps_hyphen("an anti", "trafficking plan")
    assert words.keeps_hyphen("of non", "governmental bodies")
    assert words.keeps_hyphen("Franco", "German police")
    assert words.keeps_hyphen("an NGO", "run shelter")
    assert words.keeps_hyphen("2016", "2020")
    assert not words.keeps_hyphen("the un", "heard children")


def test_what_the_file_has_not_yet_shown_is_told_by_the_words_of_the_field() -> None:
    words = Vocabulary()
    assert not words.keeps_hyphen("the so", "cial workers")
    assert not words.keeps_hyphen("it all", "owed visits")
    assert words.keeps_hyphen("a so", "called guest house")
    assert words.keeps_hyphen("for law", "enforcement staff")
    assert words.keeps_hyphen("an anti", "trafficking plan")


def test_halves_of_broken_words_are_not_learned() -> None:
    words = Vocabulary()
    words.learn([line("some infor", hyphen=True), line("mation came")])
    assert "infor" not in words.words
    assert "mation" not in words.words


def test_a_code_is_settled_by_words_and_then_counts_for_names() -> None:
    glyphs, known = Glyphs(), Vocabulary().words
    for text in ("traf\x1fcking of", "of\x1fcials said"):
        glyphs.learn(text, "F1", known)
    assert glyphs.mend("Da\x1fna", "F1", known)[0] == "Dafina"
    assert glyphs.mend("Da\x1fna", "F2", known)[0] == "Da\ufffdna"
    text, mended = glyphs.mend("two traf\x1fcking", "F1", known)
    assert (text, [(m.at, m.was, m.now) for m in mended]) == (
        "two trafficking",
        [(8, "\x1f", "fi")],
    )


def test_ligatures_of_newer_fonts_are_settled_by_the_words_of_the_field() -> None:
    glyphs, known = Glyphs(), Vocabulary().words
    text, _ = glyphs.mend("vic\x1dms before commi\x1eees of z\x1dr", "F1", known)
    assert text == "victims before committees of z\ufffdr"


def test_what_no_word_settles_is_shown_and_noted() -> None:
    press = Press(Style(columns=1), numbers, compress=False)
    press.set([Matter("head", "KENYA (Tier 2)"), Matter("para", paragraph("Kenya", 1, 3))])
    press.set([Matter("para", "The name of Dr. Z¤rq was in a trafficking case.")])
    data = press.finish().replace(b"\\244", b"\\037")
    (document,) = read_bytes(data, name="x.pdf").documents
    assert "Z\ufffdrq" in document.blocks[-1].text
    assert any("no letter" in note for note in document.notes)
    (repair,) = [repair for repair in document.repairs if repair.now == "\ufffd"]
    assert document.source[repair.at] == "\ufffd"


def test_a_suspended_hyphen_stays_where_it_is() -> None:
    press = Press(Style(columns=3), numbers)
    press.set(
        [
            Matter("head", "KENYA (Tier 2)"),
            Matter("para", "Kenya fought it. " + "sex- and labor trafficking " * 40),
        ]
    )
    (document,) = read_bytes(press.finish(), name="x.pdf").documents
    assert document.blocks[1].text.count("sex- and labor") == 40


def test_a_head_of_no_known_country_is_a_document_of_its_own() -> None:
    press = Press(Style(), numbers)
    press.set(narrative("Kenya", "KENYA (Tier 2)"))
    press.set(narrative("Atlantis", "ATLANTIS (Tier 3)", start=60))
    kenya, other = read_bytes(press.finish(), name="x.pdf").documents
    assert (kenya.country, other.country) == ("KEN", None)
    assert any("ATLANTIS" in note for note in other.notes)


def test_a_chart_without_a_title_is_furniture() -> None:
    press = Press(Style(), numbers, first=88)
    press.block(1, 80, 180)
    canvas = press.canvas
    canvas.setFont("Helvetica", 6)
    for i in range(8):
        canvas.drawString(press.left(1) + 28 + i * 24, 792 - 170, str(2006 + i))
    for i, tier in enumerate(("1", "2", "2WL", "3")):
        canvas.drawString(press.left(1) + 6, 792 - 100 - 14 * i, tier)
    matter = narrative("Kenya", "KENYA (Tier 2)", sentences=8)
    press.set(matter)
    (document,) = read_bytes(press.finish(), name="x.pdf").documents
    assert [block.text for block in document.blocks] == [block.text for block in matter]
    assert "2WL" in [document.source[a:b] for a, b in document.furniture]
