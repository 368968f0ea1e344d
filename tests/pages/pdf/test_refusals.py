"""What cannot be read is named, with a remedy; what can be read beside it is."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from tests.pages.pdf.layouts import image_only, locked, other_report, two_columns
from tests.pages.pdf.texts import narrative, paragraph
from tests.pages.pdf.typesetting import Matter, Press, Style
from tierbook.errors import Problem
from tierbook.pages import ReadOptions, read_bytes


def refusal(data: bytes) -> Problem:
    result = read_bytes(data, name="report.pdf")
    assert not result.documents
    (problem,) = result.problems
    assert problem.failed
    assert problem.remedy
    return problem


def small_object_file(stream: bytes, filters: bytes) -> bytes:
    """A PDF of one page, written by hand."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(stream), filters, stream),
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (i, text) for i, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_pictures_without_text_need_ocr() -> None:
    problem = refusal(image_only())
    assert "no text layer" in problem.what
    assert "OCR" in (problem.remedy or "")


def test_a_password_is_asked_for_by_name() -> None:
    assert "password" in refusal(locked("secret")).what


def test_a_file_that_forbids_printing_alone_is_read() -> None:
    (document,) = read_bytes(locked(""), name="x.pdf").documents
    assert document.country == "KEN"


def test_another_report_is_named() -> None:
    assert "Country Reports on Human Rights Practices" in refusal(other_report()).what


def test_prose_that_is_no_narrative_is_refused() -> None:
    press = Press()
    press.set([Matter("para", paragraph("harbour", 10 * i, 7)) for i in range(4)])
    assert "no narrative of a country" in refusal(press.finish()).what


def test_a_list_of_tiers_alone_is_no_narrative() -> None:
    press = Press(Style(columns=1))
    names = ("KENYA", "LATVIA", "OMAN", "CHAD", "PERU", "SPAIN", "LAOS", "TOGO")
    press.set([Matter("head", f"{name} (Tier {i % 3 + 1})") for i, name in enumerate(names)])
    press.set([Matter("para", paragraph("harbour", 10, 9))])
    assert "no narrative" in refusal(press.finish()).what


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-1.7 ..."])
def test_a_broken_file_is_refused(data: bytes) -> None:
    assert "broken" in refusal(data).what


def test_a_file_cut_off_gives_what_is_left_and_says_so() -> None:
    data = two_columns().data
    whole = read_bytes(data, name="x.pdf").documents
    result = read_bytes(data[: len(data) * 6 // 10], name="x.pdf")
    assert result.documents
    texts = [block.text for block in result.documents[0].blocks]
    assert texts == [block.text for block in whole[0].blocks][: len(texts)]
    assert len(result.documents) < len(whole) or result.documents[-1] != whole[-1]
    assert any("no end mark" in problem.what for problem in result.problems)
    assert any("lack its end" in note for note in result.documents[-1].notes)


def test_the_mark_may_stand_after_other_bytes() -> None:
    result = read_bytes(b"HTTP leftovers\n" * 20 + two_columns().data, name="x.pdf")
    assert [document.country for document in result.documents] == ["KEN", "LVA", "OMN"]


def test_a_picture_page_within_a_narrative_is_named() -> None:
    press = Press()
    matter = narrative("Kenya", "KENYA (Tier 2)", sentences=9)
    press.set(matter[:4])
    press.new_page()
    press.canvas.rect(100, 100, 300, 300, fill=1)
    press.canvas.showPage()
    press.set(matter[4:])
    result = read_bytes(press.finish(), name="x.pdf")
    (document,) = result.documents
    assert [block.text for block in document.blocks] == [block.text for block in matter]
    assert any("PDF page 2" in note and "lack a part" in note for note in document.notes)
    assert any("PDF page 2 without text" in problem.what for problem in result.problems)


def test_a_page_with_more_characters_than_paper_holds_is_left_out() -> None:
    press = Press()
    press.set(narrative("Kenya", "KENYA (Tier 2)"))
    press.new_page()
    text = press.canvas.beginText(10, 700)
    text.setFont("Times-Roman", 1)
    for _ in range(700):
        text.textLine("abc " * 25)
    press.canvas.drawText(text)
    press.canvas.showPage()
    result = read_bytes(press.finish(), name="x.pdf")
    assert [document.country for document in result.documents] == ["KEN"]
    assert any("characters, more than a printed page" in p.what for p in result.problems)


def test_a_page_of_scattered_fragments_is_left_out() -> None:
    press = Press()
    press.set(narrative("Kenya", "KENYA (Tier 2)"))
    press.new_page()
    press.canvas.setFont("Helvetica", 6)
    for i in range(3600):
        press.canvas.drawString(20 + i % 60 * 9.5, 40 + i // 60 * 12, "x")
    press.canvas.showPage()
    result = read_bytes(press.finish(), name="x.pdf")
    assert [document.country for document in result.documents] == ["KEN"]
    assert any("fragments of text" in problem.what for problem in result.problems)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_without_end_is_refused(layers: int) -> None:
    packed = b"q " * 25_000_000
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = b"[" + b"/FlateDecode" * layers + b"]"
    assert "unpacks to more than" in refusal(small_object_file(packed, filters)).what


def test_too_many_pages_are_refused() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for _ in range(2001):
        canvas.showPage()
    canvas.save()
    assert "2,001 pages" in refusal(out.getvalue()).what


def test_a_pdf_may_be_longer_than_a_page_of_html() -> None:
    options = ReadOptions()
    assert options.limit(b"\n\n%PDF-1.4") == 500_000_000
    assert options.limit(b"<html>") == 50_000_000
    assert ReadOptions(max_size=10).limit(b"%PDF-1.4") == 10


def test_the_press_itself_typesets_the_same_bytes_twice() -> None:
    assert two_columns().data == two_columns().data
    assert len(PdfDocument(two_columns().data)) <= 8
