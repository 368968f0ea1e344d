"""Folders in which back-ups are made and unpacked; what a run that was killed left in them, secrets too, goes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tierbook.files import take_lock

__all__ = ["room_beside"]

_BEGINS = ".tierbook-"


@contextmanager
def room_beside(folder: Path) -> Iterator[Path]:
    """Give a new folder in another that its owner alone reads, and take it away; sweep those of runs that are dead.

    Who has a room holds its lock, and a killed process holds none.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    room, lock = _make_room(folder)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _sweep(folder: Path) -> None:
    """Take away rooms that nobody holds; where the system or the disk knows no locks, none."""
    for room in folder.glob(f"{_BEGINS}*"):
        if room.is_symlink() or not room.is_dir():
            continue
        with suppress(OSError):
            lock = _hold(room)
            if lock is not None:
                shutil.rmtree(room, ignore_errors=True)
                os.close(lock)


def _make_room(folder: Path) -> tuple[Path, int | None]:
    while True:
        room = Path(tempfile.mkdtemp(prefix=_BEGINS, dir=folder))
        try:
            lock = _hold(room)
        except (FileNotFoundError, BlockingIOError):  # swept before it was held
            continue
        except OSError:  # a disk that knows no locks: nobody sweeps there either
            return room, None
        if lock is None or room.is_dir():
            return room, lock
        os.close(lock)


def _hold(room: Path) -> int | None:
    """Take the lock of a room; None on Windows, which opens no folder, and where one person serves herself.

    Raises:
        BlockingIOError: another run holds it.
        OSError: it is gone, or its disk knows no locks.
    """
    if os.name != "posix":
        return None
    descriptor = os.open(room, os.O_RDONLY)
    try:
        take_lock(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
