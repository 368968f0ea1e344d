"""What a reader found, put together as a Document: ids, notes, and which edition and country win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.pages.body import Piece, build_blocks
from tierbook.pages.damage import doubts_of, examine
from tierbook.pages.document import Document, TextKind
from tierbook.pages.lines import split_lines
from tierbook.pages.page import Page
from tierbook.pages.wholeness import wholeness_notes
from tierbook.text import late

__all__ = ["Facts", "build_document", "is_edition", "year_in", "year_in_name"]

_PUBLISHER_IDS = {
    "Refworld": "refworld",
    "U.S. Department of State": "state",
    "World Factbook": "factbook",
    "ecoi.net": "ecoi",
    "U.S. embassy": "embassy",
    "Federal Newswire": "newswire",
    "State Newswire": "newswire",
    "news wire": "newswire",
    "tierbook sample": "sample",
}
_YEAR = late(r"(?<!\d)(20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself. Fields are those of `Document`; without an `address` the page's own counts."""

    publisher: str = "unknown"
    issuer: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    edition: int | None = None
    country: str | None = None
    text_kind: TextKind = "narrative"
    text_author: str | None = None
    cite_as: str | None = None
    address: str | None = None
    disclaimer: str | None = None
    last_updated: str | None = None
    accessed: str | None = None
    row: int | None = None
    notes: tuple[str, ...] = field(default=())
    reader: str = ""

    def noted(self, *notes: str) -> Facts:
        """Return the same with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def build_document(
    facts: Facts,
    page: Page,
    pieces: Sequence[Piece],
    *,
    span: tuple[int, int] | None = None,
    lead: tuple[int, int] | None = None,
    print_pages: Sequence[tuple[int, str]] = (),
    file_pages: Sequence[tuple[int, int]] = (),
) -> Document:
    """Make a Document of a page, or of one country's part of it.

    Blocks come with mended characters, id and work from what is known.

    Args:
        facts: what the page says about itself.
        page: the page.
        pieces: the body.
        span: the part of `page.source` that is this Document's, where the page holds several; its `source` is that
            part alone, and the offsets of `pieces`, `print_pages` and repairs count in the whole page.
        lead: a line before `span` that speaks for this part too, such as a tier printed above several countries; it
            becomes the first line of `source`.
        print_pages: printed pages by the offset where they begin.
        file_pages: the same pages by their place in a PDF, from 1.
    """
    low, high = span or (0, len(page.source))
    repairs = [
        r
        for r in page.repairs
        if low <= r.at <= high or not (r.was or r.now)  # what was done to the page as a whole
    ]
    source = page.source[low:high]
    pieces = [piece.shifted(-low) for piece in pieces] if low and lead is None else pieces
    if lead is not None:
        first = page.source[slice(*lead)] + "\n"
        source, low = first + source, low - len(first)
        pieces = [_after_lead(piece, lead, low) for piece in pieces]
    repairs = [replace(r, at=max(r.at - low, 0)) for r in repairs]
    damage = examine(source, *_reach(pieces))
    blocks, mended = build_blocks(source, pieces, damage)
    whole = wholeness_notes(blocks, facts.edition) if facts.text_kind == "narrative" else ()
    country = facts.country.lower() if facts.country else "x"
    work = f"tip-{facts.edition or 'x'}-{country}"
    return Document(
        id=f"{work}-{_PUBLISHER_IDS.get(facts.publisher, 'x')}-{page.sha256[:8]}",
        work=work,
        row=facts.row,
        publisher=facts.publisher,
        issuer=facts.issuer,
        title=facts.title,
        author=facts.author,
        published=facts.published,
        edition=facts.edition,
        country=facts.country,
        text_kind=facts.text_kind,
        text_author=facts.text_author,
        cite_as=facts.cite_as,
        address=facts.address or page.address,
        disclaimer=facts.disclaimer,
        last_updated=facts.last_updated,
        accessed=facts.accessed,
        sha256=page.sha256,
        blocks=blocks,
        source=source,
        repairs=(*repairs, *mended),
        notes=(*facts.notes, *whole, *damage.notes, *doubts_of([block.text for block in blocks])),
        reader=facts.reader,
        furniture=_furniture(source, pieces),
        print_pages=tuple((max(at - low, 0), label) for at, label in print_pages),
        captured=page.captured or page.options.captured,
        page_text=None if span is None else page.source,
        page_span=span,
        file_pages=tuple((max(at - low, 0), number) for at, number in file_pages),
    )


def _reach(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return where the body begins and ends."""
    spans = [span for piece in pieces for span in piece.spans]
    return min((low for low, _ in spans), default=0), max((high for _, high in spans), default=0)


def _after_lead(piece: Piece, lead: tuple[int, int], low: int) -> Piece:
    """Return a piece with its spans counted in a source that begins with the lead."""
    spans = (
        (s - lead[0], e - lead[0]) if s < lead[1] else (s - low, e - low) for s, e in piece.spans
    )
    return piece._replace(spans=tuple(spans))


def _furniture(source: str, pieces: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
    """Return the lines of the source that no piece covers."""
    covered = [span for piece in pieces for span in piece.spans]
    edges = [0, *(edge for span in covered for edge in span), len(source)]
    left = [
        (line.start, line.end)
        for low, high in zip(edges[::2], edges[1::2], strict=True)
        if not source[low:high].isspace()
        for line in split_lines(source, low, high)
    ]
    return tuple(left)


def year_in(words: str | None) -> int | None:
    """Return the first year in a title or name that an edition of the Report can have, or None."""
    for match in _YEAR.finditer(words or ""):
        if is_edition(int(match[1])):
            return int(match[1])
    return None


def year_in_name(name: str) -> int | None:
    """Return the edition that a file's name tells, else its folder's, or None."""
    path = PurePath(name)
    return year_in(path.stem) or year_in(path.parent.name)


def is_edition(year: int) -> bool:
    """Tell whether a year can be an edition; one after the newest known may be and is let through."""
    return FIRST_EDITION <= year <= LAST_EDITION + 15
