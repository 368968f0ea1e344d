"""Readings made from a few sentences, so that a case states only what is special about it."""

from __future__ import annotations

from tierbook.coding.coders.rules.reading import Reading, read_narrative
from tierbook.narrative import Narrative, Paragraph, Sentence
from tierbook.pages import Document
from tierbook.text import OffsetMap, clause_spans, sentence_spans


def make_reading(
    text: str,
    *,
    home: str | None = "GHA",
    edition: int | None = 2012,
    summary: bool = False,
    before: str = "",
) -> Reading:
    """Return a reading whose profile is `text`; `before` stands in a paragraph of protection ahead of it."""
    parts = [(before, "protection")] if before else []
    parts.append((text, "profile"))
    whole = "\n\n".join(part for part, _ in parts)
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    at = 0
    for n, (part, pillar) in enumerate(parts, 1):
        end = at + len(part)
        paragraphs.append(Paragraph(n, at, end, pillar, None, "content", 0.9))
        spans = (clause_spans if summary else sentence_spans)(whole, at, end)
        sentences.extend(Sentence(n, k, s, e) for k, (s, e) in enumerate(spans, 1))
        at = end + 2
    document = Document(
        id="made",
        work="made",
        row=None,
        publisher="made",
        issuer=None,
        title=None,
        author=None,
        published=None,
        edition=edition,
        country=home,
        text_kind="summary" if summary else "narrative",
        text_author=None,
        cite_as=None,
        address=None,
        disclaimer=None,
        last_updated=None,
        accessed=None,
        sha256="0" * 64,
        blocks=(),
        source=whole,
    )
    return read_narrative(
        Narrative(
            document,
            whole,
            None,
            (),
            tuple(paragraphs),
            tuple(sentences),
            OffsetMap.of([(0, 0, len(whole))]),
        )
    )
