"""The pages of a PDF one after the other, each sorted and put in order, a few at a time in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tierbook.editions import read_tier_line
from tierbook.pages.pdf.columns import Column, cut_column, order_lines
from tierbook.pages.pdf.extracting import extract_page
from tierbook.pages.pdf.furniture import BodyFace, Sorted, find_numbers, number_of, sort_page
from tierbook.pages.pdf.hyphens import Vocabulary
from tierbook.pages.pdf.naming import Names
from tierbook.pages.pdf.printed import Box, PrintedPage, TextLine
from tierbook.pages.pdf.wording import names_tier

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["LaidPage", "lay_pages"]

_AROUND = 4


@dataclass(slots=True)
class LaidPage:
    """A page with its columns in reading order; `number` is the printed one, `size` the height of its body's type."""

    index: int
    number: str | None
    size: float
    columns: list[Column]
    sorted: Sorted = field(default_factory=Sorted)
    skipped: str | None = None
    empty: bool = False

    @property
    def label(self) -> str:
        """Return the printed number, or where none was found the page's place in the file."""
        return self.number or f"PDF page {self.index + 1}"


def lay_pages(pdf: PdfDocument, names: Names, vocabulary: Vocabulary) -> Iterator[LaidPage]:
    """Yield the pages of a PDF in order.

    Names and vocabulary have learned from each page, and from a few after it, when it is given.
    """
    count = len(pdf)
    face = BodyFace()
    window: deque[PrintedPage] = deque()
    at = 0
    for index in range(count):
        while at < min(count, index + _AROUND + 1):
            page = extract_page(pdf, at)
            page.set_margin()
            page.numbers = find_numbers(page)
            names.learn(page)
            vocabulary.learn(page.lines)
            window.append(page)
            at += 1
        while window[0].index < index - _AROUND:
            window.popleft()
        page = next(one for one in window if one.index == index)
        if page.skipped is not None:
            yield LaidPage(index, None, 0.0, [], skipped=page.skipped)
            continue
        type_face = face.of(page)
        around = [other for other in window if other is not page and not other.skipped]
        found = sort_page(page, around, type_face)
        number = number_of(page, [one for one in window if not one.skipped])
        columns = order_lines(found.body, heads=_is_head, boxes=page.boxes)
        fillers: list[TextLine | Box] = [*found.inside]
        fillers += [box for box in page.boxes if box.picture]
        columns = [part for column in columns for part in cut_column(column, fillers)]
        yield LaidPage(index, number, type_face[0], columns, found, empty=not page.lines)


def _is_head(line: TextLine) -> bool:
    """Tell the heading of a country, which may stand over all columns."""
    return names_tier(line.text) and read_tier_line(line.text) is not None
