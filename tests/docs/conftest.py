"""The site of the documents, built once in a run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Built:
    """Where the site stands, and what its builder said."""

    folder: Path
    code: int
    said: str


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make a folder once for all workers of a run; the others wait for it."""
    import fcntl

    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Built:
    """The site, built in a process of its own: other packages' warnings are no faults of a page."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
        environment = {**os.environ, "PYTHONWARNINGS": "default"}
        environment["PYTHONPATH"] = str(repository / "src")
        done = subprocess.run(
            [*command, "-d", str(folder / "doctrees"), str(repository / "docs"), str(folder / "site")],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env=environment,
        )
        (folder / "code").write_text(str(done.returncode), encoding="utf-8")
        (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")

    folder = once(tmp_path_factory, "docs-site", make)
    said = (folder / "said").read_text(encoding="utf-8")
    return Built(folder / "site", int((folder / "code").read_text()), said)
