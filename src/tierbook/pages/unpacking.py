"""From a file of any kind to Documents: containers opened, tables taken row by row, and pages read as pages."""

from __future__ import annotations

import io
from typing import BinaryIO

from tierbook.errors import PageUnreadable, Problem, TierbookError
from tierbook.pages.containers import (
    Member,
    is_container,
    look_ahead,
    open_container,
    read_whole,
    refuse_other_packings,
)
from tierbook.pages.document import Document
from tierbook.pages.options import ReadOptions, ReadResult
from tierbook.pages.reading import read_page
from tierbook.pages.records import read_table
from tierbook.pages.tables import NoColumn, no_records, table_kind

__all__ = ["read_bytes", "read_stream"]

_DEFAULT = ReadOptions()
_HEAD = 1 << 16


def read_bytes(data: bytes, *, name: str, options: ReadOptions = _DEFAULT) -> ReadResult:
    """Read a file: a page, a table of many texts, or a container of any of them.

    Args:
        data: the bytes as served or saved.
        name: path or address, for messages; as a last resort its folder and file name tell edition and country.
        options: what the caller knows of the page.

    Returns:
        Documents in the file's order and Problems; a page that gives nothing is a Problem with `failed` set.

    Raises:
        MissingExtra: the file is of a kind that needs an optional package.
    """
    head = data[:_HEAD]
    if not is_container(head):
        try:
            refuse_other_packings(head, name)
            if table_kind(name, head, options) in (None, "jsonl"):
                return read_page(data, name=name, options=options)
        except TierbookError as error:
            return ReadResult((), (Problem.of(error, name),))
    return read_stream(io.BytesIO(data), name=name, options=options)


def read_stream(stream: BinaryIO, *, name: str, options: ReadOptions = _DEFAULT) -> ReadResult:
    """Read a file from a stream, so that of a container only one member is in memory at a time.

    Members of a container that are no page are passed over, as files in a folder are; a file that gives nothing at
    all is a Problem with `failed` set. `ReadResult.many` tells a container or table from a single page.

    Raises:
        MissingExtra: the file is of a kind that needs an optional package.
        OSError: the file cannot be read.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    many = False
    for member in open_container(stream, name, options):
        if isinstance(member, Problem):
            problems.append(member)
            many = many or member.where != name
            continue
        many = many or not member.whole
        try:
            found, wrong, table = _read_member(member, options)
        except PageUnreadable as error:  # it cannot be unpacked
            problems.append(Problem.of(error, member.name))
            continue
        many = many or table
        if not member.whole and not found and not table:
            what = f"passed over: {wrong[0].what}" if wrong else "passed over"
            wrong = [Problem(member.name, what, wrong[0].why if wrong else None, failed=False)]
        documents += found
        problems += wrong
    if not documents and not any(problem.failed for problem in problems):
        problems.append(
            Problem(
                name,
                "nothing in it is a page that tierbook reads",
                "what was passed over is listed before this",
                "give a container that holds narratives",
            )
        )
    return ReadResult(tuple(documents), tuple(problems), many)


def _read_member(
    member: Member, options: ReadOptions
) -> tuple[list[Document], list[Problem], bool]:
    """Return documents, problems, and whether the member is a table.

    Raises:
        PageUnreadable: it is damaged, or too long.
        MissingExtra: it is of a kind that needs an optional package.
    """
    options = options.taken(member.address, member.captured)
    head, stream = look_ahead(member.stream)
    try:
        kind = table_kind(member.name, head, options)
    except PageUnreadable as error:
        return [], [Problem.of(error, member.name)], False
    if kind is None:
        data = read_whole(stream, member.name, options)
        result = read_page(data, name=member.name, options=options)
        return list(result.documents), list(result.problems), False
    found: list[Document | Problem] = []
    try:
        found.extend(read_table(kind, stream, member.name, options))
    except NoColumn as error:
        return [], [Problem.of(error, member.name)], False
    except PageUnreadable as error:  # what came before it is kept
        found.append(Problem.of(error, member.name))
    if not found:
        found.append(no_records(member.name))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one for one in found if isinstance(one, Problem)], True
