"""A library to spoil, a disk of its own and a database server of its own.

Making a library costs a few seconds, so it is made once and copied; what is spoilt is the copy.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.corpus.making import write_narratives
from tests.faults.making import OwnPostgres, add_coder, run
from tests.mounts import Disk, mounted

MakeDisk = Callable[[str], Disk]


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `2018/`, a dozen pages, and `home/`, into which they were ingested; somebody codes there.

    The workers of a run share it: the first who asks makes it.
    """
    shared = os.environ.get("PYTEST_XDIST_WORKER") is not None
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if shared else base) / "library-to-spoil"
    with (folder.parent / "library-to-spoil.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            write_narratives(folder / "2018", 12)
            done = run(folder / "home", "ingest", folder / "2018")
            assert done.returncode == 0, done.stderr
            add_coder(folder / "home")
            (folder / "made").touch()
    return folder


@pytest.fixture
def library(ingested: Path, tmp_path: Path) -> Path:
    """A copy of that home, to spoil."""
    shutil.copytree(ingested / "home", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[MakeDisk]:
    """Mount a disk of a size: `disk("4m")`; the test carries the mark `mounts`."""
    with ExitStack() as stack:
        yield lambda size: stack.enter_context(mounted(tmp_path / "disk", size))


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[OwnPostgres]:
    """A PostgreSQL server that is these tests' alone; each may end it and leaves it started."""
    folder = Path(tempfile.mkdtemp(prefix="tb-pg-", dir="/tmp"))  # a socket's path is short
    folder.chmod(0o755)
    server = OwnPostgres(folder / "s")
    try:
        server.start()
        yield server
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_database(own_postgres: OwnPostgres) -> dict[str, str]:
    """What the environment says of a new database of that server: `library`."""
    own_postgres.run('DROP DATABASE IF EXISTS "library" WITH (FORCE)')
    own_postgres.run('CREATE DATABASE "library"')
    return {"TIERBOOK_DATABASE_URL": own_postgres.url("library")}
