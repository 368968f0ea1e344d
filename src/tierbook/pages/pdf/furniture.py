"""What on a printed page is not the text of a narrative: running heads, numbers, charts, boxes, captions.

Everything is kept and listed as furniture; nothing is dropped.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tierbook.editions import read_heading, read_tier_line
from tierbook.pages.pdf.printed import BOTTOM, TOP, Box, PrintedPage, TextLine, is_bold, rows_of
from tierbook.pages.pdf.wording import (
    closes_narratives,
    country_of,
    is_chart_line,
    is_chart_title,
    is_running_head,
    opens_prose,
    read_page_number,
)
from tierbook.text import late

__all__ = ["BodyFace", "Sorted", "find_numbers", "number_of", "sort_page"]

_ROWS = 3
_SAME_HEIGHT = 4.0
_OTHER_SIZE = 0.06
_CAPTION_REACH = 48.0
_CHART_REACH = 220.0
_YEARS = 5
_YEAR = late(r"\b20\d\d\b")
_DIGITS = late(r"\d+")
_FAMILY = late(r"[-,].*")


@dataclass(slots=True)
class Sorted:
    """The lines of a page by what they are. `odd` counts lines set in another size that were taken for boxes."""

    body: list[TextLine] = field(default_factory=list)
    head: list[TextLine] = field(default_factory=list)
    inside: list[TextLine] = field(default_factory=list)
    foot: list[TextLine] = field(default_factory=list)
    odd: int = 0


class BodyFace:
    """The size and the family of type in which the body is set, as counted so far."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[float, str]] = Counter()

    def of(self, page: PrintedPage) -> tuple[float, str]:
        """Return the face of a page: its own where it has a clear one, else that of the pages before."""
        here: Counter[tuple[float, str]] = Counter()
        for line in page.lines:
            if len(line.text) > 20 and not line.turned:
                here[round(line.size, 1), family(line.font)] += len(line.text)
        self.seen.update(here)
        total = here.total()
        if total:
            (face, weight), *_ = here.most_common(1)
            if weight >= 0.6 * total:
                return face
        return self.seen.most_common(1)[0][0] if self.seen else (0.0, "")


@functools.lru_cache(maxsize=512)
def family(font: str) -> str:
    """Return the family of a face by its name: `Minion-Bold` and `Minion-Regular` are one."""
    return _FAMILY.sub("", font)[:8].lower()


def sort_page(
    page: PrintedPage, neighbours: Sequence[PrintedPage], face: tuple[float, str]
) -> Sorted:
    """Sort the lines of a page.

    Args:
        page: the page.
        neighbours: pages before and after it: what repeats at the same height is a running head.
        face: size and family of the body's type.
    """
    found = Sorted()
    upright: list[TextLine] = []
    for line in page.lines:
        beyond = (
            line.right < 0 or line.left > page.width or line.bottom < 0 or line.top > page.height
        )
        (found.inside if line.turned or beyond else upright).append(line)
    upright = _take_margins(page, upright, neighbours, found)
    upright = _take_charts(upright, found)
    upright = _take_boxes(page, upright, face, found)
    found.body = _take_other_sizes(upright, face, found)
    return found


def _take_margins(
    page: PrintedPage, lines: list[TextLine], neighbours: Sequence[PrintedPage], found: Sorted
) -> list[TextLine]:
    """Take running heads and numbers off, from the edges of the page inwards."""
    rows = rows_of(lines)
    heads = 0
    while heads < min(_ROWS, len(rows)) and rows[heads][0].middle < TOP * page.height:
        beyond = rows[heads + 1 :]
        apart = not beyond or _apart(rows[heads], beyond[0])
        if not _is_margin(rows[heads], page, neighbours, beyond, apart=apart):
            break
        heads += 1
    feet = len(rows)
    while feet > max(heads, len(rows) - _ROWS) and rows[feet - 1][0].middle > BOTTOM * page.height:
        apart = feet < 2 or _apart(rows[feet - 2], rows[feet - 1])
        if not _is_margin(rows[feet - 1], page, neighbours, (), apart=apart):
            break
        feet -= 1
    found.head += [line for row in rows[:heads] for line in row]
    found.foot += [line for row in rows[feet:] for line in row]
    return [line for row in rows[heads:feet] for line in row]


def _is_margin(
    row: list[TextLine],
    page: PrintedPage,
    neighbours: Sequence[PrintedPage],
    after: Sequence[list[TextLine]],
    *,
    apart: bool,
) -> bool:
    """Tell whether a row at the edge of the page is a running head or a number."""
    text = " ".join(line.text for line in row)
    if apart and _repeats(row, text, neighbours):
        return True
    if not all(is_running_head(line.text) for line in row) and not is_running_head(text):
        return False
    if any(read_page_number(line.text) is not None for line in row):
        return True
    name = row[0].text if len(row) == 1 else text
    if country_of(name, None) is None:
        return True
    following = [line.text for below in after[:5] for line in below[:1]]
    if following and opens_prose(name, following):
        return False  # the head of a country that the Report prints without a tier
    if any(_row_at(other, row[0].middle) for other in neighbours):
        return True
    return bool(after) and after[0][0].top - row[0].bottom > 1.5 * row[0].size


def _apart(upper: list[TextLine], lower: list[TextLine]) -> bool:
    """Tell whether more white stands between two rows than between lines of a paragraph."""
    return min(line.top for line in lower) - max(line.bottom for line in upper) > 0.7 * max(
        line.size for line in (*upper, *lower)
    )


def _repeats(row: list[TextLine], text: str, neighbours: Sequence[PrintedPage]) -> bool:
    """Tell whether the same words, but for numbers, stand at this height on another page."""
    words, height = _DIGITS.sub("#", text), row[0].middle
    if len(words) > 90 or any(_is_structure(line) for line in row if not _is_name(line)):
        return False
    for other in neighbours:
        level = [line for line in other.margin if abs(line.middle - height) <= _SAME_HEIGHT]
        if level and words == _DIGITS.sub("#", " ".join(line.text for line in level)):
            return words != "#" or len(row) == 1
    return False


def _row_at(page: PrintedPage, height: float) -> bool:
    """Tell whether another page has a running head at a height."""
    level = [
        line for line in page.lines if not line.turned and abs(line.middle - height) <= _SAME_HEIGHT
    ]
    return bool(level) and all(is_running_head(line.text) for line in level)


def _take_charts(lines: list[TextLine], found: Sorted) -> list[TextLine]:
    """Take charts of earlier tiers: the title, and the labels around it; or a row of years and the tiers beside it."""
    titles = [line for line in lines if is_chart_title(line.text)]
    labels = [line for line in lines if len(line.text) < 60 and is_chart_line(line.text)]
    anchors = titles or _rows_of_years(labels)
    if not anchors:
        return lines
    taken = set(anchors)
    for anchor in anchors:
        reach = max(anchor.width, 120.0)
        left, right = anchor.left - reach, anchor.right + reach
        for line in labels:
            near = left <= line.left and line.right <= right
            if near and abs(line.middle - anchor.middle) < _CHART_REACH:
                taken.add(line)
        for line in lines if titles else ():
            close = abs(line.middle - anchor.middle) < 2.2 * anchor.size
            over = close and line.left < right and line.right > left
            if over and line.text.isupper() and _is_name(line):
                taken.add(line)
    found.inside += [line for line in lines if line in taken]
    return [line for line in lines if line not in taken]


def _rows_of_years(labels: list[TextLine]) -> list[TextLine]:
    """Return the labels of a row of five years or more: the axis of a chart without a title."""
    for row in rows_of(labels):
        if len(_YEAR.findall(" ".join(line.text for line in row))) >= _YEARS:
            return row
    return []


def _take_boxes(
    page: PrintedPage, lines: list[TextLine], face: tuple[float, str], found: Sorted
) -> list[TextLine]:
    """Take boxes of other matter (a victim's story, a list) and the captions of pictures."""
    left = lines
    for box in page.boxes:
        inside = [line for line in left if box.holds(line)]
        taken: set[TextLine] = set()
        if inside and len(inside) < 0.8 * len(lines) and (box.picture or _is_other(inside, face)):
            taken.update(inside)
        if box.picture:
            taken.update(_captions(box, [line for line in left if line not in taken], face))
        if taken:
            found.inside += [line for line in left if line in taken]
            left = [line for line in left if line not in taken]
    return left


def _is_other(inside: list[TextLine], face: tuple[float, str]) -> bool:
    """Tell whether the text of a box is other matter than the narrative around it."""
    if any(_is_structure(line) for line in inside):
        return False
    if country_of(inside[0].text.strip(" :—–-"), None) or country_of(
        inside[-1].text.strip(" ()—–-"), None
    ):
        return True
    same = sum(len(line.text) for line in inside if _is_body(line, face))
    return same < 0.6 * sum(len(line.text) for line in inside)


def _captions(box: Box, lines: list[TextLine], face: tuple[float, str]) -> list[TextLine]:
    """Return the lines right below a picture that are set in another face than the body."""
    taken: list[TextLine] = []
    edge = box.bottom
    for line in sorted(lines, key=lambda line: line.top):
        within = box.left - 6 <= line.left and line.right <= box.right + 6
        if not within or line.bottom < box.bottom or line.middle > box.bottom + _CAPTION_REACH:
            continue
        if line.top - edge > 2 * line.size or _is_structure(line):
            break
        if _is_body(line, face) and not _is_slanted(line):
            break
        taken.append(line)
        edge = line.bottom
    return taken


def _take_other_sizes(
    lines: list[TextLine], face: tuple[float, str], found: Sorted
) -> list[TextLine]:
    """Take blocks in another size than the body: boxes without a frame, quotations in large type, captions."""
    size, _ = face
    if not size:
        return lines
    odd = [line for line in lines if abs(line.size - size) > _OTHER_SIZE * size]
    weight = sum(len(line.text) for line in lines)
    if not odd or sum(len(line.text) for line in odd) > 0.35 * weight:
        return lines
    taken: list[TextLine] = []
    for block in _blocks(odd):
        if any(_is_structure(line) for line in block):
            continue
        words = " ".join(line.text for line in block)
        is_title = len(block) <= 3 and len(words) < 120 and not words.endswith((".", "”", '"'))
        if is_title and (words.isupper() or is_bold(block[0].font)) and block[0].size < 1.6 * size:
            continue  # a heading that is not known here stays in the body
        if len(words) > 3:
            taken += block
    found.inside += taken
    found.odd += len(taken)
    gone = set(taken)
    return [line for line in lines if line not in gone] if gone else lines


def _blocks(lines: list[TextLine]) -> list[list[TextLine]]:
    """Put lines of one size that stand one below the other together."""
    blocks: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.top):
        for block in blocks:
            last = block[-1]
            close = line.top - last.bottom < 1.2 * line.size and abs(line.size - last.size) < 1
            if close and line.left < last.right and line.right > last.left:
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks


def _is_structure(line: TextLine) -> bool:
    """Tell a line that belongs to a narrative's frame whatever it is set in."""
    text = line.text
    return bool(
        read_tier_line(text)
        or read_heading(text)
        or closes_narratives(text)
        or (text.isupper() and country_of(text, None))
    )


def _is_name(line: TextLine) -> bool:
    return country_of(line.text, None) is not None


def _is_body(line: TextLine, face: tuple[float, str]) -> bool:
    size, name = face
    return abs(line.size - size) <= _OTHER_SIZE * size and family(line.font) == name


def _is_slanted(line: TextLine) -> bool:
    return bool(re.search(r"ital|obli", line.font, re.I))


def find_numbers(page: PrintedPage) -> tuple[int, ...]:
    """Return the numbers that stand at the edges of a page, alone or in a running head."""
    found: list[int] = []
    for line in [*page.margin, *(line for line in page.lines if line.turned)]:
        number = read_page_number(line.text) if len(line.text) < 90 else None
        if number is not None:
            found.append(number)
    return tuple(found)


def number_of(page: PrintedPage, pages: Sequence[PrintedPage]) -> str | None:
    """Return the printed number of a page, or None.

    A number at the edge of a page counts where the distance between it and the page's place in the file is that of
    another page too; where a file has one page, a number at its edge counts alone.

    Args:
        page: the page.
        pages: it and those around it.
    """
    distances = Counter(n - other.index for other in pages for n in set(other.numbers))
    best = max(page.numbers, key=lambda n: distances[n - page.index], default=None)
    if best is None or (distances[best - page.index] < 2 and len(pages) > 1):
        return None
    return str(best)
