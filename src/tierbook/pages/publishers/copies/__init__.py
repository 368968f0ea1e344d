"""Copies at places that are no library: excerpts, news wires, a page for each section, pages of a book."""

from tierbook.pages.page import Reader
from tierbook.pages.publishers.copies import books, excerpts, sections, wires

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (wires.READER, excerpts.READER, sections.READER, books.READER)
