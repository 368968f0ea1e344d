"""What a caller may say about pages, and what reading gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierbook.errors import Problem
from tierbook.pages.document import Document, TextKind

__all__ = ["MAX_PDF_SIZE", "MAX_SIZE", "ReadOptions", "ReadResult"]

MAX_SIZE = 50_000_000
MAX_PDF_SIZE = 500_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is known of the pages from elsewhere.

    `country` (a name or an alpha-3 code) and `edition` count for single texts and for records that do not say;
    `edition` wins over a guess from a file's name. The columns name the keys of JSON records. `address` and `captured`
    (a day, `YYYY-MM-DD`) are what a container says of the page in it: where it was taken from, and when; the page's own
    word on its address wins.
    """

    country: str | None = None
    edition: int | None = None
    text_kind: TextKind | None = None
    text_column: str = "text"
    country_column: str = "country"
    edition_column: str = "edition"
    max_size: int = MAX_SIZE
    address: str | None = None
    captured: str | None = None

    def taken(self, address: str | None, captured: str | None) -> ReadOptions:
        """Return the options for a page of which a container says where it was taken from, and when."""
        if address is None and captured is None:
            return self
        return replace(self, address=address or self.address, captured=captured or self.captured)

    def limit(self, head: bytes) -> int:
        """Return the most bytes that a file beginning with `head` may have: a whole Report as PDF may have more."""
        if self.max_size == MAX_SIZE and b"%PDF-" in head:
            return MAX_PDF_SIZE
        return self.max_size


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Documents in the order of the page, and the problems met on the way.

    `many` tells that the file is of a kind that holds many texts, however many there are in it.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    many: bool = False
