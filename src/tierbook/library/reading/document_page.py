"""Everything that the page of a document prints, from its coding and assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from tierbook.library.reading.apparatus import (
    FindingRow,
    Nomination,
    Note,
    Silences,
    finding_rows,
    list_needs,
    list_nominations,
    list_silences,
    marks_of,
    notes_of,
    pillar_groups,
)
from tierbook.library.reading.assessing import AssessmentView, view_assessment
from tierbook.library.reading.marking import Mark, draw_sentence
from tierbook.library.reading.markup import format_html_join
from tierbook.library.reading.metadata import MetaRow, describe_document
from tierbook.library.reading.places_in_text import Layout
from tierbook.library.reading.references import PILLAR_NAMES, number_findings
from tierbook.release import anchor_of

__all__ = ["DocumentPage", "ParagraphView", "build_document_page"]

BASIS = {
    "heading": "by heading",
    "formula": "formula sentence",
    "content": "by content",
    "order": "by order",
}
UNSURE_BELOW = 0.6
FEWEST_NOTES = 7
CHARACTERS_A_LINE = 64
LINE, NOTE = 28, 25  # heights in px: a line of the text, a note in the margin


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One row of the reading page: number, text with marks, notes beside it."""

    number: int
    anchor: str
    headings: tuple[str, ...]
    pillar: str
    basis: str
    page: str
    html: SafeString
    notes: tuple[Note, ...]
    more_notes: tuple[Note, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The parts of a document page in their order."""

    paragraphs: tuple[ParagraphView, ...]
    loose_headings: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    groups: list[tuple[str, str, list[FindingRow]]]
    findings: int
    silences: list[Silences]
    nominations: list[Nomination]
    assessment: AssessmentView | None
    meta: list[MetaRow]
    cite_as: str | None
    read: str
    tier_disputed: bool


def build_document_page(
    coding: dict[str, Any],
    assessment: dict[str, Any] | None,
    *,
    show_computed: bool = False,
) -> DocumentPage:
    """Return the parts of a document's page.

    Args:
        coding: the record of the corpus.
        assessment: the same, None where there is none.
        show_computed: whether this library shows computed tiers.
    """
    layout = Layout(coding["narrative"])
    rows = finding_rows(number_findings(coding))
    nominations = list_nominations(coding, layout)
    needs = list_needs(nominations, layout, sum(row.letter == "F" for row in rows))
    beside = rows + needs
    marks, anchors = marks_of(beside)
    paragraphs, loose = _paragraphs(layout, beside, marks, anchors)
    groups = pillar_groups(rows)
    return DocumentPage(
        paragraphs=tuple(paragraphs),
        loose_headings=loose,
        letters=tuple(
            (letter, name.split(" and ")[0]) for letter, name, _ in pillar_groups(beside)
        ),
        groups=groups,
        findings=len(rows),
        silences=list_silences(coding),
        nominations=nominations,
        assessment=view_assessment(
            assessment,
            {r.finding["id"]: r.reference for r in rows},
            kind=coding["document"]["text_kind"],
            show_computed=show_computed,
        ),
        meta=describe_document(coding, assessment, layout),
        cite_as=coding["document"].get("cite_as"),
        read=paragraphs_read(coding["read"]),
        tier_disputed=any(
            flag["kind"] == "tier_conflict" for flag in coding["narrative"].get("flags", ())
        ),
    )


def paragraphs_read(numbers: list[int]) -> str:
    """Return what was read: the evidence of every silence."""
    if not numbers:
        return "no paragraph read"
    if len(numbers) == 1:
        return "1 paragraph read"
    return f"{len(numbers)} paragraphs read"


def _paragraphs(
    layout: Layout, rows: list[FindingRow], marks: list[Mark], anchors: dict[str, str]
) -> tuple[list[ParagraphView], tuple[str, ...]]:
    views = []
    place = 0
    numbers = ([0] if layout.tier_line else []) + [p["n"] for p in layout.paragraphs]
    for number in numbers:
        start, end = layout.span_of(number)
        headings = tuple(h["text"] for h in layout.headings if place <= h["start"] < start)
        place = end
        row = layout.paragraphs[number - 1] if number else None
        shown, more = _cap(notes_of(rows, number, anchors), end - start)
        views.append(
            ParagraphView(
                number=number,
                anchor=anchor_of(number),
                headings=headings,
                pillar=_short_pillar(row["pillar"]) if row else "Tier line",
                basis=_basis(row) if row else "",
                page=layout.page_of(number),
                html=draw_paragraph(layout, number, marks),
                notes=tuple(shown),
                more_notes=tuple(more),
                link=row.get("link") if row else None,
            )
        )
    return views, tuple(h["text"] for h in layout.headings if h["start"] >= place)


def _short_pillar(pillar: str) -> str:
    """Return a pillar's name for the number column: with a place where the long one may break."""
    return (
        "Recommen\u00addations" if pillar == "recommendations" else PILLAR_NAMES.get(pillar, pillar)
    )


def _basis(row: dict[str, Any]) -> str:
    words = BASIS.get(row.get("basis") or "", "")
    unsure = (row.get("certainty") or 1.0) < UNSURE_BELOW
    return f"{words}, unsure" if words and unsure else words


def _cap(notes: list[Note], characters: int) -> tuple[list[Note], list[Note]]:
    """Cut the notes where they would outgrow their paragraph; two too many are not worth a cut."""
    room = max(FEWEST_NOTES, (characters // CHARACTERS_A_LINE + 1) * LINE // NOTE)
    if len(notes) <= room + 2:
        return notes, []
    return notes[:room], notes[room:]


def draw_paragraph(layout: Layout, number: int, marks: list[Mark]) -> SafeString:
    """Return the sentences of a paragraph as HTML, with the white space between them."""
    start, end = layout.span_of(number)
    marks = [mark for mark in marks if mark.start < end and mark.end > start]
    parts: list[tuple[object]] = []
    place = start
    for row in layout.sentences.get(number, ()):
        parts.append((layout.text[place : row["start"]],))
        anchor = anchor_of(number, row["sentence"])
        parts.append((draw_sentence(layout.text, row["start"], row["end"], marks, anchor),))
        place = row["end"]
    parts.append((layout.text[place:end],))
    return format_html_join("", "{}", parts)
