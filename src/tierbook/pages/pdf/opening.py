"""Opening a PDF: what must be refused before anything is read, and one page at a time after that.

The library behind it (pypdfium2 on PDFium) may be used by one thread at a time; `PDFIUM` is held for each call.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tierbook.errors import PageUnreadable
from tierbook.pages.pdf.salvage import rebuild_pages

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["MAX_PAGES", "PDFIUM", "is_whole", "looks_like_pdf", "open_pdf"]

PDFIUM = threading.Lock()
MAX_PAGES = 2000
_HEAD = 1024
_TAIL = 2048
_UNPACKED = 40_000_000
_DEFLATE_RATIO = 1032  # the most that one byte of deflate can stand for
_CHUNK = 1 << 20
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


def looks_like_pdf(data: bytes) -> bool:
    """Tell a PDF by its mark, which may stand anywhere in the first 1,024 bytes (PDF 1.7, annex H.3.4.1)."""
    return b"%PDF-" in data[:_HEAD]


def is_whole(data: bytes) -> bool:
    """Tell whether the file has its end mark."""
    return b"%%EOF" in data[-_TAIL:]


@contextmanager
def open_pdf(data: bytes) -> Iterator[PdfDocument]:
    """Open a PDF and close it again; one that has lost its table of pages is given a new one.

    Raises:
        PageUnreadable: it needs a password, is broken beyond reading, or has more pages than any Report.
    """
    _refuse_bombs(data)
    pdf = _load(data)
    try:
        pages = len(pdf)
        if not pages:
            raise PageUnreadable("this PDF has no pages", remedy="download it again")
        if pages > MAX_PAGES:
            raise PageUnreadable(
                f"this PDF has {pages:,} pages",
                why=f"the limit is {MAX_PAGES:,}; no edition of the Report has 700",
                remedy="cut it into parts, and give the part that holds the narratives",
            )
        yield pdf
    finally:
        with PDFIUM:
            pdf.close()


def _load(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        with PDFIUM:
            return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise PageUnreadable(
                "this PDF is locked with a password",
                why="it is encrypted, and nothing in it can be read without the password",
                remedy="open it, print it to a new PDF without a password, and give that",
            ) from error
        mended = rebuild_pages(data)
        if mended is not None:
            with suppress(pypdfium2.PdfiumError), PDFIUM:
                return pypdfium2.PdfDocument(mended)
        cut = "" if is_whole(data) else ": it breaks off before its end"
        raise PageUnreadable(
            f"this PDF is broken{cut}",
            why="its table of pages is lost, and no whole page was found in it",
            remedy="download it again, and compare its size with the publisher's",
        ) from error


def _refuse_bombs(data: bytes) -> None:
    """Refuse a file in which a stream unpacks to more than any page needs.

    Only streams that can do so by their length are unpacked, so an honest file costs one scan.
    """
    at = data.find(b"stream")
    while at != -1:
        if data[at - 3 : at] == b"end":
            at = data.find(b"stream", at + 6)
            continue
        end = data.find(b"endstream", at)
        end = len(data) if end == -1 else end
        head = data[max(0, at - _HEAD) : at]
        head = head[head.rfind(b"obj") + 3 :]
        layers = head.count(b"/FlateDecode") + head.count(b"/Fl ") + head.count(b"/Fl]")
        picture = b"/Image" in head
        if layers and not picture and (end - at) * _DEFLATE_RATIO**layers > _UNPACKED:
            body = data[at + 6 : end].lstrip(b"\r\n")
            if _unpacks_beyond(body, min(layers, 4)):
                raise PageUnreadable(
                    f"a stream in this PDF unpacks to more than {_UNPACKED:,} bytes",
                    why="no page of the Report needs that much; such files are made to fill a machine's memory",
                    remedy="take the PDF from the publisher",
                )
        at = data.find(b"stream", end + 9)


def _unpacks_beyond(packed: bytes, layers: int) -> bool:
    """Tell whether any layer of a packed stream comes to more than the limit; broken streams are let through."""
    for _ in range(layers):
        unpack = zlib.decompressobj()
        parts: list[bytes] = []
        size = 0
        rest = packed
        try:
            while rest and not unpack.eof:
                part = unpack.decompress(rest, _CHUNK)
                rest = unpack.unconsumed_tail
                size += len(part)
                if size > _UNPACKED:
                    return True
                parts.append(part)
                if not part and not rest:
                    break
        except zlib.error:
            return False
        packed = b"".join(parts)
    return False
