"""A draft as DOCX: real footnotes, heading styles, tables with header rows; the same bytes on every run.

Word keeps footnotes in a part of their own, which python-docx does not make, so it is made here. A note that is cited
again is a cross-reference (`NOTEREF`) to its first place, as Word makes it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from tierbook.release.drafts import Draft, Ground, Points, Prose, Sentence, Table
from tierbook.release.writers.notes import Notes

__all__ = ["write_docx"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - the time of day has no part in a document
_LONGEST = 255  # characters that a property of a file may have
_SANS, _SERIF = "Arial", "Georgia"
_INK_2 = (0x4A, 0x4E, 0x55)


def write_docx(draft: Draft) -> bytes:
    """Return the draft as the bytes of a DOCX file."""
    return _Writer(draft).render()


class _Writer:
    """One document on its way."""

    def __init__(self, draft: Draft) -> None:
        from docx import Document

        self.draft = draft
        self.notes = Notes(draft)
        self.document: Any = Document()
        self._cited: set[int] = set()

    def render(self) -> bytes:
        draft, document = self.draft, self.document
        self._set_up()
        if draft.sample:
            document.add_paragraph(style="Normal").add_run(draft.sample_words).bold = True
        document.add_paragraph(draft.title, style="Title")
        for words in (draft.under, draft.author, draft.date):
            if words:
                document.add_paragraph(words, style="Subtitle")
        for part in draft.parts:
            document.add_heading(part.heading, level=part.level - 1)
            for block in part.blocks:
                self._block(block)
        document.add_paragraph(style="Standing")
        for words in draft.standing:
            document.add_paragraph(words, style="Standing")
        if self.notes.rows:
            self._add_footnotes()
        return _same_bytes(document)

    def _block(self, block: object) -> None:
        if isinstance(block, Prose):
            self._sentences(self.document.add_paragraph(), block.sentences)
        elif isinstance(block, Points):
            for point in block.points:
                self._sentences(self.document.add_paragraph(style="List Bullet"), point)
        elif isinstance(block, Table):
            self._table(block)
        else:
            words = getattr(block, "text", "")
            self.document.add_paragraph().add_run(words).italic = True

    def _sentences(self, paragraph: Any, sentences: Iterable[Sentence]) -> None:
        for i, one in enumerate(sentences):
            if i:
                paragraph.add_run(" ")
            for run in one.runs:
                words = f"“{run.text}”" if run.quoted else run.text
                paragraph.add_run(words, style="Quoted" if run.quoted else None)
            self._mark(paragraph, one.grounds)

    def _table(self, table: Table) -> None:
        self.document.add_paragraph(table.caption, style="Caption")
        made = self.document.add_table(rows=1, cols=len(table.heads))
        made.style = "Table Grid"
        for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        _repeat_head(made.rows[0])
        for row in table.rows:
            for cell, content in zip(made.add_row().cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.add_run(content.text)
                self._mark(paragraph, content.grounds)
        for row in made.rows:
            for cell in row.cells:
                cell.paragraphs[0].style = self.document.styles["Cell"]

    def _mark(self, paragraph: Any, grounds: Iterable[Ground]) -> None:
        kept = tuple(grounds)
        if self.draft.brief:
            if kept:
                paragraph.add_run(f" {', '.join(g.short for g in kept)}", style="Place")
            return
        for i, n in enumerate(self.notes.numbers(kept)):
            if i:
                paragraph.add_run(", ", style="Note Number")
            if n in self._cited:
                _cross_reference(paragraph, n)
            else:
                self._cited.add(n)
                _reference(paragraph, n)

    def _set_up(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Mm, Pt, RGBColor

        document, brief = self.document, self.draft.brief
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(16 if brief else 28)
        section.top_margin = section.bottom_margin = Mm(12 if brief else 24)
        base = 8.5 if brief else 10.5
        styles = document.styles
        for name in ("Standing", "Cell", "Note Text"):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        for name in ("Quoted", "Place", "Note Number"):
            styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        gap = 1 if brief else 6
        faces = (
            ("Normal", _SANS, base, gap), ("Title", _SERIF, base * 1.7, gap), ("Subtitle", _SANS, base, 0),
            ("Heading 1", _SERIF, base * 1.25, gap / 2), ("Heading 2", _SERIF, base * 1.05, gap / 2),
            ("List Bullet", _SANS, base, gap / 2), ("Caption", _SANS, base * 0.9, gap),
            ("Standing", _SANS, base * 0.8, gap), ("Cell", _SANS, base * 0.85, 0),
            ("Note Text", _SANS, base * 0.8, 0), ("Quoted", _SERIF, base, None),
            ("Place", _SANS, base * 0.85, None), ("Note Number", _SANS, base, None),
        )  # fmt: skip
        for name, face, size, after in faces:
            style = styles[name]
            _face(style, face)
            _plain(style)
            style.font.size = Pt(round(size * 2) / 2)
            style.font.color.rgb = RGBColor(
                *(_INK_2 if name in ("Subtitle", "Place") else (0, 0, 0))
            )
            if after is not None:
                style.paragraph_format.space_after = Pt(after)
                style.paragraph_format.space_before = Pt(
                    gap * 2 if name.startswith("Heading") else 0
                )
                style.paragraph_format.line_spacing = 1.0 if brief else 1.15
        styles["Note Number"].font.superscript = True
        properties = document.core_properties
        author = self.draft.author or "tierbook"
        properties.title, properties.author = self.draft.title[:_LONGEST], author[:_LONGEST]
        properties.last_modified_by = properties.author
        properties.comments = self.draft.notice
        properties.created = properties.modified = _NO_DATE
        properties.language = self.draft.language

    def _add_footnotes(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        document = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, self._footnotes(), document.package)
        document.relate_to(part, _RELATION)
        settings = self.document.settings.element
        separators = parse_xml(
            f'<w:footnotePr xmlns:w="{_W}"><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        )
        compat = settings.find(f"{{{_W}}}compat")
        if compat is not None:
            compat.addprevious(separators)
        else:
            settings.append(separators)

    def _footnotes(self) -> bytes:
        rows = [
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
            f'<w:footnotes xmlns:w="{_W}">',
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote>",
        ]
        for n, ground in enumerate(self.notes.rows, 1):
            address = f" {ground.href}" if ground.href else ""
            words = escape(_printable(ground.note + address))
            rows.append(
                f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="NoteText"/></w:pPr><w:r><w:rPr>'
                '<w:rStyle w:val="NoteNumber"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
            )
        return "".join([*rows, "</w:footnotes>"]).encode("utf-8")


def _reference(paragraph: Any, n: int) -> None:
    """Put the number of a footnote, with a bookmark for cross-references around it."""
    _append(
        paragraph,
        f'<w:bookmarkStart w:id="{n}" w:name="_Note{n}"/>',
        f'<w:r><w:rPr><w:rStyle w:val="NoteNumber"/></w:rPr><w:footnoteReference w:id="{n}"/></w:r>',
        f'<w:bookmarkEnd w:id="{n}"/>',
    )


def _cross_reference(paragraph: Any, n: int) -> None:
    _append(
        paragraph,
        f'<w:fldSimple w:instr=" NOTEREF _Note{n} \\f \\h "><w:r><w:rPr><w:rStyle w:val="NoteNumber"/></w:rPr>'
        f"<w:t>{n}</w:t></w:r></w:fldSimple>",
    )


def _append(paragraph: Any, *elements: str) -> None:
    from docx.oxml import parse_xml

    for made in list(parse_xml(f'<w:p xmlns:w="{_W}">{"".join(elements)}</w:p>')):
        paragraph._p.append(made)


def _repeat_head(row: Any) -> None:
    from docx.oxml import parse_xml

    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f'<w:tblHeader xmlns:w="{_W}"/>'))


def _face(style: Any, face: str) -> None:
    """Set the font of a style for every script: the theme's fonts would win otherwise."""
    style.font.name = face
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{_W}}}{script}", face)


def _plain(style: Any) -> None:
    """Take the template's spaced letters, bold heads and coloured rules out of a style."""
    for tag in ("rPr/spacing", "rPr/b", "rPr/i", "pPr/pBdr"):
        path = "/".join(f"{{{_W}}}{part}" for part in tag.split("/"))
        found = style.element.find(path)
        if found is not None:
            found.getparent().remove(found)


def _printable(words: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(c for c in words if c >= " " or c in "\t\n")


def _same_bytes(document: Any) -> bytes:
    """Save a document with nothing in it that depends on when or where it was made."""
    relations = document.part.package.rels
    for key in [k for k, rel in relations.items() if rel.reltype == _THUMBNAIL]:
        del relations[key]
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, made.read(name))
    return out.getvalue()
