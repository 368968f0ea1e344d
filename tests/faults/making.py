"""Faults made in earnest: a server that is killed, a small disk that fills up, one that can't be written, a lock held.

The disk is in `tests.mounts`.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.postgres import OWNER, SETTINGS, _another_user, _initdb_options, find_postgres

PASSWORD = "nine quiet herons stand"
ADD = """
import sys
from pathlib import Path
from tierbook.library import migrate_home
migrate_home(Path(sys.argv[1]))
from tierbook.library.accounts.models import Person
person = Person(username="coder0", role="coder", name="Coder")
person.set_password(sys.argv[2])
person.save()
"""
NOTES = "SELECT content FROM desk_event ORDER BY id"
PROPOSED = "SELECT document_id, variable FROM desk_item WHERE finding <> '' ORDER BY id LIMIT 1"


def plain_environment(**more: str) -> dict[str, str]:
    """Return the environment without any setting of tierbook but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TIERBOOK_")}
    return {**kept, **more}


def run(home: Path, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a home, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "tierbook", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=plain_environment(TIERBOOK_HOME=str(home), **env),
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a run said of its fault: exit status 1, and no trace of the program."""
    assert done.returncode == 1, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    assert "Exception ignored" not in done.stderr, done.stderr
    return done.stderr


def whole(corpus: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a corpus but its locks, and the journal, which tells the time."""
    return {
        path.relative_to(corpus).as_posix(): path.read_bytes()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.parent.name != "published"
    }


def add_coder(home: Path, **env: str) -> None:
    """Add somebody who codes to a library."""
    command = [sys.executable, "-c", ADD, str(home), PASSWORD]
    subprocess.run(command, check=True, env=plain_environment(**env))


def question_of(proposed: tuple[Any, ...]) -> str:
    """Return the address of one question of the desk, of what `PROPOSED` gives."""
    document, variable = proposed
    return "/desk/queue/?" + urlencode({"one": "1", "document": document, "variable": variable})


def ask_sqlite(home: Path, statement: str, name: str = "library.sqlite3") -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives, asked of the file beside whoever has it open."""
    with closing(sqlite3.connect(home / name)) as database:
        return database.execute(statement).fetchall()


def notes_in(rows: list[tuple[Any, ...]]) -> list[str]:
    """Return the notes of decisions, of what `NOTES` gives, in the order in which they were added."""
    contents = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in rows]
    return [content["note"] for content in contents]


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: HTTPMessage
    text: str


@dataclass
class Reader:
    """Just enough of a browser: cookies, forms, and whatever headers are wanted."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def sign_in(self, name: str = "coder0") -> Reader:
        """Sign somebody in."""
        self.ask("/account/login/")
        answer = self.ask("/account/login/", {"login": name, "password": PASSWORD})
        assert answer.status == 302, answer.text
        return self

    def ask(self, address: str, sent: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Return the answer to a page, or to a form."""
        cookies = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        given = {"Cookie": cookies, **{k.replace("_", "-"): v for k, v in headers.items()}}
        body = None
        if sent is not None:
            token = self.cookies["csrftoken"].value
            body = urlencode({**sent, "csrfmiddlewaretoken": token})
            given["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET" if sent is None else "POST", address, body, given)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.load(cookie)
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    def form(self, address: str, note: str) -> dict[str, str]:
        """Return the filled in form of a question: the proposal is accepted."""
        page = self.ask(address)
        assert page.status == 200, page.text
        found = re.search(r'name="token" value="([^"]+)"', page.text)
        assert found is not None, page.text
        return {"token": found[1], "action": "accept", "note": note}


@contextmanager
def served(home: Path, log: Path, **env: str) -> Iterator[int]:
    """Serve a home in a process of its own; the port. What it says goes to a file."""
    command = [sys.executable, "-m", "tierbook", "serve", "--home", str(home), "--port", "0"]
    with log.open("w") as stream:
        server = subprocess.Popen(command, stderr=stream, env=plain_environment(**env))
    try:
        deadline = time.monotonic() + 120
        while True:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text())
            if found:
                break
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield int(found[1])
    finally:
        server.kill()
        server.wait()


class OwnPostgres:
    """A PostgreSQL server of one test, which may be ended in any way and started again.

    Unlike the server that tests share it waits for the disk, as an institution's does.
    """

    def __init__(self, folder: Path) -> None:
        programs = find_postgres()
        assert programs is not None, "a test that uses it carries @pytest.mark.postgres"
        self.programs, self.folder = programs, folder
        folder.mkdir(mode=0o700)
        self.someone = _another_user(folder)
        self.process: subprocess.Popen[bytes] | None = None
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", *_initdb_options(programs, data)],
            check=True,
            stdout=subprocess.DEVNULL,
            **self.someone,
        )

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        import psycopg

        fast = {"fsync", "synchronous_commit", "full_page_writes"}
        options = [f"-c{name}={value}" for name, value in SETTINGS.items() if name not in fast]
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.someone,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "the server did not start"
                assert self.process.poll() is None, "the server ended as it started"
                time.sleep(0.05)
            else:
                return

    def die(self) -> None:
        """End it at once, as `pg_ctl stop -m immediate` does and a crash would: nothing is written any more."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(60)
        self.process = None

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user=OWNER, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def url(self, database: str) -> str:
        """Return what TIERBOOK_DATABASE_URL holds for one of its databases."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def close(self) -> None:
        """End it, if it runs."""
        if self.process is not None:
            self.die()
