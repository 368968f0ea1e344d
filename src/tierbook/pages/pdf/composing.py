"""From the lines of one narrative to its source text, paragraphs and printed pages.

The source holds all words in the order in which they are read, a paragraph on one line as far as no furniture stands
within it, and each line of furniture on its own. A word that was broken at a line's end stands whole, with a soft
hyphen (U+00AD) where the printed hyphen was no part of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from tierbook.editions import read_heading
from tierbook.pages.body import Piece
from tierbook.pages.document import BlockKind, Repair
from tierbook.pages.pdf.glyphs import Mended, has_lost_glyphs, show_lost
from tierbook.pages.pdf.hyphens import Vocabulary
from tierbook.pages.pdf.printed import TextLine, is_bold
from tierbook.text import late

__all__ = ["Composed", "Entry", "Habits", "compose"]

_BULLET = late(r"(?:[•●▪◦‣·∙■□*–-]|\uf0b7|\uf0a7|o(?=\s))\s+(?=\S)")
_ENDS = late(r"[.!?][\"”’')\]]*\*?$")
_STARTS_UP = late(r"[“\"‘'(\[]?[A-Z0-9À-Þ]")
_BROKEN = late(r"[^\W_]-$")
_SUSPENDED = late(r"(?:and|or)\b")  # `sex- and labor trafficking`
_LEAD = 1.35
_PROSE = 20
_FULL = 0.8
_FEW = 2
_INDENT = (0.7, 4.0)


@dataclass(slots=True)
class Entry:
    """One thing on the way through a narrative: a line of the body, furniture, the beginning of a page, a tier line.

    `column` numbers the columns of the whole file; `left` and `right` are the edges of the line's own. `number` is a
    page's place in the file, from 1.
    """

    kind: str
    text: str
    line: TextLine | None = None
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    number: int = 0
    mended: list[Mended] = field(default_factory=list)


@dataclass(slots=True)
class Composed:
    """The source of one narrative and what stands where in it."""

    source: str
    pieces: list[Piece] = field(default_factory=list)
    print_pages: list[tuple[int, str]] = field(default_factory=list)
    file_pages: list[tuple[int, int]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    prose: int = 0


@dataclass(slots=True)
class Habits:
    """How paragraphs are told apart in a file, as far as it has been read: `gaps` counts those apart by white."""

    gaps: int = 0


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a narrative is set: the distance of lines, and what tells paragraphs apart."""

    pitch: float
    indents: bool
    gaps: bool


def compose(entries: Sequence[Entry], vocabulary: Vocabulary, habits: Habits) -> Composed:
    """Put a narrative together from its entries in reading order."""
    _mend_glyphs(entries, vocabulary)
    _join_words(entries, vocabulary)
    manner = _manner(entries, habits)
    pitch = manner.pitch
    writer = _Writer()
    previous: Entry | None = None
    skip = 0
    for i, entry in enumerate(entries):
        if entry.kind == "page":
            writer.page(entry.text, entry.number)
        elif entry.kind == "furniture":
            writer.furniture(entry.text)
        elif entry.kind == "tier":
            if (
                writer.kind == "tier_line"
            ):  # the tier stands above several countries, and here is the name
                writer.go_on(entry.text)
            else:
                writer.begin("tier_line", 0, entry.text)
            previous = None
        elif not entry.text:
            continue
        elif skip:
            skip -= 1
            writer.go_on(entry.text)
        else:
            writer.repair(entry)
            count = _heading_at(entries, i, previous)
            if count:
                writer.begin("heading", _gap(previous, entry, pitch), entry.text)
                skip, previous = count - 1, None
                continue
            bullet = _BULLET.match(entry.text)
            if (
                previous is not None
                and not bullet
                and _continues(previous, entry, manner, item=writer.kind == "item")
            ):
                writer.go_on(entry.text)
            else:
                kind: BlockKind = "item" if bullet else "paragraph"
                writer.begin(
                    kind, _gap(previous, entry, pitch), entry.text, bullet.end() if bullet else 0
                )
            previous = entry
    return writer.finish()


class _Writer:
    """The source under construction."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.kind: BlockKind | None = None
        self.gap = 0
        self.spans: list[list[int]] = []
        self.broken = False
        self.mended: list[Mended] = []
        self.done = Composed("")

    def page(self, label: str, number: int) -> None:
        self.done.print_pages.append((self.at, label))
        self.done.file_pages.append((self.at, number))

    def furniture(self, text: str) -> None:
        self._write(show_lost(text))
        self.broken = True

    def begin(self, kind: BlockKind, gap: int, text: str, skip: int = 0) -> None:
        self._close()
        if self.parts and gap:
            self._put("\n")
        self.kind, self.gap = kind, gap
        start = self._write(text)
        self.spans = [[start + skip, self.at - 1]]
        self.broken = False

    def go_on(self, text: str) -> None:
        if not self.broken:
            self.parts[-1] = self.parts[-1][:-1] + " "  # a paragraph stands on one line
        start = self._write(text)
        if self.broken:
            self.spans.append([start, self.at - 1])
        else:
            self.spans[-1][1] = self.at - 1
        self.broken = False

    def finish(self) -> Composed:
        self._close()
        self.done.source = "".join(self.parts)
        return self.done

    def repair(self, entry: Entry) -> None:
        """Note what was put right in the line that is written next."""
        self.mended = entry.mended

    def _write(self, text: str) -> int:
        start = self.at
        for one in self.mended:
            why = "glyph without a letter in the PDF"
            self.done.repairs.append(Repair(start + one.at, one.was, one.now, why))
        self.mended = []
        self._put(text + "\n")
        return start

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _close(self) -> None:
        if self.kind is not None and self.spans:
            spans = tuple((low, high) for low, high in self.spans if low < high)
            if spans:
                self.done.pieces.append(Piece(self.kind, spans, self.gap))
            if self.kind in ("paragraph", "item"):
                self.done.prose += sum(high - low for low, high in spans)
        self.kind, self.spans = None, []


def _mend_glyphs(entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
    """Put ligatures in the place of codes for which the PDF gives no letter."""
    for entry in entries:
        if entry.line is not None and has_lost_glyphs(entry.text):
            entry.text, entry.mended = vocabulary.glyphs.mend(
                entry.text, entry.line.font, vocabulary.words
            )


def _join_words(entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
    """Put words that a line breaks together, on the first of its lines."""
    lines = [entry for entry in entries if entry.kind in ("line", "tier")]
    for entry, after in zip(lines, [*lines, None][1:], strict=True):
        if entry.line is None or entry.kind != "line":
            continue
        ends = entry.text.endswith("-") and _BROKEN.search(entry.text)
        if not entry.line.hyphen and not ends:
            continue
        before = entry.text if entry.line.hyphen else entry.text[:-1]
        goes_on = after is not None and after.kind == "line" and after.text[:1].isalnum()
        if after is None or not goes_on or _SUSPENDED.match(after.text):
            entry.text = before + "-"
            continue
        sign = "-" if vocabulary.keeps_hyphen(before, after.text) else "\u00ad"
        head, _, rest = after.text.partition(" ")
        entry.text = f"{before}{sign}{head}"
        by = len(before) + 1
        entry.mended += [replace(one, at=one.at + by) for one in after.mended if one.at < len(head)]
        rest = rest.rstrip()
        moved = len(after.text.rstrip()) - len(rest.lstrip())
        after.mended = [
            replace(one, at=one.at - moved) for one in after.mended if one.at >= len(head)
        ]
        after.text = rest.lstrip()


def _manner(entries: Sequence[Entry], habits: Habits) -> _Manner:
    pitch = _pitch(entries)
    habits.gaps += _count_gaps(entries, pitch)
    return _Manner(pitch, _uses_indents(entries), habits.gaps >= _FEW)


def _pitch(entries: Sequence[Entry]) -> float:
    """Return the usual distance between two lines of a column."""
    steps = [
        b.line.bottom - a.line.bottom
        for a, b in itertools.pairwise(entries)
        if a.line and b.line and a.column == b.column and b.line.bottom > a.line.bottom
    ]
    return median(steps) if steps else 0.0


def _uses_indents(entries: Sequence[Entry]) -> bool:
    """Tell whether paragraphs begin with an indented line."""
    lines = [entry for entry in entries if entry.kind == "line" and entry.line and entry.text]
    indented = sum(1 for entry in lines if _is_indented(entry) and not _BULLET.match(entry.text))
    return indented >= 2 and indented < 0.3 * len(lines)


def _count_gaps(entries: Sequence[Entry], pitch: float) -> int:
    """Count the paragraphs of prose that follow prose with white between."""
    return sum(
        1
        for a, b in itertools.pairwise(entries)
        if a.line
        and b.line
        and a.column == b.column
        and b.line.bottom - a.line.bottom > _LEAD * pitch
        and _ENDS.search(a.text)
        and len(b.text) > _PROSE
    )


def _is_indented(entry: Entry) -> bool:
    if entry.line is None:
        return False
    by = entry.line.left - entry.left
    return _INDENT[0] * entry.line.size < by < _INDENT[1] * entry.line.size


def _continues(before: Entry, entry: Entry, manner: _Manner, *, item: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    a, b = before.line, entry.line
    assert a is not None
    assert b is not None
    if before.column == entry.column:
        step = b.bottom - a.bottom
        if manner.pitch and step > _LEAD * max(manner.pitch, 0.9 * b.size):
            return False
        if item:
            return True
        if manner.indents and _is_indented(entry) and not _is_indented(before):
            return not _ENDS.search(before.text)
        if manner.gaps or manner.indents:
            return True
        ended = _STARTS_UP.match(entry.text) and _ENDS.search(before.text)
        return not (ended and _had_room(before, b))
    if not _ENDS.search(before.text) or entry.text[0].islower():
        return True
    if manner.indents:
        return not _is_indented(entry)
    return not item and not _had_room(before, b)


def _had_room(before: Entry, after: TextLine) -> bool:
    """Tell whether the first word of the next line would have fitted on a line, so that it was ended on purpose."""
    a = before.line
    assert a is not None
    word = after.text.split(" ", 1)[0]
    need = (len(word) + 1) / max(len(after.text), 1) * after.width
    return a.right + need < before.right - 0.2 * a.size


def _heading_at(entries: Sequence[Entry], at: int, previous: Entry | None) -> int:
    """Return how many lines the heading of a section takes that begins here, 0 where none does."""
    entry = entries[at]
    assert entry.line is not None
    text = entry.text
    if not text[0].isupper() or len(text) > 90:
        return 0
    set_off = text.isupper() or is_bold(entry.line.font) or text.rstrip().endswith(":")
    if not set_off:
        full = entry.line.right > entry.left + _FULL * (entry.right - entry.left)
        if full or (previous is not None and not _ENDS.search(previous.text)):
            return 0
    if read_heading(text) and not text.endswith("."):
        return 1 + _more_lines(entries, at)
    more = _more_lines(entries, at) if set_off else 0
    return 1 + more if more else 0


def _more_lines(entries: Sequence[Entry], at: int) -> int:
    """Return how many lines more the heading takes: the long name of a country runs on."""
    first = entries[at]
    joined = first.text
    count = 0
    if first.line is None or "RECOMMENDATIONS" not in joined.upper():
        return 0
    for i, after in enumerate(entries[at + 1 : at + 4], 1):
        if after.kind != "line" or after.line is None or after.column != first.column:
            break
        alike = after.line.font == first.line.font and abs(after.line.size - first.line.size) < 0.5
        style = first.text.isupper() == after.text.isupper() and (
            first.text.isupper() or is_bold(first.line.font)
        )
        if not (alike and style and after.text) or read_heading(after.text):
            break
        joined = f"{joined} {after.text}"
        if read_heading(joined):
            count = i
    return count


def _gap(previous: Entry | None, entry: Entry, pitch: float) -> int:
    """Return 1 where white stands before a line in its column. More is never counted: white is layout in print."""
    if previous is None or previous.line is None or entry.line is None:
        return 1
    if previous.column != entry.column or not pitch:
        return 1
    return int(entry.line.bottom - previous.line.bottom > _LEAD * pitch)
