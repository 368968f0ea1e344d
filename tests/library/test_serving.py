"""The server: this machine alone, the next free port, a clean end. Run as a reader runs it, in its own process."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.factories import coding, write_corpus

SERVE = """
import sys
from tierbook.library import load_corpus, serve
load_corpus(sys.argv[1])
serve(sys.argv[1], int(sys.argv[2]))
"""


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_serve_takes_the_next_free_port_and_ends_with_ctrl_c(tmp_path: Path, taken_port: int):
    write_corpus(tmp_path, coding())
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path), str(taken_port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        port = int(found[1])
        assert port > taken_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for address, status in (
            ("/JPN/2003/", 200),
            ("/nowhere/", 404),
            ("/static/tierbook/look.css", 200),
        ):
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status, address
            connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err
    assert (tmp_path / "library.sqlite3").is_file()


def test_an_address_of_another_host_is_refused(client, db):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
