"""MHTML files (`.mht`, `.mhtml`), as browsers save a page with its pictures: the page, and its frames."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.containers.bodies import to_utf8
from tierbook.pages.containers.labels import Passed, clean_label
from tierbook.pages.containers.limits import Budget
from tierbook.pages.containers.member import Member
from tierbook.text import late

__all__ = ["open_mhtml"]

_PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf"))
_ADDRESS = late(r"https?://\S+", re.I)
_REMEDY = "save the page again from the browser"


def open_mhtml(data: bytes, name: str, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the page of a message and its frames, and problems of its parts.

    A message with one page stands for that page; in one with frames each is a member named by its address.

    Raises:
        PageUnreadable: it holds no page.
        ContainerSpent: it has too many parts.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        leaves = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        raise PageUnreadable(
            "the message is nested too deep", where=name, remedy=_REMEDY
        ) from error
    for _ in leaves:
        budget.count_member(name)
    pages = [part for part in leaves if part.get_content_type() in _PAGES]
    broken_off = not _is_closed(message, data)
    captured = _day(message)
    passed = Passed(name)
    given = 0
    for part in leaves:
        address = _address(part, message if pages and part is pages[0] else None)
        single = len(pages) == 1
        where = name if single else f"{name}/{clean_label(address or f'part {given + 1}')}"
        if part not in pages:
            passed.add(f"part of {clean_label(part.get_content_type())[:60]}", address or name)
            continue
        given += 1
        if broken_off and part is leaves[-1]:
            yield Problem(where, "the page breaks off", "the message has no end", _REMEDY)
            continue
        try:
            body = _body(part)
        except PageUnreadable as error:
            yield Problem.of(error, where)
            continue
        yield Member(where, io.BytesIO(body), address, captured, whole=single)
    if not pages:
        raise PageUnreadable(
            "the message holds no page",
            where=name,
            why="none of its parts is HTML, text or PDF",
            remedy=_REMEDY,
        )
    if broken_off and leaves[-1] not in pages:
        what = "the message breaks off within its last part, which is no page"
        yield Problem(name, what, remedy=_REMEDY, failed=False)
    yield from passed.problems()


def _body(part: Message) -> bytes:
    """Return a part's bytes, its transfer encoding taken off.

    Raises:
        PageUnreadable: the encoding is damaged.
    """
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise PageUnreadable("the part has no content", remedy=_REMEDY)
    if encoding == "base64" and any("Base64" in type(d).__name__ for d in part.defects):
        raise PageUnreadable("the page is damaged: its base64 cannot be decoded", remedy=_REMEDY)
    return to_utf8(payload, part.get_content_charset())


def _address(part: Message, message: Message | None) -> str | None:
    """Return where a part was taken from; the message's own word counts for its first page."""
    for said in (
        part.get("Content-Location"),
        message.get("Snapshot-Content-Location") if message is not None else None,
        message.get("Content-Location") if message is not None else None,
    ):
        found = _ADDRESS.fullmatch("".join(str(said or "").split()))
        if found:
            return found[0]
    return None


def _day(message: Message) -> str | None:
    """Return the day on which the page was saved, in the zone that its date is told in."""
    try:
        date = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.date().isoformat() if isinstance(date, datetime) else None


def _is_closed(message: Message, data: bytes) -> bool:
    boundary = message.get_boundary()
    if not message.is_multipart() or boundary is None:
        return False
    return f"--{boundary}--".encode("ascii", "replace") in data[-4096 - len(boundary) :]
