"""Writing to the folder so that nothing half-written is ever seen: a temporary file, flushed, then renamed.

A file that already holds the same bytes is left alone. A lock keeps two runs from writing at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tierbook.errors import CorpusError, TierbookError
from tierbook.files import PART, disk_refusal, take_lock, written_beside

__all__ = ["hold_lock", "is_held", "make_folder", "sweep_parts", "write_atomically"]


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises:
        CorpusError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def sweep_parts(folder: Path) -> None:
    """Remove what a run that was killed has half written in a folder."""
    for path in folder.glob(f".*{PART}"):
        with suppress(OSError):
            path.unlink()


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file unless it holds these bytes already; tell whether it was written. Its bytes are on the disk then.

    Raises:
        CorpusError: the disk is full, or the folder cannot be written; the file is as it was.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as stream:
            stream.write(data)
    except OSError as error:
        raise _refusal(path, error) from error
    return True


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock of a corpus for a while; it is freed also when the process is killed.

    Raises:
        CorpusError: another run holds it, with a `BlockingIOError` as its cause; or the folder cannot be written, or
            its disk knows no locks.
    """
    try:
        stream = path.open("a+b")
    except OSError as error:
        raise _refusal(path, error) from error
    with stream:
        try:
            take_lock(stream.fileno())
        except BlockingIOError as error:
            raise CorpusError(
                "another run is writing to this corpus",
                where=str(path.parent),
                why="two at once would spoil each other's work",
                remedy="wait until it has ended, or give another folder with --home",
            ) from error
        except OSError as error:
            raise _refusal(path, error, "the folder cannot be locked") from error
        yield


def is_held(path: Path) -> bool:
    """Tell whether another run holds a lock; nothing is written for that, so a disk may be read-only."""
    try:
        import fcntl
    except ImportError:  # Windows: who can take it finds it free
        try:
            with hold_lock(path):
                return False
        except CorpusError as error:
            return isinstance(error.__cause__, BlockingIOError)
    try:
        with path.open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _refusal(
    path: Path, error: OSError, what: str = "the corpus cannot be written"
) -> TierbookError:
    return disk_refusal(
        what,
        path,
        error,
        kind=CorpusError,
        again="then run the same command again: it goes on where it stopped",
    )
