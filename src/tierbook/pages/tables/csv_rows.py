"""CSV and its like: the sign between cells and the encoding are found out, quoted line breaks belong to their cell.

A cell written as JSON writes a number, `true` or `false` is that value, an empty one is null, all others are text: so
a table that was saved from JSON records gives the same records back. Texts and countries are always text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.decoding import decode_page
from tierbook.pages.options import ReadOptions
from tierbook.pages.tables.rows import Row, check_columns, line_of
from tierbook.text import late

__all__ = ["csv_rows", "delimiter_of", "header_of"]

_SIGNS = ",;\t|"
_QUOTED = late(r'"(?:[^"]|"")*"?')
_WHOLE = late(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = late(r"-?(?:0|[1-9]\d{0,15})\.\d{1,17}")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEP = late(r"sep=(.)\r?\n?$", re.I)


def csv_rows(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Row]:
    """Yield (number, line) of each row below the header, counted from 1; see `table_rows`."""
    lines = _Lines(stream, options.max_size)
    texts = iter(lines)
    first = next(texts, "")
    said = _SEP.match(first)
    if said:
        first = next(texts, "")
    sign = said[1] if said else delimiter_of(first.encode()) or ","
    csv.field_size_limit(max(csv.field_size_limit(), options.max_size))
    reader = csv.reader(chain([first], texts), delimiter=sign)
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise PageUnreadable(
            f"the first line is no header: {error}", where=name, remedy="give the table a header"
        ) from error
    check_columns(header, name, options)
    plain = frozenset((options.text_column, options.country_column))
    row = 0
    told = False
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            row += 1
            yield row, _broken(name, row, f"{error}", reader.line_num)
            continue
        if cells is None:
            return
        if not cells:
            continue
        row += 1
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(header):
            what = f"the row has {len(cells)} cells, and the header {len(header)}"
            yield row, _broken(name, row, what, reader.line_num)
            continue
        if lines.windows and not told:
            told = True
            what = "bytes that are no UTF-8 were read as Windows-1252, here and in other rows"
            yield row, Problem(f"{name}:{row}", what, failed=False)
        record: dict[str, object] = {}
        for column, cell in zip(header, cells, strict=True):
            record.setdefault(column, (cell or None) if column in plain else _value(cell))
        yield row, line_of(record)


def delimiter_of(first: bytes) -> str | None:
    """Return the sign that parts the cells of a first line, or None where there is none."""
    words = _QUOTED.sub("", first.decode("utf-8", "replace"))
    counts = {sign: words.count(sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: counts[sign])
    return best if counts[best] else None


def header_of(first: bytes) -> list[str]:
    """Return the cells of a first line."""
    words = first.decode("utf-8", "replace")
    if len(words) > 10_000:
        return []
    try:
        cells = next(csv.reader([words], delimiter=delimiter_of(first) or ","), [])
    except csv.Error:  # lines that end in carriage returns alone, a cell without end
        return []
    return [cell.strip() for cell in cells]


class _Lines:
    """The lines of a file as text, one by one; `windows` tells that some were no UTF-8."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.windows = False

    def __iter__(self) -> Iterator[str]:
        first = self.stream.readline(self.limit)
        if first.startswith(_UTF16):
            yield from self._utf16(first)
            return
        line = first.removeprefix(b"\xef\xbb\xbf")
        while line:
            yield self._decode(line)
            line = self.stream.readline(self.limit)

    def _decode(self, line: bytes) -> str:
        try:
            return line.decode("utf-8").replace("\x00", "")
        except UnicodeDecodeError:
            self.windows = True
            return decode_page(line.replace(b"\x00", b""))[0]

    def _utf16(self, first: bytes) -> Iterator[str]:
        """Decode what spreadsheets call Unicode text."""
        whole = first + self.stream.read(self.limit)
        yield from io.StringIO(decode_page(whole)[0], newline="")


def _value(cell: str) -> object:
    if not cell:
        return None
    if cell in ("true", "false"):
        return cell == "true"
    if _WHOLE.fullmatch(cell):
        return int(cell)
    if _DECIMAL.fullmatch(cell) and repr(float(cell)) == cell:
        return float(cell)
    return cell


def _broken(name: str, row: int, what: str, line: int) -> Problem:
    return Problem(
        f"{name}:{row}",
        f"the row is broken: {what}",
        f"it ends at line {line} of the file",
        "put texts that hold separators, quotes or line breaks between quotes",
    )
