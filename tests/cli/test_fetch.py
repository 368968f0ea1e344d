"""`tierbook fetch`: what may be said, what is printed, what it ends with."""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Program, Run
from tests.house.checkout import REPOSITORY
from tests.pages.fetching.server import PUBLIC, Server, TestClock, answer
from tests.pages.fetching.storing import narrative, site
from tierbook.pages import Asker


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server to which this process's every fetch leads; the program itself has no option for that."""
    with Server().running() as running:
        local = functools.partial(Asker, network=running.network())
        monkeypatch.setattr("tierbook.pages.fetching.Asker", local)
        monkeypatch.setattr("tierbook.cli.fetch.SystemClock", TestClock)
        yield running


@pytest.fixture
def apart(server: Server, tmp_path: Path) -> Program:
    """The program in a process of its own, for what goes on into the library: a site set up here may be another's."""

    def run(*arguments: object, stop_at: int = 0) -> Run:
        command = ["-m", "tests.cli.fetching_program", server.port, stop_at, *arguments]
        done = subprocess.run(
            [sys.executable, *map(str, command)],
            capture_output=True,
            check=False,
            cwd=REPOSITORY,
            env={**os.environ, "TIERBOOK_HOME": str(tmp_path / "home")},
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--editions", "2021"],
        ["--countries", "JPN"],
        ["--editions", "1999", "--countries", "JPN"],
        ["--editions", "2024-2019", "--countries", "JPN"],
        ["--editions", "2019-", "--countries", "JPN"],
        ["--editions", "2021", "--countries", "JP"],
        ["--editions", "2021", "--countries", "Narnia"],
        ["--editions", "2021", "--countries", ","],
        ["--editions", "2021", "--countries", "JPN", "--publisher", "times"],
        ["--editions", "2021", "--countries", "JPN", "--publisher", ""],
        ["--editions", "2021", "--countries", "JPN", "--rate", "0"],
        ["--editions", "2021", "--countries", "JPN", "--rate", "fast"],
        ["--editions", "2021", "--countries", "JPN", "--contact", "me\r\nCookie: x"],
        ["--editions", "2021", "--countries", "JPN", "--addresses", "missing.csv"],
        ["--editions", "2021", "--countries", "JPN", "--format", "xml"],
    ],
)
def test_wrong_use_ends_with_2_and_asks_nothing(
    program: Program, server: Server, arguments: list[str]
) -> None:
    run = program("fetch", *arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err
    assert server.asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("edition,address\n2022,https://www.ecoi.net/a\n", "country"),
        ("edition,country,address\n2022,Narnia,https://www.ecoi.net/a\n", ":2"),
        ("edition,country,address\n1922,FRA,https://www.ecoi.net/a\n", ":2"),
        ("edition,country,address\n2022,FRA,https://elsewhere.example/a\n", "www.ecoi.net"),
        ("edition,country,address\n2022,FRA\n", "not asked"),
    ],
)
def test_a_list_of_addresses_with_a_fault_is_refused(
    program: Program, server: Server, tmp_path: Path, words: str, said: str
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(words, encoding="utf-8")
    run = program("fetch", "--editions", "2022", "--countries", "FRA", "--addresses", path)
    assert run.code == 2
    assert said in run.err
    assert server.asked == []


def test_a_dry_run_lists_addresses_and_what_is_from_memory(
    program: Program, server: Server
) -> None:
    wanted = ("--editions", "2019,2021", "--countries", "JPN,Turkey", "--dry-run")
    table = program("fetch", *wanted)
    assert table.code == 0
    assert "https://www.state.gov/reports/2019-trafficking-in-persons-report/japan/" in table.out
    japan = next(
        line for line in table.lines if "2019-trafficking-in-persons-report/japan/" in line
    )
    assert japan.split()[3] == "seen"
    assert all("from memory" in line for line in table.lines if "/2021-trafficking" in line)
    rows = list(csv.DictReader(io.StringIO(program("fetch", *wanted, "--format", "csv").out)))
    assert [
        json.loads(line) for line in program("fetch", *wanted, "--format", "jsonl").lines
    ] == json.loads(program("fetch", *wanted, "--format", "json").out)
    assert len(rows) == len(table.lines) - 1
    assert server.asked == []


def test_a_dry_run_says_for_how_many_no_address_is_known(program: Program) -> None:
    run = program(
        "fetch", "--editions", "2022", "--countries", "JPN,USA", "--publisher", "ecoi", "--dry-run"
    )
    assert run.code == 0
    assert "1 of 2" in run.err
    assert "--addresses" in run.err


def test_fetched_pages_are_in_the_library_at_the_end(
    apart: Program, server: Server, tmp_path: Path
) -> None:
    site(server, "Japan", "Kenya")
    run = apart("fetch", "--editions", "2021", "--countries", "JPN,KEN", "--format", "json")
    assert run.code == 0, run.err
    record = json.loads(run.out)
    assert [page["status"] for page in record["pages"]] == ["fetched", "fetched"]
    assert record["missing"] == []
    assert record["ingest"]["documents"] == 2
    assert (tmp_path / "home" / "corpus" / "fetch" / "pages.warc.gz").is_file()
    again = json.loads(
        apart("fetch", "--editions", "2021", "--countries", "JPN,KEN", "--format", "json").out
    )
    assert [page["status"] for page in again["pages"]] == ["held", "held"]
    assert again["ingest"]["documents"] == 0


def test_what_was_fetched_without_ingest_is_taken_by_ingest(apart: Program, server: Server) -> None:
    site(server, "Japan", "Kenya")
    run = apart(
        "fetch", "--editions", "2021", "--countries", "all", "--no-ingest", "--format", "json"
    )
    assert run.code == 0, run.err
    assert json.loads(run.out)["ingest"] is None
    taken = json.loads(apart("ingest", "--format", "json").out)
    assert taken["documents"] == 2
    assert json.loads(apart("ingest", "--format", "json").out)["pages_unchanged"] == 2


def test_what_is_missing_is_named_and_ends_with_1(apart: Program, server: Server) -> None:
    site(server, "Japan")
    run = apart("fetch", "--editions", "2021", "--countries", "JPN,KEN")
    assert run.code == 1
    assert run.lines[0].split() == [
        "edition",
        "publisher",
        "fetched",
        "changed",
        "unchanged",
        "held",
        "missing",
    ]
    assert run.lines[1].split() == ["2021", "state", "1", "0", "0", "0", "1"]
    assert any(line.startswith("KEN:2021") for line in run.lines)
    assert "KEN:2021" in run.err
    assert "1 input failed; 1 page done" in run.err
    rows = apart("fetch", "--editions", "2021", "--countries", "JPN,KEN", "--format", "jsonl").lines
    assert [json.loads(row)["status"] for row in rows] == ["held", "missing"]
    table = apart("fetch", "--editions", "2021", "--countries", "JPN,KEN", "--format", "csv").out
    assert [row["country"] for row in csv.DictReader(io.StringIO(table))] == ["JPN", "KEN"]


def test_a_copy_goes_to_the_warc_file_that_is_named(
    program: Program, server: Server, tmp_path: Path
) -> None:
    site(server, "Japan")
    path = tmp_path / "mine.warc.gz"
    wanted = ("--editions", "2021", "--countries", "JPN", "--no-ingest")
    assert program("fetch", *wanted, "--warc", path).code == 0
    read = program("read", path, "--format", "json")
    assert [d["country"] for d in json.loads(read.out)] == ["JPN"]
    other = tmp_path / "thesis.txt"
    other.write_text("the only copy")
    refused = program("fetch", *wanted, "--warc", other)
    assert refused.code == 1
    assert "--warc" in refused.err
    assert other.read_text() == "the only copy"


def test_the_site_is_told_who_asks(
    program: Program, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.files import VERSION

    site(server, "Japan", "Kenya", "Peru")
    wanted = ("fetch", "--editions", "2021", "--no-ingest", "--countries")
    program(*wanted, "JPN")
    program(*wanted, "KEN", "--contact", "library@example.org")
    monkeypatch.setenv("TIERBOOK_CONTACT", "https://example.org/who")
    program(*wanted, "PER")
    said = {asked.headers["user-agent"] for asked in server.asked}
    assert said == {
        f"Mozilla/5.0 (compatible; tierbook/{VERSION})",
        f"Mozilla/5.0 (compatible; tierbook/{VERSION}; +library@example.org)",
        f"Mozilla/5.0 (compatible; tierbook/{VERSION}; +https://example.org/who)",
    }


def test_ones_own_addresses_are_asked(apart: Program, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "edition,country,address\n2021,Japan,https://www.ecoi.net/en/document/1.html\n",
        encoding="utf-8",
    )
    server.serve("/en/document/1.html", answer(narrative("Japan")), host="www.ecoi.net")
    run = apart(
        "fetch", "--editions", "2021", "--countries", "JPN", "--publisher", "ecoi", "--addresses", path,
        "--format", "json",
    )  # fmt: skip
    assert run.code == 0, run.err
    assert json.loads(run.out)["pages"][0]["address"] == "https://www.ecoi.net/en/document/1.html"


def test_ctrl_c_keeps_what_was_fetched(apart: Program, server: Server) -> None:
    site(server, "Japan", "Kenya", "Peru")
    wanted = ("fetch", "--editions", "2021", "--countries", "all", "--format", "json")
    assert apart(*wanted, stop_at=3).code == 130
    run = apart(*wanted)
    assert run.code == 0, run.err
    assert [page["status"] for page in json.loads(run.out)["pages"]] == [
        "held",
        "fetched",
        "fetched",
    ]


def test_the_program_has_no_way_to_another_network(program: Program) -> None:
    shown = program("fetch", "--help").out
    for word in ("proxy", "insecure", "verify", "resolve", "host", "cookie", "header"):
        assert f"--{word}" not in shown
    assert all(address.startswith("198.41.") for address in PUBLIC.values())
