"""Where partitions are coded: in processes of this machine, or by workers of a Dask cluster. One interface for both.

On a cluster a worker of Dask starts the same watched process for each of its threads, so a page that kills its process
costs the cluster nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from tierbook.corpus.shards.coding import Done, Task, code_partition
from tierbook.corpus.shards.journal import versions_at_work
from tierbook.corpus.shards.worker import Stopped, Worker
from tierbook.errors import MissingExtra, TierbookError, WrongUse

__all__ = ["Engine", "in_this_process", "on_cluster", "on_this_machine"]

_WAIT = 30  # seconds until a scheduler has answered
_LOST = 3


class Engine(Protocol):
    """What codes partitions.

    Attributes:
        dashboard: the address of a page that shows the cluster at work; None where there is none.
    """

    dashboard: str | None

    def ahead(self) -> int:
        """Return how many partitions should be handed over at a time."""
        ...

    def submit(self, task: Task) -> Future[Done]:
        """Hand a partition over."""
        ...

    def failure(self, error: BaseException) -> TierbookError | None:
        """Return what a failed partition means for the run, or None where it is to be handed over again."""
        ...


@contextmanager
def in_this_process() -> Iterator[Engine]:
    """Give this process, which nobody watches: a page that kills it, or never ends, stops the run."""
    yield _Here()


class _Here:
    dashboard: str | None = None

    def ahead(self) -> int:
        return 1

    def submit(self, task: Task) -> Future[Done]:
        future: Future[Done] = Future()
        future.set_result(code_partition(task, lambda place: None))
        return future

    def failure(self, error: BaseException) -> TierbookError | None:
        raise error


@contextmanager
def on_this_machine(jobs: int, patience: float) -> Iterator[Engine]:
    """Give processes of this machine; they are ended at the end, whatever they are doing then.

    Args:
        jobs: how many.
        patience: seconds that a page may take.
    """
    workers = _Workers()
    pool = ThreadPoolExecutor(jobs)
    try:
        yield _Local(pool, jobs, workers, patience)
    finally:
        workers.close()
        pool.shutdown(wait=True, cancel_futures=True)


class _Local:
    def __init__(self, pool: Executor, jobs: int, workers: _Workers, patience: float) -> None:
        self.dashboard: str | None = None
        self._pool, self._jobs, self._workers, self._patience = pool, jobs, workers, patience

    def ahead(self) -> int:
        return 2 * self._jobs

    def submit(self, task: Task) -> Future[Done]:
        return self._pool.submit(self._workers.code, task, self._patience)

    def failure(self, error: BaseException) -> TierbookError | None:
        if isinstance(error, TierbookError):
            return error
        raise error


class _Workers:
    """A worker for each thread that asks for one."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: list[Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def code(self, task: Task, patience: float) -> Done:
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or worker not in self._all:
            worker = self._own.worker = Worker()
            with self._lock:
                self._all.append(worker)
                if self._closed:
                    worker.close()
        worker.patience = patience
        return worker.code(task)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            workers, self._all = self._all, []
        for worker in workers:
            worker.close()


@contextmanager
def on_cluster(address: str, folder: Path, patience: float) -> Iterator[Engine]:
    """Give the workers of a Dask cluster, after a look whether they can do the work.

    Args:
        address: of the scheduler: `tcp://127.0.0.1:8786`.
        folder: of the shards: every worker must see it under this name.
        patience: seconds that a page may take.

    Raises:
        MissingExtra: Dask is not installed.
        WrongUse: no scheduler answers there, or a worker has another tierbook or does not see the folder.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise MissingExtra(
            "Dask is not installed",
            where="--cluster",
            remedy="pip install 'tierbook[cluster]'; or give --jobs for processes of this machine",
        ) from error
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WrongUse(
            f"no scheduler answers: {error or type(error).__name__}",
            where=f"--cluster {address}",
            remedy="start one with `dask scheduler` and give the address that it prints",
        ) from error
    try:
        _check_workers(client, folder)
        yield _Cluster(client, patience)
    finally:
        with suppress(Exception):  # the cluster may be gone
            client.run(_close_workers, str(folder), on_error="ignore")
        client.close()


class _Cluster:
    def __init__(self, client: Any, patience: float) -> None:
        self._client, self._patience = client, patience
        self._pool = client.get_executor(pure=False)
        self._lost = 0
        self.dashboard: str | None = client.dashboard_link

    def ahead(self) -> int:
        try:
            threads = int(sum(self._client.nthreads().values()))
        except (OSError, TimeoutError) as error:
            raise _no_scheduler() from error
        return max(2, 2 * threads)

    def submit(self, task: Task) -> Future[Done]:
        future: Future[Done] = self._pool.submit(_code_there, task, self._patience)
        return future

    def failure(self, error: BaseException) -> TierbookError | None:
        if isinstance(error, TierbookError):
            return error
        if isinstance(error, CancelledError):
            return _no_scheduler()
        if isinstance(error, Stopped):  # an earlier run in this folder ended its processes there
            return None
        if type(error).__name__ == "KilledWorker":
            self._lost += 1
            if self._lost < _LOST:
                return None
            return TierbookError(
                f"workers of the cluster were killed again and again: {error}",
                remedy="look at their logs and memory, then run the same command again: it goes on where it stopped",
            )
        raise error


# In a process of Dask, which several runs may share: by the folder of a run, a watched process for each thread.
_there: dict[str, _Workers] = {}
_lock = threading.Lock()


def _code_there(task: Task, patience: float) -> Done:
    with _lock:
        workers = _there.setdefault(str(task.folder), _Workers())
    return workers.code(task, patience)


def _close_workers(folder: str) -> None:
    """End the processes of one run; those of others go on."""
    with _lock:
        workers = _there.pop(folder, None)
    if workers is not None:
        workers.close()


def _look_there(folder: str) -> tuple[dict[str, str], bool]:
    """Return by which versions a worker would code, and whether it sees the folder of this run."""
    return versions_at_work(), (Path(folder) / "journal").is_dir()


def _check_workers(client: Any, folder: Path) -> None:
    client.wait_for_workers(1, timeout=_WAIT)
    ours = versions_at_work()
    for name, (versions, sees) in sorted(client.run(_look_there, str(folder)).items()):
        other = {key: value for key, value in versions.items() if ours[key] != value}
        if other:
            raise WrongUse(
                f"the worker {name} would code by {other}",
                where="--cluster",
                why=f"this is {ours}, and one run is coded by one of them",
                remedy="install the same version there",
            )
        if not sees:
            raise WrongUse(
                f"the worker {name} does not see {folder}",
                where="--cluster",
                why="workers write their shards there, and read the pages from where you read them",
                remedy="give --out and pages on a disk that all of them share, by the same path",
            )


def _no_scheduler() -> TierbookError:
    return TierbookError(
        "the scheduler of the cluster has gone",
        where="--cluster",
        why="what was finished is kept",
        remedy="start it again and run the same command: it goes on where it stopped",
    )
