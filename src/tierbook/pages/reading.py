"""The door of the room: bytes in, Documents and Problems out. Nothing that a page holds makes it raise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tierbook.errors import PageUnreadable, Problem, TierbookError
from tierbook.files import content_hash
from tierbook.pages.captures import read_capture
from tierbook.pages.decoding import decode_page, mark_bytes, placed_repairs, unmark
from tierbook.pages.document import Document, Repair
from tierbook.pages.formats import FormatText, read_format
from tierbook.pages.html import HtmlText, looks_like_html, read_html
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions, ReadResult
from tierbook.pages.page import Page
from tierbook.pages.pdf import looks_like_pdf, read_pdf
from tierbook.pages.publishers import READERS
from tierbook.pages.records import looks_like_records, read_records
from tierbook.pages.refusals import refuse_other_pages
from tierbook.pages.tier_lines import legible_lines

__all__ = ["read_page", "sample_pages"]

_DEFAULT = ReadOptions()
_LAYOUTS = tuple(layout for reader in READERS for layout in reader.layouts)


def read_page(data: bytes, *, name: str, options: ReadOptions = _DEFAULT) -> ReadResult:
    """Read a page: one Document, or many from a file of JSON lines. Containers and tables are unpacked before.

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
        form = read_format(data, name, options)
        if form is not None:
            return _read_form(form, data, name, options)
        text, repairs = decode_page(data)
        if looks_like_records(name, text):
            return _result(read_records(name, text, options), name)
        return _read(_page(name, text, data, repairs, options))
    except TierbookError as error:
        return ReadResult((), (Problem.of(error, name),))


def _read(page: Page) -> ReadResult:
    """Let the first reader that knows a page read it.

    Raises:
        PageUnreadable: the page is none of the Report's.
    """
    refuse_other_pages(page)
    reader = next(reader for reader in READERS if reader.knows(page))
    return _result(reader.read(page), page.name)


def _read_form(form: FormatText, data: bytes, name: str, options: ReadOptions) -> ReadResult:
    """Read the text of a Word document or of Markdown like a page of text."""
    furniture = {start for start, _ in form.furniture}
    body = [line for line in split_lines(form.text) if line.start not in furniture]
    lines = legible_lines(body, form.text)
    if not lines:
        raise PageUnreadable(
            "the document holds no text", remedy="give one with the narrative in it"
        )
    sha256 = content_hash(data)
    page = Page(name, form.text, lines, sha256, options, title=form.title, address=options.address)
    result = _read(page)
    return replace(result, documents=tuple(form.carry_back(d) for d in result.documents))


def _page(
    name: str, text: str, data: bytes, repairs: tuple[Repair, ...], options: ReadOptions
) -> Page:
    sha256 = content_hash(data)
    capture = read_capture(options.address) or read_capture(name)
    address = capture.address if capture else options.address
    html = None
    if looks_like_html(text):
        is_plain = not repairs and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        marked = mark_bytes(text, repairs)
        html = read_html(marked, _LAYOUTS, address=address, data=data if is_plain else None)
        if repairs:
            html, repairs = _unmarked(html), placed_repairs(html.text, repairs)
    if html is None:
        lines = legible_lines(split_lines(text), text)
        page = Page(name, text, lines, sha256, options, repairs, address=address)
    else:
        page = Page(
            name,
            html.text,
            legible_lines(html.lines, html.text),
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


def _unmarked(html: HtmlText) -> HtmlText:
    """Return what was read of a page with the characters that its bytes stand for."""
    return html._replace(
        text=unmark(html.text),
        lines=tuple(line._replace(text=unmark(line.text)) for line in html.lines),
        fields={key: unmark(value) for key, value in html.fields.items()},
        title=unmark(html.title) if html.title else html.title,
    )


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
    if not documents and not problems:
        problems.append(
            Problem(name, "nothing to read was found", remedy="give a file with a text in it")
        )
    return ReadResult(tuple(documents), tuple(problems))


@cache
def sample_pages() -> tuple[tuple[str, bytes], ...]:
    """Return the samples in the package as (file name, bytes), in the order of their names."""
    folder = files("tierbook.pages") / "samples"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name
    )
    return tuple((entry.name, entry.read_bytes()) for entry in entries)
