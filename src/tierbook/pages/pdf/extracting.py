r"""From a page of a PDF to its lines with their places, by PDFium's own text page.

One call gives the text of the page, and one the rectangles of each line in it, which is much quicker than asking for
the place of every character. PDFium ends a line by `\\r\\n`, and a line that ends within a word by U+FFFE; it puts
fragments that stand at one height on one line, so a line is cut where its rectangles lie far apart.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from typing import TYPE_CHECKING, Any

from tierbook.pages.pdf.opening import PDFIUM
from tierbook.pages.pdf.printed import Box, PrintedPage, TextLine
from tierbook.text import late

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["MAX_CHARACTERS", "extract_page"]

MAX_CHARACTERS = 60_000
_MAX_OBJECTS = 60_000
_MAX_LINES = 3000
_MAX_BOXES = 300
_HYPHEN = "\ufffe"
_SEGMENT = late("[^\r\n\ufffe]+\ufffe?")
_BLANK = (
    " \t\r\n\xa0"  # str.strip() would take control characters too, which may stand for ligatures
)
_FAR = 0.9  # of the font's height: wider than a stretched word space, narrower than a gutter
_WIDE = 0.62  # mean width of a character, of the font's height, above which a line may hide a gap
_PATH, _IMAGE, _SHADING = 2, 3, 4
_BOX_WIDTH, _BOX_HEIGHT = 40.0, 16.0
_Rect = tuple[float, float, float, float]


def extract_page(pdf: PdfDocument, index: int) -> PrintedPage:
    """Return the lines and boxes of a page; a page that cannot be read says why in `skipped`."""
    import pypdfium2

    page = PrintedPage(index)
    with PDFIUM:
        try:
            raw_page = pdf[index]
        except pypdfium2.PdfiumError as error:
            page.skipped = f"it is broken ({error})"
            return page
        try:
            _read_page(raw_page, page)
        except pypdfium2.PdfiumError as error:
            page.skipped = f"its text cannot be read ({error})"
        finally:
            raw_page.close()
    return page


def _read_page(raw_page: Any, page: PrintedPage) -> None:
    import pypdfium2.raw as pdfium

    objects = pdfium.FPDFPage_CountObjects(raw_page.raw)
    if objects > _MAX_OBJECTS:
        page.skipped = f"it holds {objects:,} objects, more than a printed page has"
        return
    left, bottom, right, top = raw_page.get_bbox()
    textpage = raw_page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_CHARACTERS:
            page.skipped = f"it holds {count:,} characters, more than a printed page has"
            return
        found = _Finder(pdfium, textpage.raw, textpage.get_text_range(), count).lines()
    finally:
        textpage.close()
    if len(found) > _MAX_LINES:
        page.skipped = f"it holds {len(found):,} fragments of text, more than a printed page has"
        return
    boxes = _boxes(pdfium, raw_page.raw, objects, (right - left) * (top - bottom))
    quarter = _main_quarter(found)
    sideways = quarter % 2 == 1
    page.width = top - bottom if sideways else right - left
    page.height = right - left if sideways else top - bottom
    frame = (left, bottom, right, top)
    page.lines = [
        TextLine(text, *_turn(rect, quarter, frame), size, font, hyphen, turned=(turn != quarter))
        for text, rect, size, font, hyphen, turn in found
    ]
    page.boxes = [Box(*_turn(rect, quarter, frame), picture) for rect, picture in boxes]


def _main_quarter(found: list[tuple[str, _Rect, float, str, bool, int]]) -> int:
    """Return the quarter turn at which most of the text stands: 0 for upright."""
    weight = [0, 0, 0, 0]
    for text, *_, quarter in found:
        weight[quarter] += len(text)
    return weight.index(max(weight))


def _turn(rect: _Rect, quarter: int, frame: _Rect) -> _Rect:
    """Return (left, top, right, bottom) on the page as it is read, from (left, bottom, right, top) as it is drawn."""
    left, bottom, right, top = rect
    low_x, low_y, high_x, high_y = frame
    if quarter == 0:
        return left - low_x, high_y - top, right - low_x, high_y - bottom
    if quarter == 1:  # read upwards
        return bottom - low_y, left - low_x, top - low_y, right - low_x
    if quarter == 2:
        return high_x - right, bottom - low_y, high_x - left, top - low_y
    return high_y - top, high_x - right, high_y - bottom, high_x - left


class _Finder:
    """The lines of one text page. Kept apart so that the buffers are made once."""

    def __init__(self, pdfium: Any, raw: Any, text: str, count: int) -> None:
        self.pdfium, self.raw, self.text = pdfium, raw, text
        self.even = len(text) == count
        self.box = pdfium.FS_RECTF()
        self.corners = [ctypes.c_double() for _ in range(4)]
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def lines(self) -> list[tuple[str, _Rect, float, str, bool, int]]:
        found: list[tuple[str, _Rect, float, str, bool, int]] = []
        for match in _SEGMENT.finditer(self.text):
            segment = match[0]
            words = segment.strip(_BLANK)
            if not words:
                continue
            hyphen = segment[-1] == _HYPHEN
            if hyphen:
                words = segment[:-1].strip(_BLANK)
            start = match.start() + len(segment) - len(segment.lstrip(_BLANK))
            at = self._char(start)
            size, font, quarter = self._look(at)
            if not quarter:
                found += self._upright(match.start(), match.end(), at, size, font, hyphen=hyphen)
            elif words:
                rect = self._union(at, self._char(match.end() - 1) - at + 1)
                if rect is not None:
                    found.append((words, rect, size, font, hyphen, quarter))
        return found

    def _upright(
        self, start: int, end: int, at: int, size: float, font: str, *, hyphen: bool
    ) -> list[tuple[str, _Rect, float, str, bool, int]]:
        """Return a line that stands upright, cut where it has a wide gap."""
        last = self._char(end - 1)
        rects = self._rects(at, last - at + 1)
        if not rects:
            return []
        cuts = self._far_apart(rects, at, last, size)
        whole = rects[-1][2] - rects[0][0]
        if not cuts and whole > _WIDE * size * (end - start):
            cuts = self._gaps_within(at, last, size)
        found: list[tuple[str, _Rect, float, str, bool, int]] = []
        edges = [at, *cuts, last + 1]
        for low, high in itertools.pairwise(edges):
            words = self.text[self._text(low) : self._text(high)]
            cut_hyphen = hyphen and high == last + 1
            words = words.strip(_BLANK + _HYPHEN)
            if not words:
                continue
            rect = self._union(low, high - low) if cuts else _join(rects)
            if rect is None:
                continue
            if low != at:
                size, font, _ = self._look(low)
            found.append((words, rect, size, font, cut_hyphen, 0))
        return found

    def _far_apart(self, rects: list[_Rect], first: int, last: int, size: float) -> list[int]:
        """Return the characters at which a line must be cut: the next rectangle is far off."""
        cuts: list[int] = []
        for i in range(1, len(rects)):
            before, here = rects[i - 1], rects[i]
            lift = abs((before[1] + before[3]) - (here[1] + here[3])) / 2
            height = max(before[3] - before[1], here[3] - here[1])
            local = min(size, 1.3 * height)  # a line may begin with the large type of a head
            far = here[0] - before[2] > _FAR * local or here[0] < before[0] - size
            if far or lift > size:
                cut = self._first_char(first, last, i + 1)
                while cut < last and self.text[self._text(cut)] in _BLANK:
                    cut += 1
                cuts.append(cut)
        return cuts

    def _first_char(self, first: int, last: int, rects: int) -> int:
        """Return the first character of the rectangle numbered `rects`, by halving."""
        low, high = first, last
        while low < high:
            middle = (low + high) // 2
            if self.pdfium.FPDFText_CountRects(self.raw, first, middle - first + 1) >= rects:
                high = middle
            else:
                low = middle + 1
        return low

    def _gaps_within(self, first: int, last: int, size: float) -> list[int]:
        """Return the characters after a wide gap in a line that is drawn in one go."""
        cuts: list[int] = []
        edge: float | None = None
        left, right, bottom, top = self.corners
        for i in range(first, last + 1):
            if not self.pdfium.FPDFText_GetCharBox(self.raw, i, left, right, bottom, top):
                continue
            if self.text[self._text(i)] in _BLANK or right.value <= left.value:
                continue
            if edge is not None and left.value - edge > _FAR * size:
                cuts.append(i)
            edge = right.value
        return cuts

    def _rects(self, start: int, count: int) -> list[_Rect]:
        left, top, right, bottom = self.corners
        found: list[_Rect] = []
        for i in range(self.pdfium.FPDFText_CountRects(self.raw, start, count)):
            self.pdfium.FPDFText_GetRect(self.raw, i, left, top, right, bottom)
            found.append((left.value, bottom.value, right.value, top.value))
        return found

    def _union(self, start: int, count: int) -> _Rect | None:
        rects = self._rects(start, count)
        return _join(rects) if rects else None

    def _look(self, at: int) -> tuple[float, str, int]:
        """Return height of the font, its name, and the quarter turn of a character."""
        pdfium, box = self.pdfium, self.box
        angle = pdfium.FPDFText_GetCharAngle(self.raw, at)
        quarter = round(-angle / (math.pi / 2)) % 4 if angle > 0 else 0
        size = 0.0
        if pdfium.FPDFText_GetLooseCharBox(self.raw, at, box):
            size = box.right - box.left if quarter % 2 else box.top - box.bottom
        length = pdfium.FPDFText_GetFontInfo(self.raw, at, self.name, 128, self.flags)
        font = self.name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
        return size, font[7:] if font[6:7] == "+" else font, quarter

    def _char(self, at: int) -> int:
        """Return the number of the character at an offset of the text."""
        return at if self.even else self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at)

    def _text(self, char: int) -> int:
        """Return the offset in the text of a character."""
        if self.even:
            return min(char, len(self.text) - 1) if char < len(self.text) else len(self.text)
        at = self.pdfium.FPDFText_GetTextIndexFromCharIndex(self.raw, char)
        return at if at >= 0 else len(self.text)


def _join(rects: list[_Rect]) -> _Rect:
    if len(rects) == 1:
        return rects[0]
    return (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )


def _boxes(pdfium: Any, raw: Any, objects: int, area: float) -> list[tuple[_Rect, bool]]:
    """Return drawn rectangles and pictures that are neither hairlines nor the ground of the whole page."""
    found: list[tuple[_Rect, bool]] = []
    corners = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = corners
    for i in range(objects):
        drawn = pdfium.FPDFPage_GetObject(raw, i)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind not in (_PATH, _IMAGE, _SHADING):
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *corners):
            continue
        width, height = right.value - left.value, top.value - bottom.value
        if width >= _BOX_WIDTH and height >= _BOX_HEIGHT and width * height < 0.8 * area:
            rect = (left.value, bottom.value, right.value, top.value)
            found.append((rect, kind == _IMAGE))
    if len(found) > _MAX_BOXES:  # the largest: the rest are signs of a map or a pattern
        found.sort(key=lambda box: (box[0][0] - box[0][2]) * (box[0][3] - box[0][1]))
        del found[_MAX_BOXES:]
    return found
