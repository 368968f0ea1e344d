"""A PostgreSQL server for one run of the tests: from the system's packages, in a folder of its own, gone at the end.

The first test that asks for it starts a keeper, a process that makes the folder, starts the server in it and watches
the run: when the run ends, by Ctrl-C or by a kill too, the keeper stops the server and removes the folder. All workers
of a run share one server, and each database in it has one worker.

The server sorts as an institution's might, by the rules of a language (ICU), so that a page whose order rests on the
database's own collation is found.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["RUN", "Postgres", "find_postgres", "join_server", "name_the_run", "stop_server"]

RUN = "RUN_OF_TIERBOOK_TESTS"  # environment variable: the folder of this run, known to its workers
OWNER = "tierbook"
WAIT = 120
LONGEST_SOCKET = (
    90  # a path of a unix socket ends at 107 bytes, and the server adds a name of its own
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class Postgres:
    """A running server: its socket lies in `folder`."""

    folder: Path

    def url(self, database: str) -> str:
        """Return what TIERBOOK_DATABASE_URL holds for one of its databases."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def entry(self, database: str) -> dict[str, Any]:
        """Return Django's settings of one of its databases."""
        from tierbook.library.configure import database_settings

        return database_settings(Path(), {"TIERBOOK_DATABASE_URL": self.url(database)})

    def create(self, database: str) -> str:
        """Make an empty database and return its address."""
        self.run(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement outside of a transaction and return its rows."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user=OWNER, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@cache
def find_postgres() -> Path | None:
    """Return the folder that holds `initdb` and `postgres`, or None."""
    named = os.environ.get("TIERBOOK_POSTGRES")
    if named:
        return Path(named) if _has_programs(Path(named)) else None
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(versions, key=lambda p: int("0" + p.parent.name.split(".")[0]), reverse=True)
    return next((place for place in places if _has_programs(place)), None)


def _has_programs(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def name_the_run() -> bool:
    """Give this run a folder unless it is part of another; tell whether it is this process's own."""
    if RUN in os.environ:
        return False
    base = tempfile.gettempdir()
    if len(base) > LONGEST_SOCKET - 30:
        base = "/tmp"
    os.environ[RUN] = f"{base}/tierbook-pg-{os.getpid()}-{os.urandom(3).hex()}"
    return True


def join_server() -> Postgres:
    """Return the server of this run; the first one who asks starts it."""
    folder = Path(os.environ[RUN])
    programs = find_postgres()
    assert programs is not None, "a test that uses `postgres` carries @pytest.mark.postgres"
    with _alone(folder):
        if not (folder / "ready").exists():
            _start_keeper(folder, programs)
    return Postgres(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a run; it lies beside the folder, which the keeper makes."""
    lock = folder.with_name(folder.name + ".lock")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start_keeper(folder: Path, programs: Path) -> None:
    run = folder.name.split("-")[2]
    with folder.with_name(folder.name + ".log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(folder), str(programs), run],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the terminal is for the run; the keeper sees that it has ended
        )
    deadline = time.monotonic() + WAIT
    while not (folder / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            said = folder.with_name(folder.name + ".log").read_text(errors="replace")
            raise RuntimeError(f"the PostgreSQL server of the tests did not start:\n{said}")
        time.sleep(0.05)
    keeper.returncode = 0  # it outlives this process on purpose, and is no zombie to warn of


def stop_server() -> None:
    """End the server of this run, if one was started, and wait until its folder is gone."""
    folder = Path(os.environ.pop(RUN))
    try:
        keeper = int((folder / "ready").read_text())
        os.kill(keeper, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError):
        pass
    deadline = time.monotonic() + WAIT
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    _forget(folder)


def _forget(folder: Path) -> None:
    for ending in (".lock", ".log"):
        folder.with_name(folder.name + ending).unlink(missing_ok=True)


def keep(folder: Path, programs: Path, run: int) -> None:
    """Run a server in a folder until the run's process is gone or SIGTERM comes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder.mkdir(mode=0o700)
    server = None
    try:
        someone = _another_user(folder)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", *_initdb_options(programs, data)], check=True, **someone
        )
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *options], cwd=folder, **someone
        )
        while not list(folder.glob(".s.PGSQL.*.lock")) or not _answers(folder):
            if server.poll() is not None:
                raise SystemExit("the server ended as it started")
            time.sleep(0.05)
        _write_ready(folder)
        while _is_alive(run) and server.poll() is None:
            time.sleep(0.2)
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth a flush
            server.wait(30)
        _forget(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _another_user(folder: Path) -> dict[str, Any]:
    """Return how to start a program that refuses to run as root: as `postgres`, to whom the folder is given."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initdb_options(programs: Path, data: Path) -> list[str]:
    said = subprocess.run(
        [programs / "initdb", "--help"], capture_output=True, text=True, check=True
    ).stdout
    sorts = ["--locale-provider=icu", "--icu-locale=en"] if "--icu-locale" in said else []
    return [
        *(
            "-D",
            str(data),
            "-U",
            OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-instructions",
        ),
        *("--locale=C.UTF-8", *sorts),
    ]


def _answers(folder: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(host=str(folder), user=OWNER, dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _write_ready(folder: Path) -> None:
    """Write the keeper's number in one step: who sees the file can read it."""
    new = folder / "ready.new"
    new.write_text(str(os.getpid()))
    new.rename(folder / "ready")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
