"""Ask the site for its pages without a server, on one connection, with one date."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template.loader import render_to_string

from tierbook.library.operating.days import on_day

__all__ = ["Answer", "Site", "one_date"]

_HOST = "this-copy.invalid"  # a name that is nobody's, where the library has no address of its own


class Answer(NamedTuple):
    """What the site answered: status, kind of content, where it leads, the bytes."""

    status: int
    kind: str
    location: str
    body: bytes


class Site:
    """The site as nobody in particular sees it.

    Args:
        address: the site's own, so that permalinks on its pages are those of the library; may be empty.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.scheme, self.host = parts.scheme or "http", parts.netloc or _HOST
        self._application = get_wsgi_application()
        if self.host not in settings.ALLOWED_HOSTS:
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, self.host]

    def ask(self, address: str) -> Answer:
        """Return the answer to an address."""
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], problem: Any = None) -> None:
            told[:] = [int(status.split(" ", 1)[0]), {k.lower(): v for k, v in headers}]

        answer = self._application(self._environ(address), start)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = told
        return Answer(status, headers.get("content-type", ""), headers.get("location", ""), body)

    def draw(self, template: str, context: dict[str, Any]) -> str:
        """Return a page that the site itself does not have, with its masthead and footer."""
        return render_to_string(template, context, request=WSGIRequest(self._environ("/")))

    def _environ(self, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        name, _, port = self.host.partition(":")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": name,
            "SERVER_PORT": port or ("443" if self.scheme == "https" else "80"),
            "HTTP_HOST": self.host,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


@contextmanager
def one_date(date: dt.date) -> Iterator[None]:
    """Let every page be of one date, and keep the connection to the database from page to page."""
    connection = connections["default"]
    usual = connection.settings_dict.get("CONN_MAX_AGE", 0)
    connection.settings_dict["CONN_MAX_AGE"] = None
    if not connection.in_atomic_block:
        connection.close()  # the next one stays
    try:
        with on_day(date):
            yield
    finally:
        connection.settings_dict["CONN_MAX_AGE"] = usual
