"""The demonstration, and the library served: samples, or a person's pages, through every step."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from tests.cli.conftest import Program
from tests.corpus.making import write_narratives
from tierbook.corpus import Corpus, expand_inputs


def test_check_looks_at_one_page_of_each_kind_and_stops(process: Program, tmp_path: Path) -> None:
    run = process("demo", "--check")
    assert run.code == 0, run.err
    assert [line.split()[:2] for line in run.lines] == [
        ["seen", "home"],
        ["seen", "country"],
        ["seen", "document"],
        ["seen", "finding"],
        ["seen", "digest"],
        ["seen", "recommendations"],
        ["seen", "compare"],
        ["seen", "flows"],
        ["seen", "charts"],
        ["seen", "packs"],
    ]
    assert "tierbook ingest" in run.err
    assert "tierbook demo" in run.err
    assert (tmp_path / "home" / "demo" / "corpus").is_dir()


def test_a_demo_starts_from_a_clean_corpus(process: Program, tmp_path: Path) -> None:
    assert process("demo", "--check").code == 0
    write_narratives(tmp_path / "2018", 2)
    run = process("demo", tmp_path / "2018", "--check")
    assert run.code == 0, run.err
    corpus = Corpus(tmp_path / "home" / "demo" / "corpus")
    assert len(corpus.documents()) == 2


def test_a_demo_of_nothing_fails(process: Program, tmp_path: Path) -> None:
    assert process("demo", tmp_path / "gone.txt").code == 1


def test_a_demo_leaves_the_persons_own_library_alone(process: Program, tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 1)
    process("ingest", tmp_path / "2018")
    process("demo", "--check")
    assert len(Corpus(tmp_path / "home" / "corpus").documents()) == 1


def test_the_library_is_served_until_control_c(process: Program, tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 1)
    process("ingest", tmp_path / "2018")
    assert served_status(tmp_path / "home", "/") == 200


def test_a_database_made_for_accounts_is_filled_from_the_corpus(
    process: Program, tmp_path: Path
) -> None:
    write_narratives(tmp_path / "2018", 1)
    corpus = Corpus(tmp_path / "home" / "corpus")
    corpus.ingest(expand_inputs([str(tmp_path / "2018")]))
    process("people", "add", "ada", "--role", "admin")
    (name,) = corpus.documents()
    assert served_status(tmp_path / "home", f"/documents/{name}/") == 200


def served_status(home: Path, address: str) -> int:
    """Serve a home, ask for one address, end it by Ctrl-C; return the status of the answer."""
    command = [sys.executable, "-m", "tierbook", "serve", "--port", "0"]
    environment = {**os.environ, "TIERBOOK_HOME": str(home)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert running.stderr is not None
        assert running.stdout is not None
        said = running.stderr.readline()
        port = re.search(r"127\.0\.0\.1:(\d+)", said)
        assert port, said
        connection = HTTPConnection("127.0.0.1", int(port[1]), timeout=30)
        connection.request("GET", address)
        status = connection.getresponse().status
        connection.close()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
        assert running.stdout.read() == ""
    return status


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tierbook", "serve", "--port", "0", "--home", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert "tierbook ingest" in running.stderr.readline()
        running.stderr.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
