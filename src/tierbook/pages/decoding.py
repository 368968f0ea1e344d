"""From bytes to characters: the encodings that saved pages come in, and what to say of bytes that are no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from tierbook.errors import PageUnreadable
from tierbook.pages.document import Repair
from tierbook.text import late

__all__ = ["decode_page", "mark_bytes", "placed_repairs", "unmark"]

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
_DECLARED = late(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)",
    re.I,
)
# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = late("[\udc80-\udcff]+")
_VALID = late("[\u0080-\ud7ff\ue000-\U0010ffff]")
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
# A surrogate pair as six bytes: what programs of another age wrote for one character beyond U+FFFF.
_PAIRED = late(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# What typography a text has that was rightly decoded, and what it has that was not.
_RIGHT = late(
    r"(?<=[a-z])’(?=[st]\b)|“(?=\w)|(?<=[\w.,])”|(?<=\w)\s?[—–]\s?(?=\w)|(?<=[a-z])[âãçèéêëôöü]"
)
_WRONG = late(r"(?<=[a-z])[À-ÖØ-ÞŠŽŸ√∂∫Ω¬‰„‚](?=[a-z\s.,;])|(?<!\S)[ÒÓÔ](?=\w)|(?<=[.,])Ó")
_SINGLE_BYTE = {"cp1252": "Windows-1252", "mac-roman": "Mac Roman"}
# Labels that say nothing: pages that name these hold Windows-1252, as every browser takes for granted.
_SAYS_NOTHING = frozenset(
    {"utf-8", "ascii", "iso8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-7"}
)
_NOTED = "Windows-1252 bytes in a UTF-8 page"
# Private characters that stand for the bytes of a repair while HTML is parsed.
_MARK = 0x10F000
_MARKED = late("[\U0010f000-\U0010f0ff]+")


def decode_page(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a page's bytes, and the repairs that its encoding needed.

    UTF-8 with or without a byte-order mark and UTF-16 and UTF-32 with one are read as they are; UTF-16 without one
    is told by its zero bytes. Stray Windows-1252 bytes within UTF-8 are repaired run by run. A text that is no UTF-8
    at all is read in the encoding that it declares, else as Windows-1252 or Mac Roman, whichever gives it the
    quotation marks and dashes of English.

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
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text, repairs = _decode_marked(data[len(mark) :], encoding)
            return _checked(text), repairs
    if b"\x00" in data[:4096]:
        text, repairs = _decode_unmarked(data)
        return _checked(text), repairs
    try:
        return _checked(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text, repairs = _decode_mixed(data)
        return _checked(text), repairs


def mark_bytes(text: str, repairs: Sequence[Repair]) -> str:
    """Put a private character in the place of each byte that was repaired, so that it can be found after parsing.

    Offsets stay: every byte became one character.
    """
    parts: list[str] = []
    low = 0
    for repair in repairs:
        if repair.why == _NOTED:
            parts += (
                text[low : repair.at],
                "".join(chr(_MARK + byte) for byte in bytes.fromhex(repair.was)),
            )
            low = repair.at + len(repair.now)
    return "".join((*parts, text[low:]))


def unmark(text: str) -> str:
    """Return a text with the right characters in the place of the private ones."""
    return _MARKED.sub(lambda match: _windows(_bytes_of(match[0])), text)


def placed_repairs(marked: str, repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Return the repairs of bytes at their places in a page's visible text, in which their marks still stand.

    Those in what a page doesn't show, such as the attributes of a tag, are counted in one line.
    """
    others = [repair for repair in repairs if repair.why != _NOTED]
    placed = [
        Repair(match.start(), raw.hex(" "), _windows(raw), _NOTED)
        for match in _MARKED.finditer(marked)
        for raw in (_bytes_of(match[0]),)
    ]
    unseen = sum(
        len(bytes.fromhex(repair.was)) for repair in repairs if repair.why == _NOTED
    ) - sum(len(repair.now) for repair in placed)
    if unseen > 0:
        why = f"{unseen} Windows-1252 bytes in a UTF-8 page, in what the page does not show"
        others.append(Repair(0, "", "", why))
    return (*others, *placed)


def _bytes_of(marks: str) -> bytes:
    return bytes(ord(mark) - _MARK for mark in marks)


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


def _decode_unmarked(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Decode UTF-16 that has no byte-order mark: of its ASCII every second byte is zero, always on the same side."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > len(head) * 0.4 and others < len(head) * 0.01:
            text, _ = _decode_marked(data, encoding)
            return text, (
                Repair(0, "", "", f"read as {encoding.upper()}: the page has no mark of it"),
            )
    raise PageUnreadable(
        "this is no text: it holds zero bytes",
        why="only text and HTML are read",
        remedy=_REMEDY,
    )


def _decode_mixed(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Decode UTF-8 and read each run of bytes that is none as Windows-1252, listing every run.

    A file in which nothing beyond ASCII is UTF-8 is read in one encoding as a whole, with one note.
    """
    pairs: tuple[Repair, ...] = ()
    if _PAIRED.search(data):
        data = _PAIRED.sub(_joined, data)
        pairs = (Repair(0, "", "", "surrogate pairs written as UTF-8"),)
    escaped = data.decode("utf-8", "surrogateescape")
    if not _ESCAPED.search(escaped):
        return escaped, pairs
    if not _VALID.search(escaped):
        return _decode_whole(data)
    repairs: list[Repair] = []
    parts: list[str] = []
    low = 0
    for match in _ESCAPED.finditer(escaped):
        raw = match[0].encode("utf-8", "surrogateescape")
        now = _windows(raw)
        parts += (escaped[low : match.start()], now)
        repairs.append(Repair(match.start(), raw.hex(" "), now, _NOTED))
        low = match.end()
    return "".join((*parts, escaped[low:])), (*pairs, *repairs)


def _joined(match: re.Match[bytes]) -> bytes:
    return (
        match[0]
        .decode("utf-8", "surrogatepass")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16")
        .encode()
    )


def _decode_whole(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Decode a page that is no UTF-8, in one encoding for all of it."""
    declared = _DECLARED.search(data, 0, 4096)
    label = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    said = f"; the page says {label}" if label else ""
    text = _as_declared(data, label)
    if text is not None:
        return text, (
            Repair(0, "", "", f"the whole file was read as {label}, as it says: it is no UTF-8"),
        )
    candidates = {"cp1252": _windows(data), "mac-roman": data.decode("mac-roman")}
    name = max(candidates, key=lambda name: _typography(candidates[name]))
    why = f"the whole file was read as {_SINGLE_BYTE[name]}: it is no UTF-8{said}"
    return candidates[name], (Repair(0, "", "", why),)


def _as_declared(data: bytes, label: str) -> str | None:
    """Return the text in the encoding that a page declares, if that says anything, is known here, and fits."""
    try:
        codec = codecs.lookup(label)
        if codec.name in _SAYS_NOTHING:
            return None
        return data.decode(codec.name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _typography(text: str) -> int:
    """Tell how much a text looks like English as it is printed; of two decodings the right one has more of it."""
    return len(_RIGHT.findall(text)) - len(_WRONG.findall(text))


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
    plain = head.encode("utf-8", "surrogatepass")
    if len(plain) - len(plain.translate(None, _CONTROLS)) > max(2, len(head) // 200):
        raise PageUnreadable(
            "this is no text: it is full of control characters",
            why="a binary file, or text in an encoding that is not known here",
            remedy=_REMEDY,
        )
    return text
