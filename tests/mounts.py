"""A small disk, which a test may fill up, make read-only, or have fail under a program that writes to it.

Root writes where the rights of a folder forbid it, so a disk that takes nothing must be one that is full or mounted
read-only. Mounting takes root too. Where it is refused, on a person's own machine or in a container, the tests that
need it are left out and named, as those without a browser are.

A disk in memory can be mounted read-only only while no program holds a file open for writing. One that fails under a
program is a file with a file system of ext4, mounted by way of a loop device, which can be told to give up.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Disk", "FailingDisk", "failing", "find_loops", "find_mounts", "mounted"]


@cache
def find_mounts() -> str | None:
    """Return `mount` where this process may mount a disk in memory, or None."""
    if os.geteuid() != 0:
        return None
    folder = tempfile.mkdtemp(prefix="tierbook-mount-")
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return "mount" if done.returncode == 0 else None
    except FileNotFoundError:
        return None
    finally:
        Path(folder).rmdir()


@dataclass(frozen=True)
class Disk:
    """A disk of its own, in memory."""

    folder: Path

    def fill(self) -> Path:
        """Fill it up with a file, which is returned."""
        path = self.folder / "filler"
        with path.open("wb", buffering=0) as stream:
            size = 1 << 16
            while size:
                try:
                    stream.write(b"\0" * size)
                except OSError:
                    size //= 2
        return path

    def free(self) -> int:
        """Return how many bytes it still takes."""
        state = os.statvfs(self.folder)
        return state.f_bavail * state.f_frsize

    def remount(self, how: str) -> None:
        """Mount it anew: `ro` or `rw`. What a program holds open for writing must be closed before."""
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True)


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Disk]:
    """Mount a disk of a size (`4m`) on a new folder."""
    folder.mkdir()
    options = f"size={size},mode=0755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@cache
def find_loops() -> str | None:
    """Return `mount` where this process may mount a file as a disk and have that disk fail, or None."""
    if find_mounts() is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tierbook-loop-") as folder:
        try:
            with failing(Path(folder) / "disk", "2M") as disk:
                disk.fail()
        except (FileNotFoundError, subprocess.CalledProcessError):
            return None
    return "mount"


@dataclass(frozen=True)
class FailingDisk:
    """A disk in a file."""

    image: Path
    folder: Path

    def fail(self) -> None:
        """Have it give up: from now on nothing can be written, whoever has files open."""
        _do("mount", "-o", "remount,abort", self.folder)

    def mend(self) -> None:
        """Take it off, have the file system looked through, and mount it again; no program may use it."""
        _do("umount", self.folder)
        repaired = subprocess.run(["fsck.ext4", "-p", "-f", self.image], capture_output=True)
        assert repaired.returncode in (0, 1), repaired.stdout
        _do("mount", "-o", "loop", self.image, self.folder)


@contextmanager
def failing(folder: Path, size: str) -> Iterator[FailingDisk]:
    """Mount a disk of a size (`64M`) that can be told to fail on a new folder."""
    image = folder.with_suffix(".ext4")
    _do("truncate", "-s", size, image)
    _do("mkfs.ext4", "-q", "-F", image)
    folder.mkdir()
    _do("mount", "-o", "loop", image, folder)
    try:
        yield FailingDisk(image, folder)
    finally:
        _do("umount", "-l", folder)


def _do(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)
