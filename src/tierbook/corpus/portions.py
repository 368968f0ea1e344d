"""Inputs cut into portions of work: a page each, or some fifty records of a file of many.

A file of records is read line by line, so memory does not grow with the number of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tierbook.corpus.inputs import Input
from tierbook.corpus.unpacking import open_input
from tierbook.errors import MissingExtra, PageUnreadable, Problem
from tierbook.pages import (
    Document,
    NoColumn,
    ReadOptions,
    ReadResult,
    Row,
    look_ahead,
    no_records,
    read_bytes,
    read_whole,
    table_kind,
    table_rows,
)
from tierbook.text import late

__all__ = ["Portion", "cut_portions", "cut_single_rows", "read_file", "read_portion"]

_HEAD = 1024
_RECORDS = 50
_BYTES = 1_000_000
_RECORD_SUFFIXES = (".jsonl", ".ndjson")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ROW = late(r":(\d+)$")


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of one input that can be read by itself.

    `rows_before` counts the lines of the file before this portion; None where the portion is a whole page. The bytes
    are in `data`, or in the file at `path`; a row that is broken as such is a `problem` alone. `source` numbers the
    inputs from 0.
    """

    source: int
    name: str
    options: ReadOptions
    path: Path | None = None
    data: bytes | None = None
    rows_before: int | None = None
    problem: Problem | None = None


def cut_portions(source: int, given: Input, options: ReadOptions) -> Iterator[Portion]:
    """Yield the portions of one input, the next read from disk only when it is asked for.

    Raises:
        OSError: the file cannot be read.
        PageUnreadable: it is a member of a container, and damaged or too long.
    """
    whole = Portion(source, given.name, given.options or options)
    if given.path is not None and given.data is None and given.stream is None:
        with given.path.open("rb") as stream:
            yield from _cut(whole, stream, path=given.path)
        return
    yield from _cut(whole, open_input(given))


def _cut(whole: Portion, stream: BinaryIO, path: Path | None = None) -> Iterator[Portion]:
    """Cut a table into rows; a page is one portion."""
    head, stream = look_ahead(stream)
    try:
        kind = table_kind(whole.name, head, whole.options)
    except PageUnreadable as error:
        yield replace(whole, problem=Problem.of(error, whole.name))
        return
    try:
        if kind == "jsonl" and (head.startswith(_UTF16) or not head.strip()):
            yield replace(whole, data=read_whole(stream, whole.name, whole.options))
        elif kind is not None:
            yield from _cut_rows(whole, table_rows(kind, stream, whole.name, whole.options))
        elif path is not None:
            yield replace(whole, path=path)
        else:
            yield replace(whole, data=read_whole(stream, whole.name, whole.options))
    except (NoColumn, MissingExtra) as error:
        yield replace(whole, problem=Problem.of(error, whole.name))


def read_portion(portion: Portion) -> ReadResult:
    """Read a portion; rows are counted from the head of the file.

    Raises:
        OSError: the file cannot be read.
    """
    if portion.problem is not None:
        return ReadResult((), (portion.problem,))
    data = portion.data if portion.data is not None else read_file(portion)
    if portion.rows_before is None:
        return read_bytes(data, name=portion.name, options=portion.options)
    result = _read_rows(portion, data)
    rows = cut_single_rows(portion)
    if result.documents or len(rows) < 2 or all(_ROW.search(p.where) for p in result.problems):
        return result
    # The bytes of one line spoilt the portion (a zero byte, say): take the lines one by one.
    singles = [_read_rows(row, row.data or b"") for row in rows]
    return ReadResult(
        tuple(document for single in singles for document in single.documents),
        tuple(problem for single in singles for problem in single.problems),
    )


def cut_single_rows(portion: Portion) -> tuple[Portion, ...]:
    """Return the rows of a portion as portions of their own, each with its number; none where it is a whole page."""
    if portion.rows_before is None or portion.data is None:
        return ()
    return tuple(
        replace(portion, data=line, rows_before=before)
        for before, line in enumerate(BytesIO(portion.data), portion.rows_before)
        if line.strip()
    )


def read_file(portion: Portion) -> bytes:
    """Read a file, no further than shows that it is too long."""
    assert portion.path is not None
    with portion.path.open("rb") as stream:
        head = stream.read(_HEAD)
        return head + stream.read(max(portion.options.limit(head) + 1 - len(head), 0))


def _read_rows(portion: Portion, data: bytes) -> ReadResult:
    before = portion.rows_before or 0
    named = portion.name.lower().endswith(_RECORD_SUFFIXES)
    name = portion.name if named else f"{portion.name}.jsonl"
    result = read_bytes(data, name=name, options=portion.options)
    single = data.rstrip(b"\n").count(b"\n") == 0

    def place(problem: Problem) -> Problem:
        row = _ROW.search(problem.where)
        if row is None and not single:
            return problem
        number = before + (int(row[1]) if row else 1)
        return replace(problem, where=f"{portion.name}:{number}")

    def move(document: Document) -> Document:
        return (
            replace(document, row=document.row + before) if document.row is not None else document
        )

    documents = tuple(move(d) for d in result.documents) if before else result.documents
    return ReadResult(documents, tuple(place(p) for p in result.problems))


def _cut_rows(whole: Portion, rows: Iterable[Row]) -> Iterator[Portion]:
    """Cut rows that come one by one as lines of JSON, empty ones left out; a broken row is a portion of its own."""
    held: list[bytes] = []
    first = size = row = 0
    for row, line in rows:
        broken = isinstance(line, Problem)
        if held and (broken or row != first + len(held) or len(held) == _RECORDS or size >= _BYTES):
            yield replace(whole, data=b"".join(held), rows_before=first - 1)
            held, size = [], 0
        if isinstance(line, Problem):
            yield replace(whole, problem=line)
            continue
        if not held:
            first = row
        held.append(line + b"\n")
        size += len(line)
    if held:
        yield replace(whole, data=b"".join(held), rows_before=first - 1)
    if not row:
        yield replace(whole, problem=no_records(whole.name))
