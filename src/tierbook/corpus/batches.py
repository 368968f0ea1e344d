"""Work on many documents, in this process or in several: the same outcomes in the same order.

One broken page never stops the rest: it becomes a `Problem` among the outcomes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, cast

from tierbook.corpus.inputs import Input
from tierbook.corpus.orphans import end_with_parent
from tierbook.corpus.portions import Portion, cut_portions, cut_single_rows, read_portion
from tierbook.corpus.unpacking import Emptiness, cannot_open, unpack_inputs
from tierbook.errors import (
    CodebookInvalid,
    CorpusError,
    Problem,
    StatuteInvalid,
    TierbookError,
    WrongUse,
)
from tierbook.files import collect_seldom
from tierbook.pages import Document, ReadOptions

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["Outcome", "count_jobs", "do_portion", "run_batch", "run_portions", "settle"]


T = TypeVar("T")
_Batch: TypeAlias = "Callable[[list[Portion]], list[Outcome[T]]]"
_BATCH = 50
_BATCH_BYTES = 1_000_000
_FATAL = (CodebookInvalid, CorpusError, StatuteInvalid)  # no fault of the page: stop at once
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What one document, or one problem of an input, came to. `source` numbers the inputs from 0."""

    source: int
    result: T | Problem
    of_document: bool = True


def count_jobs(jobs: int) -> int:
    """Return the number of processes that `--jobs` asks for: 0 stands for one on each core."""
    if jobs < 0:
        raise WrongUse(f"{jobs} processes are not possible", remedy="give --jobs 1 or more, or 0")
    return jobs or os.cpu_count() or 1


def run_batch(
    inputs: Iterable[Input],
    work: Callable[[Document], T],
    *,
    options: ReadOptions,
    jobs: int = 1,
) -> Iterator[T | Problem]:
    """Read inputs and do the same work on every document; yield results and problems in the order of the inputs.

    Args:
        inputs: what `expand_inputs` gave.
        work: a function of a module (several processes must find it) from a document to a result; what it raises as
            a `TierbookError` becomes a problem.
        options: how the pages are read.
        jobs: number of processes.

    Yields:
        Results, and problems. A file met in a folder that is no page gives a problem with `failed` False.
    """
    listed: list[Input] = []  # grows with the inputs, without their bytes
    early: dict[int, Problem] = {}

    def portions() -> Iterator[Portion]:
        for source, given in enumerate(unpack_inputs(inputs, options)):
            listed.append(replace(given, data=None, stream=None, problem=None))
            if given.problem is not None:
                early[source] = given.problem
            if given.problem is not None or given.closed:
                continue
            try:
                yield from cut_portions(source, given, given.options or options)
            except OSError as error:
                early[source] = cannot_open(given.name, error)
            except TierbookError as error:
                early[source] = Problem.of(error, given.name)

    yield from settle(listed, early, run_portions(portions(), work, jobs=jobs))


def run_portions(
    portions: Iterable[Portion], work: Callable[[Document], T], *, jobs: int = 1
) -> Iterator[Outcome[T]]:
    """Do the work on every document of every portion; outcomes come in order, whatever the number of processes."""
    jobs = count_jobs(jobs)
    if jobs == 1:
        for portion in portions:
            yield from do_portion(portion, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(work,)) as pool:
        waiting: deque[Future[list[Outcome[T]]]] = deque()
        try:
            for batch in _batches(portions):
                waiting.append(pool.submit(cast("_Batch[T]", _do_batch), batch))
                while len(waiting) > jobs * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise TierbookError(
                "a process at work was killed",
                why="most often the machine has run out of memory",
                remedy="run the same command with fewer --jobs",
            ) from error
        finally:
            # Waits for the batches at work, a second or two: an interpreter that ends beside a pool that is still
            # closing writes into a pipe that the pool has just closed.
            pool.shutdown(wait=True, cancel_futures=True)


def _batches(portions: Iterable[Portion]) -> Iterator[list[Portion]]:
    held: list[Portion] = []
    size = 0
    for portion in portions:
        held.append(portion)
        size += len(portion.data or b"")
        if len(held) == _BATCH or size >= _BATCH_BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held


_work: Callable[[Document], object] | None = None


def _prepare(work: Callable[[Document], object]) -> None:
    """Make a process ready: it keeps the work, and leaves Ctrl-C to the process that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    collect_seldom()
    global _work  # one per process, set once before its first batch
    _work = work


def _do_batch(batch: list[Portion]) -> list[Outcome[object]]:
    assert _work is not None
    return [outcome for portion in batch for outcome in do_portion(portion, _work)]


def do_portion(portion: Portion, work: Callable[[Document], T]) -> Iterator[Outcome[T]]:
    """Read one portion and do the work on its documents; problems of rows stand between them, as in the file."""
    try:
        read = read_portion(portion)
    except OSError as error:
        yield Outcome(portion.source, cannot_open(portion.name, error), of_document=False)
        return
    except _FATAL:
        raise
    except Exception as error:  # noqa: BLE001 - as below; of a table the row alone is listed
        rows = cut_single_rows(portion)
        if len(rows) > 1:
            yield from (outcome for row in rows for outcome in do_portion(row, work))
            return
        where = f"{portion.name}:{(rows[0].rows_before or 0) + 1}" if rows else portion.name
        yield Outcome(portion.source, _fault(where, error))
        return
    # Documents and the problems of rows stand in the order of the file.
    pending = deque(read.problems)
    for document in read.documents:
        while pending and document.row is not None and _row_of(pending[0]) < document.row:
            yield Outcome(portion.source, pending.popleft(), of_document=False)
        yield Outcome(portion.source, _do_document(portion, document, work))
    for problem in pending:
        yield Outcome(portion.source, problem, of_document=False)


def _row_of(problem: Problem) -> int:
    tail = problem.where.rpartition(":")[2]
    return int(tail) if tail.isdigit() else 1 << 60


def _do_document(
    portion: Portion, document: Document, work: Callable[[Document], T]
) -> T | Problem:
    where = portion.name if document.row is None else f"{portion.name}:{document.row}"
    try:
        return work(document)
    except _FATAL:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page must not cost the others
        return _fault(where, error)


def _fault(where: str, error: Exception) -> Problem:
    """Return what is told of a page that cannot be worked on."""
    if isinstance(error, TierbookError):
        return Problem(where, error.what, error.why, error.remedy)
    import logging

    logging.getLogger(__name__).debug("%s", where, exc_info=error)
    return Problem(
        where,
        f"tierbook itself failed on this page: {type(error).__name__}: {error}",
        remedy="please report it with the page; the others are done",
    )


def settle(
    inputs: list[Input], early: dict[int, Problem], outcomes: Iterator[Outcome[T]]
) -> Iterator[T | Problem]:
    """Put the problems of inputs that were never read in their places, and pass over what is no page.

    Args:
        inputs: those that outcomes number; the list may grow meanwhile.
        early: problems of inputs by their number, for what was never read.
        outcomes: in the order of the inputs.
    """
    at = 0
    held: list[
        Problem
    ] = []  # problems of a file met in a folder, until a document shows that it is a page
    page = False
    emptiness = Emptiness()

    def close(until: int) -> Iterator[Problem]:
        nonlocal at, held, page
        while at < until:
            gave = page or (at in early and early[at].failed)
            if held and not page:
                first = held[0]
                what = f"passed over: {first.what}"
                yield Problem(inputs[at].name, what, first.why, failed=False)
            held, page = [], False
            if at in early:
                yield early.pop(at)
            empty = emptiness.see(inputs[at], gave=gave)
            if empty is not None:
                yield empty
            at += 1

    for outcome in outcomes:
        yield from close(outcome.source)
        if outcome.of_document:
            yield from held
            held, page = [], True
        result = outcome.result
        if isinstance(result, Problem) and not page and not inputs[at].named:
            held.append(result)
        else:
            yield result
    yield from close(len(inputs))
