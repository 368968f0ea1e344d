"""Many pages into shards: bounded partitions, each done once, whatever stops a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tierbook.corpus.batches import count_jobs
from tierbook.corpus.inputs import Input
from tierbook.corpus.manifest import options_given
from tierbook.corpus.shards.coding import Done, Task, Work, code_document
from tierbook.corpus.shards.cutting import PARTITION, Partition, cut_partitions
from tierbook.corpus.shards.engines import (
    Engine,
    in_this_process,
    on_cluster,
    on_this_machine,
)
from tierbook.corpus.shards.items import Listed, list_items
from tierbook.corpus.shards.journal import Journal, versions_at_work
from tierbook.corpus.shards.tables import need_arrow
from tierbook.corpus.shards.worker import PATIENCE
from tierbook.errors import Problem, TierbookError, WrongUse
from tierbook.pages import MAX_SIZE, ReadOptions

__all__ = ["ShardReport", "ShardSettings", "code_shards"]


@dataclass(slots=True)
class ShardReport:
    """What one run did, and what the folder then holds.

    Attributes:
        documents, findings, problems, failed: in the folder, with what was done before.
        partitions: in the folder.
        done_before: partitions that an earlier run had finished.
        removed: partitions of an earlier run of which this run's inputs know nothing.
        inputs: files, and members of containers, that were listed so far.
        same: pages and records that came a second time.
        settled: inputs of partitions that are done.
        dashboard: where the cluster can be watched.
        failures: the first failures of each partition that was coded in this run.
    """

    documents: int = 0
    findings: int = 0
    problems: int = 0
    failed: int = 0
    partitions: int = 0
    done_before: int = 0
    removed: int = 0
    inputs: int = 0
    same: int = 0
    settled: int = 0
    dashboard: str | None = None
    failures: list[Problem] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """Return the counts as plain values."""
        return {
            name: getattr(self, name)
            for name in ("documents", "findings", "problems", "failed", "partitions",
                         "done_before", "removed", "inputs", "same")
        }  # fmt: skip


Progress = Callable[[ShardReport], None]
_MOST_TOLD = 1000


@dataclass(frozen=True, slots=True)
class ShardSettings:
    """How partitions are cut and coded.

    Attributes:
        least: documents of a partition, at least.
        patience: seconds that a page, and each of its documents, may take.
        again: code everything again.
        watched: code in processes of their own. Without, the work is done in this one, and a page that kills it or
            never ends stops the run; the number of processes says nothing then.
        work: a function of a module from a document to its coding as a record.
    """

    least: int = PARTITION
    patience: float = PATIENCE
    again: bool = False
    watched: bool = True
    work: Work = code_document


def code_shards(
    inputs: Iterable[Input],
    folder: Path,
    *,
    options: ReadOptions | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    settings: ShardSettings | None = None,
    progress: Progress | None = None,
) -> ShardReport:
    """Read and code pages into Parquet shards; what is done under the same versions is left alone.

    Args:
        inputs: what `walk_inputs` gives.
        folder: of the shards; made where there is none.
        options: how the pages are read.
        jobs: processes of this machine.
        cluster: the scheduler of a Dask cluster that does the work instead.
        settings: how partitions are cut and coded.
        progress: called before the first partition, and when one is done.

    Returns:
        Counts, and the first failures.

    Raises:
        CorpusError: the folder cannot be written or is another run's.
        TierbookError: the cluster has gone, or processes cannot live. What was done is kept.
        WrongUse: the folder holds something else, or the cluster cannot do the work.
    """
    need_arrow()
    options, settings = options or ReadOptions(), settings or ShardSettings()
    folder = Path(os.path.realpath(folder))
    journal = Journal(folder)
    _check_folder(folder)
    with journal.held():
        journal.read_manifest()
        engine: AbstractContextManager[Engine]
        if cluster is not None:
            engine = on_cluster(cluster, folder, settings.patience)
        elif settings.watched:
            engine = on_this_machine(count_jobs(jobs), settings.patience)
        else:
            engine = in_this_process()
        listed = Listed()
        said = options_given(options)
        with engine as at_work, closing(list_items(inputs, options, listed)) as items:
            limit = {} if options.max_size == MAX_SIZE else {"max_size": options.max_size}
            partitions = cut_partitions(items, {**said, **limit}, least=settings.least)
            run = _Run(journal, at_work, listed, settings, progress)
            keys = run.code(partitions)
        report = run.report
        versions = versions_at_work()
        more = {"versions": versions, "options": said, "inputs": listed.inputs, "same": listed.same}
        report.removed = journal.finish(keys, more)
        return report


class _Run:
    """The state of one run."""

    def __init__(
        self,
        journal: Journal,
        engine: Engine,
        listed: Listed,
        settings: ShardSettings,
        progress: Progress | None,
    ) -> None:
        self.journal, self.engine, self.listed = journal, engine, listed
        self.again, self.work = settings.again, settings.work
        self.versions = versions_at_work()
        self.report = ShardReport(dashboard=engine.dashboard)
        self.progress = progress
        self.waiting: dict[Future[Done], Task] = {}

    def code(self, partitions: Iterable[Partition]) -> list[str]:
        """Code what is not done; return the keys of all partitions in the order of the inputs."""
        keys: dict[str, None] = {}
        self._tell()
        for partition in partitions:
            keys[partition.key] = None
            entry = None if self.again else self.journal.find(partition.key, self.versions)
            if entry is not None:
                self.report.done_before += 1
                self._count(entry)
                continue
            self.journal.unfinish()
            self._submit(Task(partition, self.journal.folder, self.work, {}))
            while len(self.waiting) >= self.engine.ahead():
                self._settle()
        while self.waiting:
            self._settle()
        return list(keys)

    def _submit(self, task: Task) -> None:
        self.waiting[self.engine.submit(task)] = task

    def _settle(self) -> None:
        """Wait until something is done, and count it."""
        for future in wait(self.waiting, return_when=FIRST_COMPLETED).done:
            task = self.waiting.pop(future)
            try:
                done = future.result()
            except BaseException as error:
                failure = self.engine.failure(error)
                if failure is not None:
                    raise failure from error
                self._submit(task)
                continue
            self._check(done.entry)
            if len(self.report.failures) < _MOST_TOLD:
                self.report.failures += done.failures
            self._count(done.entry)

    def _check(self, entry: dict[str, Any]) -> None:
        """Hold what a worker says against the disk: it may have written to another one."""
        if self.journal.find(entry["partition"], self.versions) is None:
            raise TierbookError(
                f"a worker has coded partition {entry['partition']}, and it is not here",
                where=str(self.journal.folder),
                why="it sees another folder under this name, or another version of tierbook is at work there",
                remedy="give --out on a disk that all workers share, and the same version to all of them",
            )

    def _count(self, entry: dict[str, Any]) -> None:
        report = self.report
        report.partitions += 1
        report.settled += entry["inputs"]
        for name in ("documents", "findings", "problems", "failed"):
            setattr(report, name, getattr(report, name) + entry[name])
        report.inputs, report.same = self.listed.inputs, self.listed.same
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.report)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that is not ours."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise WrongUse("this is a file", where=str(folder), remedy="name a folder with --out")
    ours = (folder / "journal").is_dir() or (folder / "manifest.json").is_file()
    if not ours and any(path.name != ".lock" for path in folder.iterdir()):
        raise WrongUse(
            "the folder holds something else",
            where=str(folder),
            why="what no page of a run has made is removed from its folder",
            remedy="give an empty folder, or a new one, with --out",
        )
