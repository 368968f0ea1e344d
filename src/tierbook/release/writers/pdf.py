"""A draft as PDF: notes at the end that links lead to, an outline of its headings, the same bytes on every run.

Quoted words are set in Times, ours in Helvetica: every reader of PDF has these, and they hold the letters of Western
Europe. A letter that they lack is set in the font that comes with the writer, and one that no font here has is named
by its code point. No letter is left out.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.util import find_spec
from typing import Any

from tierbook.errors import MissingExtra
from tierbook.release.drafts import Block, Cell, Draft, Ground, Points, Prose, Sentence, Table
from tierbook.release.writers.notes import Notes

__all__ = ["set_words", "write_pdf"]

_SANS, _BOLD, _SLANTED, _SERIF = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman"
_MORE = "Vera"  # comes with reportlab, which embeds it
_INK, _INK_2, _RULE, _ACCENT = "#000000", "#4a4e55", "#9a9a94", "#1f4480"
_MM = 72 / 25.4
_PAGE = (210 * _MM, 297 * _MM)  # A4
_NARROWEST = 0.6  # of an even share that a column of a table keeps
_LONGEST_HEAD = 90  # characters of a title at the foot of a page
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2212": "-"}  # of print, and the sign of minus


def write_pdf(draft: Draft) -> bytes:
    """Return the draft as the bytes of a PDF file on A4 paper.

    Args:
        draft: with `brief`, margins and type are small and places stand in the text, as in the other formats.

    Raises:
        MissingExtra: the package that writes PDF is not installed.
    """
    if find_spec("reportlab") is None:
        raise MissingExtra(
            "PDF is written by reportlab, which is not installed",
            remedy="pip install 'tierbook[documents]'; Markdown, HTML and DOCX need nothing more",
        )
    return _Writer(draft).render()


class _Writer:
    """One document on its way."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.notes = Notes(draft)
        self.margin = (16 if draft.brief else 28) * _MM
        self.edge = (12 if draft.brief else 22) * _MM
        self.styles = _styles(brief=draft.brief)
        self._small = 6.8 if draft.brief else 8.4

    def render(self) -> bytes:
        from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

        draft, out = self.draft, io.BytesIO()
        width, height = _PAGE
        frame = Frame(
            self.margin,
            self.edge,
            width - 2 * self.margin,
            height - 2 * self.edge,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        document = BaseDocTemplate(
            out,
            pagesize=_PAGE,
            title=draft.title,
            author=draft.author or "tierbook",
            subject=draft.notice,
            creator="tierbook",
            lang=draft.language,
            invariant=1,
            pageCompression=1,
        )
        document.addPageTemplates(
            PageTemplate(frames=[frame], onPage=self._head, onPageEnd=self._foot, pagesize=_PAGE)
        )
        document.build(list(self._flowables()))
        return out.getvalue()

    def _flowables(self) -> Iterator[Any]:
        from reportlab.platypus import HRFlowable

        draft = self.draft
        if draft.sample:
            yield self._paragraph(set_words(draft.sample_words, _BOLD), "Sample")
        yield _Heading(self._paragraph(set_words(draft.title, _SERIF), "Title"), draft.title, 0)
        by = [words for words in (draft.author, draft.date) if words]
        for words in (draft.under, " · ".join(by)):
            if words:
                yield self._paragraph(set_words(words, _SANS), "Subtitle")
        yield HRFlowable(width="100%", thickness=0.8, color=_INK, spaceBefore=2, spaceAfter=4)
        for part in draft.parts:
            level = f"Heading{part.level}"
            heading = self._paragraph(set_words(part.heading, _SERIF), level)
            yield _Heading(heading, part.heading, part.level - 1)
            for block in part.blocks:
                yield from self._block(block)
        if self.notes.rows:
            yield _Heading(self._paragraph("Notes", "Heading2"), "Notes", 1)
            yield from self._endnotes()
        yield HRFlowable(width="100%", thickness=0.8, color=_INK, spaceBefore=6, spaceAfter=2)
        for words in draft.standing:
            yield self._paragraph(set_words(words, _SANS), "Standing")

    def _block(self, block: Block) -> Iterator[Any]:
        if isinstance(block, Prose):
            yield self._paragraph(self._sentences(block.sentences), "Body")
        elif isinstance(block, Points):
            for point in block.points:
                yield self._paragraph(self._sentences(point), "Point", bullet="•")
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            yield self._paragraph(set_words(block.text, _SLANTED), "Body")

    def _table(self, table: Table) -> Iterator[Any]:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Table as Grid

        yield self._paragraph(set_words(table.caption, _SANS), "Caption")
        rows = [[self._paragraph(set_words(head, _BOLD), "Cell") for head in table.heads]]
        rows += [[self._cell(cell) for cell in row] for row in table.rows]
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(_INK)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(_RULE)),
        ]
        yield Grid(
            rows,
            colWidths=_widths(table, _PAGE[0] - 2 * self.margin),
            style=style,
            repeatRows=1,
            splitByRow=1,
            splitInRow=1,
            spaceAfter=4,
        )

    def _cell(self, cell: Cell) -> Any:
        return self._paragraph(set_words(cell.text, _SANS) + self._marks(cell.grounds), "Cell")

    def _sentences(self, sentences: Iterable[Sentence]) -> str:
        shown = []
        for one in sentences:
            words = "".join(
                set_words(f"“{run.text}”", _SERIF) if run.quoted else set_words(run.text, _SANS)
                for run in one.runs
            )
            shown.append(words + self._marks(one.grounds))
        return " ".join(shown)

    def _marks(self, grounds: Iterable[Ground]) -> str:
        if self.draft.brief:
            places = [_linked(g.href, set_words(g.short, _SANS)) for g in grounds]
            return f' <font color="{_INK_2}">{", ".join(places)}</font>' if places else ""
        marks = [
            f'<a href="#note-{n}" color="{_ACCENT}">{n}</a>' for n in self.notes.numbers(grounds)
        ]
        return f'<super size="7" rise="3.5">{", ".join(marks)}</super>' if marks else ""

    def _endnotes(self) -> Iterator[Any]:
        for n, ground in enumerate(self.notes.rows, 1):
            link = f" {_linked(ground.href, 'the words on the page')}" if ground.href else ""
            words = f'<a name="note-{n}"/>{set_words(ground.note, _SANS)}{link}'
            yield self._paragraph(words, "Note", bullet=f"{n}")

    def _paragraph(self, markup: str, style: str, bullet: str | None = None) -> Any:
        from reportlab.platypus import Paragraph

        return Paragraph(markup, self.styles[style], bulletText=bullet)

    def _head(self, canvas: Any, document: Any) -> None:
        """Say at the head of a page that it is one of a sample."""
        if self.draft.sample and document.page > 1:
            canvas.setFont(_BOLD, self._small)
            canvas.drawString(self.margin, _PAGE[1] - self.edge / 2, self.draft.sample_words)

    def _foot(self, canvas: Any, document: Any) -> None:
        """Put the title and the number at the foot of a page; last, as a screen reader should meet it."""
        title = self.draft.title
        if len(title) > _LONGEST_HEAD:
            title = title[:_LONGEST_HEAD].rstrip() + "…"
        canvas.saveState()
        canvas.setFont(_SANS, self._small)
        canvas.setFillColor(_INK_2)
        canvas.drawRightString(_PAGE[0] - self.margin, self.edge / 2, str(document.page))
        line = self._paragraph(f'<font color="{_INK_2}">{set_words(title, _SANS)}</font>', "Foot")
        line.wrap(_PAGE[0] - 2 * self.margin - 30, self.edge)
        line.drawOn(canvas, self.margin, self.edge / 2 - self._small * 0.35)
        canvas.restoreState()


def _Heading(paragraph: Any, words: str, level: int) -> Any:  # noqa: N802 - stands where a flowable does
    """Return a paragraph that enters the outline of the document when it is drawn."""
    kept, key = paragraph.draw, f"heading-{level}-{words}"

    def draw() -> None:
        paragraph.canv.bookmarkPage(key)
        paragraph.canv.addOutlineEntry(words, key, level, closed=0)
        kept()

    paragraph.draw = draw
    return paragraph


@cache
def _styles(*, brief: bool) -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    base, gap = (8.5, 1.0) if brief else (10.5, 6.0)
    lead = 1.18 if brief else 1.35

    def style(name: str, face: str, size: float, **more: Any) -> ParagraphStyle:
        more.setdefault("spaceAfter", gap)
        return ParagraphStyle(
            name, fontName=face, fontSize=size, leading=size * lead, textColor=_INK, **more
        )

    small = {"spaceAfter": 0, "spaceBefore": 0}
    styles = (
        style("Sample", _BOLD, base),
        style("Title", _SERIF, base * 1.7),
        style("Subtitle", _SANS, base, **small),
        style("Heading2", _SERIF, base * 1.3, spaceBefore=gap * 2, spaceAfter=gap / 2, keepWithNext=1),
        style("Heading3", _SERIF, base * 1.1, spaceBefore=gap * 2, spaceAfter=gap / 2, keepWithNext=1),
        style("Body", _SANS, base, spaceBefore=gap / 2),
        style("Point", _SANS, base, leftIndent=base, bulletIndent=2, spaceAfter=gap / 2),
        style("Caption", _SANS, base * 0.9, keepWithNext=1),
        style("Cell", _SANS, base * 0.85, spaceAfter=0),
        style(
            "Note", _SANS, base * 0.8, leftIndent=base * 2, bulletFontSize=base * 0.8, spaceAfter=gap / 3
        ),
        style("Foot", _SANS, base * 0.8, spaceAfter=0),
        style("Standing", _SANS, base * 0.8, spaceAfter=gap / 3),
    )  # fmt: skip
    for made in styles:
        made.splitLongWords = 1
        made.allowWidows = made.allowOrphans = 0
    return {made.name: made for made in styles}


def set_words(words: str, face: str) -> str:
    """Return words as marked-up text in a face, with what the face lacks in one that has it."""
    return "".join(
        f'<font name="{with_face}">{escape(run, quote=False)}</font>'
        for with_face, run in _runs(words, face)
    )


def _runs(words: str, face: str) -> Iterator[tuple[str, str]]:
    """Yield a text cut by the font that each letter is set in."""
    run, current = "", face
    for letter in words:
        shown, needed = _glyph(letter)
        wanted = _more() if needed else face
        if wanted != current and run:
            yield current, run
            run = ""
        current = wanted
        run += shown
    if run:
        yield current, run


@cache
def _glyph(letter: str) -> tuple[str, bool]:
    """Return how a letter is set, and whether it needs the font with more letters."""
    if letter in "\t\n\r":
        return " ", False
    if _western(letter):
        return letter, False
    if unicodedata.category(letter) in ("Cc", "Cf"):  # marks of layout, which have no shape
        return "", False
    plain = _HYPHENS.get(letter) or unicodedata.normalize(
        "NFKC", letter
    )  # ligatures of print, wide and non-breaking forms
    if plain != letter and all(map(_western, plain)):
        return plain, False
    if _has_more(letter):
        return letter, True
    return f"[U+{ord(letter):04X}]", False


def _western(letter: str) -> bool:
    """Tell whether the fonts of every reader have a letter: those of code page 1252."""
    if letter < " " or "\x7f" <= letter < "\xa0":
        return False
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _more() -> str:
    """Register the font with more letters on its first use, and return its name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(_MORE, "Vera.ttf"))
    pdfmetrics.registerFontFamily(_MORE, normal=_MORE, bold=_MORE, italic=_MORE, boldItalic=_MORE)
    return _MORE


def _has_more(letter: str) -> bool:
    from reportlab.pdfbase import pdfmetrics

    return ord(letter) in pdfmetrics.getFont(_more()).face.charToGlyph


def _linked(href: str | None, markup: str) -> str:
    return markup if not href else f'<a href="{escape(href)}" color="{_ACCENT}">{markup}</a>'


def _widths(table: Table, room: float) -> list[float]:
    """Return the widths of columns: by how much they hold, and none so narrow that words break."""
    held = [
        max(sum(len(row[i].text) for row in table.rows), len(head))
        for i, head in enumerate(table.heads)
    ]
    even = 1 / len(held)
    shares = [max(n**0.5, 1.0) for n in held]
    total = sum(shares)
    kept = [max(share / total, even * _NARROWEST) for share in shares]
    return [room * share / sum(kept) for share in kept]
