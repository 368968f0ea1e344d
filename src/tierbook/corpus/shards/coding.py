"""The work on one partition: read, parse and code its pages, and write its shards. Runs in any process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from tierbook.coding import code_narrative
from tierbook.corpus.batches import Outcome, do_portion, settle
from tierbook.corpus.inputs import Input
from tierbook.corpus.portions import Portion, read_file
from tierbook.corpus.shards.cutting import Partition
from tierbook.corpus.shards.items import Item
from tierbook.corpus.shards.journal import Entry, Journal, versions_at_work
from tierbook.corpus.shards.tables import document_row, finding_rows, problem_row, write_parquet
from tierbook.corpus.unpacking import cannot_open
from tierbook.errors import Problem
from tierbook.files import content_hash
from tierbook.narrative import parse_document
from tierbook.pages import Document

__all__ = ["Done", "Task", "code_document", "code_partition"]

_TOLD = 20
Record = Mapping[str, Any]
Work = Callable[[Document], Record]


@dataclass(frozen=True, slots=True)
class Task:
    """A partition to be coded.

    Attributes:
        partition: what to read.
        folder: the folder of shards, which every worker sees under this name.
        work: a function of a module from a document to its coding as a record.
        given_up: items that are not read, by their place in the partition, and why.
    """

    partition: Partition
    folder: Path
    work: Work
    given_up: Mapping[int, Problem]


@dataclass(frozen=True, slots=True)
class Done:
    """A partition that is coded: its entry in the journal, and the first of its failures."""

    entry: Entry
    failures: tuple[Problem, ...]


def code_document(document: Document) -> Record:
    """Return the coding of a document by the rules, with absences and rejected candidates."""
    return code_narrative(parse_document(document)).to_dict(everything=True)


def code_partition(task: Task, tell: Callable[[int], None]) -> Done:
    """Code a partition and write its shards and its entry.

    Args:
        task: what to do.
        tell: called with the place of an item before it is read, and before each of its documents.

    Raises:
        CorpusError: the folder cannot be written.
    """
    documents, findings, problems = [], [], []
    failures: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for result in _results(task, tell):
        if isinstance(result, Problem):
            problems.append(problem_row(result))
            if result.failed:
                failures.append(result)
            continue
        source, record = result
        name = (record["document"]["id"], record["document"]["sha256"])
        if name in seen:
            what = f"a second text of this page under the id {name[0]}, which is left out"
            problems.append(problem_row(Problem(source, what, failed=False)))
            continue
        seen.add(name)
        documents.append(document_row(source, record))
        findings += finding_rows(record)
    tell(len(task.partition.items))
    shards = {
        "documents": write_parquet("documents", documents),
        "findings": write_parquet("findings", findings),
        "problems": write_parquet("problems", problems),
    }
    items = task.partition.items
    entry = {
        "versions": versions_at_work(),
        "inputs": task.partition.inputs,
        "first": items[0].given.name,
        "last": items[-1].given.name,
        "documents": len(documents),
        "findings": len(findings),
        "problems": len(problems),
        "failed": len(failures),
    }
    kept = Journal(task.folder).keep(task.partition.key, shards, entry)
    return Done(kept, tuple(failures[:_TOLD]))


def _results(task: Task, tell: Callable[[int], None]) -> Iterator[tuple[str, Record] | Problem]:
    """Yield results and problems in the order of the inputs, as `run_batch` does."""
    inputs: list[Input] = []
    early: dict[int, Problem] = {}

    def outcomes() -> Iterator[Outcome[tuple[str, Record]]]:
        numbered = enumerate(task.partition.items)
        for _, group in groupby(numbered, key=lambda pair: pair[1].source):
            source = len(inputs)
            for place, item in group:
                if len(inputs) == source:
                    inputs.append(item.given)
                if item.problem is not None:
                    early[source] = item.problem
                elif item.portion is not None:
                    yield from _read_item(task, place, item, source, tell)

    yield from settle(inputs, early, outcomes())


def _read_item(
    task: Task, place: int, item: Item, source: int, tell: Callable[[int], None]
) -> Iterator[Outcome[tuple[str, Record]]]:
    assert item.portion is not None
    portion = replace(item.portion, source=source)
    if place in task.given_up:
        yield Outcome(source, task.given_up[place])
        return
    tell(place)
    if portion.path is not None:
        read = _read_as_listed(portion, item)
        if isinstance(read, Problem):
            yield Outcome(source, read)
            return
        portion = read

    def work(document: Document) -> tuple[str, Record]:
        tell(place)
        return portion.name, task.work(document)

    yield from do_portion(portion, work)


def _read_as_listed(portion: Portion, item: Item) -> Portion | Problem:
    """Return the portion with its bytes, if they are still those that were listed."""
    try:
        data = read_file(portion)
    except OSError as error:
        return cannot_open(portion.name, error)
    if len(data) >= item.size and content_hash(data) != item.sha256:
        return Problem(
            portion.name,
            "the file was changed while the run was at work",
            remedy="run the same command again",
        )
    return replace(portion, data=data)
