"""A JSON array of records, or records one after another over several lines, taken apart without loading the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tierbook.errors import Problem
from tierbook.pages.containers import read_some
from tierbook.pages.options import ReadOptions
from tierbook.pages.tables.rows import Row
from tierbook.text import late

__all__ = ["json_lines", "json_rows"]

_CHUNK = 1 << 18
_OUTSIDE = late(rb'["{}\[\],]')
_INSIDE = late(rb'["\\]')
_BREAKS = bytes.maketrans(
    b"\r\n", b"  "
)  # within JSON a line break is white space: a string cannot hold one
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")


def json_lines(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Row]:
    """Yield (number of the line, line) of a file of JSON lines; empty lines are counted and not given."""
    limit, row = options.max_size, 0
    while line := stream.readline(limit + 1):
        row += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit + 1)
            yield row, _too_long(name, row, limit)
        elif line := line.strip():
            yield row, line


def json_rows(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Row]:
    """Yield (number, line) of each element of an array, or of each of several objects; see `table_rows`.

    An element that is no sound JSON is a line all the same: reading it says so. One that is too long is a Problem.
    """
    return _Elements(stream, name, options.max_size).rows()


class _Elements:
    """Scans for the commas and brackets that part elements."""

    def __init__(self, stream: BinaryIO, name: str, limit: int) -> None:
        self.stream, self.name, self.limit = stream, name, limit
        self.buffer = b""
        self.at = 0  # where to scan on
        self.row = 0
        self.too_long = False

    def rows(self) -> Iterator[Row]:
        self._more()
        self.buffer = self.buffer.removeprefix(b"\xef\xbb\xbf").lstrip()
        base = 1 if self.buffer.startswith(b"[") else 0  # how deep an element lies
        if base:
            self._forget(1)
        depth, in_string = base, False
        while (sign := self._next_sign(in_string=in_string)) is not None:
            if sign == b"\\":
                self._pass_escaped()
            elif sign == b'"':
                in_string = not in_string
            elif sign in _OPEN:
                depth += 1
            elif sign in _CLOSE:
                depth -= 1
                if depth < base or (depth == 0 == base):
                    yield from self._element(self.at - base)
                    if base:
                        return
                depth = max(depth, base)
            elif depth == base:
                yield from self._element(self.at - 1)
                self._forget(1)
        if depth == base and not in_string:  # what stands there is whole
            yield from self._element(len(self.buffer))
        if base or self.buffer.strip():
            yield self._unclosed()

    def _next_sign(self, *, in_string: bool) -> bytes | None:
        """Go behind the next sign that matters and return it; None at the end of the file."""
        pattern = _INSIDE if in_string else _OUTSIDE
        while (match := pattern.search(self.buffer, self.at)) is None:
            self.at = len(self.buffer)
            if not self._more():
                return None
        self.at = match.end()
        return match[0]

    def _pass_escaped(self) -> None:
        """Pass over the character after a backslash."""
        if self.at == len(self.buffer):
            self._more()
        self.at += 1

    def _element(self, end: int) -> Iterator[Row]:
        """Yield what stands before a place, unless it is empty, and forget it."""
        data = self.buffer[:end].strip()
        too_long = self.too_long or len(data) > self.limit
        self._forget(end)
        self.too_long = False
        if not data and not too_long:
            return
        self.row += 1
        if too_long:
            yield self.row, _too_long(self.name, self.row, self.limit)
        else:
            yield self.row, data.translate(_BREAKS)

    def _unclosed(self) -> Row:
        self.row += 1
        return self.row, Problem(
            f"{self.name}:{self.row}",
            "the file breaks off in this record",
            "a bracket or a quotation mark that is opened here, or the array itself, is never closed",
            "mend the record, or the end of the file; the records before it are read",
        )

    def _forget(self, size: int) -> None:
        self.buffer = self.buffer[size:]
        self.at = max(self.at - size, 0)

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        if self.at > self.limit + _CHUNK:  # an element too long to be kept: scan on without it
            self.too_long = True
            self._forget(self.at)
        data = read_some(self.stream, _CHUNK)
        self.buffer += data
        return bool(data)


def _too_long(name: str, row: int, limit: int) -> Problem:
    return Problem(
        f"{name}:{row}",
        f"the record has more than {limit:,} bytes",
        "that is the limit for one text",
        "raise it with --max-size",
    )
