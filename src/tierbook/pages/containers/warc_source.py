"""The bytes of a WARC file as records need them: plain, or in gzip members of one record each, or in one for all.

After damage the next place where a record begins can be found: in a plain file the words `WARC/1.` at the head of a
line, in a compressed one the next gzip member that unpacks to them.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from tierbook.errors import PageUnreadable
from tierbook.pages.containers.limits import Budget, ContainerSpent

__all__ = ["BrokenRecord", "GzipSource", "PlainSource", "Source"]

_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_MARK = b"\nWARC/"


class BrokenRecord(PageUnreadable):
    """A record of a web archive is damaged; the next one can be looked for."""


class Source:
    """Bytes in reading order with a view ahead. `offset` is the place in the file, of a gzip member its beginning."""

    def __init__(self, stream: BinaryIO, name: str, budget: Budget) -> None:
        self.stream, self.name, self.budget = stream, name, budget
        self.buffer = bytearray()
        self.ended = False  # nothing more comes into the buffer of this member

    @property
    def offset(self) -> int:
        """Where a reader who opens the file would find the next byte, or the gzip member that it is in."""
        raise NotImplementedError

    def peek(self, size: int) -> bytes:
        """Return the next bytes of this member without taking them; fewer at its end.

        Raises:
            BrokenRecord: they cannot be unpacked.
        """
        while len(self.buffer) < size and not self.ended:
            self._fill()
        return bytes(self.buffer[:size])

    def take(self, size: int) -> bytes:
        """Return and take the next bytes of this member; fewer at its end."""
        data = self.peek(size)
        del self.buffer[: len(data)]
        return data

    def skip(self, size: int) -> int:
        """Take and forget bytes; return how many there were."""
        left = size
        while left and (data := self.take(min(left, _CHUNK))):
            left -= len(data)
        return size - left

    def put_back(self, data: bytes) -> None:
        """Give back bytes that were taken last."""
        self.buffer[:0] = data

    def next_member(self) -> bool:
        """Go on to the next gzip member; False at the end of the file."""
        return False

    def find_record(self) -> bool:
        """Go to the next place where a record may begin; False where there is none."""
        raise NotImplementedError

    def _fill(self) -> None:
        raise NotImplementedError

    def _find_in_buffer(self) -> bool:
        """Go to the head of the next line that begins like a record, within this member."""
        while True:
            at = self.buffer.find(_MARK)
            if at >= 0:
                del self.buffer[: at + 1]
                return True
            if self.ended:
                self.buffer.clear()
                return False
            del self.buffer[: max(len(self.buffer) - len(_MARK), 0)]
            self._fill()


class PlainSource(Source):
    """A file of records without compression."""

    def __init__(self, stream: BinaryIO, name: str, budget: Budget) -> None:
        super().__init__(stream, name, budget)
        self._read = 0

    @property
    def offset(self) -> int:
        """See `Source`."""
        return self._read - len(self.buffer)

    def find_record(self) -> bool:
        """See `Source`."""
        return self._find_in_buffer()

    def _fill(self) -> None:
        data = self.stream.read(_CHUNK)
        self._read += len(data)
        self.ended = not data
        self.buffer += data
        self.budget.spend(self.name, len(data))


class GzipSource(Source):
    """A file of gzip members; the stream can be sought in."""

    def __init__(self, stream: BinaryIO, name: str, budget: Budget) -> None:
        super().__init__(stream, name, budget)
        self._start = self._next = 0
        self._done = False  # the member has come to its proper end
        self._open_at(0)

    @property
    def offset(self) -> int:
        """See `Source`."""
        return self._start

    def next_member(self) -> bool:
        """See `Source`; zeros between members, as some programs pad with, are passed over."""
        assert self.ended
        at = self._next
        self.stream.seek(at)
        while data := self.stream.read(_CHUNK):
            rest = data.lstrip(b"\x00")
            at += len(data) - len(rest)
            if rest:
                self._open_at(at)
                return True
        return False

    def find_record(self) -> bool:
        """See `Source`. A member that unpacks goes on being read; one that doesn't is left."""
        try:
            if self._find_in_buffer():
                return True
        except BrokenRecord:
            pass
        at = (self._next if self._done else self._start) + (0 if self._done else 1)
        while (at := self._find_magic(at)) >= 0:
            self._open_at(at)
            try:
                if self.peek(len(_VERSION)) == _VERSION:
                    return True
            except BrokenRecord:
                pass
            at += 1
        self.buffer.clear()
        self.ended, self._done = True, True
        self._next = self.stream.seek(0, 2)
        return False

    def _open_at(self, at: int) -> None:
        self.stream.seek(at)
        self._start = self._next = at
        self._inflate = zlib.decompressobj(31)
        self._packed = self._unpacked = 0
        self._waiting = b""
        self.buffer.clear()
        self.ended = self._done = False

    def _fill(self) -> None:
        data = self._waiting or self.stream.read(_CHUNK)
        self._packed += 0 if self._waiting else len(data)
        try:
            out = self._inflate.decompress(data, _CHUNK * 4)
        except zlib.error as error:
            self.ended = True
            raise BrokenRecord(
                f"the record at byte {self._start:,} is damaged and cannot be unpacked",
                where=self.name,
                why=str(error),
                remedy="fetch the file again; the records around it are read",
            ) from error
        self._waiting = self._inflate.unconsumed_tail
        self._unpacked += len(out)
        self.buffer += out
        if self._inflate.eof:
            self.ended = self._done = True
            self._next = self.stream.tell() - len(self._inflate.unused_data)
        elif not data:
            self.ended = True
            self._next = self.stream.tell()
            raise BrokenRecord(
                f"the file breaks off within the record at byte {self._start:,}",
                where=self.name,
                why="its compressed data has no end",
                remedy="fetch the file again; the records before it are read",
            )
        try:
            self.budget.spend(self.name, len(out), member=self._unpacked, packed=self._packed)
        except ContainerSpent:
            raise
        except PageUnreadable as error:
            self.buffer.clear()
            self.ended = True
            what = f"the record at byte {self._start:,}: {error.what}"
            raise BrokenRecord(what, where=self.name, why=error.why, remedy=error.remedy) from error

    def _find_magic(self, at: int) -> int:
        """Return where a gzip member may begin, from a place on; -1 where none does."""
        self.stream.seek(at)
        kept = b""
        while data := self.stream.read(_CHUNK):
            block = kept + data
            found = block.find(_GZIP)
            if found >= 0:
                return at - len(kept) + found
            at += len(data)
            kept = block[-2:]
        return -1
