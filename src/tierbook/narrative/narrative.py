"""The Narrative: one canonical text and the spans over it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from tierbook.narrative.links import link_to_words
from tierbook.pages import Document
from tierbook.text import OffsetMap

__all__ = [
    "PILLARS",
    "Basis",
    "Flag",
    "FlagKind",
    "Heading",
    "Narrative",
    "Paragraph",
    "Pillar",
    "Sentence",
]

Pillar = Literal[
    "profile", "standards", "prosecution", "protection", "prevention", "recommendations"
]
PILLARS: tuple[Pillar, ...] = (
    "profile",
    "standards",
    "prosecution",
    "protection",
    "prevention",
    "recommendations",
)
Basis = Literal["heading", "formula", "content", "order"]
FlagKind = Literal["tier_conflict", "other_government", "other_narrative"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, with its span in `Narrative.text`."""

    start: int
    end: int
    text: str
    pillar: Pillar | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph (numbering ours, from 1) with the pillar it belongs to.

    `basis` tells what settled the pillar; `certainty` is between 0 and 1, and 1.0 only for a heading or the formula.
    """

    n: int
    start: int
    end: int
    pillar: Pillar
    heading: str | None
    basis: Basis
    certainty: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a clause where the text is one list of clauses; `n` counts within its paragraph from 1.

    The tier line is sentence 1 of paragraph 0.
    """

    paragraph: int
    n: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should look at before trusting the narrative; nothing is changed for it.

    `spans` are the places in `Narrative.text`, `words` what stands there; `message` says what is odd, in a sentence.
    """

    kind: FlagKind
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    message: str

    def to_dict(self) -> dict[str, object]:
        """Return the flag as plain values."""
        return {
            "kind": self.kind,
            "spans": [{"start": start, "end": end} for start, end in self.spans],
            "words": list(self.words),
            "message": self.message,
        }


def _start(sentence: Sentence) -> int:
    return sentence.start


@dataclass(frozen=True, slots=True)
class Narrative:
    """Text, and spans over it; offsets are code points into `text`, ends exclusive.

    `text` holds the tier line (if the page prints one), headings and paragraphs, two line breaks between them.
    `paragraphs` leaves out tier line and headings. `sentences` covers tier line (paragraph 0) and all paragraphs.
    `offsets` maps `text` to `document.source`.
    """

    document: Document
    text: str
    tier_line: tuple[int, int] | None
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    offsets: OffsetMap
    _flags: tuple[Flag, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What a reader should look at before trusting the text, in the order of the words; found when first asked."""
        if self._flags is None:
            # It needs Narrative and Flag, which are declared here.
            from tierbook.narrative.flags import find_flags

            found = find_flags(self)
            object.__setattr__(self, "_flags", found)
            return found
        return self._flags

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset, or the one before it where the offset lies between two."""
        at = bisect_right(self.sentences, offset, key=_start)
        return self.sentences[max(at - 1, 0)]

    def paragraph(self, n: int) -> Paragraph:
        """Return the paragraph numbered `n`, from 1."""
        return self.paragraphs[n - 1]

    def words(self, start: int, end: int) -> str:
        """Return the text of a span."""
        return self.text[start:end]

    def print_page(self, start: int) -> str | None:
        """Return the printed page on which the character at an offset of `text` stands, or None.

        It is the number as printed (`214`), or `PDF page 9` where the page shows none; None for what was never
        printed.
        """
        if not self.document.print_pages:
            return None
        span = self.offsets.to_source(start, start + 1)
        return None if span is None else self.document.print_page_at(span[0])

    def link(self, start: int, end: int) -> str | None:
        """Return a link to the words of a span on the publisher's page, or None: `why_no_link` says why not."""
        span = self.offsets.to_source(start, end)
        if span is None:
            return None
        source, (low, high) = self.document.source, span
        # A repaired character has no place of its own in the page: take in what stands there without a space between.
        if self.offsets.to_source(start, start + 1) is None:
            before = self.offsets.to_source(max(start - 200, 0), start)
            least = before[1] if before else 0
            while low > least and not source[low - 1].isspace():
                low -= 1
        if self.offsets.to_source(end - 1, end) is None:
            after = self.offsets.to_source(end, end + 200)
            most = after[0] if after else len(source)
            while high < most and not source[high].isspace():
                high += 1
        return link_to_words(self.document, low, high)

    def to_dict(self) -> dict[str, object]:
        """Return text and spans as plain values (the contract's `narrative` object, then ours).

        A sentence of a printed page carries its `page`.
        """
        return {
            "text": self.text,
            "paragraphs": [
                {
                    "n": p.n,
                    "start": p.start,
                    "end": p.end,
                    "pillar": p.pillar,
                    "heading": p.heading,
                    "basis": p.basis,
                    "certainty": p.certainty,
                }
                for p in self.paragraphs
            ],
            "tier_line": None
            if self.tier_line is None
            else {"start": self.tier_line[0], "end": self.tier_line[1]},
            "headings": [
                {"start": h.start, "end": h.end, "text": h.text, "pillar": h.pillar}
                for h in self.headings
            ],
            "sentences": [
                {
                    "paragraph": s.paragraph,
                    "sentence": s.n,
                    "start": s.start,
                    "end": s.end,
                    **({} if (page := self.print_page(s.start)) is None else {"page": page}),
                }
                for s in self.sentences
            ],
            "flags": [flag.to_dict() for flag in self.flags],
        }
