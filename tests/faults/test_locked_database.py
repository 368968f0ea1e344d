"""Another program holds the database and does not let go."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.making import (
    NOTES,
    PROPOSED,
    OwnPostgres,
    Reader,
    ask_sqlite,
    notes_in,
    question_of,
    run,
    served,
    told,
)

HOLD = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
database.execute("ROLLBACK")
"""
BRIEFLY = {"TIERBOOK_DATABASE_WAIT": "1"}


@contextmanager
def held(home: Path, seconds: float = 300) -> Iterator[None]:
    """Hold the lock of a library in another process."""
    command = [sys.executable, "-c", HOLD, str(home / "library.sqlite3"), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.kill()


@pytest.mark.only_on("sqlite")
def test_an_ingest_waits_then_says_who_stands_in_the_way(library: Path, ingested: Path) -> None:
    (coding, *_) = (library / "corpus" / "codings").glob("*.json")
    coding.unlink()  # so that there is something to write
    with held(library):
        said = told(run(library, "ingest", ingested / "2018", **BRIEFLY))
        assert "the database is locked by another program" in said
        assert "wait until an ingest, a migration or a back-up has ended" in said
        assert "then run the same command again" in said
    done = run(library, "ingest", ingested / "2018")
    assert done.returncode == 0, done.stderr


@pytest.mark.only_on("sqlite")
def test_a_desk_waits_for_a_lock_that_ends_and_tells_of_one_that_does_not(
    library: Path, tmp_path: Path
) -> None:
    question = question_of(ask_sqlite(library, PROPOSED)[0])
    with served(library, tmp_path / "log", TIERBOOK_DATABASE_WAIT="4") as port:
        reader = Reader(port).sign_in()
        form = reader.form(question, "after a while")
        with held(library):
            assert Reader(port).ask("/JPN/").status == 200, "who reads does not wait"
            refused = reader.ask(question, form)
            assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
            assert "Somebody else is writing to the library" in refused.text
        with held(library, seconds=1):
            began = time.monotonic()
            assert reader.ask(question, form).status == 302, "the form is taken once there is room"
            assert time.monotonic() > began
    assert notes_in(ask_sqlite(library, NOTES)) == ["after a while"]
    assert "the database is locked by another program" in (tmp_path / "log").read_text()


@pytest.mark.postgres
def test_on_postgresql_whoever_waits_for_a_row_is_told_after_as_long(
    own_postgres: OwnPostgres, own_database: dict[str, str]
) -> None:
    """The wait is set on each connection that the library makes; a whole library is not needed to see it."""
    import psycopg

    from tierbook.library.configure import database_settings

    own_postgres.run("CREATE TABLE held (id int); INSERT INTO held VALUES (1)", "library")
    entry = database_settings(Path(), {**own_database, **BRIEFLY})
    with psycopg.connect(own_database["TIERBOOK_DATABASE_URL"]) as holder:
        holder.execute("UPDATE held SET id = 2")
        code = (
            "import json, sys, django; from django.conf import settings; "
            "settings.configure(DATABASES={'default': json.loads(sys.argv[1])}); django.setup(); "
            "from django.db import connection, DatabaseError\n"
            "from tierbook.library.operating.faults import fault_of\n"
            "try:\n connection.cursor().execute('UPDATE held SET id = 3')\n"
            "except DatabaseError as error: print(fault_of(error).kind)"
        )
        import json

        done = subprocess.run(
            [sys.executable, "-c", code, json.dumps(entry)],
            capture_output=True,
            text=True,
            check=False,
            env=dict(os.environ),
        )
        assert done.stdout == "locked\n", done.stderr
        holder.rollback()


@pytest.mark.only_on("sqlite")
def test_the_lock_of_the_test_is_one(library: Path) -> None:
    with (
        held(library),
        closing(sqlite3.connect(library / "library.sqlite3", timeout=0)) as database,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        database.execute("BEGIN IMMEDIATE")
