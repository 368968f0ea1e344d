"""`tierbook batch`: what a person at a terminal, or a script, sees of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tierbook.corpus import ShardReport, code_shards


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code without a process of its own: that is tested where it is made."""
    import tierbook.corpus

    def here(*given: Any, **more: Any) -> ShardReport:
        settings = replace(more.pop("settings"), watched=False)
        return code_shards(*given, **more, settings=settings)

    monkeypatch.setattr(tierbook.corpus, "code_shards", here)


def test_counts_are_printed_and_shards_written(
    process: Program, samples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = process(
        "batch", samples, tmp_path / "missing.txt", "--out", out, "--merge", "--format", "json"
    )
    assert run.code == 1
    counts = json.loads(run.out)
    assert counts["documents"] == len(list(samples.iterdir()))
    assert counts["failed"] == 1
    assert "missing.txt: there is no such file or folder" in run.err
    assert f"wrote {out / 'findings.parquet'}" in run.err
    assert sorted(path.name for path in out.iterdir() if path.name[0] != ".") == [
        "documents", "documents.parquet", "findings", "findings.parquet", "journal", "manifest.json",
        "problems", "problems.parquet",
    ]  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["documents"] == counts["documents"]


@pytest.mark.usefixtures("in_this_process")
def test_a_second_run_says_what_was_done_before(
    program: Program, samples: Path, tmp_path: Path
) -> None:
    page = sorted(samples.iterdir())[0]
    program("batch", page, "--out", tmp_path / "out")
    run = program("batch", page, "--out", tmp_path / "out")
    assert run.code == 0
    assert [line.split() for line in run.lines if line.startswith("done before")] == [
        ["done", "before", "1"]
    ]


def test_a_folder_of_shards_in_a_folder_of_pages_is_refused(
    program: Program, samples: Path
) -> None:
    run = program("batch", samples, "--out", samples / "out")
    assert run.code == 2
    assert "would be read as pages" in run.err
    assert not (samples / "out").exists()


def test_small_partitions_are_refused(program: Program, samples: Path, tmp_path: Path) -> None:
    run = program("batch", samples, "--out", tmp_path / "out", "--partition", "10")
    assert run.code == 2
    assert "give 50 or more" in run.err


@pytest.mark.usefixtures("in_this_process")
def test_many_failures_are_told_in_the_shards(program: Program, tmp_path: Path) -> None:
    names = [tmp_path / f"{number}.txt" for number in range(30)]
    run = program("batch", *names, "--out", tmp_path / "out")
    assert run.code == 1
    assert run.err.count("there is no such file") == 20
    assert (
        f"all 30 failures, and what was passed over, stand in {tmp_path / 'out' / 'problems'}"
        in run.err
    )
