"""WARC files, as crawlers and web archives keep them: a member for each page that was answered with status 200.

Header blocks are parsed by warcio. The framing between records is done here, because a reader must go on after a
broken record: one that breaks off, does not unpack, or gives a wrong length is named with its offset, and the next
record is looked for.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.containers.bodies import decode_body, join_chunks, to_utf8
from tierbook.pages.containers.labels import Passed, clean_label
from tierbook.pages.containers.limits import Budget
from tierbook.pages.containers.member import Member
from tierbook.pages.containers.warc_source import BrokenRecord, GzipSource, PlainSource, Source
from tierbook.pages.options import ReadOptions
from tierbook.text import late

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

__all__ = ["open_warc"]

_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
_HTTP = ["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]
_END = b"\r\n\r\n"
_NEAR = 40
_WITHIN = late(rb"\r\n\r\nWARC/1\.[01]\r\n")
_DAY = late(r"\d{4}-\d\d-\d\d")
_PAGES = late(
    r"text/(?:html|plain|markdown)|application/(?:xhtml\+xml|pdf|x-pdf"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)",
    re.I,
)
_NO_PAGE = frozenset(("warcinfo", "request", "metadata", "continuation"))
_REMEDY = "fetch the page again"


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it stands in the file; `content` is cut at what a page may have, `length` is what it has."""

    offset: int
    headers: StatusAndHeaders
    content: bytes
    length: int

    def said(self, name: str) -> str | None:
        value: str | None = self.headers.get_header(name)
        return value.strip() if value else None

    @property
    def address(self) -> str | None:
        return (self.said("WARC-Target-URI") or "").strip("<>") or None

    @property
    def captured(self) -> str | None:
        day = _DAY.match(self.said("WARC-Date") or "")
        return day[0] if day else None


def open_warc(
    stream: BinaryIO, name: str, options: ReadOptions, budget: Budget, *, packed: bool
) -> Iterator[Member | Problem]:
    """Yield the pages of a WARC file and the problems of its records.

    Args:
        stream: the file, which can be sought in where it is compressed.
        name: its label.
        options: how the pages will be read: the limit of a page.
        budget: what the file may cost.
        packed: whether it is compressed with gzip.

    Raises:
        ContainerSpent: the limits on the whole are reached.
    """
    source: Source = (GzipSource if packed else PlainSource)(stream, name, budget)
    passed = Passed(name)
    for found in _records(source, options.limit(b"%PDF-") + budget.limits.header):
        if isinstance(found, Problem):
            yield found
            continue
        where = f"{name}/{clean_label(found.address or f'record at byte {found.offset}')}"
        kind = (found.said("WARC-Type") or "").lower()
        if kind in _NO_PAGE:
            continue
        budget.count_member(where)
        try:
            member = _page_of(found, where, kind, options, passed)
        except PageUnreadable as error:
            why = f"{error.why or ''} (record at byte {found.offset:,})".strip()
            yield Problem(error.where or where, error.what, why, error.remedy)
            continue
        if member is not None:
            if not _digest_fits(found):
                what = "its bytes are not those that its digest was made of; it is read as it is"
                yield Problem(where, what, "WARC-Block-Digest", _REMEDY, failed=False)
            yield member
    yield from passed.problems()


def _page_of(
    record: _Record, where: str, kind: str, options: ReadOptions, passed: Passed
) -> Member | None:
    """Return the page of a record; None for what is passed over.

    Raises:
        PageUnreadable: a page stands there and cannot be read.
    """
    if kind == "revisit":
        passed.add("record of a page that stands in an earlier capture", where)
        return None
    if kind not in ("response", "resource"):
        passed.add(f"record of type {kind or 'unknown'}", where)
        return None
    body, http = record.content, None
    if kind == "response" and body[:5].upper() == b"HTTP/":
        http, body = _split_http(body)
        status = str(http.get_statuscode())
        if status != "200":
            passed.add(f"response with status {status[:20] or 'unknown'}", where)
            return None
    said = http.get_header("Content-Type") if http is not None else record.said("Content-Type")
    media, _, rest = (said or "").partition(";")
    if media.strip() and not _PAGES.fullmatch(media.strip()):
        passed.add(f"record of {clean_label(media.strip())[:60]}", where)
        return None
    _check_whole(record, body, http, options)
    if http is not None:
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            body = join_chunks(body)
        limit = options.limit(b"%PDF-") if "pdf" in media.lower() else options.max_size
        body = decode_body(body, http.get_header("Content-Encoding") or "", limit)
    if not body.strip():
        passed.add("empty response", where)
        return None
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.I)
    if not media.strip().lower().endswith("pdf"):
        body = to_utf8(body, charset[1] if charset else None)
    return Member(where, io.BytesIO(body), record.address, record.captured)


def _split_http(content: bytes) -> tuple[StatusAndHeaders, bytes]:
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(content)
    headers = StatusAndHeadersParser(_HTTP, verify=False).parse(stream)
    return headers, stream.read()


def _check_whole(
    record: _Record, body: bytes, http: StatusAndHeaders | None, options: ReadOptions
) -> None:
    if record.length > len(record.content):
        raise PageUnreadable(
            f"it has {record.length:,} bytes",
            why=f"the limit is {options.limit(body[:1024]):,}",
            remedy="raise it with --max-size",
        )
    cut = record.said("WARC-Truncated")
    if cut:
        raise PageUnreadable(
            "the page breaks off",
            why=f"the record says that its capture was cut: {clean_label(cut)[:40]}",
            remedy=_REMEDY,
        )
    if http is None or http.get_header("Transfer-Encoding"):
        return
    said = (http.get_header("Content-Length") or "").strip()
    if said.isdigit() and len(said) < 16 and int(said) > len(body):
        raise PageUnreadable(
            f"the page breaks off: {len(body):,} of {int(said):,} bytes are there",
            why="the connection was cut when it was captured",
            remedy=_REMEDY,
        )


def _records(source: Source, most: int) -> Iterator[_Record | Problem]:
    """Yield the records of a file, and a problem for each that is broken."""
    while True:
        try:
            if not _go_to_record(source):
                return
            start = source.offset
            yield _read_record(source, start, most)
        except BrokenRecord as error:
            yield Problem.of(error, source.name)
            if not source.find_record():
                return


def _go_to_record(source: Source) -> bool:
    """Pass over the empty lines between records; False at the end of the file."""
    while True:
        head = source.peek(1)
        if head in (b"\r", b"\n"):
            source.take(1)
        elif head:
            break
        elif not source.next_member():
            return False
    if source.peek(5) != b"WARC/":
        raise BrokenRecord(
            f"at byte {source.offset:,} a record should begin, and none does",
            where=source.name,
            why="the record before it gives a wrong length, or the file is damaged there",
            remedy="fetch the file again; the records around it are read",
        )
    return True


def _read_record(source: Source, start: int, most: int) -> _Record:
    from warcio.statusandheaders import StatusAndHeadersParser

    limit = source.budget.limits.header
    block = source.peek(limit)
    ends = [at + size for mark, size in ((_END, 4), (b"\n\n", 2)) if (at := block.find(mark)) >= 0]
    if not ends:
        source.skip(len(b"WARC/"))
        raise _broken(source, start, "its header has no end")
    headers = StatusAndHeadersParser(_VERSIONS, verify=False).parse(
        io.BytesIO(source.take(min(ends)))
    )
    said = (headers.get_header("Content-Length") or "").strip()
    if not said.isdigit() or len(said) > 15:
        raise _broken(source, start, f"its length is {clean_label(said)[:20]!r}")
    length = int(said)
    content = source.take(min(length, most))
    _refuse_swallowed(source, start, content)
    missing = length - len(content)
    if missing and len(content) == most:
        missing -= source.skip(missing)
    if missing:
        raise _broken(
            source, start, f"it should have {length:,} bytes, and {missing:,} are missing"
        )
    after = source.peek(len(_END) + len(b"WARC/"))
    rest = after.strip(b"\r\n")
    if not after.startswith(_END) and rest != b"WARC/"[: len(rest)]:
        source.put_back(content[-_NEAR:])  # the next record may begin within it
        raise _broken(source, start, f"it goes on after the {length:,} bytes that it should have")
    return _Record(start, headers, content, length)


def _refuse_swallowed(source: Source, start: int, content: bytes) -> None:
    """Refuse a record whose length takes in the record after it, and go back to that."""
    within = _WITHIN.search(content)
    if within is not None:
        source.put_back(content[within.start() :])
        raise _broken(source, start, "its length takes in the record after it")


def _broken(source: Source, start: int, why: str) -> BrokenRecord:
    return BrokenRecord(
        f"the record at byte {start:,} is broken",
        where=source.name,
        why=why,
        remedy="fetch the file again; the records around it are read",
    )


def _digest_fits(record: _Record) -> bool:
    """Tell whether a record's bytes are those of its digest; one that says none, or of an unknown kind, fits."""
    kind, _, value = (record.said("WARC-Block-Digest") or "").partition(":")
    if kind.lower() not in ("sha1", "sha256"):
        return True
    digest = hashlib.new(kind.lower(), record.content, usedforsecurity=False)
    spelled = {base64.b32encode(digest.digest()).decode().rstrip("="), digest.hexdigest().upper()}
    return value.strip().upper().rstrip("=") in spelled
