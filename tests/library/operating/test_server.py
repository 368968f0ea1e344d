"""The server of an institution and that of one person, run as they are run, on either engine."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.library.operating.conftest import Program, environment

HTTPS = {
    "TIERBOOK_SITE_URL": "https://library.example.org",
    "TIERBOOK_LOG": "json",
    "TIERBOOK_METRICS": "127.0.0.1",
}
THROUGH = {
    "Host": "library.example.org",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.9",
}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _gunicorn(home: Path, log: Path, **env: str) -> Iterator[int]:
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--config"),
        *("python:tierbook.library.operating.gunicorn_conf", "--workers", "2"),
        *("--bind", f"127.0.0.1:{port}"),
    ]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stderr=stream, env={**environment(), "TIERBOOK_HOME": str(home), **env}
        )
    try:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if _get(port, "/healthz").status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        assert process.poll() is None, log.read_text()
        yield port
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


def _get(port: int, address: str, **headers: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers=headers or {"Host": "127.0.0.1"})
    answer = connection.getresponse()
    answer.words = answer.read().decode()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_gunicorn_serves_behind_a_proxy_and_tells_of_it(
    run: Program, home: Path, database: dict[str, str], tmp_path: Path
) -> None:
    env = {**database, **HTTPS}
    if database:
        assert run("tierbook", "migrate", **env).returncode == 0
    assert run("tierbook", "ingest", **env).returncode == 0
    log = tmp_path / "log"
    with _gunicorn(home, log, **env) as port:
        page = _get(port, "/", **THROUGH)
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        plain = _get(port, "/JPN/", Host="library.example.org")
        assert (plain.status, plain.headers["Location"]) == (
            301,
            "https://library.example.org/JPN/",
        )
        assert _get(port, "/", Host="evil.example").status == 400
        ready = _get(port, "/readyz")
        assert (ready.status, json.loads(ready.words)["ready"]) == (200, True)
        for _ in range(10):
            assert _get(port, "/search/?q=a-private-name", **THROUGH).status == 200
        figures = [
            _get(port, "/metrics").words for _ in range(3)
        ]  # whichever worker answers has all
        counted = [
            re.search(r'tierbook_requests_total\{[^}]*"search"[^}]*\} (\d+)', f) for f in figures
        ]
        assert [c and float(c[1]) for c in counted] == [10, 10, 10]
        assert all("tierbook_documents 3.0" in f for f in figures)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    searched = [line for line in lines if line.get("route") == "search"]
    assert len(searched) == 10
    assert {line["status"] for line in searched} == {200}
    told = log.read_text()
    for secret in ("private-name", "192.0.2.9", (home / "secret_key").read_text().strip()):
        assert secret not in told
    assert not re.search(r'"level": "(error|critical)"', told)


def test_who_serves_herself_under_an_https_address_is_told_where_pages_lead(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tierbook", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**environment(), "TIERBOOK_HOME": str(home), **HTTPS},
    )
    try:
        assert process.stderr is not None
        assert "http://127.0.0.1:" in process.stderr.readline()
        assert "Unset TIERBOOK_SITE_URL" in process.stderr.readline()
    finally:
        process.kill()
        process.communicate()


def test_one_person_is_served_with_nothing_set(run: Program, home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tierbook", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**environment(), "TIERBOOK_HOME": str(home)},
    )
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert found
        page = _get(int(found[1]), "/")
        assert page.status == 200
        assert "Strict-Transport-Security" not in page.headers
        assert "Set-Cookie" not in page.headers
        assert _get(int(found[1]), "/readyz").status == 200
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "GET" not in err  # quiet: no line for a request
    finally:
        process.kill()
        process.wait()


@pytest.mark.postgres
def test_gunicorn_does_not_start_on_tables_that_wait(
    home: Path, postgres_url: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "python:tierbook.library.operating.gunicorn_conf",
         "--bind", f"127.0.0.1:{_free_port()}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**environment(), "TIERBOOK_HOME": str(home), "TIERBOOK_DATABASE_URL": postgres_url},
    )  # fmt: skip
    assert done.returncode != 0
    assert "tierbook migrate" in done.stderr
