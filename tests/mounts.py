"""A small disk in memory, which a test may fill up or make read-only.

Root writes where the rights of a folder forbid it, so a disk that takes nothing must be one that is full or mounted
read-only. Mounting takes root too. Where it is refused, on a person's own machine or in a container, the tests that
need it are left out and named, as those without a browser are.
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

__all__ = ["Disk", "find_mounts", "mounted"]


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
