"""A process that codes partitions, and the one that watches over it.

The process says before each page which one it begins. So when it is killed, or a page takes too long, that page is
known: it is tried once more, and then left out and listed while the rest of the partition is done. Of a table its rows
are then tried one by one, so that the row alone is left out.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import IO, Any

from tierbook.corpus.portions import cut_single_rows
from tierbook.corpus.shards.coding import Done, Task
from tierbook.errors import Problem, TierbookError

__all__ = ["PATIENCE", "Stopped", "Worker"]

PATIENCE = 300.0  # seconds for one document, or for reading one page
_TRIES = 2
_LOST = 4  # deaths that no page is to blame for
_START = "from tierbook.corpus.shards.process import main; main()"


class Stopped(Exception):
    """The worker was told to end while it was at work."""


class _Died(Exception):
    """The process ended, or was ended because a page took too long."""

    def __init__(self, at: int | None, *, late: bool) -> None:
        super().__init__(at)
        self.at, self.late = at, late


class Worker:
    """One process; it is started when it has something to do, and again when it was killed.

    Args:
        patience: seconds that a page, and each of its documents, may take.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._listening: threading.Thread | None = None
        self._stopped = False

    def code(self, task: Task) -> Done:
        """Code a partition, whatever becomes of the process meanwhile.

        Raises:
            Stopped: `close` was called meanwhile.
            TierbookError: what stops a whole run: a full disk, a broken codebook; or the process dies again and again.
        """
        deaths: Counter[int | None] = Counter()
        while True:
            try:
                return self._ask(task)
            except _Died as died:
                if self._is_stopped():
                    raise Stopped from None
                deaths[died.at] += 1
                items = task.partition.items
                if died.at is None or died.at >= len(items):
                    if deaths[died.at] == _LOST:
                        raise _no_process(task) from None
                elif died.late or deaths[died.at] == _TRIES:
                    task, deaths = self._without(task, died.at, deaths, late=died.late)

    def _without(
        self, task: Task, at: int, deaths: Counter[int | None], *, late: bool
    ) -> tuple[Task, Counter[int | None]]:
        """Return a task that leaves an item out, or takes its rows one by one; and the deaths by the new places."""
        item = task.partition.items[at]
        assert item.portion is not None
        rows = cut_single_rows(item.portion)
        if len(rows) < 2:
            name = item.portion.name
            where = f"{name}:{(rows[0].rows_before or 0) + 1}" if rows else name
            problem = _given_up(where, late=late, limit=self.patience)
            return replace(task, given_up={**task.given_up, at: problem}), deaths
        items = list(task.partition.items)
        items[at : at + 1] = [replace(item, portion=row) for row in rows]
        partition = replace(task.partition, items=tuple(items))

        def moved(place: int) -> int:
            return place + len(rows) - 1 if place > at else place

        given_up = {moved(place): problem for place, problem in task.given_up.items()}
        counted = {p if p is None else moved(p): n for p, n in deaths.items() if p != at}
        return replace(task, partition=partition, given_up=given_up), Counter(counted)

    def close(self) -> None:
        """End the process, also in the middle of its work, and wait for it."""
        self._stopped = True
        self._end()

    def _is_stopped(self) -> bool:
        return self._stopped  # another thread may have said so

    def _ask(self, task: Task) -> Done:
        process = self._started()
        at: int | None = None
        try:
            assert process.stdin is not None
            pickle.dump(task, process.stdin)
            process.stdin.flush()
        except OSError:
            self._end()
            raise _Died(None, late=False) from None
        while True:
            try:
                kind, said = self._heard.get(timeout=None if at is None else self.patience)
            except queue.Empty:
                self._end()
                raise _Died(at, late=True) from None
            if kind == "at":
                at = said
            elif kind == "done":
                assert isinstance(said, Done)
                return said
            elif kind == "error":
                raise said
            else:
                self._end()
                raise _Died(at, late=False)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        if self._is_stopped():
            raise Stopped
        self._heard = queue.SimpleQueue()
        self._process = process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the process that watches
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):
            pickle.dump(sys.path, process.stdin)
        self._listening = threading.Thread(
            target=_listen, args=(process.stdout, self._heard), daemon=True
        )
        self._listening.start()
        if self._is_stopped():  # while it was starting
            self._end()
            raise Stopped
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            process.kill()
        process.wait()
        if self._listening is not None:
            self._listening.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _listen(stream: IO[bytes], heard: queue.SimpleQueue[Any]) -> None:
    """Put what a process says into a queue, and that it has ended."""
    try:
        while True:
            heard.put(pickle.load(stream))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        heard.put(("ended", None))


def _given_up(name: str, *, late: bool, limit: float) -> Problem:
    if late:
        return Problem(
            name,
            f"given up after {limit:g} seconds",
            "a page that is still at work then would hold up all others",
            "give it more with --patience, or look at it with `tierbook read`",
        )
    return Problem(
        name,
        f"the process that worked on it was killed {_TRIES} times",
        "most often such a page takes more memory than the machine has",
        "look at it with `tierbook read`; the others are done",
    )


def _no_process(task: Task) -> TierbookError:
    items = task.partition.items
    return TierbookError(
        f"the process that codes was killed {_LOST} times, and no page is to blame",
        where=f"{items[0].given.name} to {items[-1].given.name}",
        why="most often the machine has run out of memory, or tierbook cannot start there",
        remedy="run the same command with fewer --jobs or a smaller --partition: it goes on where it stopped",
    )
