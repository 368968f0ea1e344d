"""The text of a file in some format, on its way to the readers, and the way back to what the file holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tierbook.pages.document import Block, Document, Repair
from tierbook.text import OffsetMap

__all__ = ["FormatText"]


_NO_MAP = OffsetMap()


class FormatText(NamedTuple):
    """The visible text of a file.

    `furniture` are spans of the text that are no part of the body, in order, each a line of its own. Where the file is
    text itself, `marked` is that text and `offsets` leads from the visible text to it: Documents then show places in
    the file as it is written.
    """

    text: str
    title: str | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    marked: str | None = None
    offsets: OffsetMap = _NO_MAP

    def carry_back(self, document: Document) -> Document:
        """Return a Document read from the visible text with its places in the file, and the notes of the file."""
        document = replace(document, notes=(*document.notes, *self.notes))
        if self.marked is None:
            return replace(document, repairs=(*self.repairs, *document.repairs))
        way = compose(self._within(document), self.offsets)
        offsets = [compose(b.offsets, way) for b in document.blocks]
        blocks = tuple(
            Block(b.kind, b.text, o, b.gap) for b, o in zip(document.blocks, offsets, strict=True)
        )
        repairs = (replace(r, at=_place(way, r.at)) for r in document.repairs)
        return replace(
            document,
            source=self.marked,
            blocks=blocks,
            repairs=(*self.repairs, *repairs),
            furniture=_uncovered(self.marked, offsets),
            print_pages=tuple((_place(way, at), n) for at, n in document.print_pages),
        )

    def _within(self, document: Document) -> OffsetMap:
        """Return the map from a Document's source to the visible text, of which it may be one of several parts.

        A line that speaks for several parts stands before each one's source, and once in the text, above them.
        """
        first, last = document.page_span or (0, len(self.text))
        lead = len(document.source) - (last - first)
        segments = [(lead, first, last - first)]
        above = f"\n{self.text[:first]}".rfind(f"\n{document.source[:lead]}") if lead else -1
        if above >= 0:
            segments.insert(0, (0, above, lead))
        return OffsetMap.of(segments)


def _place(way: OffsetMap, at: int) -> int:
    span = way.to_source(at, at + 1) or way.to_source(0, at + 1)
    return 0 if span is None else span[1] - 1


def compose(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """Return the map that goes through `first` and then through `second`."""
    segments = []
    for target, middle, length in first.segments:
        for t, s, n in second.segments:
            start, end = max(middle, t), min(middle + length, t + n)
            if start < end:
                segments.append((target + start - middle, s + start - t, end - start))
    return OffsetMap.of(segments)


def _uncovered(source: str, maps: Iterable[OffsetMap]) -> tuple[tuple[int, int], ...]:
    """Return the spans that stand in no block, white space around them left out."""
    covered = sorted((s, s + n) for offsets in maps for _, s, n in offsets.segments)
    spans, at = [], 0
    for start, end in [*covered, (len(source), len(source))]:
        low, high = at, start
        while low < high and source[low].isspace():
            low += 1
        while high > low and source[high - 1].isspace():
            high -= 1
        if low < high:
            spans.append((low, high))
        at = max(at, end)
    return tuple(spans)
