"""A small press: typesets PDFs in the layouts of the printed Report, with words of our own.

The press breaks lines, columns and pages by itself and notes what it printed where, so that tests compare what was
read with what was set.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SOFT = "\u00ad"
LETTER = (612.0, 792.0)


@dataclass(frozen=True)
class Matter:
    """One block to set: `head` (country), `section`, `para`, `item`, or `wide` (a heading over all columns)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Style:
    """A layout of the Report."""

    columns: int = 2
    top: float = 80.0
    bottom: float = 70.0
    side: float = 54.0
    gutter: float = 20.0
    font: str = "Times-Roman"
    bold: str = "Times-Bold"
    size: float = 9.5
    leading: float = 11.5
    gap: float = 6.0
    indent: float = 0.0
    head_size: float = 12.0
    justified: bool = False
    by_rows: bool = False  # draw a line of each column in turn, as some programs write
    size_of_page: tuple[float, float] = LETTER


@dataclass
class Spot:
    """A line ready to be drawn."""

    text: str
    x: float
    y: float
    font: str
    size: float
    stretch: float = 0.0


Decoration = Callable[[Canvas, int], None]


@dataclass
class Press:
    """Sets matter into columns.

    `decorate` draws running heads and numbers on each page; it is called with the page's number, from 0.
    """

    style: Style = field(default_factory=Style)
    decorate: Decoration = lambda canvas, number: None
    first: int = 0
    encrypt: object = None
    compress: bool = True

    def __post_init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(
            self.out,
            pagesize=self.style.size_of_page,
            invariant=1,
            encrypt=self.encrypt,
            pageCompression=int(self.compress),
        )
        self.number = self.first
        self.spots: list[list[Spot]] = [[] for _ in range(self.style.columns)]
        self.column = 0
        self.ceiling = self.style.top
        self.y = self.style.top
        self.blocked: list[tuple[int, float, float]] = []  # column, from, to
        self.extras: list[Callable[[Canvas], None]] = []

    # what a test asks for

    def set(self, matter: Sequence[Matter]) -> None:
        """Set blocks one after the other."""
        for i, block in enumerate(matter):
            after = matter[i + 1].kind if i + 1 < len(matter) else ""
            self._set_block(block, after)

    def block(self, column: int, top: float, bottom: float) -> None:
        """Keep a part of a column of the page in hand free: for a chart, a box, a picture."""
        self.blocked.append((column, top, bottom))

    def draw(self, extra: Callable[[Canvas], None]) -> None:
        """Draw something on the page in hand."""
        self.extras.append(extra)

    def level(self) -> None:
        """Balance: bring all columns to one height, and go on below over all columns."""
        low = max((spot.y for column in self.spots for spot in column), default=self.style.top)
        self._balance(low)

    def new_page(self) -> None:
        """End the page in hand."""
        self._print_page()

    def finish(self) -> bytes:
        """Print what is in hand and return the PDF."""
        if any(self.spots) or self.extras:
            self._print_page()
        self.canvas.save()
        return self.out.getvalue()

    # geometry

    @property
    def width(self) -> float:
        style = self.style
        return (
            style.size_of_page[0] - 2 * style.side - (style.columns - 1) * style.gutter
        ) / style.columns

    def left(self, column: int) -> float:
        return self.style.side + column * (self.width + self.style.gutter)

    @property
    def floor(self) -> float:
        return self.style.size_of_page[1] - self.style.bottom

    def _set_block(self, block: Matter, after: str) -> None:
        style = self.style
        if block.kind == "wide":
            self.level()
            self._put_wide(block.text)
            return
        bold = block.kind in ("head", "section")
        font = style.bold if bold else style.font
        size = style.head_size if block.kind == "head" else style.size
        leading = size * style.leading / style.size
        if self.y > self.ceiling:
            self.y += style.gap * (2 if block.kind == "head" else 1)
        hang = 12.0 if block.kind == "item" else 0.0
        first = style.indent if block.kind == "para" else 0.0
        lines = break_lines(block.text, font, size, self.width - hang, first)
        if bold and self.y + leading * (len(lines) + 3) > self.floor:
            self._next_column()
        for i, line in enumerate(lines):
            self._room(leading)
            x = self.left(self.column) + hang + (first if not i else 0.0)
            stretch = 0.0
            if style.justified and i + 1 < len(lines) and " " in line:
                free = self.width - hang - (first if not i else 0.0) - stringWidth(line, font, size)
                stretch = free / line.count(" ")
            if block.kind == "item" and not i:
                self._put(Spot("•", self.left(self.column), self.y, font, size))
            self._put(Spot(line, x, self.y, font, size, stretch))
            self.y += leading

    def _put(self, spot: Spot) -> None:
        self.spots[self.column].append(spot)

    def _put_wide(self, text: str) -> None:
        style = self.style
        size = style.head_size * 1.3
        self.y += style.gap * 2
        self.spots[0].append(Spot(text, style.side, self.y, style.bold, size))
        self.y += size * 1.6
        self.ceiling = self.y

    def _room(self, leading: float) -> None:
        """Find room for a line: below what is kept free, or in the next column."""
        moved = True
        while moved:
            moved = False
            if self.y > self.floor:
                self._next_column()
                moved = True
            for column, top, bottom in self.blocked:
                if column == self.column and top - leading < self.y < bottom + leading:
                    self.y = bottom + leading
                    moved = True

    def _next_column(self) -> None:
        self.column += 1
        if self.column == self.style.columns:
            self._print_page()
        self.y = self.ceiling

    def _balance(self, low: float) -> None:
        """Spread the lines since the last level evenly over the columns."""
        lines = [s for column in self.spots for s in column if s.y >= self.ceiling]
        if not lines:
            return
        style = self.style
        columns = style.columns
        share = -(-len(lines) // columns)
        kept = [[s for s in column if s.y < self.ceiling] for column in self.spots]
        self.spots = kept
        deepest = self.ceiling
        for i, spot in enumerate(lines):
            column, row = divmod(i, share)
            offset = spot.x - next(
                self.left(c) for c in reversed(range(columns)) if spot.x >= self.left(c) - 1
            )
            spot.x = self.left(column) + offset
            spot.y = self.ceiling + row * style.leading
            deepest = max(deepest, spot.y + style.leading)
            self.spots[column].append(spot)
        self.column, self.y, self.ceiling = 0, deepest, deepest

    def _print_page(self) -> None:
        canvas, height = self.canvas, self.style.size_of_page[1]
        for extra in self.extras:
            extra(canvas)
        columns = self.spots
        ordered = [spot for column in columns for spot in column]
        if self.style.by_rows:
            ordered.sort(key=lambda spot: (round(spot.y, 1), spot.x))
        for spot in ordered:
            text = canvas.beginText(spot.x, height - spot.y)
            text.setFont(spot.font, spot.size)
            text.setWordSpace(spot.stretch)
            text.textOut(spot.text)
            canvas.drawText(text)
        self.decorate(canvas, self.number)
        canvas.showPage()
        self.number += 1
        self.spots = [[] for _ in range(self.style.columns)]
        self.column, self.y, self.ceiling = 0, self.style.top, self.style.top
        self.blocked, self.extras = [], []


def break_lines(text: str, font: str, size: float, width: float, first: float = 0.0) -> list[str]:
    """Break a text into lines; a soft hyphen in a word is where it may be broken, a hyphen too."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = width - (0.0 if lines else first)
        plain = word.replace(SOFT, "")
        trial = f"{line} {plain}" if line else plain
        if stringWidth(trial, font, size) <= room:
            line = trial
            continue
        before, after = _break_word(word, line, font, size, room)
        if before:
            lines.append(f"{line} {before}".strip())
            line = after.replace(SOFT, "")
        else:
            if line:
                lines.append(line)
            line = plain
    if line:
        lines.append(line)
    return lines


def _break_word(word: str, line: str, font: str, size: float, room: float) -> tuple[str, str]:
    """Return the longest part of a word that fits, with its hyphen, and the rest; ("", word) where none does."""
    places = [i for i, sign in enumerate(word) if sign in (SOFT, "-")]
    for place in reversed(places):
        before = word[:place].replace(SOFT, "") + "-"
        if stringWidth(f"{line} {before}".strip(), font, size) <= room:
            return before, word[place + 1 :]
    return "", word
