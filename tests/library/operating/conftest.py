"""The program and its server in processes of their own, on a home that a test makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.corpus.making import write_narratives
from tierbook.corpus import Corpus, expand_inputs
from tierbook.pages import ReadOptions

Program = Callable[..., subprocess.CompletedProcess[str]]


def environment() -> dict[str, str]:
    """Return the environment without any setting of tierbook."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TIERBOOK_")}


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three narratives, as `tierbook ingest` leaves it."""
    folder = tmp_path_factory.mktemp("ingested")
    write_narratives(folder / "pages", 3)
    corpus = Corpus(folder / "corpus")
    report = corpus.ingest(expand_inputs([str(folder / "pages")]), options=ReadOptions())
    assert report.documents == 3
    return folder / "corpus"


@pytest.fixture
def home(ingested: Path, tmp_path: Path) -> Path:
    """A home with that corpus, and no database yet."""
    shutil.copytree(ingested, tmp_path / "home" / "corpus")
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Program:
    """Run a module of the package as a shell does: `run("tierbook", "migrate", NAME="value")`."""

    def start(module: str, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={**environment(), "TIERBOOK_HOME": str(home), **env},
        )

    return start


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What the environment says of an empty database: nothing for SQLite in the home."""
    if request.param == "sqlite":
        yield {}
    else:
        yield {"TIERBOOK_DATABASE_URL": request.getfixturevalue("postgres_url")}
