"""The door to containers: whatever a file is packed in, its members come one by one, each with what is known of it."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.containers.kinds import kind_of, refuse_other_packings
from tierbook.pages.containers.limits import LIMITS, Budget, ContainerSpent, Limits
from tierbook.pages.containers.member import (
    Guarded,
    Member,
    buffered,
    look_ahead,
    read_whole,
    seekable,
)
from tierbook.pages.containers.office import is_word
from tierbook.pages.options import ReadOptions

if TYPE_CHECKING:
    from tierbook.pages.containers.zips import Found

__all__ = ["is_container", "open_container"]


def is_container(head: bytes) -> bool:
    """Tell whether a file is a container, or an office document, which looks like one, by its first bytes."""
    return kind_of(head) is not None


def open_container(
    stream: BinaryIO, name: str, options: ReadOptions, *, limits: Limits = LIMITS
) -> Iterator[Member | Problem]:
    """Yield what a file holds: its members where it is a container, itself where it is none.

    Members come in the file's order and one at a time: the stream of one must be read before the next is asked for. A
    member that cannot be read, and a limit that is reached, is a Problem that names it; the rest is given. A Word
    document comes as itself, though its bytes are those of a ZIP archive.

    Args:
        stream: the file, at its beginning.
        name: its name, for labels and messages.
        options: how the pages will be read: the limit of a page.
        limits: what the container may cost.

    Raises:
        OSError: the file cannot be read.
    """
    yield from _Opening(options, Budget(limits)).open(stream, name)


class _Opening:
    def __init__(self, options: ReadOptions, budget: Budget) -> None:
        self.options, self.budget = options, budget

    def open(self, stream: BinaryIO, name: str) -> Iterator[Member | Problem]:
        try:
            yield from self._dispatch(stream, name, depth=0, whole=True)
        except PageUnreadable as error:
            yield Problem.of(error, name)

    def _dispatch(
        self, stream: BinaryIO, name: str, *, depth: int, whole: bool
    ) -> Iterator[Member | Problem]:
        head, stream = look_ahead(stream)
        kind = kind_of(head)
        if kind is None:
            refuse_other_packings(head, name)
            yield Member(name, stream, whole=whole)
            return
        if kind == "zip":
            with seekable(stream) as copy:
                yield from self._zip(copy, name, depth, whole=whole)
            return
        self._check_depth(depth, name)
        if kind == "warc":
            from tierbook.pages.containers.warc import open_warc

            yield from open_warc(stream, name, self.options, self.budget, packed=False)
        elif kind == "mhtml":
            from tierbook.pages.containers.mhtml import open_mhtml

            data = read_whole(stream, name, self.options)
            for found in open_mhtml(data, name, self.budget):
                if isinstance(found, Member) and found.whole and not whole:
                    yield Member(found.name, found.stream, found.address, found.captured)
                else:
                    yield found
        elif _holds_warc(head):
            from tierbook.pages.containers.warc import open_warc

            with seekable(stream) as copy:
                yield from open_warc(copy, name, self.options, self.budget, packed=True)
        else:
            yield from self._gzip(stream, name, depth, whole=whole)

    def _check_depth(self, depth: int, name: str) -> None:
        most = self.budget.limits.depth
        if depth >= most:
            raise PageUnreadable(
                f"containers lie in one another more than {most} deep",
                where=name,
                why="an archive made to fill a machine looks like this",
                remedy="unpack the outer ones, and give the folder",
            )

    def _gzip(
        self, stream: BinaryIO, name: str, depth: int, *, whole: bool
    ) -> Iterator[Member | Problem]:
        """Open a single file packed with gzip; it is called what it would be called unpacked."""
        packed = _Counted(stream)
        plain = cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, packed)))
        packing, suffix = name, PurePath(name).suffix
        if suffix.lower() in (".gz", ".gzip"):
            name = name[: -len(suffix)]
        inner = buffered(Guarded(plain, packing, self.budget, packed.count))
        yield from self._dispatch(inner, name, depth=depth + 1, whole=whole)

    def _zip(
        self, stream: BinaryIO, name: str, depth: int, *, whole: bool
    ) -> Iterator[Member | Problem]:
        from tierbook.pages.containers.office import refuse_other_documents
        from tierbook.pages.containers.zip_salvage import salvage_zip
        from tierbook.pages.containers.zips import list_zip, open_zip

        archive = open_zip(stream, name, self.budget)
        found: Iterator[Found | Problem]
        if archive is None:
            self._check_depth(depth, name)
            found = salvage_zip(stream, name, self.options, self.budget)
        elif is_word(archive):
            stream.seek(0)
            yield Member(name, stream, whole=whole)
            return
        else:
            refuse_other_documents(archive, name)
            self._check_depth(depth, name)
            found = list_zip(archive, name, self.budget)
        for member in found:
            if isinstance(member, Problem):
                yield member
                continue
            label, inner = member
            try:
                yield from self._dispatch(inner, label, depth=depth + 1, whole=False)
            except ContainerSpent:
                raise
            except PageUnreadable as error:
                yield Problem.of(error, label)


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._count = stream, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._count += len(data)
        return data

    def count(self) -> int:
        return self._count


def _holds_warc(head: bytes) -> bool:
    try:
        start = zlib.decompressobj(31).decompress(head, 5000)
    except zlib.error:
        return False
    return kind_of(start) == "warc"
