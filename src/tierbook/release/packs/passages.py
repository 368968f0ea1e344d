"""Whole sentences of held texts, with the one before where they lean on it, and how a pack cites them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tierbook.dossier import HeldText, Quote
from tierbook.release.citations import (
    headings_of,
    name_text,
    place_in_words,
    short_place,
    web_address,
)
from tierbook.release.drafts.model import Ground
from tierbook.text import leans_back

__all__ = ["Passage", "Passages", "name_held", "statement_grounds"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one paragraph.

    Attributes:
        document: id of the text.
        edition: its edition.
        text_kind: narrative, excerpt, summary or sample.
        paragraph: number of the paragraph; 0 is the line with the tier.
        first: number of the first sentence.
        last: number of the last.
        start: where the words begin, in code points of the text.
        end: where they end.
        words: the words, with runs of white space as one space.
    """

    document: str
    edition: int | None
    text_kind: str
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    words: str

    @property
    def short(self) -> str:
        """Return the place in our numbers: `[4] s. 2-3`."""
        return short_place(self.paragraph, self.first, self.last)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


class Passages:
    """The sentences of one text, by their places."""

    def __init__(self, text: HeldText) -> None:
        self.text = text
        self._spans = {
            (s["paragraph"], s["sentence"]): (s["start"], s["end"]) for s in text.sentences
        }
        self._pages = {
            (s["paragraph"], s["sentence"]): s["page"] for s in text.sentences if s.get("page")
        }
        self._pillars = [str(p["pillar"]) for p in text.paragraphs]
        self._headings = headings_of(text.record["narrative"])
        self._starts = [p["start"] for p in text.paragraphs]
        rows = (e for finding in text.findings for e in finding["evidence"])
        self._links = {(e["paragraph"], e["sentence"]): e.get("link") for e in rows}

    def at(self, paragraph: int, sentence: int) -> Passage:
        """Return one sentence, with the one before where it leans on that."""
        start, _ = self._spans[paragraph, sentence]
        first = sentence
        if leans_back(self.text.text[start:]) and (paragraph, sentence - 1) in self._spans:
            first -= 1
        return self.between(paragraph, first, sentence)

    def of(self, quote: Quote) -> Passage:
        """Return what a quote stands in."""
        return self.at(quote.paragraph, quote.sentence)

    def between(self, paragraph: int, first: int, last: int) -> Passage:
        """Return sentences of one paragraph from the first to the last."""
        start, end = self._spans[paragraph, first][0], self._spans[paragraph, last][1]
        text = self.text
        words = " ".join(text.text[start:end].split())
        return Passage(
            text.document, text.edition, text.text_kind, paragraph, first, last, start, end, words
        )  # fmt: skip

    def pillar(self, paragraph: int) -> str:
        """Return the pillar of a paragraph; `tier` for the line with the tier."""
        return self._pillars[paragraph - 1] if paragraph else "tier"

    def joined(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return passages in the order of the text, those that share a sentence as one."""
        found: list[Passage] = []
        for one in sorted(set(passages), key=lambda p: (p.paragraph, p.first, p.last)):
            before = found[-1] if found else None
            if before and before.paragraph == one.paragraph and one.first <= before.last:
                found[-1] = self.between(one.paragraph, before.first, max(before.last, one.last))
            else:
                found.append(one)
        return found

    def ground(self, passage: Passage, *, words: bool = True) -> Ground:
        """Return how a pack cites a passage.

        Args:
            passage: of this text.
            words: whether the note repeats the words; not where they stand above it.
        """
        page = self._pages.get((passage.paragraph, passage.first))
        span = passage.paragraph, passage.first, passage.last
        place = place_in_words(self._headings, self._starts, *span, page=page)
        quoted = f"“{passage.words}” " if words else ""
        return Ground(
            kind="department",
            key=f"{passage.document}#{passage.paragraph}.{passage.first}-{passage.last}",
            short=f"{passage.edition} {passage.short}",
            note=f"{quoted}{name_held(self.text)}, {place}.",
            href=self._link(passage),
        )

    def _link(self, passage: Passage) -> str | None:
        """Return a link to the words, else to their paragraph, else to the page."""
        address = web_address(self.text.metadata) or None
        if address is None or not passage.paragraph:
            return address
        paragraph = self.text.paragraphs[passage.paragraph - 1]
        words = self._links.get((passage.paragraph, passage.first))
        return words or paragraph.get("link") or address


def name_held(text: HeldText) -> str:
    """Return what a held text is, in a few words: whose, which edition, which country, which kind."""
    author = text.metadata.get("text_author")
    return name_text(text.country, text.edition, text.text_kind, author=author)


def statement_grounds(
    quotes: Iterable[Quote], passages: Mapping[str, Passages], most: int
) -> tuple[Ground, ...]:
    """Return the grounds of quotes of several texts, the first ones, each sentence once.

    Args:
        quotes: in the order of their weight.
        passages: of each text, by its id.
        most: how many are kept.
    """
    kept: dict[str, Ground] = {}
    for quote in quotes:
        if len(kept) < most:
            ground = passages[quote.document].ground(passages[quote.document].of(quote))
            kept.setdefault(ground.key, ground)
    return tuple(kept.values())
