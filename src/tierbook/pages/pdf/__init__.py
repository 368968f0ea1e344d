"""The Report as PDF, read into a Document for each country: reading order, furniture, printed page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.errors import Problem
from tierbook.pages.document import Document
from tierbook.pages.options import ReadOptions
from tierbook.pages.pdf.opening import looks_like_pdf

__all__ = ["looks_like_pdf", "read_pdf"]


def read_pdf(data: bytes, *, name: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """Yield the Document of each country in a PDF, and what could not be read; the rest is loaded for the first one.

    Raises:
        PageUnreadable: nothing in it can be read, or nothing in it is a narrative of the Report.
    """
    from tierbook.pages.pdf import reading

    yield from reading.read_pdf(data, name=name, options=options)
