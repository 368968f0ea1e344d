"""The Narrative: one canonical text, its paragraphs, pillars and sentences; and which texts are one work.

Takes: a `Document`. Gives: a `Narrative`; of many, the works they are and how they differ; links to the publisher's
page. Touches: package data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later
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

if TYPE_CHECKING:
    from tierbook.narrative.differences import (
        Comparison,
        Difference,
        LaidOut,
        Part,
        comparable_tokens,
        compare_manifestations,
    )
    from tierbook.narrative.links import link_to_words, why_no_link
    from tierbook.narrative.works import (
        SAME,
        Manifestation,
        SameWords,
        Suggestion,
        Work,
        Works,
        describe_manifestation,
        find_works,
        share_of_words,
    )

__all__ = [
    "PILLARS",
    "SAME",
    "Comparison",
    "Difference",
    "Flag",
    "Heading",
    "LaidOut",
    "Manifestation",
    "Narrative",
    "Paragraph",
    "Part",
    "Pillar",
    "SameWords",
    "Sentence",
    "Suggestion",
    "Work",
    "Works",
    "comparable_tokens",
    "compare_manifestations",
    "describe_manifestation",
    "find_works",
    "link_to_words",
    "parse_document",
    "share_of_words",
    "why_no_link",
]

# Load what tells texts apart, and links, on their first use: parsing a page needs none of it.
__getattr__ = load_later(__name__, __all__, "differences", "links", "works")
