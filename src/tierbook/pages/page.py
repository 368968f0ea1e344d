"""A page on its way to a reader: its text, what it looks like, and what the caller said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tierbook.errors import Problem
from tierbook.pages.document import Document, Repair
from tierbook.pages.layout import Layout
from tierbook.pages.lines import Line
from tierbook.pages.options import ReadOptions

__all__ = ["Page", "Reader"]


@dataclass(frozen=True)  # without slots, for `low`
class Page:
    """A page as text. `source` is the text; for HTML the visible text, furniture included.

    `lines` are those of the body: what the layout calls furniture is in `source` and in no line. `layout` names the
    layout that was chosen, `fields` holds what it found. `address` is the page's own, else its container's; that of
    a capture in a web archive is the original's, with `capture` telling who keeps it and `captured` its day.
    `furniture` are the words of what was set apart in HTML, in page order.
    """

    name: str
    source: str
    lines: tuple[Line, ...]
    sha256: str
    options: ReadOptions
    repairs: tuple[Repair, ...] = ()
    html: bool = False
    layout: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    address: str | None = None
    asks_password: bool = False
    row: int | None = None
    capture: str | None = None
    captured: str | None = None
    furniture: tuple[str, ...] = ()

    @cached_property
    def low(self) -> str:
        """Return the text in small letters; made once, since many ask."""
        return self.source.lower()


class Reader(NamedTuple):
    """A reader of one publisher's pages.

    `knows` tells whether a page is its own; `read` gives the Documents on it (several where a page holds many
    countries) and Problems of parts that could not be read. `layouts` are the HTML layouts it knows.
    """

    name: str
    knows: Callable[[Page], bool]
    read: Callable[[Page], Iterable[Document | Problem]]
    layouts: tuple[Layout, ...] = ()
