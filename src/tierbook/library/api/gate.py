"""The gate before the interface: what holds for every request under `/api/v1/`, whichever operation it asks.

Size, method, allowance and key are looked at before an operation is chosen; afterwards the headers for other sites are
set, and whatever went wrong on the way, in this app or around it, leaves as a problem.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tierbook.library.accounts.keys import key_of
from tierbook.library.api.limits import Allowed, asker_of, limiter
from tierbook.library.api.problems import MEDIA_TYPE, Problem, answer_of, kind_of_status

__all__ = ["ApiGate"]

_PREFIX = "/api/v1"
_LONGEST_ADDRESS = 8000
_LARGEST_BODY = 100_000
_READS = ("GET", "HEAD", "OPTIONS")
_FOR_OTHERS = "ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After"


class ApiGate:
    """Middleware of the interface; other addresses pass it untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if request.path != _PREFIX and not request.path.startswith(f"{_PREFIX}/"):
            return self.get_response(request)
        method = request.method or "GET"
        if method == "OPTIONS":
            return _open(_preflight(request), request)
        allowed: Allowed | None = None
        try:
            _check_size(request)
            allowed = _count(request)
            response = self._answer(request, method)
        except Problem as problem:
            response = answer_of(problem, request.get_full_path())
            allowed = getattr(request, "allowed", None)
        if allowed is not None and allowed.limit:
            response["RateLimit"] = allowed.header
            response["RateLimit-Policy"] = allowed.policy
        return _open(response, request)

    def _answer(self, request: HttpRequest, method: str) -> HttpResponseBase:
        """Return the answer; HEAD is answered as GET is, without the body."""
        if method == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if method == "HEAD":
            request.method = "HEAD"
        response = _as_problem(request, response)
        if method == "HEAD" and isinstance(response, HttpResponse):
            length = len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        elif method == "HEAD":
            response.close()
            empty = HttpResponse(status=response.status_code, headers=dict(response.items()))
            response = empty
        return response


def _check_size(request: HttpRequest) -> None:
    if len(request.get_full_path()) > _LONGEST_ADDRESS:
        raise Problem(
            "address-too-long", f"Addresses are read up to {_LONGEST_ADDRESS:,} characters."
        )
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        raise Problem("bad-request", "The length of the body is no number.")
    if int(length) > _LARGEST_BODY:
        raise Problem("too-large", f"Bodies are read up to {_LARGEST_BODY:,} bytes.")


def _count(request: HttpRequest) -> Allowed:
    """Count the request; refuse it where its asker has no allowance left."""
    limit = int(settings.TIERBOOK_API_LIMIT)
    asker = asker_of(request)
    if request.headers.get("Authorization"):
        key = key_of(request)
        if key is None:
            raise Problem(
                "no-key",
                "The key is none that this library knows.",
                remedy="Leave `Authorization` out to read, or send a key of your account page.",
            )
        asker = f"key {key.pk}"
    allowed = limiter.ask(asker, limit, int(settings.TIERBOOK_API_WINDOW))
    request.allowed = allowed  # type: ignore[attr-defined]
    if not allowed.ok:
        raise Problem(
            "too-many-requests",
            f"{allowed.limit} requests in {allowed.window} seconds are answered; these are used up.",
            remedy=f"Ask again in {allowed.seconds} seconds.",
            wait=allowed.seconds,
        )
    return allowed


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a refusal that is no problem yet as one, with its headers that tell what to do."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    kind = kind_of_status(status)
    words = {
        405: f"{request.method} is not taken here; {response.headers.get('Allow', 'GET')} is.",
        500: "The library failed to answer.",
    }.get(status, f"{kind.title}.")
    made = answer_of(Problem(kind.id, words), request.get_full_path(), status=status)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made[name] = response.headers[name]
    if status == 405:
        methods = {m.strip() for m in response.headers.get("Allow", "GET").split(",")}
        extra = {"HEAD"} if "GET" in methods else set()
        made["Allow"] = ", ".join(sorted({*methods, *extra, "OPTIONS"}))
    return made


def _preflight(request: HttpRequest) -> HttpResponse:
    """Answer a browser that asks for another site whether it may read here: it may, without credentials."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        },
    )


def _open(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """Set what lets pages of other sites read the answer, and shared caches ask whether it still holds."""
    if request.method in _READS:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _FOR_OTHERS
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.headers.get("Authorization"):
        response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers.setdefault("Cache-Control", "public, no-cache")
    return response
