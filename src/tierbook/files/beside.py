"""Writing beside a file: whoever reads under its name finds the old bytes or the new ones, never some of them.

A file that grows is added to at its end instead, a piece at a time.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["PART", "append_piece", "sync_folder", "written_beside", "written_once"]

PART = (
    ".part"  # how the name ends of a file that is being written; one that a killed run left can go
)

# What a disk says that knows no second name for a file.
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
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


@contextmanager
def written_once(path: Path, *, within: Path | None = None) -> Iterator[BinaryIO]:
    """Give a stream whose bytes stand under a new name once the block has ended well; its owner alone reads them.

    Args:
        path: the name; where something has it by then, that stays as it is.
        within: the folder, on the same disk, in which the file is until it is whole; the name's own when None.

    Raises:
        FileExistsError: something has the name.
        OSError: the folder or the file cannot be written.
    """
    part = (within or path.parent) / f".{path.name[:200]}.{secrets.token_hex(4)}{PART}"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _name_once(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    sync_folder(path.parent)


def _name_once(part: Path, path: Path) -> None:
    """Give a whole file its name, unless something has it."""
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the name is ours now
        try:
            part.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


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
