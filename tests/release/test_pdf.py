"""A draft as PDF: every word of it, notes that are reached, letters of every script named, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.release.making import narrative_coding, own_file, sample_coding
from tierbook.release import (
    Draft,
    compose_briefing,
    compose_report,
    grounds_of,
    sentences_of,
    write_pdf,
)
from tierbook.release.drafts import Cell, Ground, Part, Prose, Run, Sentence, Table


@pytest.fixture
def report(tmp_path: Path) -> Draft:
    return compose_report(
        own_file(tmp_path), last=narrative_coding(), files={"registry.pdf": "a" * 64}
    )


def _draft(*said: str, table: Table | None = None, sample: bool = False) -> Draft:
    ground = Ground("own", "k", "own-1", "A note.")
    sentences = tuple(Sentence((Run(words, quoted=True),), (ground,)) for words in said)
    blocks = (Prose(sentences), *([table] if table else []))
    return Draft("Title", "under", "author", "", (Part("P", blocks),), (), sample=sample)


def _pages(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_bounded()


def _letters(words: str) -> str:
    """Words without what line breaks do to them."""
    return re.sub(r"[\s\ufffe-]+", "", words.replace("“", "").replace("”", ""))


def test_every_sentence_and_every_note_is_in_the_pdf(report: Draft) -> None:
    text = _letters("".join(_pages(write_pdf(report))))
    for said in sentences_of(report):
        for run in said.runs:
            assert _letters(run.text) in text
    missing = [
        g.note for g in grounds_of(report) if _letters(g.note).removesuffix(".")[:60] not in text
    ]
    assert not missing


def test_each_note_is_the_end_of_a_link(report: Draft) -> None:
    ends = re.findall(rb"/Dest \[ (\d+ 0 R /XYZ [^\]]+)\] /Rect", write_pdf(report))
    assert len(set(ends)) == len(grounds_of(report))


def test_headings_are_the_outline_of_the_document(report: Draft) -> None:
    document = pypdfium2.PdfDocument(write_pdf(report))
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[0] == report.title
    assert [t for t in titles[1:] if t != "Notes"] == [part.heading for part in report.parts]


def test_the_file_says_whose_it_is_and_that_it_is_no_publication_of_the_government(
    report: Draft,
) -> None:
    said = pypdfium2.PdfDocument(write_pdf(report)).get_metadata_dict()
    assert said["Author"] == "Coalition for Children"
    assert said["Title"] == report.title
    assert said["Subject"] == report.notice


def test_the_same_draft_gives_the_same_bytes(report: Draft) -> None:
    assert write_pdf(report) == write_pdf(report)


def test_letters_beyond_western_europe_are_set_or_named() -> None:
    text = " ".join(
        _pages(write_pdf(_draft("Škoda, ğ and ş, the of\ufb01ce, non\u2011stop, \u0ba4")))
    )
    assert "Škoda, ğ and ş, the office, non-stop, [U+0BA4]" in " ".join(text.split())


def test_words_that_look_like_markup_stay_words() -> None:
    text = " ".join(_pages(write_pdf(_draft("a <b>bold</b> claim & <script>"))))
    assert "a <b>bold</b> claim & <script>" in text


def test_a_row_longer_than_a_page_runs_over_it() -> None:
    long = Cell("one two three four five " * 900)
    table = Table("Rows", ("Head", "Other"), ((Cell("a"), long), (Cell("b"), Cell("last words"))))
    pages = list(_pages(write_pdf(_draft("First.", table=table))))
    assert len(pages) > 2
    assert "last words" in pages[-1] + pages[-2]
    assert "".join(pages).count("three") == 900


def test_a_briefing_carries_places_and_fits_its_page() -> None:
    pages = list(_pages(write_pdf(compose_briefing(narrative_coding()))))
    assert "[3] s. 1" in pages[0]
    assert len(pages) == 1


def test_a_sample_says_so_first_and_on_every_page() -> None:
    first = next(_pages(write_pdf(compose_briefing(sample_coding("thailand-2018")))))
    assert first.lstrip().startswith("Sample, not a quotation")
    long = _draft(
        *("One more sentence of the sample stands here." for _ in range(300)), sample=True
    )
    pages = list(_pages(write_pdf(long)))
    assert len(pages) > 1
    assert all("Sample, not a quotation" in page for page in pages)
