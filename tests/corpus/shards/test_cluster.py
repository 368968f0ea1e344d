"""The same shards from a Dask cluster, also where a worker or the scheduler is killed. All of it on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.corpus.making import narrative, write_narratives
from tests.corpus.shards.working import LOOP, die_or_loop, files_below, read_only
from tierbook.corpus import ShardReport, ShardSettings, code_shards, walk_inputs
from tierbook.corpus.shards import engines
from tierbook.corpus.shards.coding import Task
from tierbook.corpus.shards.cutting import cut_partitions
from tierbook.corpus.shards.engines import _close_workers, _code_there
from tierbook.corpus.shards.items import list_items
from tierbook.corpus.shards.journal import Journal
from tierbook.corpus.shards.worker import Stopped
from tierbook.errors import TierbookError, WrongUse
from tierbook.pages import ReadOptions

PAGES = 300
SETTINGS = ShardSettings(least=50, work=read_only)
ALONE = ShardSettings(least=50, work=read_only, watched=False)


@dataclass
class Machines:
    """A scheduler and its workers, as an operator starts them."""

    folder: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"log-{len(self.processes)}").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--scheduler-file", str(self.file)],
                stdout=log, stderr=log, env=self.environment,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start("scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0")

    def worker(self) -> subprocess.Popen[bytes]:
        place = str(self.folder / "space")
        return self.start(
            "worker", "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", place
        )

    @property
    def address(self) -> str:
        for _ in range(600):
            if self.file.exists() and (text := self.file.read_text(encoding="utf-8")).endswith("}"):
                return str(json.loads(text)["address"])
            time.sleep(0.1)
        raise AssertionError("the scheduler did not start")

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Machines]:
    """A scheduler and two workers."""
    places = [str(repository), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    found = Machines(tmp_path_factory.mktemp("cluster"), environment)
    try:
        found.scheduler()
        found.worker()
        found.worker()
        yield found
    finally:
        found.end()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "2018"
    write_narratives(folder, PAGES)
    return folder


@pytest.fixture(scope="module")
def alone(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of the same pages."""
    out = tmp_path_factory.mktemp("alone") / "out"
    code_shards(
        walk_inputs([str(pages)]),
        out,
        settings=ALONE,
    )
    return out


def test_a_cluster_gives_the_same_bytes_also_where_a_worker_is_killed(
    machines: Machines, pages: Path, alone: Path, tmp_path: Path
) -> None:
    told: list[str | None] = []
    lost: list[subprocess.Popen[bytes]] = []

    def kill_one(report: ShardReport) -> None:
        told.append(report.dashboard)
        if report.partitions == 1 and not lost:
            lost.append(machines.processes[-1])
            lost[0].kill()

    report = code_shards(
        walk_inputs([str(pages)]), tmp_path / "out", cluster=machines.address,
        settings=SETTINGS, progress=kill_one,
    )  # fmt: skip
    assert lost
    assert (report.documents, report.failed, report.done_before) == (PAGES, 0, 0)
    assert files_below(tmp_path / "out") == files_below(alone)
    assert all(address is not None and address.startswith("http://127.0.0.1") for address in told)


def test_a_run_goes_on_after_its_scheduler_was_killed(
    machines: Machines, pages: Path, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask = pytest.importorskip("dask")
    scheduler = machines.processes[0]

    def kill_it(report: ShardReport) -> None:
        if report.partitions == 1 and scheduler.poll() is None:
            scheduler.kill()
            scheduler.wait()

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "2s"}),
        pytest.raises(TierbookError, match="the scheduler of the cluster has gone") as gone,
    ):
        code_shards(
            walk_inputs([str(pages)]), tmp_path / "out", cluster=machines.address,
            settings=SETTINGS, progress=kill_it,
        )  # fmt: skip
    assert "goes on where it stopped" in str(gone.value)
    report = code_shards(
        walk_inputs([str(pages)]),
        tmp_path / "out",
        settings=ALONE,
    )
    assert report.done_before >= 1
    assert files_below(tmp_path / "out") == files_below(alone)


def test_a_run_that_ends_leaves_the_processes_of_other_runs_alone(tmp_path: Path) -> None:
    paths = write_narratives(tmp_path / "2018", 2)
    paths[1].write_text(narrative("PERU", int(LOOP)), encoding="utf-8")
    items = list_items(walk_inputs([str(tmp_path / "2018")]), ReadOptions())
    (partition,) = cut_partitions(items, {})
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        Journal(folder).open_folder()
    with ThreadPoolExecutor(1) as pool:
        try:
            done = pool.submit(_code_there, Task(partition, ours, die_or_loop, {}), 8)
            _code_there(Task(partition, theirs, read_only, {}), 60)
            _close_workers(str(theirs))
            assert [p.what for p in done.result().failures] == ["given up after 8 seconds"]
        finally:
            _close_workers(str(ours))
    assert not engines._there


def test_what_was_stopped_on_the_cluster_is_handed_over_again() -> None:
    class Client:
        dashboard_link = None

        def get_executor(self, **_: object) -> None:
            return None

    assert engines._Cluster(Client(), 1).failure(Stopped()) is None


def test_an_address_where_nobody_answers_is_refused(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_WAIT", 1)
    with pytest.raises(WrongUse, match="no scheduler answers"):
        code_shards(walk_inputs([str(pages)]), tmp_path / "out", cluster="tcp://127.0.0.1:9")
