"""The program in this process, and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.engines import environment_of
from tierbook.cli.app import make_app
from tierbook.pages import sample_pages


@dataclass(frozen=True)
class Run:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Program = Callable[..., Run]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program in this process, with a home of its own."""
    for name in list(os.environ):
        if name.startswith("TIERBOOK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TIERBOOK_HOME", str(tmp_path / "home"))
    for name, value in environment_of(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    app = make_app()

    def run(*arguments: object, stdin: bytes | None = None) -> Run:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Program:
    """Run the program as a shell does."""

    def run(*arguments: object, stdin: bytes = b"", **environment: str) -> Run:
        return shell(tmp_path / "home", *arguments, stdin=stdin, **environment)

    return run


def shell(home: Path, *arguments: object, stdin: bytes = b"", **environment: str) -> Run:
    """Run the program as a shell does, on a home."""
    done = subprocess.run(
        [sys.executable, "-m", "tierbook", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "TIERBOOK_HOME": str(home), **environment},
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package's samples."""
    folder = tmp_path_factory.mktemp("samples")
    for name, data in sample_pages():
        (folder / Path(name).name).write_bytes(data)
    return folder
