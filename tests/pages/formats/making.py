"""Narratives in our own words as Word documents and Markdown."""

from __future__ import annotations

import io

import docx

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row

__all__ = ["FIXTURES", "make_markdown", "make_word", "word_bytes"]

SINCE_2017 = ("recommendations", "prosecution", "protection", "prevention", "profile")
TITLE = "2018 Trafficking in Persons Report - Kenya"


def word_bytes(document: object) -> bytes:
    """Return a document of python-docx as a file."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def make_word() -> bytes:
    """Return a narrative as Word saves one: styles for headings and lists."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 1)
    document.add_paragraph("KENYA: TIER 2")
    document.add_paragraph(prose.standards("Kenya"))
    document.add_heading("PRIORITIZED RECOMMENDATIONS:", 2)
    for one in prose.recommendations():
        document.add_paragraph(one, style="List Bullet")
    for heading, words in _sections():
        document.add_heading(heading, 2)
        document.add_paragraph(words)
    return word_bytes(document)


def make_markdown() -> str:
    """Return a narrative as Markdown, with emphasis, a link and wrapped lines."""
    advice = "\n".join(f"* {one}" for one in prose.recommendations())
    sections = "\n\n".join(f"## {heading}\n\n{words}" for heading, words in _sections())
    standards = prose.standards("Kenya").replace("does not fully", "does **not** fully")
    standards = standards.replace(
        "minimum standards", "[minimum\nstandards](https://www.example.org/law)"
    )
    head = f"# {TITLE}\n\n**KENYA: TIER 2**\n\n{standards}\n\n"
    return f"{head}## PRIORITIZED RECOMMENDATIONS:\n\n{advice}\n\n{sections}\n"


def _sections() -> tuple[tuple[str, str], ...]:
    return (
        ("PROSECUTION", prose.prosecution("Kenya")),
        ("PROTECTION", prose.protection("Kenya")),
        ("PREVENTION", prose.prevention("Kenya")),
        ("TRAFFICKING PROFILE", prose.profile("Kenya")),
    )


def _row(era: str) -> Row:
    return Row(
        publisher="unknown",
        era=era,
        countries=("KEN",),
        tier="2",
        sections=SINCE_2017,
        paragraphs=5,
        items=3,
        edition=2018,
    )


FIXTURES = (
    Fixture(
        "format-word", "other", make_word(), _row("any text: Word document"), file="kenya.docx"
    ),
    Fixture(
        "format-markdown",
        "other",
        make_markdown().encode(),
        _row("any text: Markdown"),
        file="kenya.md",
    ),
)
