"""What leaves tierbook for people: briefings and country reports as documents.

Takes: a `Coding`; an own file with its institution's findings and judgements; the law. Gives: a `Draft` whose every
sentence has its evidence, and its Markdown, HTML, DOCX or PDF. Touches: reads package data.

No document of this room passes for one of the Department of State: the author is the institution, the title is its own,
and the standing notes say what is whose.
"""

from tierbook.release.drafts import (
    Draft,
    Ground,
    Sentence,
    Unsupported,
    compose_briefing,
    compose_form,
    compose_report,
    grounds_of,
    name_document,
    sentences_of,
)
from tierbook.release.writers import write_docx, write_html, write_markdown, write_pdf

__all__ = [
    "Draft",
    "Ground",
    "Sentence",
    "Unsupported",
    "compose_briefing",
    "compose_form",
    "compose_report",
    "grounds_of",
    "name_document",
    "sentences_of",
    "write_docx",
    "write_html",
    "write_markdown",
    "write_pdf",
]
