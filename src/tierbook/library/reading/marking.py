"""Evidence drawn into a paragraph: sentences with anchors, marks by pillar, references behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString, mark_safe

from tierbook.library.reading.markup import format_html, format_html_join

__all__ = ["Mark", "Reference", "draw_sentence", "nest_marks"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that stands behind a mark (`C3`) and leads to the note of its finding."""

    name: str
    letter: str
    again: bool = False

    def draw(self) -> SafeString:
        """Return the reference as a raised link."""
        return format_html(
            '<a class="ref up n-{}" href="#f-{}" aria-label="Finding {}{}">{}</a>',
            self.letter.lower(),
            self.name,
            self.name,
            ", further evidence" if self.again else "",
            self.name,
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that is underlined: offsets in the narrative's text, the pillar's letter, references behind it."""

    start: int
    end: int
    letter: str
    anchor: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(slots=True)
class Node:
    """A mark with what lies inside it."""

    mark: Mark
    inside: list[Node] = field(default_factory=list)


def nest_marks(marks: Iterable[Mark]) -> list[Node]:
    """Return marks as a tree; a mark that crosses another's end is cut there, its references stay with the rest.

    Marks of one pillar on the same span become one mark with all references; the first anchor stays.
    """
    merged: dict[tuple[int, int, str], Mark] = {}
    for mark in marks:
        key = (mark.start, mark.end, mark.letter)
        if key in merged:
            kept = merged[key]
            merged[key] = replace(kept, references=kept.references + mark.references)
        elif mark.start < mark.end:
            merged[key] = mark
    return _nest(sorted(merged.values(), key=_order))


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.letter


def _nest(marks: list[Mark]) -> list[Node]:
    nodes: list[Node] = []
    rest = marks
    while rest:
        outer, *rest = rest
        inside = []
        beyond = []
        for mark in rest:
            if mark.start >= outer.end:
                beyond.append(mark)
            elif mark.end <= outer.end:
                inside.append(mark)
            else:
                inside.append(replace(mark, end=outer.end, references=()))
                beyond.append(replace(mark, start=outer.end, anchor=""))
        nodes.append(Node(outer, _nest(sorted(inside, key=_order))))
        rest = sorted(beyond, key=_order)
    return nodes


def draw_sentence(
    text: str, start: int, end: int, marks: Iterable[Mark], anchor: str
) -> SafeString:
    """Return one sentence as HTML, everything escaped, with its anchor and the marks that lie in it."""
    clipped = []
    for mark in marks:
        if mark.end <= start or mark.start >= end:
            continue
        runs_on = mark.end > end
        left, right = _without_space(text, max(mark.start, start), min(mark.end, end))
        clipped.append(
            Mark(
                left,
                right,
                mark.letter,
                mark.anchor if mark.start >= start else "",
                () if runs_on else mark.references,
            )
        )
    body = _draw(text, start, end, nest_marks(clipped))
    return format_html('<span class="s" id="{}">{}</span>', anchor, body)


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends; a span of white space alone stays as it is."""
    words = text[start:end]
    if not words.strip():
        return start, end
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _draw(text: str, start: int, end: int, nodes: list[Node]) -> SafeString:
    parts: list[tuple[object]] = []
    place = start
    for node in nodes:
        parts.append((text[place : node.mark.start],))
        inner = _draw(text, node.mark.start, node.mark.end, node.inside)
        anchor = format_html(' id="{}"', node.mark.anchor) if node.mark.anchor else mark_safe("")
        parts.append(
            (
                format_html(
                    '<mark class="m-{}"{}>{}</mark>', node.mark.letter.lower(), anchor, inner
                ),
            )
        )
        parts.append((format_html_join("", "{}", ((r.draw(),) for r in node.mark.references)),))
        place = node.mark.end
    parts.append((text[place:end],))
    return format_html_join("", "{}", parts)
