"""A member of a container: a label, its bytes as a stream that is guarded while it is read, and what is known of it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from tierbook.errors import PageUnreadable
from tierbook.pages.containers.limits import Budget
from tierbook.pages.options import ReadOptions

__all__ = [
    "HEAD",
    "Guarded",
    "Member",
    "buffered",
    "damaged",
    "look_ahead",
    "read_some",
    "read_whole",
    "seekable",
]

HEAD = 1 << 16
_CHUNK = 1 << 18
_MARK = 1024  # a PDF says within so many bytes that it is one
_IN_MEMORY = 8_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container that may be a page.

    `name` is a label for messages (`archive.zip/inner/page.html`) and never a path: nothing is written under it.
    `stream` must be read before the next member is asked for. `address` and `captured` are what the container says.
    `whole` tells that the container is a mere wrapping of this one page, so that it stands for the file itself.
    """

    name: str
    stream: BinaryIO
    address: str | None = None
    captured: str | None = None
    whole: bool = False

    def read(self, options: ReadOptions) -> bytes:
        """Return the bytes of the member.

        Raises:
            PageUnreadable: it is too long, or damaged.
        """
        return read_whole(self.stream, self.name, options)


class Guarded(io.RawIOBase):
    """A stream of a member: counts what is unpacked, and tells damage as an error of ours.

    Args:
        stream: the unpacked bytes.
        name: the member's label.
        budget: what the container may cost.
        packed: gives the bytes that were read of the packed member so far, where that is known.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        budget: Budget,
        packed: Callable[[], int] | None = None,
    ) -> None:
        self._stream, self._name, self._budget, self._packed = stream, name, budget, packed
        self._count = 0

    def readable(self) -> bool:
        """Tell that it can be read; it can't be sought in."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read up to the length of a buffer; see `io.RawIOBase`."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = read_some(self._stream, len(view))
        except PageUnreadable as error:
            raise error.at(self._name) from None
        except (EOFError, zlib.error, OSError, ValueError, RuntimeError, _bad_zip()) as error:
            raise damaged(self._name, error) from error
        view[: len(data)] = data
        self._count += len(data)
        packed = self._packed() if self._packed is not None else None
        self._budget.spend(self._name, len(data), member=self._count, packed=packed)
        return len(data)


def damaged(name: str, error: BaseException) -> PageUnreadable:
    """Return the refusal of a member that cannot be unpacked."""
    broken_off = isinstance(error, EOFError) or "ended before" in str(error)
    what = "it breaks off" if broken_off else "it is damaged and cannot be unpacked"
    return PageUnreadable(
        what,
        where=name,
        why=f"{str(error).rstrip('.') or type(error).__name__}",
        remedy="fetch or copy the file again; a download that broke off leaves such files",
    )


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """Return a stream with a buffer that can be peeked into."""
    return io.BufferedReader(raw, HEAD)


class _Again(io.RawIOBase):
    """A stream whose first bytes have been taken, whole again, with the error that came after them."""

    def __init__(self, head: bytes, stream: BinaryIO, error: PageUnreadable | None) -> None:
        self._head, self._stream, self._error = head, stream, error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        elif self._error is not None:
            raise self._error
        else:
            data = read_some(self._stream, len(view))
        view[: len(data)] = data
        return len(data)


def look_ahead(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, some thousands where there are so many, and the stream from its beginning.

    Raises:
        OSError: it cannot be read.
        PageUnreadable: it is a member that cannot be unpacked.
    """
    if isinstance(stream, io.BytesIO) or (_is_file(stream) and stream.seekable()):
        at = stream.tell()
        head = stream.read(HEAD)
        stream.seek(at)
        return head, stream
    head, broken = b"", None
    try:
        while len(head) < HEAD and (data := read_some(stream, HEAD - len(head))):
            head += data
    except PageUnreadable as error:
        if not head:
            raise
        broken = error
    return head, buffered(_Again(head, stream, broken))


def read_some(stream: BinaryIO, size: int) -> bytes:
    """Return some bytes of a stream, none at its end: those before an error are given before it is raised."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    return read(size)


def read_whole(stream: BinaryIO, name: str, options: ReadOptions) -> bytes:
    """Return what a stream holds, no further than shows that it is too long.

    Raises:
        PageUnreadable: it is too long, or damaged.
    """
    head = stream.read(_MARK)
    limit = options.limit(head)
    parts, size = [head], len(head)
    while size <= limit and (data := stream.read(min(_CHUNK, limit + 1 - size))):
        parts.append(data)
        size += len(data)
    if size > limit:
        raise PageUnreadable(
            f"it has more than {limit:,} bytes",
            where=name,
            why="that is the limit for one page",
            remedy="raise it with --max-size, or split the file",
        )
    return b"".join(parts)


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can be sought in: itself where it is a file or bytes, else a copy without a name.

    The copy is held in memory, and beyond some size in a temporary file that no other program can open.
    """
    if isinstance(stream, io.BytesIO) or (_is_file(stream) and stream.seekable()):
        yield stream
        return
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        while data := stream.read(_CHUNK):
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _is_file(stream: BinaryIO) -> bool:
    raw = getattr(stream, "raw", None)
    from tempfile import SpooledTemporaryFile

    return isinstance(raw, io.FileIO) or isinstance(stream, SpooledTemporaryFile)


def _bad_zip() -> type[Exception]:
    from zipfile import BadZipFile

    return BadZipFile
