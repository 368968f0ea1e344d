"""Pins: places that can stand in an address, whole sentences with citations, each format with the same words."""

from __future__ import annotations

import csv
import io

import docx
import pypdfium2
import pytest

from tests.dossier.making import hold
from tierbook.dossier import HeldText, compare_units
from tierbook.errors import WrongUse
from tierbook.release import (
    Pin,
    compose_pins,
    find_pins,
    grounds_of,
    parse_pin,
    pins_of_comparison,
    sentences_of,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
    write_pins_csv,
)

PENALISED = "protection.victims_penalised"
SAID = "Police detained some foreign victims for immigration offenses. They then deported them."
JAPAN = f"JAPAN: Tier 2\n\nPROTECTION\n\nThe government maintained protection efforts. {SAID}\n"
NORWAY = "NORWAY: Tier 1\n\nPROTECTION\n\nNGOs reported that the authorities fined child victims.\n"


def _texts() -> dict[str, HeldText]:
    texts = hold("NOR:2018", NORWAY), hold("JPN:2018", JAPAN)
    return {text.document: text for text in texts}


def _document(country: str) -> str:
    return next(name for name, text in _texts().items() if text.country == country)


def test_a_pin_reads_back_as_it_is_written() -> None:
    pin = Pin("tip-2018-jpn-refworld-1a2b3c4d", 4, 10)
    assert parse_pin(str(pin)) == pin
    assert str(pin) == "tip-2018-jpn-refworld-1a2b3c4d@4.10"


@pytest.mark.parametrize("words", ["", "tip-2018-jpn", "tip-2018-jpn@4", "tip 2018@4.1", "x@4.1.2"])
def test_what_is_no_pin_is_refused(words: str) -> None:
    with pytest.raises(WrongUse, match="is no pin"):
        parse_pin(words)


def test_a_sentence_that_leans_back_takes_the_one_before_with_it() -> None:
    pinned = find_pins([Pin(_document("JPN"), 1, 3)], _texts())
    assert pinned[0].passage.words == SAID


def test_a_passage_that_is_pinned_twice_stands_once() -> None:
    pin = Pin(_document("JPN"), 1, 2)
    assert len(find_pins([pin, pin], _texts())) == 1


@pytest.mark.parametrize(
    ("pin", "why"),
    [(Pin("tip-2018-zzz", 1, 1), "no text"), (Pin("", 9, 9), "no such sentence")],
)
def test_a_pin_to_nothing_is_named(pin: Pin, why: str) -> None:
    asked = pin if pin.document else Pin(_document("JPN"), 9, 9)
    with pytest.raises(WrongUse, match="points to no passage") as refused:
        find_pins([asked], _texts())
    assert why in str(refused.value)


def test_nothing_pinned_is_refused() -> None:
    with pytest.raises(WrongUse, match="nothing is pinned"):
        find_pins([], _texts())


def test_a_comparison_is_pinned_by_the_words_of_its_cells() -> None:
    texts = _texts()
    comparison = compare_units(list(texts.values()), [PENALISED])
    pins = pins_of_comparison(comparison)
    pinned = find_pins(pins, texts, variables=comparison.variables)
    assert {one.pin.document for one in pinned} == set(texts)
    assert {variable for one in pinned for variable, _, _ in one.coded} == {PENALISED}


def test_the_document_goes_by_country_and_cites_every_passage() -> None:
    texts = _texts()
    pins = [Pin(_document("NOR"), 1, 1), Pin(_document("JPN"), 1, 2)]
    draft = compose_pins(find_pins(pins, texts), texts, date="2026-03-31")
    assert [part.heading for part in draft.parts] == ["Japan, 2018", "Norway, 2018", "Texts quoted"]
    assert draft.title == "Pinned passages: Japan and Norway"
    assert draft.date == "31 March 2026"
    assert "“NGOs reported that the authorities fined child victims.”" in [
        said.text for said in sentences_of(draft)
    ]
    notes = [ground.note for ground in grounds_of(draft)]
    assert len(notes) == 2
    assert all(
        "under the heading “PROTECTION”, paragraph 1, sentence" in note
        or "paragraph 1 of the text, sentence" in note
        for note in notes
    ), notes


def test_every_format_has_the_passages_and_the_same_bytes_again() -> None:
    texts = _texts()
    pins = [Pin(_document("NOR"), 1, 1), Pin(_document("JPN"), 1, 2)]
    pinned = find_pins(pins, texts)
    draft = compose_pins(pinned, texts)
    opened = docx.Document(io.BytesIO(write_docx(draft)))
    pages = pypdfium2.PdfDocument(write_pdf(draft))
    read = {
        "docx": " ".join(paragraph.text for paragraph in opened.paragraphs),
        "pdf": " ".join(page.get_textpage().get_text_bounded() for page in pages),
        "html": write_html(draft),
        "md": write_markdown(draft),
        "csv": write_pins_csv(pinned, texts),
    }
    for words in read.values():
        flat = " ".join(words.split())
        for one in pinned:
            assert one.passage.words in flat
    assert write_docx(draft) == write_docx(draft)
    assert write_pdf(draft) == write_pdf(draft)


def test_the_table_has_a_row_for_each_passage_with_offsets_and_citation() -> None:
    texts = _texts()
    rows = list(
        csv.DictReader(
            io.StringIO(write_pins_csv(find_pins([Pin(_document("JPN"), 1, 2)], texts), texts))
        )
    )
    row, text = rows[0], texts[_document("JPN")]
    assert text.text[int(row["start"]) : int(row["end"])] == row["words"]
    assert row["citation"].startswith(
        "U.S. Department of State, Trafficking in Persons Report 2018, Japan"
    )
    assert row["sample"] == "false"
    assert PENALISED in row["coded_as"]


def test_a_pinned_sample_is_called_one_first() -> None:
    text = hold("JPN:2018", JAPAN, "sample")
    texts = {text.document: text}
    draft = compose_pins(find_pins([Pin(text.document, 1, 2)], texts), texts)
    assert draft.sample
    assert write_markdown(draft).startswith("**Sample, not a quotation**")
