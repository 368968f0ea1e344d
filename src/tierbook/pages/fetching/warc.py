"""A WARC file beside the store (ISO 28500): what was sent and what came, for archives and for other programs.

Every record is a gzip member of its own, appended and flushed to the disk in one piece. A run that is killed in the
middle of a record leaves a torn end; the next run cuts it off. Bodies stand under the content coding they came in; only
the transfer coding is undone, as the header then says.
"""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from tierbook.errors import CorpusError, TierbookError
from tierbook.files import append_piece, disk_refusal
from tierbook.pages.fetching.asking import Reply
from tierbook.pages.fetching.network import Answer, Headers

__all__ = ["WarcFile"]

_CHUNK = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


class WarcFile:
    """A WARC file that grows. Open it with `with`.

    Args:
        path: the file; it is made if it isn't there.
        software: who writes, for its first record.
        made: when, likewise, `2026-11-24T09:30:00Z`.

    Raises:
        CorpusError: the file is no WARC file of gzip members, or cannot be written.
    """

    def __init__(self, path: Path, *, software: str, made: str) -> None:
        self.path, self._software, self._made = path, software, made
        self._file: io.FileIO | None = None
        self.cut = 0  # bytes of a torn record that were cut off on opening

    def __enter__(self) -> WarcFile:
        """Open the file, and cut off a torn end."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("r+b" if self.path.exists() else "w+b", buffering=0)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        try:
            self.cut = _mend(file, self.path)
            self._file = file
            if not file.tell():
                self._append(self._info())
        except BaseException:
            self._file = None
            file.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(self, reply: Reply, captured: str) -> None:
        """Write the page of a reply and the redirects that led to it, each with its request.

        Raises:
            CorpusError: the file cannot be written.
        """
        for answer in (*reply.hops, reply.answer):
            self._append(_records(answer, captured))

    def _append(self, data: bytes) -> None:
        assert self._file is not None, "the file is open within `with`"
        try:
            append_piece(self._file, data)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _info(self) -> bytes:
        from warcio.warcwriter import WARCWriter

        out = io.BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        fields = {"software": self._software, "format": "WARC File Format 1.1"}
        body = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
        record = writer.create_warc_record(
            "",
            "warcinfo",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                **_identity("warcinfo", self.path.name, self._made),
                "WARC-Filename": self.path.name,
            },
        )
        writer.write_record(record)
        return out.getvalue()


def _identity(kind: str, address: str, moment: str) -> dict[str, str]:
    """Return the date of a record, and an id that follows from what it is."""
    name = uuid5(NAMESPACE_URL, f"{kind} {address} {moment}")
    return {"WARC-Record-ID": f"<urn:uuid:{name}>", "WARC-Date": moment}


def _records(answer: Answer, captured: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    parts = urlsplit(answer.address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    response = writer.create_warc_record(
        answer.address,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=StatusAndHeaders(
            f"{answer.status} {answer.reason}".strip(), _as_kept(answer), protocol="HTTP/1.1"
        ),
        warc_headers_dict=_identity("response", answer.address, captured),
    )
    sent = [("Host", parts.netloc), *answer.sent]
    request = writer.create_warc_record(
        answer.address,
        "request",
        payload=io.BytesIO(),
        length=0,
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", sent, is_http_request=True),
        warc_headers_dict=_identity("request", answer.address, captured),
    )
    writer.write_request_response_pair(request, response)
    return out.getvalue()


def _as_kept(answer: Answer) -> list[tuple[str, str]]:
    """Return the headers, with those of the transfer coding renamed: it was undone on the way."""
    renamed: Headers = tuple(
        (f"X-Orig-{name}" if name.lower() == "transfer-encoding" else name, value)
        for name, value in answer.headers
    )
    return list(renamed)


def _mend(file: io.FileIO, path: Path) -> int:
    """Leave the file at the end of its last whole record, and return how much was cut off after it.

    Raises:
        CorpusError: what the file begins with is no record.
    """
    end = whole = 0
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    while whole < size:
        length, head = _member(file, whole)
        if length is None:
            if whole == 0 and not _may_begin(head, file):
                raise CorpusError(
                    "this is no WARC file that tierbook can add to",
                    where=str(path),
                    why="it doesn't begin with a gzip member that holds a WARC record",
                    remedy="name another file with --warc, or leave the option out",
                )
            break
        whole += length
    end = whole
    try:
        file.truncate(end)
        file.seek(end)
    except OSError as error:
        raise _unwritable(path, error) from error
    return size - end


def _member(file: io.FileIO, start: int) -> tuple[int | None, bytes]:
    """Return the length of the gzip member that begins at `start` (None if it is torn), and how its content begins."""
    file.seek(start)
    engine = zlib.decompressobj(_GZIP)
    read, head, data = 0, b"", b""
    while not engine.eof:
        if not data:
            data = file.read(_CHUNK)
            if not data:
                return None, head
            read += len(data)
        try:
            part = engine.decompress(data, _CHUNK)
        except zlib.error:
            return None, head
        data = engine.unconsumed_tail
        head = (head + part)[:5] if len(head) < 5 else head
    if not head.startswith(b"WARC/"):
        return None, head
    return read - len(engine.unused_data), head


def _may_begin(head: bytes, file: io.FileIO) -> bool:
    """Tell whether a file without a whole record is the torn first record of one."""
    file.seek(0)
    magic = file.read(2)
    return b"\x1f\x8b".startswith(magic) and b"WARC/".startswith(head[:5])


def _unwritable(path: Path, error: OSError) -> TierbookError:
    return disk_refusal(
        "the WARC file cannot be written",
        path,
        error,
        kind=CorpusError,
        again="or name another file with --warc",
    )
