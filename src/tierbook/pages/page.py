"""A page on its way to a reader: its text, what it looks like, and what the caller said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tierbook.pages.document import Document, Repair
from tierbook.pages.lines import Line
from tierbook.pages.options import ReadOptions

__all__ = ["Page", "Reader"]


@dataclass(frozen=True, slots=True)
class Page:
    """A single text. `source` is the text; for HTML the visible text."""

    name: str
    source: str
    lines: tuple[Line, ...]
    sha256: str
    options: ReadOptions
    repairs: tuple[Repair, ...] = ()
    html: bool = False
    title: str | None = None
    canonical: str | None = None
    asks_password: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one kind of page: whether it knows the page, and the Document it makes of it."""

    name: str
    knows: Callable[[Page], bool]
    read: Callable[[Page], Document]
