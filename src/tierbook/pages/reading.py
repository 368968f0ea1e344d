"""The door of the room: bytes in, Documents and Problems out. Nothing that a page holds makes it raise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

from tierbook.errors import PageUnreadable, Problem, TierbookError
from tierbook.files import content_hash
from tierbook.pages.decoding import decode_page
from tierbook.pages.document import Document, Repair
from tierbook.pages.html import looks_like_html, read_html
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions, ReadResult
from tierbook.pages.page import Page
from tierbook.pages.publishers import READERS
from tierbook.pages.records import looks_like_records, read_records
from tierbook.pages.refusals import refuse_other_pages

__all__ = ["read_bytes", "sample_pages"]

_DEFAULT = ReadOptions()


def read_bytes(data: bytes, *, name: str, options: ReadOptions = _DEFAULT) -> ReadResult:
    """Read a page: one Document, or many from a file of records.

    Args:
        data: the bytes as served or saved.
        name: path or address, for messages; as a last resort its folder and file name tell edition and country.
        options: what the caller knows of the page.

    Returns:
        Documents in the page's order and Problems; a page that gives nothing is a Problem with `failed` set.
    """
    try:
        if len(data) > options.max_size:
            raise PageUnreadable(
                f"the file has {len(data):,} bytes",
                why=f"the limit is {options.max_size:,}",
                remedy="raise it with --max-size, or split the file",
            )
        text, repairs = decode_page(data)
        if looks_like_records(name, text):
            return _read_many(name, text, options)
        page = _page(name, text, data, repairs, options)
        refuse_other_pages(page)
        document = next(reader for reader in READERS if reader.knows(page)).read(page)
        return ReadResult((document,))
    except TierbookError as error:
        return ReadResult((), (Problem.of(error, name),))


def _page(
    name: str, text: str, data: bytes, repairs: tuple[Repair, ...], options: ReadOptions
) -> Page:
    sha256 = content_hash(data)
    if not looks_like_html(text):
        return Page(name, text, tuple(split_lines(text)), sha256, options, repairs)
    html = read_html(text)
    if repairs:  # their places count in the markup, which is not kept
        repairs = tuple(replace(repair, at=0) for repair in repairs)
    return Page(
        name,
        html.text,
        tuple(split_lines(html.text)),
        sha256,
        options,
        repairs,
        html=True,
        title=html.title,
        canonical=html.canonical,
        asks_password=html.asks_password,
    )


def _read_many(name: str, text: str, options: ReadOptions) -> ReadResult:
    documents: list[Document] = []
    problems: list[Problem] = []
    for read in read_records(name, text, options):
        if isinstance(read, Problem):
            problems.append(read)
        else:
            documents.append(read)
    return ReadResult(tuple(documents), tuple(problems))


@cache
def sample_pages() -> tuple[tuple[str, bytes], ...]:
    """Return the samples in the package as (file name, bytes), in the order of their names."""
    folder = files("tierbook.pages") / "samples"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name
    )
    return tuple((entry.name, entry.read_bytes()) for entry in entries)
