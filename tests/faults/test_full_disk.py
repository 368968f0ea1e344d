"""The disk is full: one of a few megabytes, in memory, filled to the last byte."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.making import write_narratives
from tests.faults.conftest import MakeDisk
from tests.faults.making import (
    NOTES,
    PROPOSED,
    Reader,
    ask_sqlite,
    notes_in,
    plain_environment,
    question_of,
    run,
    served,
    told,
    whole,
)


@pytest.mark.mounts
@pytest.mark.only_on("sqlite")
def test_an_ingest_says_so_and_ends_with_the_same_library_once_there_is_room(
    disk: MakeDisk, ingested: Path
) -> None:
    small = disk("12m")
    home = small.folder / "home"
    (home / "corpus").mkdir(parents=True)
    filler = small.folder / "filler"
    filler.write_bytes(b"\0" * (small.free() - 100_000))  # room for some of the codings
    said = told(run(home, "ingest", ingested / "2018"))
    assert "No space left on device" in said
    assert "make room on the disk, then run the same command again" in said
    assert not list(home.rglob("*.part")), "nothing half-written is left"

    filler.unlink()
    done = run(home, "ingest", ingested / "2018", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["library"]["documents"] == 12
    assert whole(home / "corpus") == whole(ingested / "home" / "corpus")


@pytest.mark.mounts
@pytest.mark.only_on("sqlite")
def test_a_desk_keeps_nothing_new_shows_what_it_has_and_goes_on_once_there_is_room(
    disk: MakeDisk, ingested: Path, tmp_path: Path
) -> None:
    small = disk("24m")
    home, log = small.folder / "home", tmp_path / "log"
    shutil.copytree(ingested / "home", home)
    question = question_of(ask_sqlite(home, PROPOSED)[0])
    with served(home, log) as port:
        reader = Reader(port).sign_in()
        assert reader.ask(question, reader.form(question, "note-before")).status == 302
        form = reader.form(question, "note-full")
        ask_sqlite(home, "PRAGMA wal_checkpoint(TRUNCATE)")  # its log keeps no room of its own
        filler = small.fill()
        kept, refused = [], None
        for turn in range(20):
            sent = {**form, "note": f"note-{turn}"}
            answer = reader.ask(question, sent)
            if answer.status == 503:
                refused = answer
                break
            assert answer.status == 302, answer.text
            kept.append(f"note-{turn}")
            form = reader.form(question, "")
        assert refused is not None, "the disk was not full"
        assert refused.headers["Retry-After"] == "120"
        assert "can keep nothing new" in refused.text
        assert Reader(port).ask("/JPN/").status == 200, "who reads goes on reading"
        filler.unlink()
        assert reader.ask(question, reader.form(question, "note-after")).status == 302
    assert notes_in(ask_sqlite(home, NOTES)) == ["note-before", *kept, "note-after"]
    assert "the disk of the database is full" in log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.mounts
@pytest.mark.only_on("sqlite")
def test_a_back_up_and_a_copy_leave_nothing_under_their_names(
    disk: MakeDisk, library: Path
) -> None:
    small = disk("1m")
    (small.folder / "filler").write_bytes(b"\0" * (small.free() - 16_384))
    said = told(run(library, "backup", small.folder / "library.tar.gz"))
    assert "make room on the disk" in said
    assert [path.name for path in small.folder.iterdir()] == ["filler"]
    said = told(run(library, "export", small.folder / "copy"))
    assert "make room on the disk, then run the same command again: it goes on" in said
    assert not (small.folder / "copy").exists()


@pytest.mark.mounts
@pytest.mark.only_on("sqlite")
def test_a_back_up_that_does_not_fit_is_not_called_damaged(
    disk: MakeDisk, library: Path, tmp_path: Path
) -> None:
    assert run(library, "backup", tmp_path / "b.tar.gz").returncode == 0
    small = disk("12m")
    home = small.folder / "home"
    assert run(home, "migrate").returncode == 0
    filler = small.folder / "filler"
    filler.write_bytes(b"\0" * (small.free() - 500_000))
    said = told(run(home, "restore", tmp_path / "b.tar.gz"))
    assert "the back-up cannot be unpacked: No space left on device" in said
    assert "make room on the disk, then run the same command again" in said
    assert str(home) in said
    assert not list(home.glob(".tierbook-*"))
    filler.unlink()
    assert run(home, "restore", tmp_path / "b.tar.gz").returncode == 0


def test_a_file_of_results_stays_as_it_was_when_the_new_one_does_not_fit(tmp_path: Path) -> None:
    """Without a disk of its own: a process may be told how large its files may grow."""
    out = tmp_path / "merged.csv"
    rows = "iso3,edition,tier\n" + "".join(f"KEN,{year},2\n" for year in range(2001, 2024))
    history = tmp_path / "history.csv"
    history.write_text(rows, encoding="utf-8")
    limited = (
        "import resource, sys; from tierbook.cli.app import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); sys.argv[0] = 'tierbook'; main()"
    )
    command = [sys.executable, "-c", limited, "tiers", "merge", str(history), "--out", str(out)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=plain_environment()
    )
    said = told(done)
    assert "File too large" in said
    assert "ulimit -f" in said
    assert [path.name for path in tmp_path.iterdir()] == ["history.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="left out: no /dev/full here")
def test_output_that_cannot_be_printed_is_told(tmp_path: Path) -> None:
    page = write_narratives(tmp_path, 1)[0]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tierbook", "code", "--format", "jsonl", str(page)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=plain_environment(),
        )
    assert done.returncode == 1
    assert re.search(r"the output cannot be written: No space left.*make room", done.stderr)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
