"""From lines of a page to blocks: tier line, headings, paragraphs, items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tierbook.editions import Section, read_heading, read_tier_line
from tierbook.pages.damage import Damage
from tierbook.pages.document import Block, BlockKind, Repair
from tierbook.pages.lines import Line, trimmed
from tierbook.pages.mending import mend
from tierbook.text import late

__all__ = ["Piece", "build_blocks", "pieces_of"]

_BULLET = late(r"(?:[•●▪◦‣·*–-]|\uf0b7|o(?=\t))\s+(?=\S)")
_INLINE = late(
    r"\s*(?:(?:[•●▪◦‣]|\uf0b7)(?:\s+|(?=[A-Z]))|(?<![^\s.;:!?”\"’)])(?:\*|[-–])\s+(?=[A-ZÀ-Þ“\"]))"
)
_SIGNS = ("•", "* ", "- ", "– ", "●", "▪", "◦", "‣", "\uf0b7")
_SURE_BULLETS = "•●▪◦‣\uf0b7"
_ENDS = late(r"[.!?:;][\"”’')\]]*$")
_GLUED_HEADING = late(
    r"(?<=[.!?;:)\"”’ﬂ\]A-Z])\s*(?P<heading>PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING PROFILE|GOVERNMENT EFFORTS"
    r"|(?:PRIORITIZED )?RECOMMENDATIONS(?: FOR (?:THE )?[A-ZÀ-Þ][A-ZÀ-Þ ,.'’()-]*[A-ZÀ-Þ)])?)"
    r":?(?=\s*[A-Z][a-z])"
)
_HEADING_WORDS = (
    "PROSECUTION",
    "PROTECTION",
    "PREVENTION",
    "TRAFFICKING PROFILE",
    "GOVERNMENT EFFORTS",
    "RECOMMENDATIONS",
)
_GLUED_SENTENCE = late(r"[.!?][\"”ﬂ]?(?=[A-Z][A-Za-z]*(?:['’]s)?[ ,-])")
_BEFORE_STOP = late(r"(?:[A-Za-z][a-z]|[\d)%\]\"”ﬂ])$")
_ABBREVIATED = late(r"\b(?:St|No|Dr|Mr|Ms|Mrs)$")
_OPEN_TIER = late(r"\btier\s*2\s*[-–—]?$", re.I)
_WATCH_LIST = late(r"WATCH\s?LIST(?=[A-Z][a-z]|\)?$)\)?|Watch\s?List\)?$")
_WRAP_MIN = 50
_TWO = 2


class Piece(NamedTuple):
    """A block before its characters are mended: its kind, its spans in the source, the empty lines before it.

    `parted` tells that the page has no line break before it: one was lost.
    """

    kind: BlockKind
    spans: tuple[tuple[int, int], ...]
    gap: int
    parted: bool = False

    def shifted(self, by: int) -> Piece:
        """Return the piece in a source that begins `by` characters earlier (a negative number: later)."""
        return self._replace(spans=tuple((start + by, end + by) for start, end in self.spans))


def pieces_of(source: str, lines: Sequence[Line], *, tier_line: bool = True) -> list[Piece]:
    """Sort lines into pieces; wrapped lines of one paragraph are put together.

    Args:
        source: the page as text.
        lines: the lines of the body, furniture left out.
        tier_line: whether the first line that reads as one is the tier line.
    """
    lines = [line for line in lines if line.text]  # a reader may have taken all of a line away
    width = _wrap_width(lines)
    pieces: list[Piece] = []
    run: list[tuple[int, int]] = []
    run_kind: BlockKind = "paragraph"
    run_gap = 0
    run_parted = False
    seen_tier = not tier_line

    def close() -> None:
        nonlocal run, run_parted
        if run:
            pieces.append(Piece(run_kind, tuple(run), run_gap, run_parted))
            run, run_parted = [], False

    previous: Line | None = None
    for line in lines:
        rest = _rest_of_tier(pieces[-1] if pieces and not run else None, line, source)
        if rest:
            pieces[-1] = pieces[-1]._replace(
                spans=(*pieces[-1].spans, (line.start, line.start + rest))
            )
            low, high = trimmed(source, line.start + rest, line.end)
            if low < high:
                run_kind, run_gap, run, run_parted = "paragraph", 0, [(low, high)], True
                previous = line
            continue
        if not seen_tier and read_tier_line(line.text):
            close()
            pieces.append(Piece("tier_line", ((line.start, line.end),), line.gap))
            seen_tier, previous = True, None
            continue
        if read_heading(line.text):
            close()
            pieces.append(Piece("heading", ((line.start, line.end),), line.gap))
            previous = None
            continue
        bullet = _BULLET.match(line.text)
        if (
            run
            and previous is not None
            and not (bullet or line.item)
            and _goes_on(previous, line, width)
        ):
            run.append((line.start, line.end))
        else:
            close()
            run_kind, run_gap = ("item" if bullet or line.item else "paragraph"), line.gap
            run = [(line.start + (bullet.end() if bullet else 0), line.end)]
        previous = line
    close()
    return _set_apart(source, pieces)


def _set_apart(source: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Set apart what is glued within pieces: headings, paragraphs, items of lists."""
    section: Section | None = None
    parts: list[Piece] = []
    for piece in pieces:
        for part in _unglue(source, piece):
            if part.kind == "heading":
                section = read_heading(source[slice(*part.spans[0])])
            elif part.parted and section == "recommendations":
                part = part._replace(kind="item")
                if parts[-1].kind == "paragraph" and parts[-1].spans[0][1] <= part.spans[0][0]:
                    parts[-1] = parts[-1]._replace(kind="item")
            parts += _unlist(source, part, listed=section == "recommendations")
    return parts


def _rest_of_tier(before: Piece | None, line: Line, source: str) -> int:
    """Return how many signs at the head of a line end the tier line before it: "TIER 2" and, below, "WATCH LIST"."""
    if before is None or before.kind != "tier_line" or len(before.spans) != 1:
        return 0
    if not _OPEN_TIER.search(source[slice(*before.spans[0])]):
        return 0
    match = _WATCH_LIST.match(line.text)
    return match.end() if match else 0


def build_blocks(
    source: str, pieces: Sequence[Piece], damage: Damage
) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    """Mend the characters of pieces and make them blocks; empty ones are left out."""
    blocks: list[Block] = []
    repairs: list[Repair] = []
    for piece in pieces:
        text, offsets, mended = mend(source, piece.spans, damage)
        if piece.parted:
            repairs.append(Repair(piece.spans[0][0], "", "\n\n", "line break lost in PDF text"))
        repairs += mended
        low = len(text) - len(text.lstrip())
        high = len(text.rstrip())
        if low < high:
            if low or high < len(text):
                offsets = offsets.window(low, high)
                text = text[low:high]
            blocks.append(Block(piece.kind, text, offsets, piece.gap))
    return tuple(blocks), tuple(repairs)


def _goes_on(before: Line, line: Line, width: int) -> bool:
    """Tell whether a line continues the paragraph of the line before."""
    if line.gap:
        return False
    if line.text[0].islower():
        return True
    if not _ENDS.search(before.text):
        return len(before.text) >= _WRAP_MIN
    return width > 0 and len(before.text) >= 0.8 * width


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the page's lines are wrapped, 0 where they are not."""
    lengths = sorted((len(line.text) for line in lines), reverse=True)
    if len(lengths) < 6 or lengths[0] > 160:
        return 0
    near = sum(1 for length in lengths if length >= lengths[0] * 0.8)
    return lengths[0] if near >= len(lengths) * 0.4 else 0


def _unglue(source: str, piece: Piece) -> list[Piece]:
    """Set apart headings and paragraphs that PDF text has glued together without a space."""
    if piece.kind != "paragraph" or len(piece.spans) != 1:
        return [piece]
    (start, end), gap, parted = piece.spans[0], piece.gap, False
    parts: list[Piece] = []
    for match in _glued(source, start, end):
        parts.append(Piece("paragraph", ((start, match.start()),), gap, parted))
        if "heading" in match.re.groupindex:
            parts.append(Piece("heading", (match.span("heading"),), 0, parted=True))
        else:
            parts[-1] = Piece("paragraph", ((start, match.end()),), gap, parted)
        start, gap, parted = match.end(), 0, True
    parts.append(Piece("paragraph", ((start, end),), gap, parted))
    return [_trimmed(source, part) for part in parts if source[slice(*part.spans[0])].strip()]


def _unlist(source: str, piece: Piece, *, listed: bool) -> list[Piece]:
    """Set apart the items of a list that is printed in one run: by bullets, or by stars or dashes, two at least.

    Where a list is `listed` by the heading above, what stands before the first sign is an item too.
    """
    if piece.kind not in ("paragraph", "item") or len(piece.spans) != 1:
        return [piece]
    start, end = piece.spans[0]
    words = source[start:end]
    if not any(sign in words for sign in _SIGNS):
        return [piece]
    found = [
        match for match in _INLINE.finditer(source, start, end) if _begins(source, match, start)
    ]
    if not found or (len(found) < _TWO and not any(s in found[0][0] for s in _SURE_BULLETS)):
        return [piece]
    edges = [start, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), end]
    parts: list[Piece] = []
    for i, (low, high) in enumerate(zip(edges, ends, strict=True)):
        if not source[low:high].strip():
            continue
        kind: BlockKind = "item" if i or listed or piece.kind == "item" else "paragraph"
        if not i and read_heading(source[low:high]):
            kind = "heading"
        gap = piece.gap if not parts else 0
        parts.append(_trimmed(source, Piece(kind, ((low, high),), gap, piece.parted and not i)))
    return parts


def _begins(source: str, match: re.Match[str], start: int) -> bool:
    """Tell whether a sign can begin an item: at the head, or after the end of the one before."""
    if match.start() == start:
        return True
    if any(sign in match[0] for sign in _SURE_BULLETS):
        return True
    return match[0][0].isspace() and bool(_ENDS.search(source, start, match.start()))


def _glued(source: str, start: int, end: int) -> list[re.Match[str]]:
    """Return where a heading stands glued within a paragraph, and where a sentence is glued to the one before."""
    words = source[start:end]
    found: list[re.Match[str]] = []
    if any(word in words for word in _HEADING_WORDS):
        found = list(_GLUED_HEADING.finditer(source, start, end))
    for match in _GLUED_SENTENCE.finditer(source, start, end):
        before = source[max(start, match.start() - 5) : match.start()]
        if _BEFORE_STOP.search(before) and not _ABBREVIATED.search(before):
            found.append(match)
    found.sort(key=lambda match: match.start())
    return [match for i, match in enumerate(found) if not i or match.start() >= found[i - 1].end()]


def _trimmed(source: str, piece: Piece) -> Piece:
    ((low, high),) = piece.spans
    low, high = trimmed(source, low, high)
    return Piece(piece.kind, ((low, high),), piece.gap, piece.parted)
