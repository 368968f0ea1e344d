"""A draft as part of a page: its parts with their sentences, each place a link to the words in the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.release import Draft, Ground, Points, Prose, Sentence, Table, anchor_of

__all__ = ["BlockView", "PartView", "RowView", "view_draft"]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table: its head, and cells with the heads of their columns."""

    head: SafeString
    cells: tuple[tuple[str, SafeString], ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block: `kind` is prose, points, table or remark; what it holds stands in the fields of that kind."""

    kind: str
    lines: tuple[SafeString, ...] = ()
    caption: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[RowView, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """A part with its blocks, and the parts within it."""

    id: str
    heading: str
    blocks: tuple[BlockView, ...]
    within: tuple[PartView, ...] = ()


def view_draft(draft: Draft) -> tuple[PartView, ...]:
    """Return the parts of a draft; those of a lower level within the one before."""
    made: list[PartView] = []
    for n, part in enumerate(draft.parts, 1):
        view = PartView(f"part-{n}", part.heading, tuple(_block(b) for b in part.blocks))
        if part.level > 2 and made:
            last = made.pop()
            made.append(PartView(last.id, last.heading, last.blocks, (*last.within, view)))
        else:
            made.append(view)
    return tuple(made)


def _block(block: object) -> BlockView:
    if isinstance(block, Prose):
        return BlockView("prose", (_sentences(block.sentences),))
    if isinstance(block, Points):
        return BlockView("points", tuple(_sentences(point) for point in block.points))
    if isinstance(block, Table):
        rows = []
        for row in block.rows:
            drawn = [format_html("{}{}", c.text, _places(c.grounds)) for c in row]
            rows.append(RowView(drawn[0], tuple(zip(block.heads[1:], drawn[1:], strict=True))))
        return BlockView("table", (), block.caption, block.heads, tuple(rows))
    return BlockView("remark", (format_html("{}", getattr(block, "text", "")),))


def _sentences(sentences: Iterable[Sentence]) -> SafeString:
    return format_html_join(" ", "{}", ((_sentence(one),) for one in sentences))


def _sentence(one: Sentence) -> SafeString:
    """Draw a sentence; beside a quotation our own words are the quieter ones."""
    ours = '<span class="ours">{}</span>' if any(run.quoted for run in one.runs) else "{}"
    drawn = (format_html("<q>{}</q>" if r.quoted else ours, r.text) for r in one.runs)
    words = format_html_join("", "{}", ((run,) for run in drawn))
    return format_html("{}{}", words, _places(one.grounds))


def _places(grounds: Iterable[Ground]) -> SafeString:
    """Draw where words stand: a link into the library, or the name of what is no text of it."""
    kept = tuple(grounds)
    if not kept:
        return mark_safe("")
    return format_html(" {}", format_html_join(", ", "{}", ((_place(g),) for g in kept)))


def _place(ground: Ground) -> SafeString:
    document, _, place = ground.key.rpartition("#")
    paragraph, _, span = place.partition(".")
    first = span.partition("-")[0]
    if ground.kind != "department" or not paragraph.isdigit() or not first.isdigit():
        return format_html('<span class="at quiet">{}</span>', ground.short)
    return format_html(
        '<a class="at" href="/documents/{}/#{}">{}</a>',
        document,
        anchor_of(int(paragraph), int(first)),
        ground.short,
    )
