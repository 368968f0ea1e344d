"""What a database or a disk refuses, told apart: locked, away, full, read-only, damaged.

Each fault has two messages. Whoever runs the library is told what to do, on the command line and in the log. Whoever
reads is told that it passes, and when to ask again: a page or a problem with status 503 and `Retry-After`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import Error as DatabaseFailed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tierbook.errors import CorpusError, DatabaseRefused, DiskRefused, TierbookError
from tierbook.files import disk_refusal, is_refusal

__all__ = ["Fault", "fault_of", "page_of", "unavailable"]

log = logging.getLogger(__name__)

_AGAIN = "then run the same command again: it goes on where it stopped"
_PASSING = ("locked", "away", "full", "read-only")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that is none of the program's own.

    Attributes:
        kind: `locked`, `away`, `full`, `read-only`, `damaged` or `disk`.
        error: what is wrong and what to do, for whoever runs the library.
        reader: the same for whoever reads, who can do nothing but wait.
        wait: seconds after which asking again may help.
    """

    kind: str
    error: TierbookError
    reader: str
    wait: int

    def for_command(self) -> TierbookError:
        """Return what a command says of it: the same, and that it goes on when it is run again."""
        if self.kind in _PASSING and isinstance(self.error, DatabaseRefused):
            told = self.error
            return DatabaseRefused(told.what, why=told.why, remedy=f"{told.remedy}, {_AGAIN}")
        return self.error


# Of each kind: what is wrong with the database, what to do, what a reader is told, when to ask again.
_KINDS = {
    "locked": (
        "the database is locked by another program",
        "wait until an ingest, a migration or a back-up has ended, or end the program that holds it",
        "Somebody else is writing to the library.",
        5,
    ),
    "away": (
        "the database does not answer",
        "start its server, or mend TIERBOOK_DATABASE_URL",
        "The library's database does not answer. It is most often back within a minute.",
        10,
    ),
    "full": (
        "the disk of the database is full",
        "make room on it",
        "The library's disk is full, so it can keep nothing new. Whoever runs it has been told.",
        120,
    ),
    "read-only": (
        "the database cannot be written",
        "mount its disk for writing, or mend the rights of its file and folder",
        "The library can be read and not written to at this moment. Whoever runs it has been told.",
        120,
    ),
    "damaged": (
        "the database is damaged",
        "run `tierbook check`, which names the file; end the server, keep a copy of that file, and restore the last "
        "back-up into an empty home: docs/explanation/faults.md says how",
        "The library's database is damaged, and gives nothing rather than something wrong. Whoever runs it has been "
        "told.",
        600,
    ),
    "disk": (
        "the disk of the database has a fault",
        "look into the system's log, and copy the home to another disk; then run `tierbook check` on the copy",
        "The library's disk has a fault. Whoever runs it has been told.",
        600,
    ),
}  # fmt: skip
# By the primary code of SQLite's result: https://www.sqlite.org/rescode.html
_OF_SQLITE = {
    5: "locked",
    6: "locked",
    8: "read-only",
    10: "disk",
    11: "damaged",
    13: "full",
    14: "read-only",
    26: "damaged",
}
# By the code of PostgreSQL's error, or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_OF_POSTGRES = {
    "25006": "read-only",
    "40P01": "locked",
    "53100": "full",
    "53": "away",  # out of memory, too many connections
    "55P03": "locked",
    "57": "away",  # shut down, crashed, not yet up
    "58": "disk",
    "08": "away",
    "XX001": "damaged",
    "XX002": "damaged",
}
_SAID = (("read-only file system", "read-only"), ("disk full", "full"), ("no space left", "full"))


def fault_of(error: BaseException) -> Fault | None:
    """Return the fault behind an exception; None where it is one of the program's own, or a plain refusal."""
    for link in _chain(error):
        if isinstance(link, CorpusError | DiskRefused | DatabaseRefused):
            return Fault(
                "damaged" if isinstance(link, CorpusError) else "disk",
                link,
                "Something that the library keeps cannot be read or written. Whoever runs it has been told.",
                120,
            )
        if isinstance(link, OSError) and is_refusal(link):
            told = disk_refusal("a file of the library cannot be read or written", None, link)
            return Fault("disk", told, "The library's disk takes nothing at this moment.", 120)
        if isinstance(link, DatabaseFailed | sqlite3.Error):
            kind = _kind_of(link)
            if kind is not None:
                return _fault(kind, link)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that it came from, the outermost first."""
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _kind_of(error: Exception) -> str | None:
    """Return what kind of fault a database's error tells of, by the number that its engine gave."""
    cause: Any = error.__cause__ if isinstance(error, DatabaseFailed) else error
    number = getattr(cause, "sqlite_errorcode", None)
    if number is not None:
        return _OF_SQLITE.get(number & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state:
        kind = _OF_POSTGRES.get(state) or _OF_POSTGRES.get(state[:2])
        words = str(error).casefold()
        return next((k for said, k in _SAID if said in words), kind)
    # An engine that has lost its server, or never found it, has no number to give.
    if type(error).__name__ in ("OperationalError", "InterfaceError"):
        return "locked" if "locked" in str(error) else "away"
    return None


def _fault(kind: str, error: Exception) -> Fault:
    what, remedy, reader, wait = _KINDS[kind]
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return Fault(kind, DatabaseRefused(what, why=said or None, remedy=remedy), reader, wait)


def unavailable(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Answer a request that met a fault: 503, when to ask again, and a page that asks the database nothing."""
    log.error("%s", fault.error)
    response = HttpResponse(
        page_of(fault, writes=request.method not in ("GET", "HEAD")), status=503
    )
    response.headers["Retry-After"] = str(fault.wait)
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write the whole trace
    return response


def page_of(fault: Fault, *, writes: bool) -> str:
    """Return the page that tells a reader of a fault; `writes` where a form was sent."""
    return render_to_string(
        "pages/unavailable.html",
        {"reason": fault.reader, "wait": _in_words(fault.wait), "writes": writes},
    )


def _in_words(seconds: int) -> str:
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds} seconds"
    return "a minute" if minutes == 1 else f"{minutes} minutes"
