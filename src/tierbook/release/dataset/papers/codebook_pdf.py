"""`codebook.pdf`: the codebook to print, the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from tierbook.codebook import Variable, load_codebook
from tierbook.dossier import column_stem
from tierbook.errors import MissingExtra
from tierbook.release.dataset.about import SAMPLE_LINE, About
from tierbook.release.dataset.described import DataColumn, DataTable, load_rights
from tierbook.release.dataset.papers.codebook import missing_in_words
from tierbook.release.writers.pdf import set_words

__all__ = ["write_codebook_pdf"]

_SANS, _BOLD, _SLANTED, _SERIF = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman"
_MM = 72 / 25.4
_PAGE = (210 * _MM, 297 * _MM)
_MARGIN = 18 * _MM
_FEW = 8
_WIDEST_PANEL = 60  # columns of the panel that are printed: the others follow from the variables


def write_codebook_pdf(about: About) -> bytes:
    """Return the codebook as PDF on A4 paper.

    Raises:
        MissingExtra: the package that writes PDF is not installed.
    """
    if find_spec("reportlab") is None:
        raise MissingExtra(
            "PDF is written by reportlab, which is not installed",
            remedy="pip install 'tierbook[documents]'",
        )
    return _Writer(about).render()


class _Writer:
    """One codebook on its way."""

    def __init__(self, about: About) -> None:
        from reportlab.lib.styles import ParagraphStyle

        self.about = about

        def style(name: str, font: str, size: float, **more: Any) -> Any:
            return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.3, **more)

        self.styles = {
            "title": style("title", _SERIF, 20, spaceAfter=6),
            "section": style("section", _SERIF, 14, spaceBefore=12, spaceAfter=4, keepWithNext=1),
            "name": style("name", _BOLD, 9, spaceBefore=6, keepWithNext=1),
            "body": style("body", _SANS, 8.5, spaceAfter=3),
            "cell": style("cell", _SANS, 7.2),
        }

    def render(self) -> bytes:
        """Return the bytes."""
        from reportlab.platypus import SimpleDocTemplate

        out = io.BytesIO()
        document = SimpleDocTemplate(
            out,
            pagesize=_PAGE,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=f"Codebook: {self.about.title}",
            author="; ".join(creator.name for creator in self.about.creators),
            creator="tierbook",
            lang="en",
            invariant=1,
            pageCompression=1,
        )
        document.build(list(self._flowables()), onFirstPage=self._foot, onLaterPages=self._foot)
        return out.getvalue()

    def _foot(self, canvas: Any, document: Any) -> None:
        canvas.setFont(_SANS, 7)
        canvas.drawRightString(_PAGE[0] - _MARGIN, _MARGIN / 2, str(document.page))
        if self.about.samples:
            canvas.drawString(_MARGIN, _MARGIN / 2, SAMPLE_LINE)

    def _flowables(self) -> Iterator[Any]:
        about = self.about
        yield self._words(f"Codebook: {about.title}", "title", _SERIF)
        if about.samples:
            yield self._words(SAMPLE_LINE, "name", _BOLD)
        yield self._words(f"{about.dated}. {about.description}", "body")
        for note in about.limits:
            yield self._words(f"• {note}", "body")
        yield self._words("Why a cell has no value", "section", _SERIF)
        yield self._grid(
            ("reason", "Stata", "SPSS", "what it means"), missing_in_words(), (28, 16, 16, 114)
        )
        for table in about.tables:
            yield from self._table(table)
        yield self._words("Variables", "section", _SERIF)
        for variable in load_codebook().variables.values():
            yield from self._variable(variable)
        own = load_rights()["tierbook"]
        yield self._words("Rights", "section", _SERIF)
        yield self._words(
            f"{own.label}: {own.licence_title} ({own.licence_href}). {own.statement}", "body"
        )

    def _table(self, table: DataTable) -> Iterator[Any]:
        yield self._words(f"{table.name}: {table.title}", "section", _SERIF)
        rights = f"{table.rights.label}; {table.rights.licence_title}. {table.mixed}".strip()
        rows = f"{self.about.counts[table.name]:,} rows."
        yield self._words(
            f"A row is {table.grain}. Key: {', '.join(table.key)}. {rows} {rights}", "body"
        )
        columns = table.columns[:_WIDEST_PANEL]
        cells = ((c.name, c.shape.kind, _meaning(c)) for c in columns)
        yield self._grid(("column", "kind", "what it holds"), cells, (44, 18, 112))
        left = len(table.columns) - len(columns)
        if left:
            yield self._words(
                f"{left} more columns of the same kind: each variable below names its first one, and codebook.html "
                "has them all.",
                "body",
            )

    def _variable(self, variable: Variable) -> Iterator[Any]:
        yield self._words(f"{variable.id}   {variable.label}", "name", _BOLD)
        last = f" to {variable.last_edition}" if variable.last_edition else " on"
        codes = f", codes of {variable.vocabulary}" if variable.vocabulary else ""
        parts = [
            variable.question,
            f"Values: {variable.type.replace('_', ' or ')}{codes}. Editions: {variable.first_edition}{last}. "
            f"In country_edition: {column_stem(variable.id)}.",
            f"Rule: {variable.rule}",
            f"Not this: {variable.not_this}" if variable.not_this else "",
        ]
        for words in parts:
            if words:
                yield self._words(words, "body", _SLANTED if words == variable.question else _SANS)

    def _words(self, words: str, style: str, font: str = _SANS) -> Any:
        from reportlab.platypus import Paragraph

        return Paragraph(set_words(words, font), self.styles[style])

    def _grid(
        self, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]], widths: tuple[int, ...]
    ) -> Any:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import LongTable

        cells = [[self._words(head, "cell", _BOLD) for head in heads]]
        cells += [[self._words(words, "cell") for words in row] for row in rows]
        return LongTable(
            cells,
            colWidths=[width * _MM for width in widths],
            repeatRows=1,
            hAlign="LEFT",
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor("#9a9a94")),
            ],
        )


def _meaning(column: DataColumn) -> str:
    words, codes = column.shape.label, column.shape.codes
    if not codes:
        return words
    if column.shape.facet == "absence":
        return f"{words}: stated, or a reason as above"
    if len(codes) <= _FEW:
        return f"{words}: {'; '.join(f'{c.code} ({c.number}) {c.label}' for c in codes)}"
    return f"{words}: {'; '.join(c.code for c in codes)}"
