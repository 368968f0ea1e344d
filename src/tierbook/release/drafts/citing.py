"""Where words stand, as a note says it: the document, its section, paragraph and sentence, and our own numbers.

The wording is that of `citations`, which counts what a reader can count on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.release.citations import name_text, place_in_words, short_place
from tierbook.release.drafts.model import Ground
from tierbook.text import leans_back

if TYPE_CHECKING:
    from tierbook.coding import Evidence
    from tierbook.narrative import Narrative, Sentence
    from tierbook.pages import Document

__all__ = [
    "Citer",
    "name_document",
    "trim_item",
]


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
        narrative = self.narrative
        headings = [(heading.start, heading.text) for heading in narrative.headings]
        starts = [paragraph.start for paragraph in narrative.paragraphs]
        page = narrative.print_page(first.start)
        return place_in_words(headings, starts, first.paragraph, first.n, last.n, page=page)


def name_document(document: Document) -> str:
    """Return what a document is, in a few words: whose, which edition, which country, and what kind of text."""
    return name_text(
        document.country, document.edition, document.text_kind, author=document.text_author
    )


def trim_item(words: str) -> str:
    """Return an item of a list without the marks and the "and" that join it to its neighbours."""
    return words.removeprefix("and ").removesuffix("; and").rstrip("; ")
