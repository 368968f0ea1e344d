"""Where words stand: paragraphs, sentences, and the short form `[4] s. 2`; citations are made in `tierbook.release`."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tierbook.release import short_place as place_in_numbers

__all__ = ["Layout", "short_place"]


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
        return [row for left, right, row in self._in_order if left < end and start < right]

    @cached_property
    def _in_order(self) -> list[tuple[int, int, dict[str, Any]]]:
        """All sentences by number of their paragraph, with where they begin and end."""
        return [
            (row["start"], row["end"], row)
            for number in sorted(self.sentences)
            for row in self.sentences[number]
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
