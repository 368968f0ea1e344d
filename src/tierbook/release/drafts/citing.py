"""Where words stand, as a note says it: the document, its section, paragraph and sentence, and our own numbers.

Paragraph numbers are tierbook's; the section, the paragraph within it and the sentence can be counted on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.places import get_country
from tierbook.release.drafts.model import Ground
from tierbook.text import leans_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierbook.coding import Evidence
    from tierbook.narrative import Narrative, Sentence
    from tierbook.pages import Document

__all__ = [
    "Citer",
    "name_document",
    "name_text",
    "place_in_words",
    "short_place",
    "trim_item",
]

_SECTIONS = {
    "profile": "the profile",
    "standards": "the standards",
    "prosecution": "prosecution",
    "protection": "protection",
    "prevention": "prevention",
    "recommendations": "recommendations",
}


class Citer:
    """Makes grounds of one narrative's words."""

    def __init__(self, narrative: Narrative) -> None:
        self.narrative = narrative
        self.name = name_document(narrative.document)
        self._sentences = {(s.paragraph, s.n): s for s in narrative.sentences}

    def ground(self, evidence: Evidence) -> Ground:
        """Return the ground of evidence: its whole sentence, with the one before where it leans on that."""
        first = last = self._sentences[evidence.paragraph, evidence.sentence]
        start = min(first.start, evidence.start)
        if leans_back(self.narrative.text[start:]):
            before = self._sentences.get((first.paragraph, first.n - 1))
            first = before or first
        return self.of_sentences(first, last)

    def at(self, start: int) -> Ground:
        """Return the ground of the sentence that holds an offset of the text."""
        found = self.narrative.sentence_at(start)
        return self.of_sentences(found, found)

    def of_sentences(self, first: Sentence, last: Sentence) -> Ground:
        """Return the ground of one sentence, or of several of one paragraph."""
        narrative = self.narrative
        words = " ".join(narrative.text[first.start : last.end].split())
        short = short_place(first.paragraph, first.n, last.n)
        return Ground(
            kind="department",
            key=f"{narrative.document.id}#{first.paragraph}.{first.n}-{last.n}",
            short=short,
            note=f"“{words}” {self.name}, {self._place(first, last)}.",
            href=narrative.link(first.start, last.end),
        )

    def only(self, ground: Ground) -> Ground:
        """Return the ground of the last sentence of a ground alone."""
        paragraph, _, span = ground.key.rpartition("#")[2].partition(".")
        last = self._sentences[int(paragraph), int(span.partition("-")[2])]
        return self.of_sentences(last, last)

    def words(self, ground: Ground) -> str:
        """Return the words of a ground that this narrative gave."""
        paragraph, _, span = ground.key.rpartition("#")[2].partition(".")
        first, _, last = span.partition("-")
        start = self._sentences[int(paragraph), int(first)].start
        end = self._sentences[int(paragraph), int(last)].end
        return " ".join(self.narrative.text[start:end].split())

    def _place(self, first: Sentence, last: Sentence) -> str:
        pillars = [paragraph.pillar for paragraph in self.narrative.paragraphs]
        page = self.narrative.print_page(first.start)
        return place_in_words(pillars, first.paragraph, first.n, last.n, page=page)


def place_in_words(
    pillars: Sequence[str], paragraph: int, first: int, last: int, *, page: str | None = None
) -> str:
    """Return where sentences stand, as it can be counted on the page, with our own numbers.

    Args:
        pillars: the pillar of each paragraph of the text, in order.
        paragraph: number of the paragraph; 0 is the line with the tier.
        first: number of the first sentence.
        last: number of the last.
        page: the printed page, where one is known.
    """
    if paragraph == 0:
        return "the line with the tier"
    pillar = pillars[paragraph - 1]
    within = pillars[:paragraph].count(pillar)
    sentences = f"sentence {first}" if first == last else f"sentences {first} to {last}"
    printed = f", page {page}" if page and page[0].isdigit() else f", {page}" if page else ""
    ours = short_place(paragraph, first, last)
    return f"section on {_SECTIONS[pillar]}, paragraph {within}, {sentences}{printed}; {ours} in tierbook’s numbers"


def name_document(document: Document) -> str:
    """Return what a document is, in a few words: whose, which edition, which country, and what kind of text."""
    return name_text(
        document.country, document.edition, document.text_kind, author=document.text_author
    )


def name_text(
    country: str | None, edition: int | None, kind: str, *, author: str | None = None
) -> str:
    """Return what a text is, in a few words.

    Args:
        country: alpha-3 code.
        edition: year of the edition.
        kind: narrative, excerpt, summary or sample.
        author: who wrote a summary.
    """
    name = "" if country is None else get_country(country).name_in(edition or 9999)
    if kind == "sample":
        return f"Sample, not a quotation, after the edition of {edition}, {name}"
    if kind == "summary":
        whose = "another agency" if author is None else f"the {author.removeprefix('the ')}"
        return f"Summary by {whose} after the Trafficking in Persons Report {edition}, {name}"
    part = ", excerpt" if kind == "excerpt" else ""
    return f"U.S. Department of State, Trafficking in Persons Report {edition}, {name}{part}"


def short_place(paragraph: int, first: int, last: int | None = None) -> str:
    """Return a place in our numbers: `[4] s. 2`, `[4] s. 2-3`, or `tier line`."""
    if paragraph == 0:
        return "tier line"
    return (
        f"[{paragraph}] s. {first}" if last in (None, first) else f"[{paragraph}] s. {first}-{last}"
    )


def trim_item(words: str) -> str:
    """Return an item of a list without the marks and the "and" that join it to its neighbours."""
    return words.removeprefix("and ").removesuffix("; and").rstrip("; ")
