"""The body of an HTTP response as its reader would see it: chunks joined, compression taken off, within a limit."""

from __future__ import annotations

import zlib

from tierbook.errors import PageUnreadable
from tierbook.text import late

__all__ = ["decode_body", "join_chunks", "to_utf8"]

_CHUNK_HEAD = late(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_REMEDY = "fetch the page again"
_READ_ANYWAY = (
    "utf-8",
    "utf8",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "latin-1",
    "latin1",
    "windows-1252",
    "cp1252",
)


def join_chunks(body: bytes) -> bytes:
    """Return a body sent in chunks as one; a body that is not in chunks, whatever its header says, as it is.

    Raises:
        PageUnreadable: the last chunk is missing.
    """
    at = 0
    parts: list[bytes] = []
    while head := _CHUNK_HEAD.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        at = head.end() + size
        if at > len(body):
            break
        parts.append(body[head.end() : at])
    if not parts and not _CHUNK_HEAD.match(body):
        return body
    raise PageUnreadable(
        "the page breaks off: its last chunk is missing",
        why="the connection was cut when it was captured",
        remedy=_REMEDY,
    )


def decode_body(body: bytes, encodings: str, limit: int) -> bytes:
    """Take the compressions of a `Content-Encoding` header off a body.

    A body that was stored without them, whatever its header says, is returned as it is.

    Raises:
        PageUnreadable: it breaks off, unpacks to more than the limit, or is packed in a way that is not known here.
    """
    for name in reversed([part.strip().lower() for part in encodings.split(",")]):
        if name in ("", "identity"):
            continue
        if name in ("gzip", "x-gzip"):
            body = _inflate(body, 31, limit) if body.startswith(b"\x1f\x8b") else body
        elif name == "deflate":
            body = _inflate_any(body, limit)
        elif name == "br":
            body = _unbrotli(body, limit)
        else:
            raise PageUnreadable(
                f"the page is packed as {name!r}",
                why="gzip, deflate and br are read",
                remedy=_REMEDY + " without that packing",
            )
    return body


def _inflate(body: bytes, bits: int, limit: int) -> bytes:
    inflate = zlib.decompressobj(bits)
    try:
        out = inflate.decompress(body, limit + 1)
    except zlib.error as error:
        raise PageUnreadable(
            "the page is damaged and cannot be unpacked", why=str(error), remedy=_REMEDY
        ) from error
    if len(out) > limit:
        raise _too_long(limit)
    if not inflate.eof:
        raise _cut()
    return out


def _inflate_any(body: bytes, limit: int) -> bytes:
    """Unpack `deflate`, which servers send with the header of zlib and without."""
    for bits in (15, -15):
        try:
            zlib.decompressobj(bits).decompress(body, 64)
        except zlib.error:
            continue
        return _inflate(body, bits, limit)
    return body


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacker, parts, size = brotli.Decompressor(), [], 0
    try:
        data = body
        while not unpacker.is_finished():
            part = unpacker.process(data, output_buffer_limit=1 << 20)
            if not part and (unpacker.can_accept_more_data() or not data):
                break
            data = b""
            parts.append(part)
            size += len(part)
            if size > limit:
                raise _too_long(limit)
    except brotli.error as error:
        if (
            not parts and body.lstrip()[:1] == b"<"
        ):  # stored unpacked, under the header it came with
            return body
        raise PageUnreadable(
            "the page is damaged and cannot be unpacked", why=str(error), remedy=_REMEDY
        ) from error
    if not unpacker.is_finished():
        raise _cut()
    return b"".join(parts)


def _too_long(limit: int) -> PageUnreadable:
    return PageUnreadable(
        f"it unpacks to more than {limit:,} bytes",
        why="that is the limit for one page",
        remedy="raise it with --max-size",
    )


def _cut() -> PageUnreadable:
    return PageUnreadable(
        "the page breaks off",
        why="its compressed data has no end: the connection was cut when it was captured",
        remedy=_REMEDY,
    )


def to_utf8(body: bytes, charset: str | None) -> bytes:
    """Return text in UTF-8 where a container alone says that it is in another encoding.

    Bytes that are UTF-8 stay as they are, whatever is said of them, and so do those encodings that a page is read in
    without being told: Windows-1252 and Latin-1.
    """
    if charset is None or charset.strip().strip("\"'").lower() in _READ_ANYWAY:
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if b"\x00" not in body[:4096]:
            return body
    try:
        return body.decode(charset.strip().strip("\"'")).encode("utf-8")
    except (LookupError, UnicodeError):
        return body
