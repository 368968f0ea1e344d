"""The database server ends in the middle of the work, as `pg_ctl stop -m immediate` or a crash ends it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.making import write_narratives
from tests.faults.making import (
    NOTES,
    PROPOSED,
    OwnPostgres,
    Reader,
    add_coder,
    notes_in,
    plain_environment,
    question_of,
    run,
    served,
    told,
)

pytestmark = pytest.mark.postgres
COUNT = "SELECT count(*) FROM catalogue_document"


def test_ingest_and_desk_say_that_the_server_has_died_and_go_on_when_it_is_back(
    own_postgres: OwnPostgres, own_database: dict[str, str], tmp_path: Path
) -> None:
    """One library for both, as making one takes long."""
    home = tmp_path / "home"
    write_narratives(tmp_path / "2018", 60)
    assert run(home, "migrate", **own_database).returncode == 0
    _kill_in_the_middle_of_an_ingest(own_postgres, own_database, home, tmp_path / "2018")
    _kill_in_the_middle_of_decisions(own_postgres, own_database, home, tmp_path / "log")


def _kill_in_the_middle_of_an_ingest(
    server: OwnPostgres, env: dict[str, str], home: Path, pages: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tierbook", "ingest", str(pages)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=plain_environment(TIERBOOK_HOME=str(home), **env),
    )
    deadline = time.monotonic() + 120
    while server.run(COUNT, "library") == [(0,)]:  # the first batch of fifty has come
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)
    server.die()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert re.search(r"the database does not answer.*start its server.*then run the same", said)
    assert "cannot be reached" in told(run(home, "ingest", **env))

    server.start()
    done = run(home, "ingest", "--format", "json", **env)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)["library"]
    assert loaded["documents"] == 60
    assert loaded["added"] < 60, "what was loaded before it died is not loaded again"
    assert server.run(COUNT, "library") == [(60,)]


def _kill_in_the_middle_of_decisions(
    server: OwnPostgres, env: dict[str, str], home: Path, log: Path
) -> None:
    add_coder(home, **env)
    question = question_of(server.run(PROPOSED, "library")[0])
    with served(home, log, **env) as port:
        reader = Reader(port).sign_in()
        assert reader.ask(question, reader.form(question, "before")).status == 302
        form = reader.form(question, "when it is back")
        server.die()

        page = reader.ask("/JPN/")
        assert (page.status, page.headers["Retry-After"]) == (503, "10")
        assert "no-store" in page.headers["Cache-Control"]
        assert "does not answer" in page.text
        assert "Load this page again in 10 seconds" in page.text

        sent = reader.ask(question, form, HX_Request="true")
        assert (sent.status, sent.headers["Retry-After"]) == (503, "10")
        assert "most likely not kept" in sent.text
        assert 'data-fault="' in sent.text  # what the script shows beside the form

        problem = reader.ask("/api/v1/countries")
        assert (problem.status, problem.headers["Retry-After"]) == (503, "10")
        assert problem.headers["Content-Type"].startswith("application/problem+json")
        assert json.loads(problem.text)["type"] == "/api/problems/not-ready/"
        watcher = Reader(port)
        assert watcher.ask("/healthz").status == 200
        assert watcher.ask("/readyz").status == 503

        server.start()
        assert reader.ask("/JPN/").status == 200
        assert reader.ask("/api/v1/countries").status == 200
        assert watcher.ask("/readyz").status == 200
        assert reader.ask(question, form).status == 302, "the form still stands and is taken"
    assert notes_in(server.run(NOTES, "library")) == ["before", "when it is back"]
    said = log.read_text()
    assert "the database does not answer" in said
    assert "start its server, or mend TIERBOOK_DATABASE_URL" in said
    assert "Traceback" not in said
