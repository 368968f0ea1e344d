"""The site of the documents, and what a reader who follows them has at hand; each made once in a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.shell import Shell
from tests.docs.world import make_world

REAL = ("JPN", "KWT", "NOR", "PRK")  # countries whose real texts the documents look at


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
            [
                *command,
                "-d",
                str(folder / "doctrees"),
                str(repository / "docs"),
                str(folder / "site"),
            ],
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


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, repository: Path, warm: Path) -> Path:
    """What a reader has at hand, with a library in which the samples and texts of ours are."""

    def make(folder: Path) -> None:
        make_world(folder, repository)
        shell = Shell(folder, folder.with_name(f"{folder.name}-making"), warm)
        pages = "src/tierbook/pages/samples narratives/*.txt narratives/*.html"
        code, said = shell.run(f"tierbook ingest {pages}")
        assert code == 0, said
        (shell.folder / "home").rename(folder / "home")

    return once(tmp_path_factory, "docs-world", make)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, world: Path, warm: Path, shared: Path) -> Path:
    """The same with a library of real texts alone: one narrative of 2003, and some of 2018."""

    def make(folder: Path) -> None:
        shell = Shell(world, folder.with_name(f"{folder.name}-making"), warm)
        shutil.rmtree(shell.folder / "home")
        real = shared / "data" / "narratives"
        names = " ".join(f"{real}/2018/{country}.txt" for country in REAL)
        code, said = shell.run(f"tierbook ingest {real}/refworld-2003-japan.txt {names}")
        assert code == 0, said
        shutil.copytree(world, folder, symlinks=True, dirs_exist_ok=True)
        shutil.rmtree(folder / "home")
        (shell.folder / "home").rename(folder / "home")

    return once(tmp_path_factory, "docs-whole", make)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Path]:
    """The socket behind which the program is kept warm."""
    socket = tmp_path_factory.mktemp("w") / "s"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TIERBOOK_")}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("forking.py")), "serve", str(socket)],
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONPATH": str(repository / "src")},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield socket
    finally:
        process.terminate()
        process.communicate(timeout=20)
