"""From bytes to characters: the encodings that saved pages come in, and what to say of bytes that are no text."""

from __future__ import annotations

import codecs
import re

from tierbook.errors import PageUnreadable
from tierbook.pages.document import Repair

__all__ = ["decode_page"]

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "this is a ZIP archive or an office document",
        "unpack it, or save the text as plain text or HTML",
    ),
    (b"\x1f\x8b", "this file is compressed with gzip", "unpack it first (gunzip)"),
    (b"\x89PNG", "this is a picture", "give the page's text or HTML"),
    (b"\xff\xd8\xff", "this is a picture", "give the page's text or HTML"),
    (b"GIF8", "this is a picture", "give the page's text or HTML"),
    (b"\xd0\xcf\x11\xe0", "this is an old office document", "save the text as plain text or HTML"),
    (b"SQLite format 3\x00", "this is a database", "give the pages that were put into it"),
)
_REMEDY = "save the page again as plain text or HTML in UTF-8"
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)",
    re.I,
)
_ESCAPED = re.compile("[\udc80-\udcff]+")
_VALID = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_page(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a page's bytes, and the repairs that its encoding needed.

    UTF-8 with or without a byte-order mark and UTF-16 with one are read as they are; stray Windows-1252 bytes
    within UTF-8 are repaired run by run; a text that is no UTF-8 at all is read as Windows-1252.

    Raises:
        PageUnreadable: the file is empty or no text.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise PageUnreadable(
            "the file is empty", remedy="save the page again; a failed download leaves such files"
        )
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise PageUnreadable(what, why="only text and HTML are read", remedy=remedy)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text, repairs = _decode_marked(data[len(mark) :], encoding)
            return _checked(text), repairs
    if b"\x00" in data[:4096]:
        raise PageUnreadable(
            "this is no text: it holds zero bytes",
            why="only text and HTML are read",
            remedy=_REMEDY,
        )
    try:
        return _checked(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text, repairs = _decode_mixed(data)
        return _checked(text), repairs


def _decode_marked(data: bytes, encoding: str) -> tuple[str, tuple[Repair, ...]]:
    if encoding == "utf-8":
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            return _decode_mixed(data)
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        raise PageUnreadable(
            f"the file says it is {encoding.upper()} and breaks off at byte {error.start}",
            why="a pair of bytes is missing or wrong",
            remedy=_REMEDY,
        ) from error


def _decode_mixed(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Decode UTF-8 and read each run of bytes that is none as Windows-1252, listing every run.

    A file in which nothing beyond ASCII is UTF-8 is read as Windows-1252 as a whole, with one note.
    """
    escaped = data.decode("utf-8", "surrogateescape")
    if not _VALID.search(escaped):
        declared = _DECLARED.search(data, 0, 4096)
        name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
        said = f"; the page says {name}" if name else ""
        why = f"the whole file was read as Windows-1252: it is no UTF-8{said}"
        return _windows(data), (Repair(0, "", "", why),)
    repairs: list[Repair] = []

    def put_right(match: re.Match[str]) -> str:
        raw = match[0].encode("utf-8", "surrogateescape")
        now = _windows(raw)
        repairs.append(
            Repair(match.start(), raw.hex(" "), now, "Windows-1252 bytes in a UTF-8 page")
        )
        return now

    return _ESCAPED.sub(put_right, escaped), tuple(repairs)


def _windows(data: bytes) -> str:
    """Decode Windows-1252; its five unassigned bytes become the control characters of Latin-1."""
    return "".join(_WINDOWS[byte] for byte in data)


_WINDOWS = tuple(
    bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
    for byte in range(256)
)


def _checked(text: str) -> str:
    """Refuse what decodes and is yet no text."""
    head = text[:20000]
    if len(_CONTROL.findall(head)) > max(2, len(head) // 200):
        raise PageUnreadable(
            "this is no text: it is full of control characters",
            why="a binary file, or text in an encoding that is not known here",
            remedy=_REMEDY,
        )
    return text
