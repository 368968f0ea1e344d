"""What every request passes first: whose it is, how large it may be, and the line and figures that it leaves."""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.library.operating import metrics
from tierbook.library.operating.logs import request_id

__all__ = ["BodyLimitMiddleware", "ProxyMiddleware", "RequestsMiddleware"]

log = logging.getLogger("tierbook.requests")

Answer = Callable[[HttpRequest], HttpResponse]
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_NUL = re.compile(r"\0|%00")
_SEARCH = "/search/"
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestsMiddleware:
    """Give each request an id, time it, and tell of it by the name of its route."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; write its line when the log has lines for requests."""
        given = request.headers.get("X-Request-ID", "") if settings.TIERBOOK_PROXIES else ""
        name = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(name)
        start = perf_counter()
        try:
            response = self.get_response(request)
            seconds = perf_counter() - start
            response.headers["X-Request-ID"] = name
            method = request.method if request.method in METHODS else "OTHER"
            route = route_of(request)
            metrics.count(method or "OTHER", route, response.status_code, seconds)
            if settings.TIERBOOK_LOGS_REQUESTS:
                self._tell(request, response, route, seconds)
            return response
        finally:
            request_id.reset(token)

    def _tell(
        self, request: HttpRequest, response: HttpResponse, route: str, seconds: float
    ) -> None:
        size = None if response.streaming else len(response.content)
        fields = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "bytes": size,
        }
        if settings.TIERBOOK_LOG_ADDRESSES:
            fields["address"] = request.META.get("REMOTE_ADDR")
        log.info(
            "%s %s %s in %s ms", request.method, route, fields["status"], fields["ms"], extra=fields
        )


def route_of(request: HttpRequest) -> str:
    """Return the name of the route that answered: `document`, `search`; `static`, or `none` where none did."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or match.route or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


class ProxyMiddleware:
    """Put the reader's own address where Django keeps it, as the nearest proxies of ours say it.

    Of the list in X-Forwarded-For each of our proxies wrote one, from the right; what stands further left was sent by
    the reader and says nothing. The header is then taken away, so that nobody trusts more of it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the address settled."""
        said = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        proxies = settings.TIERBOOK_PROXIES
        written = [part.strip() for part in said.split(",") if part.strip()]
        if proxies and len(written) >= proxies and _is_address(written[-proxies]):
            request.META["REMOTE_ADDR"] = written[-proxies]
        return self.get_response(request)


def _is_address(words: str) -> bool:
    try:
        ipaddress.ip_address(words)
    except ValueError:
        return False
    return True


class BodyLimitMiddleware:
    """Refuse what the library does not take in before a view sees it: too large a body, an address with a NUL.

    No text that is held has that character, and PostgreSQL takes it in no value. What a reader typed or pasted into the
    search is searched all the same: there it is taken for a space.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or refuse it."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = most + 1
        if request.path == _SEARCH:
            query = request.META.get("QUERY_STRING", "")
            request.META["QUERY_STRING"] = _NUL.sub("+", query)
        if size <= most and not _has_nul(request):
            return self.get_response(request)
        if size <= most:
            return render(
                request,
                "pages/error.html",
                {
                    "heading": "This request was not understood",
                    "reason": "It holds a character (NUL) that stands in no text. Take it out and send it again.",
                },
                status=400,
            )
        return render(
            request,
            "pages/error.html",
            {
                "heading": "This is too large",
                "reason": f"The library takes {most / 1_000_000:.1f} MB at once. Send less, or in parts.",
            },
            status=413,
        )


def _has_nul(request: HttpRequest) -> bool:
    """Tell whether the address or a field of a form holds a NUL; the interface answers for itself."""
    if request.path.startswith("/api/v1/"):
        return False
    if "\0" in request.path or _NUL.search(request.META.get("QUERY_STRING", "")):
        return True
    if request.method != "POST" or request.content_type not in _FORMS:
        return False
    return any("\0" in value for _, values in request.POST.lists() for value in values)
