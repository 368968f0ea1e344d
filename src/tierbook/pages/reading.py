"""The door of the room: bytes in, Documents and Problems out. Nothing that a page holds makes it raise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tierbook.errors import PageUnreadable, Problem, TierbookError
from tierbook.files import content_hash
from tierbook.pages.captures import read_capture
from tierbook.pages.decoding import decode_page
from tierbook.pages.document import Document, Repair
from tierbook.pages.html import looks_like_html, read_html
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions, ReadResult
from tierbook.pages.page import Page
from tierbook.pages.pdf import looks_like_pdf, read_pdf
from tierbook.pages.publishers import READERS
from tierbook.pages.records import looks_like_records, read_records
from tierbook.pages.refusals import refuse_other_pages

__all__ = ["read_bytes", "sample_pages"]

_DEFAULT = ReadOptions()
_LAYOUTS = tuple(layout for reader in READERS for layout in reader.layouts)


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
        limit = options.limit(data[:1024])
        if len(data) > limit:
            raise PageUnreadable(
                f"the file has {len(data):,} bytes",
                why=f"the limit is {limit:,}",
                remedy="raise it with --max-size, or split the file",
            )
        if looks_like_pdf(data):
            return _result(read_pdf(data, name=name, options=options), name)
        text, repairs = decode_page(data)
        if looks_like_records(name, text):
            return _result(read_records(name, text, options), name)
        page = _page(name, text, data, repairs, options)
        refuse_other_pages(page)
        reader = next(reader for reader in READERS if reader.knows(page))
        return _result(reader.read(page), name)
    except TierbookError as error:
        return ReadResult((), (Problem.of(error, name),))


def _page(
    name: str, text: str, data: bytes, repairs: tuple[Repair, ...], options: ReadOptions
) -> Page:
    sha256 = content_hash(data)
    capture = read_capture(options.address) or read_capture(name)
    address = capture.address if capture else options.address
    html = read_html(text, _LAYOUTS, address=address) if looks_like_html(text) else None
    if html is None:
        lines = tuple(split_lines(text))
        page = Page(name, text, lines, sha256, options, repairs, address=address)
    else:
        if repairs:  # their places count in the markup, which is not kept
            repairs = tuple(replace(repair, at=0) for repair in repairs)
        page = Page(
            name,
            html.text,
            html.lines,
            sha256,
            options,
            repairs,
            html=True,
            layout=html.layout,
            fields=html.fields,
            title=html.fields.get("title") or html.title,
            address=html.address,
            asks_password=html.asks_password,
            furniture=tuple(html.text[start:end] for start, end in html.furniture),
        )
        capture = capture or html.capture
    if capture is None:
        return page
    said = f"a capture of the page of {capture.day}, kept by {capture.keeper}"
    return replace(page, capture=said, captured=options.captured or capture.day)


def _result(read: Iterable[Document | Problem], name: str) -> ReadResult:
    """Sort what a reader gives; the error of one part is a problem, and what came before it is kept."""
    documents: list[Document] = []
    problems: list[Problem] = []
    try:
        for one in read:
            if isinstance(one, Problem):
                problems.append(one)
            else:
                documents.append(one)
    except TierbookError as error:
        problems.append(Problem.of(error, name))
    return ReadResult(tuple(documents), tuple(problems))


@cache
def sample_pages() -> tuple[tuple[str, bytes], ...]:
    """Return the samples in the package as (file name, bytes), in the order of their names."""
    folder = files("tierbook.pages") / "samples"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name
    )
    return tuple((entry.name, entry.read_bytes()) for entry in entries)
