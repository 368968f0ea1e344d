"""Where words stand: anchors, and the short form `[4] s. 2`; citations are made in `tierbook.release`."""

from __future__ import annotations

from typing import Any

from tierbook.release import anchor_of
from tierbook.release import short_place as place_in_numbers

__all__ = ["Layout", "sentence_anchor", "short_place"]


def sentence_anchor(paragraph: int, sentence: int) -> str:
    """Return the anchor of a sentence on its document's page: `p4s2`."""
    return anchor_of(paragraph, sentence)


def short_place(paragraph: int | None, sentence: int | None) -> str:
    """Return the short form of a place; brackets say that the numbers are ours."""
    return "" if paragraph is None else place_in_numbers(paragraph, sentence)


class Layout:
    """Sentences and paragraphs of one narrative, found by place."""

    def __init__(self, narrative: dict[str, Any]) -> None:
        self.text: str = narrative["text"]
        self.paragraphs: list[dict[str, Any]] = narrative["paragraphs"]
        self.headings: list[dict[str, Any]] = narrative.get("headings") or []
        self.tier_line: dict[str, int] | None = narrative.get("tier_line")
        self.sentences: dict[int, list[dict[str, Any]]] = {}
        for row in narrative["sentences"]:
            self.sentences.setdefault(row["paragraph"], []).append(row)

    def sentences_over(self, start: int, end: int) -> list[dict[str, Any]]:
        """Return the sentences that a span touches, in order."""
        return [
            row
            for number in sorted(self.sentences)
            for row in self.sentences[number]
            if row["start"] < end and start < row["end"]
        ]

    def span_of(self, paragraph: int) -> tuple[int, int]:
        """Return the span of a paragraph, or of the tier line for 0."""
        if paragraph == 0:
            line = self.tier_line or {"start": 0, "end": 0}
            return line["start"], line["end"]
        row = self.paragraphs[paragraph - 1]
        return row["start"], row["end"]

    def page_of(self, paragraph: int, sentence: int = 1) -> str:
        """Return the printed page of a sentence as it is cited (`p. 214`), or nothing."""
        for row in self.sentences.get(paragraph, ()):
            if row["sentence"] == sentence and row.get("page"):
                page: str = row["page"]
                return f"p. {page}" if page.isdigit() else page
        return ""
