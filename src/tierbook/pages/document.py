"""The Document: what a page says about itself, and its body as blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from tierbook.text import OffsetMap

__all__ = ["KIND_ORDER", "Block", "BlockKind", "Document", "Repair", "TextKind"]

BlockKind = Literal["tier_line", "heading", "paragraph", "item"]
TextKind = Literal["narrative", "summary", "excerpt", "sample"]
# The fullest first.
KIND_ORDER: tuple[TextKind, ...] = ("narrative", "excerpt", "summary", "sample")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body, in reading order.

    `text` has no line break and no outer white space. `offsets` maps offsets in `text` to offsets in
    `Document.source`. `gap` counts the empty lines before the block (two may stand where a heading was lost).
    """

    kind: BlockKind
    text: str
    offsets: OffsetMap
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to the page's characters, at an offset in `Document.source`."""

    at: int
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text on one country as one publisher gives it. Never interpreted here.

    `source` is the page as text (decoded; for HTML its visible text): the target of the offset maps. `publisher` is
    who serves the page (Refworld); `issuer` who published the Report (the page's own Publisher line). A field that
    the page leaves empty is None, and `notes` says so. `edition` and `country` may be None. `furniture` are the spans
    of `source` that stand in no block: menus, labels, the header that was read into the fields. `print_pages` are the
    pages of a printed Report as (offset in `source` where it begins, its number as printed); empty for what was
    never printed. `captured` is the day on which the page was taken from its site (`YYYY-MM-DD`), where the container
    that held it says so. Where a page holds several Documents, `page_text` is the text of the whole page (one string,
    shared by all of them) and `page_span` the part of it that is this one's. `file_pages` are the pages of a PDF as
    (offset in `source`, place in the file from 1).
    """

    id: str
    work: str
    row: int | None
    publisher: str
    issuer: str | None
    title: str | None
    author: str | None
    published: str | None
    edition: int | None
    country: str | None
    text_kind: TextKind
    text_author: str | None
    cite_as: str | None
    address: str | None
    disclaimer: str | None
    last_updated: str | None
    accessed: str | None
    sha256: str
    blocks: tuple[Block, ...]
    source: str
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()
    reader: str = ""
    furniture: tuple[tuple[int, int], ...] = ()
    print_pages: tuple[tuple[int, str], ...] = ()
    captured: str | None = None
    page_text: str | None = None
    page_span: tuple[int, int] | None = None
    file_pages: tuple[tuple[int, int], ...] = ()

    def print_page_at(self, offset: int) -> str | None:
        """Return the number of the printed page that holds an offset of `source`, or None."""
        at = bisect_right(self.print_pages, offset, key=lambda page: page[0])
        return self.print_pages[at - 1][1] if at else None

    def file_page_at(self, offset: int) -> int | None:
        """Return the place in its PDF of the page that holds an offset of `source`, or None."""
        at = bisect_right(self.file_pages, offset, key=lambda page: page[0])
        return self.file_pages[at - 1][1] if at else None

    def metadata(self) -> dict[str, object]:
        """Return the fields of the contract's `document` object, in its order, then ours."""
        return {
            "id": self.id,
            "work": self.work,
            "row": self.row,
            "publisher": self.publisher,
            "issuer": self.issuer,
            "title": self.title,
            "author": self.author,
            "published": self.published,
            "edition": self.edition,
            "country": self.country,
            "text_kind": self.text_kind,
            "text_author": self.text_author,
            "cite_as": self.cite_as,
            "address": self.address,
            "disclaimer": self.disclaimer,
            "last_updated": self.last_updated,
            "accessed": self.accessed,
            "captured": self.captured,
            "sha256": self.sha256,
            "notes": list(self.notes),
        }

    def to_dict(self) -> dict[str, object]:
        """Return metadata, blocks and repairs as plain values."""
        return {
            **self.metadata(),
            "reader": self.reader,
            "print_pages": [label for _, label in self.print_pages],
            "blocks": [{"kind": b.kind, "text": b.text, "gap": b.gap} for b in self.blocks],
            "furniture": [self.source[start:end] for start, end in self.furniture],
            "repairs": [
                {"at": r.at, "was": r.was, "now": r.now, "why": r.why} for r in self.repairs
            ],
        }
