"""Undo the content coding of an answer, with a limit on what it may grow to, and check what kind of thing it is."""

from __future__ import annotations

import zlib

from tierbook.pages.fetching.network import Answer, AnswerLimits
from tierbook.pages.fetching.trouble import BY_HAND, LATER, Trouble

__all__ = ["unpack"]

_GZIP = 16 + zlib.MAX_WBITS
_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def unpack(answer: Answer, limits: AnswerLimits) -> bytes:
    """Return the page that an answer carries: its bytes as the publisher made them, whatever their charset.

    Raises:
        Trouble: an empty answer, one of another kind than a page, one that is cut, or one that unpacks to too much.
    """
    kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    codings = [c.strip().lower() for c in (answer.header("content-encoding") or "").split(",")]
    body = answer.body
    for coding in reversed([c for c in codings if c not in {"", "identity"}]):
        body = _undo(coding, body, limits, kind)
    if not body:
        raise Trouble("the answer is empty", remedy=LATER, passing=True)
    if kind and kind not in _KINDS and not body.startswith(b"%PDF-"):
        raise Trouble(f"the answer is no page: its type is {kind}", remedy=BY_HAND)
    return body


def _undo(coding: str, body: bytes, limits: AnswerLimits, kind: str) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        bits = _GZIP
    elif coding == "deflate":
        bits = zlib.MAX_WBITS if body[:1] and body[0] & 0x0F == 8 else -zlib.MAX_WBITS
    else:
        raise Trouble(f"the answer is packed in a way we did not ask for: {coding}", remedy=BY_HAND)
    out: list[bytes] = []
    size, limit = 0, limits.size
    while body:
        engine = zlib.decompressobj(bits)
        try:
            while not engine.eof:
                part = engine.decompress(body, 1 << 20)
                body = engine.unconsumed_tail
                if not size:
                    limit = limits.size_of(part[:8], kind)
                size += len(part)
                if size > limit:
                    what = f"the answer unpacks to more than {limit:,} bytes"
                    raise Trouble(what, remedy=BY_HAND)
                out.append(part)
                if not part and not body and not engine.eof:
                    what = "the packed answer is cut"
                    raise Trouble(what, remedy=LATER, passing=True)
        except zlib.error as error:
            what = f"the packed answer is damaged: {error}"
            raise Trouble(what, remedy=LATER, passing=True) from error
        body = engine.unused_data if engine.unused_data.startswith(b"\x1f\x8b") else b""
    return b"".join(out)
