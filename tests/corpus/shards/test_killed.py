"""What kills a process, or a whole run, costs no finished partition and no other page."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from tests.corpus.making import narrative, record, write_narratives
from tests.corpus.shards.working import (
    LOOP,
    POISON,
    die_once,
    die_or_loop,
    files_below,
    read_only,
)
from tierbook.corpus import ShardSettings, code_shards, walk_inputs
from tierbook.corpus.shards.worker import Worker

ALONE = ShardSettings(least=50, work=read_only, watched=False)
# A run in a process of its own, which a test can kill: it stops at the end of its first partition and waits.
RUN = """
import signal, sys
from pathlib import Path
from tests.corpus.shards.working import read_only
from tierbook.corpus import ShardSettings, code_shards, walk_inputs
def wait(report):
    if report.partitions == 1:
        print("one", flush=True)
        signal.pause()
code_shards(walk_inputs([sys.argv[1]]), Path(sys.argv[2]), progress=wait,
            settings=ShardSettings(least=50, work=read_only))
"""


def test_a_page_that_kills_and_one_that_never_ends_are_listed_and_all_others_are_done(
    tmp_path: Path,
) -> None:
    paths = write_narratives(tmp_path / "2018", 20)
    paths[4].write_text(narrative("CHAD", int(POISON)), encoding="utf-8")
    paths[12].write_text(narrative("PERU", int(LOOP)), encoding="utf-8")
    report = code_shards(
        walk_inputs([str(tmp_path / "2018")]),
        tmp_path / "out",
        settings=ShardSettings(work=die_or_loop, patience=6),
    )
    assert (report.documents, report.failed) == (18, 2)
    assert [(p.where, p.what) for p in report.failures] == [
        (str(paths[4]), "the process that worked on it was killed 2 times"),
        (str(paths[12]), "given up after 6 seconds"),
    ]
    assert all(p.remedy for p in report.failures)


@pytest.mark.parametrize("name", ["many.jsonl", "many.csv"])
def test_of_a_table_the_row_alone_is_listed_that_kills_or_never_ends(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    records = [record(number) for number in (1, 2, int(POISON), 4, int(LOOP), 6)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        if path.suffix == ".csv":
            table = csv.DictWriter(stream, records[0])
            table.writeheader()
            table.writerows(records)
        else:
            stream.writelines(json.dumps(row) + "\n" for row in records)
    report = code_shards(
        walk_inputs([str(path)]),
        tmp_path / "out",
        settings=ShardSettings(work=die_or_loop, patience=6),
    )
    assert [(p.where, p.what) for p in report.failures] == [
        (f"{path}:3", "the process that worked on it was killed 2 times"),
        (f"{path}:5", "given up after 6 seconds"),
    ]
    (shard,) = (tmp_path / "out" / "documents").iterdir()
    done = polars.read_parquet(shard).to_dicts()
    assert [row["row"] for row in done] == [1, 2, 4, 6]


def test_a_process_that_was_killed_once_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setenv("TIERBOOK_TEST_MARK", str(mark))
    paths = write_narratives(tmp_path / "2018", 5)
    paths[2].write_text(narrative("CHAD", int(POISON)), encoding="utf-8")
    report = code_shards(
        walk_inputs([str(tmp_path / "2018")]),
        tmp_path / "out",
        settings=ShardSettings(work=die_once),
    )
    assert mark.exists()
    assert (report.documents, report.failed) == (5, 0)


def test_no_process_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    end = Worker.close

    def note(worker: Worker) -> None:
        if worker._process is not None:
            started.append(worker._process)
        end(worker)

    monkeypatch.setattr(Worker, "close", note)
    write_narratives(tmp_path / "2018", 2)
    code_shards(
        walk_inputs([str(tmp_path / "2018")]),
        tmp_path / "out",
        settings=ShardSettings(work=read_only),
    )
    (process,) = started
    assert process.returncode is not None


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_goes_on_where_it_was(
    tmp_path: Path, repository: Path, sign: signal.Signals
) -> None:
    pages, out = tmp_path / "2018", tmp_path / "out"
    write_narratives(pages, 250)
    places = [str(repository), os.environ.get("PYTHONPATH", "")]
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(pages), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"one\n"
        process.send_signal(sign)
        process.wait()
    assert process.returncode != 0
    assert not (out / "manifest.json").exists()
    kept = {path: path.stat().st_mtime_ns for path in (out / "journal").iterdir()}
    assert kept
    report = code_shards(
        walk_inputs([str(pages)]),
        out,
        settings=ALONE,
    )
    assert report.documents == 250
    assert report.done_before >= len(kept)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    code_shards(
        walk_inputs([str(pages)]),
        tmp_path / "whole",
        settings=ALONE,
    )
    assert files_below(out) == files_below(tmp_path / "whole")
