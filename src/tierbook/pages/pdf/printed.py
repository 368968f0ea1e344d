"""A page of a PDF as lines with their places, boxes and pictures.

Places are in points, counted from the upper left corner of the page as it is read (after turning), downwards.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tierbook.text import late

__all__ = ["BOTTOM", "TOP", "Box", "PrintedPage", "TextLine", "is_bold", "rows_of"]

TOP, BOTTOM = 0.14, 0.88
"""The parts of a page's height above and below which a running head may stand."""

_BOLD = late(r"bold|black|heavy|demi", re.I)


class TextLine(NamedTuple):
    """A line of one column, or a fragment of a line.

    `size` is the height of its font, `font` its name. `hyphen` tells that the line ends within a word: the hyphen is
    not in `text`. `turned` tells that it stands at an angle to the lines of its page.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: str
    hyphen: bool = False
    turned: bool = False

    @property
    def middle(self) -> float:
        """Return the height of its middle on the page."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """Return its width."""
        return self.right - self.left


class Box(NamedTuple):
    """A drawn rectangle, or a picture."""

    left: float
    top: float
    right: float
    bottom: float
    picture: bool = False

    def holds(self, line: TextLine, slack: float = 3.0) -> bool:
        """Tell whether a line stands in the box."""
        return (
            self.left - slack <= line.left
            and line.right <= self.right + slack
            and self.top - slack <= line.middle <= self.bottom + slack
        )


@dataclass(slots=True)
class PrintedPage:
    """One page. `index` counts from 0; `skipped` says why nothing of it was read, where nothing was."""

    index: int
    width: float = 0.0
    height: float = 0.0
    lines: list[TextLine] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    skipped: str | None = None
    numbers: tuple[int, ...] = ()
    margin: list[TextLine] = field(default_factory=list)

    def set_margin(self) -> None:
        """Note the upright lines near the upper and lower edge, where running heads stand."""
        low, high = TOP * self.height, BOTTOM * self.height
        self.margin = [
            line for line in self.lines if not line.turned and not low <= line.middle <= high
        ]


@functools.lru_cache(maxsize=512)
def is_bold(font: str) -> bool:
    """Tell a bold face by its name."""
    return bool(_BOLD.search(font))


def rows_of(lines: list[TextLine]) -> list[list[TextLine]]:
    """Sort lines into rows of one height, from the top down; each from left to right."""
    rows: list[list[TextLine]] = []
    height = 0.0
    for middle, line in sorted((line.middle, line) for line in lines):
        if rows and middle - height <= 0.4 * max(line.size, 4.0):
            rows[-1].append(line)
        else:
            rows.append([line])
            height = middle
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return rows


def _left(line: TextLine) -> float:
    return line.left
