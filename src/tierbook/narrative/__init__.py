"""The Narrative: one canonical text, its paragraphs, pillars and sentences.

Takes: a `Document`. Gives: a `Narrative`. Touches: nothing.
"""

from tierbook.narrative.narrative import (
    PILLARS,
    Flag,
    Heading,
    Narrative,
    Paragraph,
    Pillar,
    Sentence,
)
from tierbook.narrative.parsing import parse_document

__all__ = [
    "PILLARS",
    "Flag",
    "Heading",
    "Narrative",
    "Paragraph",
    "Pillar",
    "Sentence",
    "parse_document",
]
