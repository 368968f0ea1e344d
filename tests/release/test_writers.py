"""Markdown, HTML, DOCX: the same words and notes, valid, the same bytes, and readable by everyone."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.release.making import narrative_coding, own_file, sample_coding
from tierbook.release import (
    Draft,
    compose_briefing,
    compose_report,
    grounds_of,
    sentences_of,
    write_docx,
    write_html,
    write_markdown,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VOID = {"meta", "br", "link", "img", "hr", "input"}


@pytest.fixture
def report(tmp_path: Path) -> Draft:
    return compose_report(
        own_file(tmp_path), last=narrative_coding(), files={"registry.pdf": "a" * 64}
    )


class _Reader(HTMLParser):
    """Gathers text, tags and links, and holds that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def _read_html(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    assert not reader.open
    return reader


def _part(data: bytes, name: str) -> Any:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return etree.fromstring(made.read(name))


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("“", "").replace("”", ""))


def test_markdown_has_every_sentence_and_a_note_for_every_mark(report: Draft) -> None:
    text = write_markdown(report)
    plain = re.sub(r"\[\^\d+\]", "", text).replace("\\", "")
    assert not [s.text for s in sentences_of(report) if s.text not in plain]
    body, notes = (
        set(re.findall(r"\[\^(\d+)\](?!:)", text)),
        re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE),
    )
    assert body == set(notes)
    assert notes == [str(n) for n in range(1, len(grounds_of(report)) + 1)]


def test_markdown_marks_in_the_words_of_a_source_change_nothing() -> None:
    from tierbook.release.drafts.model import Ground, Part, Prose, Run, sentence

    ground = Ground("own", "k", "own-1", "note_1 *two*")
    said = sentence(Run("a *bold* [claim](x) | here_", quoted=True), grounds=[ground])
    draft = Draft("Title", "under", "author", "", (Part("P", (Prose((said,)),)),), ())
    assert "“a \\*bold\\* \\[claim](x) \\| here\\_”[^1]" in write_markdown(draft)


def test_html_has_every_sentence_and_every_note(report: Draft) -> None:
    reader = _read_html(write_html(report))
    words = _squeezed("".join(w for w in reader.words))
    for ground in grounds_of(report):
        assert _squeezed(ground.note) in words
    for said in sentences_of(report):
        for run in said.runs:
            assert _squeezed(run.text) in words


def test_html_is_one_file_without_script_or_address_of_its_own(report: Draft) -> None:
    reader = _read_html(write_html(report))
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "img", "iframe", "object", "form"}
    assert not [a for tag, a in reader.tags if tag == "link" or "src" in a or "style" in a]
    assert "url(" not in write_html(report)


def test_marks_of_html_lead_to_notes_and_say_what_they_are(report: Draft) -> None:
    reader = _read_html(write_html(report))
    ids = {a["id"] for _, a in reader.tags if "id" in a}
    marks = [a for tag, a in reader.tags if tag == "a" and (a.get("href") or "").startswith("#")]
    assert marks
    assert all((a["href"] or "")[1:] in ids and a["aria-label"] for a in marks)


def test_html_escapes_what_a_source_says(tmp_path: Path) -> None:
    from tests.release.making import FORM

    text = FORM.replace(
        "quote: The children came", "quote: <script>alert(1)</script> & the children came"
    )
    html = write_html(compose_report(own_file(tmp_path, text)))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; the children came" in html


def test_docx_has_real_footnotes_one_for_each_ground(report: Draft) -> None:
    data = write_docx(report)
    notes = _part(data, "word/footnotes.xml").findall(f"{W}footnote")
    texts = ["".join(t.text or "" for t in n.iter(f"{W}t")).strip() for n in notes[2:]]
    grounds = grounds_of(report)
    assert len(texts) == len(grounds)
    assert all(text.startswith(ground.note) for text, ground in zip(texts, grounds, strict=True))
    body = _part(data, "word/document.xml")
    marks = [int(m.get(f"{W}id")) for m in body.iter(f"{W}footnoteReference")]
    assert marks == list(range(1, len(grounds) + 1))


def test_docx_cites_a_note_again_by_a_cross_reference_to_its_bookmark(report: Draft) -> None:
    body = _part(write_docx(report), "word/document.xml")
    bookmarks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    fields = [f.get(f"{W}instr").split() for f in body.iter(f"{W}fldSimple")]
    assert fields
    assert all(f[0] == "NOTEREF" and f[1] in bookmarks for f in fields)


def test_docx_opens_with_its_headings_tables_and_every_sentence(report: Draft) -> None:
    opened = docx.Document(io.BytesIO(write_docx(report)))
    words = _squeezed(" ".join(p.text for p in opened.paragraphs))
    for said in sentences_of(report):
        for run in said.runs:
            assert _squeezed(run.text).strip() in words
    styles = [p.style.name for p in opened.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == sum(p.level == 2 for p in report.parts)
    assert [cell.text for cell in opened.tables[0].rows[0].cells][:2] == ["Figure", "Own"]
    assert opened.core_properties.author == "Coalition for Children"


def test_bytes_are_the_same_and_carry_no_time(report: Draft) -> None:
    data = write_docx(report)
    assert data == write_docx(report)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert write_html(report) == write_html(report)
    assert write_markdown(report) == write_markdown(report)


def test_a_briefing_carries_places_in_its_text_and_no_notes() -> None:
    draft = compose_briefing(narrative_coding())
    assert "[^" not in write_markdown(draft)
    assert '<span class="place">[3] s. 1</span>' in write_html(draft)
    opened = docx.Document(io.BytesIO(write_docx(draft)))
    assert any("[3] s. 1" in p.text for p in opened.paragraphs)


def test_a_sample_is_marked_first_in_every_format() -> None:
    draft = compose_briefing(sample_coding("thailand-2018"))
    opened = docx.Document(io.BytesIO(write_docx(draft)))
    assert opened.paragraphs[0].text == "Sample, not a quotation"
    body = write_html(draft).partition("<body")[2]
    assert body.index("Sample, not a quotation") < body.index("<h1>")


@pytest.mark.shared
def test_words_of_a_page_with_an_address_lead_there(shared: Path) -> None:
    import tierbook

    page = shared / "data" / "narratives" / "refworld-2003-japan.txt"
    coding = tierbook.code(page)
    draft = compose_briefing(coding)
    linked = {g.href for s in sentences_of(draft) for g in s.grounds}
    expected = (
        coding.narrative.link(*coding.narrative.tier_line) if coding.narrative.tier_line else None
    )
    assert expected in linked
