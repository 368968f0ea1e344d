"""Word documents: what is read and in which order, what is left out and told, and files that are made to harm."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.pages.formats.making import make_word, word_bytes
from tierbook.pages import Document, ReadOptions, read_bytes

HEAD = "KENYA: TIER 2"
BODY = (
    "The Government of Kenya does not fully meet the minimum standards on trafficking in its ports."
)


def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph(HEAD)
    made.add_paragraph(BODY)
    return made


def read(data: bytes, **options: object) -> Document:
    result = read_bytes(data, name="2018/kenya.docx", options=ReadOptions(**options))  # type: ignore[arg-type]
    assert not result.problems, result.problems
    assert not result.many
    return result.documents[0]


def blocks(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found.blocks][2:]


def changed(data: bytes, name: str, change: object) -> bytes:
    """Return a document with one of its parts put through a function."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)  # type: ignore[operator]
    return out.getvalue()


def test_a_tier_below_the_countrys_name_is_its_tier_line() -> None:
    made = docx.Document()
    for words in ("KENYA", "Tier 2", BODY):
        made.add_paragraph(words)
    found = read(word_bytes(made))
    assert found.country == "KEN"
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("tier_line", "KENYA Tier 2"),
        ("paragraph", BODY),
    ]


def test_headings_items_and_rows_stand_in_the_order_of_the_document() -> None:
    made = document()
    made.add_heading("Prosecution", 2)
    made.add_paragraph("Pay for a shelter.", style="List Bullet")
    made.add_paragraph("Train the guards.", style="List Number")
    table = made.add_table(2, 2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("a", "b", "c", ""), strict=True
    ):
        cell.text = words
    made.add_paragraph("What stands after the table.")
    assert blocks(read(word_bytes(made))) == [
        ("heading", "Prosecution"),
        ("item", "Pay for a shelter."),
        ("item", "Train the guards."),
        ("paragraph", "a b"),
        ("paragraph", "c"),
        ("paragraph", "What stands after the table."),
    ]


def test_a_style_made_from_that_of_a_list_makes_items_and_number_0_none() -> None:
    made = document()
    style = made.styles.add_style("Advice", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["List Bullet"]
    made.add_paragraph("Pay for a shelter.", style="Advice")
    out = made.add_paragraph("No item at all.", style="List Bullet")
    number = OxmlElement("w:numPr")
    identity = OxmlElement("w:numId")
    identity.set(qn("w:val"), "0")
    number.append(identity)
    out._p.get_or_add_pPr().append(number)
    assert blocks(read(word_bytes(made))) == [
        ("item", "Pay for a shelter."),
        ("paragraph", "No item at all."),
    ]


def wrapped(made: docx.document.Document, tag: str, words: str) -> None:
    """Add a paragraph whose one run stands within another element."""
    paragraph = made.add_paragraph(words)
    run = paragraph.runs[0]._r
    outer = OxmlElement(tag)
    paragraph._p.remove(run)
    outer.append(run)
    paragraph._p.append(outer)


def test_inserted_and_linked_text_is_read_and_deleted_text_is_not() -> None:
    made = document()
    wrapped(made, "w:ins", "Put in by a reviser.")
    wrapped(made, "w:hyperlink", "Words of a link.")
    wrapped(made, "w:del", "Struck out by a reviser.")
    assert blocks(read(word_bytes(made))) == [
        ("paragraph", "Put in by a reviser."),
        ("paragraph", "Words of a link."),
    ]


def test_content_controls_are_read() -> None:
    made = document()
    paragraph = made.add_paragraph("Within a control.")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    content.append(paragraph)
    control.append(content)
    assert blocks(read(word_bytes(made))) == [("paragraph", "Within a control.")]


def test_text_boxes_are_left_out_and_told() -> None:
    made = document()
    box = OxmlElement("w:txbxContent")
    box.append(made.add_paragraph("Story of a victim elsewhere.")._p)
    made.paragraphs[1].runs[0]._r.append(box)
    found = read(word_bytes(made))
    assert blocks(found) == []
    assert "text boxes of the Word document were left out: 1" in found.notes


def test_footnotes_are_furniture_and_told() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>See the yearbook.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    made = document()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package
    )
    made.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    )
    found = read(word_bytes(made))
    assert "footnotes of the Word document were left out of the body: 1" in found.notes
    assert "See the yearbook." in [found.source[a:b] for a, b in found.furniture]
    assert all("yearbook" not in block.text for block in found.blocks)


def test_entities_are_not_expanded() -> None:
    laughs = (
        b'<!DOCTYPE w:document [<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (n, *[n - 1] * 8)
            for n in range(98, 112)
        )
        + b"]>"
    )

    def change(part: bytes) -> bytes:
        head, rest = part.split(b"?>", 1)
        return head + b"?>" + laughs + rest.replace(b"minimum standards", b"minimum standards &o;")

    result = read_bytes(
        changed(word_bytes(document()), "word/document.xml", change), name="kenya.docx"
    )
    words = "".join(block.text for d in result.documents for block in d.blocks)
    assert "haha" not in words
    assert len(words) < 1000


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    data = changed(
        word_bytes(document()), "word/document.xml", lambda part: part + b" " * 3_000_000
    )
    (problem,) = read_bytes(
        data, name="kenya.docx", options=ReadOptions(max_size=1_000_000)
    ).problems
    assert "unpack" in problem.what
    assert problem.remedy


def test_a_document_with_macros_is_refused_with_the_way_out() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = changed(
        word_bytes(document()), "[Content_Types].xml", lambda part: part.replace(plain, macros)
    )
    (problem,) = read_bytes(data, name="kenya.docm").problems
    assert "macros" in problem.what
    assert "DOCX" in str(problem.remedy)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"]
)
def test_a_damaged_part_is_named(part: str) -> None:
    data = changed(make_word(), part, lambda words: words[: len(words) // 2])
    result = read_bytes(data, name="kenya.docx")
    assert all(problem.failed and problem.where == "kenya.docx" for problem in result.problems)
    assert result.problems or part == "word/styles.xml"


def test_an_empty_document_is_named() -> None:
    (problem,) = read_bytes(word_bytes(docx.Document()), name="kenya.docx").problems
    assert "no text" in problem.what
