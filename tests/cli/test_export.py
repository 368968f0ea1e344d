"""`tierbook export`: refusals, and a copy that is compared with its manifest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tierbook", "export", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_part_that_nobody_knows_is_wrong_use_and_the_parts_are_named(tmp_path: Path):
    done = run(str(tmp_path / "copy"), "--home", str(tmp_path / "home"), "--without", "stars")
    assert done.returncode == 2
    assert "charts" in done.stderr
    assert not (tmp_path / "copy").exists()


def test_a_date_that_is_none_is_wrong_use(tmp_path: Path):
    done = run(str(tmp_path / "copy"), "--home", str(tmp_path / "home"), "--date", "tomorrow")
    assert done.returncode == 2
    assert "2026-03-31" in done.stderr
    assert not (tmp_path / "copy").exists()


def test_what_is_no_copy_is_not_taken_for_one(tmp_path: Path):
    done = run(str(tmp_path), "--check")
    assert done.returncode != 0
    assert "manifest" in done.stderr
