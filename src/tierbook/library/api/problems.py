"""What can go wrong, each with an address of its own that explains it (RFC 9457, `application/problem+json`).

A problem is an exception; where it leaves an operation it becomes the answer. `PROBLEMS` is also what the pages under
`/api/problems/` and the table in the reference are made from.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from tierbook.errors import TierbookError
from tierbook.library.operating.faults import Fault

__all__ = [
    "MEDIA_TYPE",
    "PROBLEMS",
    "Kind",
    "Problem",
    "answer_of",
    "kind_of_status",
    "not_ready",
    "problem_of",
]

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the end of its address, its status, a title, and what to do where nothing better is known."""

    id: str
    status: int
    title: str
    remedy: str
    meaning: str

    @property
    def address(self) -> str:
        """Return where it is explained."""
        return f"/api/problems/{self.id}/"


PROBLEMS: Mapping[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("bad-request", 400, "The request was not understood",
             "Send it again as the page of the operation shows.",
             "The request is no HTTP request that the library can read: a broken header, path or body."),
        Kind("bad-cursor", 400, "The cursor does not fit",
             "Begin again without `cursor`, and follow `next` as it is given.",
             "A cursor is opaque and signed, and belongs to the filters it was given for. This one was changed, cut "
             "off, or sent with other filters."),
        Kind("no-key", 401, "A key is needed",
             "Send `Authorization: Bearer tb_…` with a key of your account page.",
             "Reading needs no key. Writing does, and so does whatever a key is sent for: a key that is unknown, "
             "expired or withdrawn is told, not passed over."),
        Kind("not-allowed", 403, "The key does not allow this",
             "Make a key with the scope `write` on your account page.",
             "The key is known, and may not do what was asked."),
        Kind("not-found", 404, "Nothing stands at this address",
             "`/api/v1/` lists the addresses; ids come from their lists.",
             "The address names no document, finding, variable, country or edition that is held, or no operation."),
        Kind("wrong-method", 405, "The address does not take this method",
             "Use a method that the `Allow` header names.",
             "Nearly everything is read with GET (or HEAD). What can be written says so in its operation."),
        Kind("no-such-format", 406, "Nothing is given in that format",
             "Ask for one that `detail` names, by `Accept` or `format`.",
             "The `Accept` header names no media type that this operation gives."),
        Kind("too-large", 413, "The request is too large",
             "Send less: the limit stands in `detail`.",
             "Bodies are read up to a limit. Nothing of a larger one is read."),
        Kind("address-too-long", 414, "The address is too long",
             "Name fewer units or values, or ask in several requests.",
             "Addresses are read up to a length that browsers and proxies keep to as well."),
        Kind("wrong-media-type", 415, "The body is of the wrong media type",
             "Send JSON with `Content-Type: application/json`.",
             "A body is JSON."),
        Kind("wrong-parameter", 422, "A parameter cannot be used",
             "`errors` names each one with its fault; the operation's page lists what it takes.",
             "A name that the operation does not know, a value that is not of its kind, or a field that the answer "
             "does not have. Unknown names are refused because a filter that is passed over gives more than was asked "
             "for."),
        Kind("cannot-be-asked", 422, "This cannot be asked",
             "`detail` says why; ask for what is held.",
             "The parameters are well formed, and together they ask for something that makes no answer: units that "
             "are not held, a query with an open quotation mark, a kind of text that has no such table."),
        Kind("too-many-requests", 429, "Too many requests",
             "Wait as long as `Retry-After` says; use `If-None-Match`, which costs less, or a key.",
             "Each address and each key has an allowance for a window of time. `RateLimit` says what is left."),
        Kind("failed", 500, "The library failed",
             "Ask again later; if it stays, report the address and the time to whoever runs this library.",
             "The fault is in the library and not in the request. Its log says more."),
        Kind("not-ready", 503, "The library is not ready",
             "Ask again after as many seconds as `Retry-After` says.",
             "Its database or its disk refuses: locked, away, full, read-only or damaged. `detail` says which, as far "
             "as a reader can use it, and `Retry-After` when to ask again. What was sent is kept whole or not at all."),
    )
}  # fmt: skip


class Problem(Exception):
    """A problem on its way to the asker; `wait` says in how many seconds to ask again."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        remedy: str = "",
        errors: list[dict[str, Any]] | None = None,
        wait: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = PROBLEMS[kind]
        self.detail = detail
        self.remedy = remedy or self.kind.remedy
        self.errors = errors
        self.wait = wait


def problem_of(error: TierbookError, kind: str = "cannot-be-asked") -> Problem:
    """Return a refusal of a lower room as a problem."""
    words = ": ".join(str(part) for part in (error.what, error.why) if part)
    detail = f"{words[:1].upper()}{words[1:]}."
    remedy = str(error.remedy or "")
    return Problem(kind, detail, remedy=f"{remedy[:1].upper()}{remedy[1:]}." if remedy else "")


def kind_of_status(status: int) -> Kind:
    """Return the kind that a bare status is."""
    return next(
        (kind for kind in PROBLEMS.values() if kind.status == status),
        PROBLEMS["failed" if status >= 500 else "bad-request"],
    )


def not_ready(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Return what a database or a disk refused as a problem with status 503; the log says what to do."""
    log.error("%s", fault.error)
    made = answer_of(Problem("not-ready", fault.reader, wait=fault.wait), request.get_full_path())
    made._has_been_logged = True  # type: ignore[attr-defined]
    return made


def answer_of(problem: Problem, instance: str, *, status: int | None = None) -> HttpResponse:
    """Return a problem as a response; `instance` is the address that was asked."""
    kind = problem.kind
    record: dict[str, Any] = {
        "type": kind.address,
        "title": kind.title,
        "status": status or kind.status,
        "detail": problem.detail,
        "remedy": problem.remedy,
        "instance": instance,
    }
    if problem.errors:
        record["errors"] = problem.errors
    headers = {"Cache-Control": "no-store"}
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.wait is not None:
        headers["Retry-After"] = str(problem.wait)
    return HttpResponse(
        orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        status=record["status"],
        content_type=MEDIA_TYPE,
        headers=headers,
    )
