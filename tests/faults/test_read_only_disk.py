"""The disk is mounted read-only, as a system does by itself after a fault: nothing is written, and it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.conftest import MakeDisk
from tests.faults.making import run, told, whole

pytestmark = [pytest.mark.mounts, pytest.mark.only_on("sqlite")]


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
