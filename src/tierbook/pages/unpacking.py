"""From a file of any kind to Documents: containers opened, tables taken row by row, and pages read as pages."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import BinaryIO

from tierbook.errors import MissingExtra, Problem, TierbookError
from tierbook.pages.containers import Member, is_container, look_ahead, open_container
from tierbook.pages.document import Document
from tierbook.pages.formats import is_docx
from tierbook.pages.options import ReadOptions, ReadResult
from tierbook.pages.reading import read_page
from tierbook.pages.records import read_table
from tierbook.pages.tables import table_kind

__all__ = ["member_options", "read_bytes", "read_stream"]

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
    if not is_container(head) or is_docx(data):
        try:
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
        found, wrong, table = _read_member(member, options)
        many = many or table
        if not member.whole and not found and not table:
            wrong = [
                replace(p, what=f"passed over: {p.what}", remedy=None, failed=False)
                for p in wrong[:1]
            ]
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


def member_options(member: Member, options: ReadOptions) -> ReadOptions:
    """Return the options to read a member with: what its container says of it goes with them."""
    if member.address is None and member.captured is None:
        return options
    return replace(
        options,
        address=member.address or options.address,
        captured=member.captured or options.captured,
    )


def _read_member(
    member: Member, options: ReadOptions
) -> tuple[list[Document], list[Problem], bool]:
    """Return documents, problems, and whether the member is a table."""
    options = member_options(member, options)
    found: list[Document | Problem] = []
    table = False
    try:
        head, stream = look_ahead(member.stream)
        kind = table_kind(member.name, head, options)
        if kind is None:
            member = replace(member, stream=stream)
            result = read_page(member.read(options), name=member.name, options=options)
            found = [*result.documents, *result.problems]
        else:
            table = True
            for one in read_table(kind, stream, member.name, options):
                found.append(one)
    except MissingExtra:
        raise
    except TierbookError as error:
        found.append(Problem.of(error, member.name))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one for one in found if isinstance(one, Problem)], table
