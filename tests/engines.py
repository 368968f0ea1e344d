"""Programs that tests start, on PostgreSQL instead of SQLite: `TIERBOOK_TEST_ENGINE=postgres`.

Tests of pages and rows run on both engines always (`tests/library/conftest.py`). Those that start the program, from a
shell or behind a browser, run on SQLite, unless the whole run is told otherwise: then each home has a database of its
own on the run's server. Its address reaches every process by way of `tests/engine/sitecustomize.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import join_server

__all__ = ["begin_engine", "engine_of_run", "environment_of"]

_FOLDER = Path(__file__).with_name("engine")
_TEMPLATE = "migrated_template"


def engine_of_run() -> str:
    """Return the engine of programs that tests start: `sqlite` or `postgres`."""
    return os.environ.get("TIERBOOK_TEST_ENGINE") or "sqlite"


def begin_engine() -> None:
    """Start the server and make what each home's database is a copy of; nothing on SQLite, or where it was done."""
    if engine_of_run() != "postgres" or "TESTS_SERVER" in os.environ:
        return
    server = join_server()
    url = server.create(_TEMPLATE)
    environment = {**os.environ, "TIERBOOK_DATABASE_URL": url}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "tierbook",
            "migrate",
            "--home",
            str(server.folder.with_suffix(".home")),
        ],
        env=environment,
        check=True,
        capture_output=True,
    )
    os.environ["TESTS_SERVER"], os.environ["TESTS_TEMPLATE"] = str(server.folder), _TEMPLATE
    given = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = f"{_FOLDER}{os.pathsep}{given}" if given else str(_FOLDER)


def environment_of(home: Path) -> dict[str, str]:
    """Return what the environment of a program in this process must hold for a home."""
    if engine_of_run() != "postgres":
        return {}
    from tests.engine.sitecustomize import database_of

    return {"TIERBOOK_DATABASE_URL": database_of(str(home))}
