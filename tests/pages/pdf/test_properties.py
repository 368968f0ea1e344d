"""Words in = words out but for listed furniture, and the order is that of the page, in any layout."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from tests.pages.pdf.layouts import LAYOUTS, draw_box, draw_picture
from tests.pages.pdf.texts import narrative
from tests.pages.pdf.typesetting import Matter, Press, Style
from tierbook.pages import read_bytes

WORD = re.compile(r"\w+")
SOFT = "\u00ad"


def words_of(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.replace(SOFT, "")))


def words_of_pdf(data: bytes, pages: set[int]) -> Counter[str]:
    """The words that PDFium finds on pages, broken ones put together as they stand."""
    found: Counter[str] = Counter()
    with PdfDocument(data) as pdf:
        for index in sorted(pages):
            page = pdf[index]
            textpage = page.get_textpage()
            text = re.sub("[\ufffe\x02]", "", textpage.get_text_range())
            found += words_of(text)
            textpage.close()
            page.close()
    return found


ALL_NARRATIVE = [
    name for name in LAYOUTS if name not in ("two_columns", "broken_words", "lost_glyphs")
]


SAID_AGAIN = {"tiers_above": "II. Country Narratives: Tier 2"}
"""What speaks for two countries and is the first line of both."""


@pytest.mark.parametrize("name", ALL_NARRATIVE)
def test_every_word_of_the_pdf_is_in_a_document_once(name: str) -> None:
    data = LAYOUTS[name]().data
    result = read_bytes(data, name="x.pdf")
    sources: Counter[str] = Counter()
    for document in result.documents:
        sources += words_of(document.source)
    with PdfDocument(data) as pdf:
        pages = set(range(len(pdf)))
    assert sources == words_of_pdf(data, pages) + words_of(SAID_AGAIN.get(name, ""))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_of_a_document_is_in_a_block_or_in_furniture(name: str) -> None:
    for document in read_bytes(LAYOUTS[name]().data, name="x.pdf").documents:
        blocks = words_of(" ".join(block.text for block in document.blocks))
        furniture = words_of(" ".join(document.source[a:b] for a, b in document.furniture))
        assert blocks + furniture == words_of(document.source)


@settings(max_examples=25, deadline=None)
@given(
    columns=st.integers(1, 3),
    size=st.sampled_from([8.0, 9.5, 11.0]),
    gutter=st.sampled_from([12.0, 18.0, 28.0]),
    justified=st.booleans(),
    by_rows=st.booleans(),
    indent=st.sampled_from([0.0, 10.0]),
    counts=st.lists(st.integers(2, 9), min_size=1, max_size=3),
    capitals=st.booleans(),
)
def test_any_layout_keeps_its_order(
    columns: int, size: float, gutter: float, justified: bool, by_rows: bool, indent: float,
    counts: list[int], capitals: bool,
) -> None:  # fmt: skip
    style = Style(
        columns=columns, size=size, leading=size * 1.2, gutter=gutter, justified=justified,
        by_rows=by_rows, indent=indent, gap=0.0 if indent else size * 0.6,
    )  # fmt: skip
    names = (("Kenya", "KENYA (Tier 2)"), ("Latvia", "LATVIA: Tier 1"), ("Oman", "OMAN (Tier 3)"))
    matters = [
        narrative(name, head, start=60 * i, sentences=count, capitals=capitals)
        for i, ((name, head), count) in enumerate(zip(names, counts, strict=False))
    ]
    press = Press(style, lambda canvas, n: canvas.drawCentredString(306, 30, str(n)), first=41)
    for matter in matters:
        press.set(matter)
    result = read_bytes(press.finish(), name="x.pdf")
    got = [" ".join(block.text for block in document.blocks) for document in result.documents]
    assert got == [" ".join(block.text for block in matter) for matter in matters]


@settings(max_examples=25, deadline=None)
@given(
    columns=st.integers(2, 3),
    boxes=st.lists(
        st.tuples(st.integers(0, 2), st.integers(110, 560), st.integers(50, 130), st.booleans()),
        min_size=1,
        max_size=3,
    ),
    sentences=st.integers(6, 12),
)
def test_boxes_and_pictures_anywhere_leave_the_text_whole(
    columns: int, boxes: list[tuple[int, int, int, bool]], sentences: int
) -> None:
    press = Press(
        Style(columns=columns), lambda canvas, n: canvas.drawString(60, 30, str(n)), first=9
    )
    kept: list[str] = []
    for i, (column, top, height, picture) in enumerate(boxes):
        if column >= columns or any(c == column and abs(top - t) < 200 for c, t, _, _ in boxes[:i]):
            continue
        press.block(column, top - 4, top + height + 4)
        left = press.left(column)
        if picture:
            press.draw(lambda c, x=left, y=top, h=height: draw_picture(c, x, y, press.width, h))
        else:
            words = [f"Box number {i} tells of Peru", "and of nobody who lives here."]
            kept += words
            press.draw(
                lambda c, x=left, y=top, h=height, w=words: draw_box(
                    c, x, y, press.width, h, w, "Helvetica", 8
                )
            )
    matter = narrative("Kenya", "KENYA (Tier 2)", sentences=sentences)
    press.set(matter)
    (document,) = read_bytes(press.finish(), name="x.pdf").documents
    assert [block.text for block in document.blocks] == [block.text for block in matter]
    listed = [document.source[a:b] for a, b in document.furniture]
    assert not [words for words in kept if words not in listed]


def test_mixed_matter_is_set_as_given() -> None:
    press = Press()
    press.set([Matter("para", "One line of words.")])
    text = words_of_pdf(press.finish(), {0})
    assert text == Counter("One line of words".split())
