"""`SHA256SUMS`: the hash of every file of a release, as `sha256sum -c` reads it; and whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tierbook.errors import ReleaseInvalid
from tierbook.files import hash_file

__all__ = ["SUMS", "ReleaseCheck", "check_release", "list_files", "write_sums"]

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """What became of the files that a release lists.

    Attributes:
        whole: number of files that are as listed.
        changed: paths of those whose bytes are others.
        lost: paths of those that are not there.
        strange: paths of files that the list doesn't have.
    """

    whole: int
    changed: tuple[str, ...]
    lost: tuple[str, ...]
    strange: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Tell whether every file is as listed, and no other one is there."""
        return not (self.changed or self.lost or self.strange)


def list_files(folder: Path) -> list[str]:
    """Return the paths of the files of a folder, sorted, the list of hashes left out."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(name for path in files if (name := path.relative_to(folder).as_posix()) != SUMS)


def write_sums(folder: Path) -> bytes:
    """Return a line for each file of a folder."""
    return "".join(f"{hash_file(folder / name)}  {name}\n" for name in list_files(folder)).encode()


def check_release(folder: Path) -> ReleaseCheck:
    """Compare the files of a release with its list.

    Raises:
        ReleaseInvalid: the folder has no list, or the list is none.
    """
    path = folder / SUMS
    try:
        told = dict(_told(path))
    except OSError as error:
        raise ReleaseInvalid(
            f"the list of hashes cannot be read: {error.strerror}",
            where=str(path),
            remedy="name the folder of a release",
        ) from error
    there = set(list_files(folder))
    held = sorted(told.keys() & there)
    changed = [name for name in held if hash_file(folder / name) != told[name]]
    return ReleaseCheck(
        whole=len(held) - len(changed),
        changed=tuple(changed),
        lost=tuple(sorted(told.keys() - there)),
        strange=tuple(sorted(there - told.keys())),
    )


def _told(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        digest, gap, name = line.partition("  ")
        if not gap or len(digest) != 64 or name.startswith("/") or ".." in Path(name).parts:
            raise ReleaseInvalid(
                "this is no line of a list of hashes",
                where=f"{path}:{number}",
                remedy="take the list of the release as it was published",
            )
        yield name, digest
