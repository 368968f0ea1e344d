"""Writing beside a file: whoever reads under its name finds the old bytes or the new ones, never some of them.

A file that grows is added to at its end instead, a piece at a time.
"""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["PART", "append_piece", "sync_folder", "written_beside"]

PART = (
    ".part"  # how the name ends of a file that is being written; one that a killed run left can go
)


@contextmanager
def written_beside(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes stand under the path once the block has ended well, and are on the disk then.

    A pipe, a terminal or a device is written to directly; of a link, what it leads to is replaced.

    Raises:
        OSError: the folder or the file cannot be written; what stood under the path is as it was.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    target = path.resolve()
    if target.is_file() and not os.access(target, os.W_OK):
        target.open("ab").close()  # raises what the system says of it
    part = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}{PART}")
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.is_file():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def append_piece(file: io.RawIOBase, data: bytes) -> None:
    """Write all of a piece at the end of an open file, and have it on the disk.

    The file has no buffer: nothing is kept back that closing it would try to write once more, so that what the disk
    says first is what is told.

    Args:
        file: opened with `buffering=0`.
        data: the piece.

    Raises:
        OSError: the disk takes no more; part of the piece may stand at the end of the file.
    """
    left = memoryview(data)
    while left:
        left = left[file.write(left) or 0 :]
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can: a renamed file then outlives the power."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):  # some network disks know no such thing
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
