"""A disk that refuses: what is wrong, and what to do about it, by the number of the system's error.

Every room that writes tells of a refusal in these words, so that a full disk reads the same from every verb.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tierbook.errors import DiskRefused, TierbookError

__all__ = ["disk_refusal", "is_refusal", "told_of_disk"]

# What helps, by the number of the error; whatever is no fault of the disk has none.
_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk, or have its quota raised",
    errno.EFBIG: "have the largest size of a file raised (`ulimit -f`), or give a disk that takes larger ones",
    errno.EROFS: "the disk is mounted read-only: mount it for writing, or give a folder on another one",
    errno.EACCES: "mend the folder's rights, or run as the user whose folder it is",
    errno.EPERM: "mend the folder's rights, or run as the user whose folder it is",
    errno.EIO: "the disk has a fault: look into the system's log, and copy what matters to another one first",
    errno.ESTALE: "the network disk has gone: mount it again",
    errno.ENODEV: "the disk has gone: mount it again",
    errno.ENXIO: "the disk has gone: mount it again",
    errno.ENOLCK: "have the lock service of the network disk started (NFS 3: `rpc.statd`), or give a folder on a disk "
    "that has locks",
    errno.EOPNOTSUPP: "mount the network disk with locks (NFS 4 has them), or give a folder on a disk that has them",
    errno.EMFILE: "have the number of open files raised (`ulimit -n`)",
    errno.ENFILE: "have the number of open files raised (`ulimit -n`)",
}
_OTHERWISE = "make room on the disk or mend the folder's rights"


def is_refusal(error: OSError) -> bool:
    """Tell whether an error is one of a disk that takes or gives nothing, and not of a wrong name."""
    return error.errno in _REMEDIES


def disk_refusal(
    what: str,
    where: Path | str | None,
    error: OSError,
    *,
    kind: type[TierbookError] = DiskRefused,
    again: str = "then run the same command again",
) -> TierbookError:
    """Return the error that tells of a disk.

    Args:
        what: what could not be done: `the back-up cannot be written`.
        where: the file or folder; the error's own where None.
        error: what the system said.
        kind: the class of the error.
        again: how to go on once that is mended.
    """
    remedy = _REMEDIES.get(error.errno or 0, _OTHERWISE)
    place = where if where is not None else error.filename
    return kind(
        f"{what}: {error.strerror or error}",
        where=None if place is None else str(place),
        remedy=f"{remedy}, {again}" if again else remedy,
    )


@contextmanager
def told_of_disk(
    what: str,
    where: Path | str | None = None,
    *,
    kind: type[TierbookError] = DiskRefused,
    again: str = "then run the same command again",
) -> Iterator[None]:
    """Turn what the system says of a disk into a message; the arguments are those of `disk_refusal`."""
    try:
        yield
    except OSError as error:
        raise disk_refusal(what, where, error, kind=kind, again=again) from error
