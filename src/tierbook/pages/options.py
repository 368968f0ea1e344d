"""What a caller may say about pages, and what reading gives back."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.errors import Problem
from tierbook.pages.document import Document, TextKind

__all__ = ["MAX_SIZE", "ReadOptions", "ReadResult"]

MAX_SIZE = 50_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is known of the pages from elsewhere.

    `country` (a name or an alpha-3 code) and `edition` count for single texts and for records that do not say;
    `edition` wins over a guess from a file's name. The columns name the keys of JSON records.
    """

    country: str | None = None
    edition: int | None = None
    text_kind: TextKind | None = None
    text_column: str = "text"
    country_column: str = "country"
    edition_column: str = "edition"
    max_size: int = MAX_SIZE


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Documents in the order of the page, and the problems met on the way."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
