"""From a Document to its Narrative: canonical text, paragraphs, pillars, sentences."""

from __future__ import annotations

from tierbook.editions import Section, read_heading, run_in_heading
from tierbook.errors import NarrativeUnparsable
from tierbook.narrative.narrative import Heading, Narrative, Paragraph, Pillar, Sentence
from tierbook.narrative.pillars import LOST_HEADING, Draft, assign_pillars
from tierbook.pages import Block, BlockKind, Document
from tierbook.text import OffsetMap, clause_spans, late, sentence_spans

__all__ = ["parse_document"]

_STOP = late(r"[a-z)][.]\s")
_GAP = "\n\n"


def parse_document(document: Document) -> Narrative:
    """Parse a Document.

    Raises:
        NarrativeUnparsable: the document has no paragraph.
    """
    parts: list[str] = []
    segments: list[tuple[int, int, int]] = []
    at = 0
    tier_line: tuple[int, int] | None = None
    headings: list[Heading] = []
    drafts: list[Draft] = []
    under = _Under(document)
    for block in document.blocks:
        if parts:
            parts.append(_GAP)
            at += len(_GAP)
        start, end = at, at + len(block.text)
        parts.append(block.text)
        segments.extend(block.offsets.shifted(start).segments)
        at = end
        if block.kind == "tier_line" and tier_line is None:
            tier_line = (start, end)
        elif block.kind == "heading":
            headings.append(Heading(start, end, block.text, _pillar(under.open(block.text))))
        else:
            heading, section = under.paragraph(block)
            drafts.append(Draft(start, end, heading, section, block.gap, block.kind == "item"))
    if not drafts:
        raise NarrativeUnparsable(
            "there is no paragraph in the document",
            where=document.id,
            remedy="look at what `tierbook read` gives of the page",
        )
    text = "".join(parts)
    short = is_short_form(document)
    paragraphs = assign_pillars(text, drafts, edition=document.edition, short_form=short)
    sentences = _sentences(text, tier_line, paragraphs, by_clause=short)
    return Narrative(
        document=document,
        text=text,
        tier_line=tier_line,
        headings=tuple(headings),
        paragraphs=paragraphs,
        sentences=sentences,
        offsets=OffsetMap.of(segments),
    )


class _Under:
    """The heading that paragraphs stand under, from one block to the next.

    A page that has lost its headings of prosecution, protection and prevention may have kept others. There a heading
    of recommendations holds for one paragraph or one list, and any heading ends at a place where another may be lost.
    """

    def __init__(self, document: Document) -> None:
        sections = {
            read_heading(block.text)
            if block.kind == "heading"
            else found[1]
            if block.kind == "paragraph" and (found := run_in_heading(block.text))
            else None
            for block in document.blocks
        }
        self._lost = not sections & {"prosecution", "protection", "prevention"}
        self._heading: str | None = None
        self._section: Section | None = None
        self._held: BlockKind | None = None

    def open(self, words: str) -> Section | None:
        """Take in a heading that stands alone, and return its section."""
        self._heading, self._section, self._held = words, read_heading(words), None
        return self._section

    def paragraph(self, block: Block) -> tuple[str | None, Section | None]:
        """Return the heading and the section of a paragraph or point of a list."""
        run_in = run_in_heading(block.text) if block.kind == "paragraph" else None
        if run_in is not None:
            self._heading, self._section = block.text[: run_in[0]], run_in[1]
        elif self._lost and self._held is not None and self._ends_before(block):
            self._heading, self._section = None, None
        self._held = block.kind
        return self._heading, self._section

    def _ends_before(self, block: Block) -> bool:
        if block.gap >= LOST_HEADING:
            return True
        return self._section == "recommendations" and block.kind != "item"


def is_short_form(document: Document) -> bool:
    """Tell a text strung together from clauses: a summary, or a sample or excerpt written like one."""
    if document.text_kind == "summary":
        return True
    if document.text_kind == "narrative" or any(
        block.kind != "paragraph" for block in document.blocks
    ):
        return False
    text = " ".join(block.text for block in document.blocks)
    return text.count("; ") > 2 * len(_STOP.findall(text))


def _sentences(
    text: str,
    tier_line: tuple[int, int] | None,
    paragraphs: tuple[Paragraph, ...],
    *,
    by_clause: bool,
) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    if tier_line is not None:
        found.append(Sentence(0, 1, *tier_line))
    for paragraph in paragraphs:
        split = (
            clause_spans if by_clause or paragraph.pillar == "recommendations" else sentence_spans
        )
        spans = split(text, paragraph.start, paragraph.end)
        found.extend(Sentence(paragraph.n, n, *span) for n, span in enumerate(spans, 1))
    return tuple(found)


def _pillar(section: Section | None) -> Pillar | None:
    return None if section is None or section == "efforts" else section
