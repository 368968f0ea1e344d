"""Locks between processes, which the system frees when a process ends, however it ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tierbook.errors import TierbookError
from tierbook.files.refusing import disk_refusal

__all__ = ["alone_at", "take_lock"]

_HELD_ON_WINDOWS = (errno.EACCES, errno.EDEADLK)


@contextmanager
def alone_at(
    place: Path, *, kind: type[TierbookError], what: str = "another run is writing here"
) -> Iterator[None]:
    """Be the only run that makes a file or folder: hold `.NAME.lock` beside it, and take it away at the end.

    A lock that a killed run left is a file that nobody holds: it is taken, and goes with this run.

    Args:
        place: what will be made; the folder around it exists.
        kind: the class of the error.
        what: what is wrong where another run is at work there.

    Raises:
        kind: another run is at work on the same place, with a `BlockingIOError` as its cause; or the lock cannot be
            written, or its disk knows no locks.
    """
    path = place.with_name(f".{place.name[:200]}.lock")
    try:
        stream = _hold(path)
    except BlockingIOError as error:
        raise kind(
            what,
            where=str(place),
            why="two at once would spoil each other's work",
            remedy="wait until it has ended, or give another place",
        ) from error
    except OSError as error:
        raise disk_refusal("the place cannot be locked", path, error, kind=kind) from error
    with stream:
        try:
            yield
        finally:
            # Windows removes no file that is open: then it stays, and is held by nobody.
            with suppress(OSError):
                path.unlink()


def take_lock(descriptor: int) -> None:
    """Take a lock at once.

    Raises:
        BlockingIOError: another process holds it.
        OSError: the disk gives none.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            if error.errno in _HELD_ON_WINDOWS:
                raise BlockingIOError(*error.args) from error
            raise
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _hold(path: Path) -> BinaryIO:
    """Return the file of a lock, open and held, and still the one that stands under its name."""
    while True:
        stream = path.open("a+b")
        try:
            take_lock(stream.fileno())
            if _is_same(stream, path):
                return stream
        except BaseException:
            stream.close()
            raise
        stream.close()  # its holder took it away between our opening and our locking it


def _is_same(stream: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False
