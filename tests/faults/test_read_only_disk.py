"""The disk is mounted read-only, as a system does by itself after a fault: nothing is written, and it is said."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.conftest import MakeDisk
from tests.faults.making import (
    NOTES,
    PROPOSED,
    Reader,
    ask_sqlite,
    notes_in,
    question_of,
    run,
    served,
    told,
    whole,
)
from tests.mounts import failing

pytestmark = pytest.mark.only_on("sqlite")


@pytest.mark.mounts
def test_every_verb_that_writes_says_so_and_goes_on_once_it_is_mounted_for_writing(
    disk: MakeDisk, ingested: Path, tmp_path: Path
) -> None:
    small = disk("16m")
    home = small.folder / "home"
    shutil.copytree(ingested / "home", home)
    before = whole(home)
    small.remount("ro")
    for verb in (
        ("ingest", ingested / "2018"),
        ("backup", small.folder / "library.tar.gz"),
        ("migrate",),
    ):
        said = told(run(home, *verb))
        assert "Read-only file system" in said or "readonly" in said, said
        assert "mount it for writing" in said or "mount its disk for writing" in said, said
    assert whole(home) == before
    small.remount("rw")
    done = run(home, "ingest", ingested / "2018")
    assert done.returncode == 0, done.stderr


@pytest.mark.loops
def test_a_desk_goes_on_being_read_when_the_disk_under_it_gives_up_and_loses_no_decision(
    ingested: Path, tmp_path: Path
) -> None:
    with failing(tmp_path / "disk", "96M") as disk:
        home, log = disk.folder / "home", tmp_path / "log"
        shutil.copytree(ingested / "home", home)
        question = question_of(ask_sqlite(home, PROPOSED)[0])
        os.sync()  # the copy is on the disk; what comes now the library has to bring there
        with served(home, log) as port:
            reader = Reader(port).sign_in()
            assert reader.ask(question, reader.form(question, "note-before")).status == 302
            form = reader.form(question, "note-refused")
            disk.fail()
            refused = reader.ask(question, form)
            assert refused.status == 503, refused.text
            assert refused.headers["Retry-After"] == "120"
            assert "can be read and not written to at this moment" in refused.text
            assert Reader(port).ask("/JPN/").status == 200, "who reads goes on reading"
            assert reader.ask(question).status == 200, "and whoever is signed in"
        said = log.read_text()
        assert "the database cannot be written" in said
        assert "mount its disk for writing" in said
        assert "Traceback" not in said
        disk.mend()
        with served(home, log) as port:
            reader = Reader(port).sign_in()
            assert reader.ask(question, reader.form(question, "note-after")).status == 302
        assert notes_in(ask_sqlite(home, NOTES)) == ["note-before", "note-after"]
