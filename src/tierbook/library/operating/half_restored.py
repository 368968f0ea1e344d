"""The mark of a home into which a back-up is being restored: until that is whole, nobody serves or fills the home.

`<home>/restoring` holds the hash of the back-up and its path. A restore that was cut off leaves it there, and the same
back-up may then be restored into the home again, though it is no longer empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tierbook.errors import CorpusError
from tierbook.files import alone_at, canonical_json, sync_folder, told_of_disk, written_beside

__all__ = ["Restoring", "refuse_half_restored", "restoring"]

_MARK = "restoring"


class Restoring:
    """A restore at work.

    Args:
        goes_on: whether one of the same back-up was cut off in this home.
        write: writes the mark.
    """

    def __init__(self, write: Callable[[], None], *, goes_on: bool) -> None:
        self.goes_on = goes_on
        self.has_put = goes_on  # whether something of the back-up may be in the home
        self._write = write

    def begin(self) -> None:
        """Mark the home, once it is known to be an empty one.

        Raises:
            CorpusError: it cannot be written.
        """
        if not self.goes_on:
            self._write()


def refuse_half_restored(home: Path) -> None:
    """Refuse a home in which a restore was cut off, or is at work.

    Raises:
        CorpusError: it is such a home; names the back-up.
    """
    begun = _read(home / _MARK)
    if begun is not None:
        raise _half_restored(home, begun["file"])


@contextmanager
def restoring(home: Path, file: Path, digest: str) -> Iterator[Restoring]:
    """Let one run restore into a home; its mark stays where something was put there and not all.

    Args:
        home: the home.
        file: the back-up.
        digest: its hash.

    Raises:
        CorpusError: another back-up was begun here, another run is restoring into this home, or it cannot be written.
    """
    path = home / _MARK
    with alone_at(path, kind=CorpusError, what="another run is restoring a back-up into this home"):
        begun = _read(path)
        if begun is not None and begun["digest"] != digest:
            raise _half_restored(home, begun["file"])
        mark = {"digest": digest, "file": str(file.resolve())}
        run = Restoring(lambda: _write(path, mark), goes_on=begun is not None)
        try:
            yield run
            run.has_put = False
        finally:
            if not run.has_put:
                path.unlink(missing_ok=True)
                sync_folder(home)


def _write(path: Path, mark: dict[str, str]) -> None:
    with (
        told_of_disk("the home cannot be written", path.parent, kind=CorpusError),
        written_beside(path) as stream,
    ):
        stream.write(canonical_json(mark))


def _read(path: Path) -> dict[str, str] | None:
    """Return what a mark says; None where there is none."""
    try:
        mark = json.loads(path.read_bytes())
        return {"digest": str(mark["digest"]), "file": str(mark["file"])}
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # also of a file that is no mark
        return None


def _half_restored(home: Path, file: str) -> CorpusError:
    return CorpusError(
        "the home is half restored",
        where=str(home),
        why=f"a restore of {file} was cut off, or is still at work",
        remedy=f"run `tierbook restore {file}` again: it goes on; or restore into another, empty home",
    )
