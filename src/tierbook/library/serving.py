"""Serve the library to this machine: one process, a thread for each request, nothing from the network."""

from __future__ import annotations

import errno
import sys
import webbrowser
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import BoundedSemaphore
from typing import Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer

from tierbook.errors import WrongUse
from tierbook.files import collect_briefly
from tierbook.library.configure import configure
from tierbook.library.operating.tables import migrate_home

__all__ = ["make_server", "serve"]

HOST = "127.0.0.1"
PORTS_TRIED = 50
AT_WORK = 8  # pages made at once; a connection to the database takes memory, and one core makes one page at a time


class LibraryServer(ThreadingMixIn, WSGIServer):
    """A threaded WSGI server on the loopback address.

    A connection has a thread of its own, since browsers open some before they ask for anything; of those that ask, a
    few are at work and the others wait.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 512

    def set_app(self, application: Any) -> None:
        """Let no more than a few requests into the application at once."""
        gate = BoundedSemaphore(AT_WORK)

        def limited(environ: dict[str, Any], start_response: Any) -> Any:
            with gate:
                return application(environ, start_response)

        super().set_app(limited)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a request in its thread, and leave no connection to the database behind."""
        from django.db import connections

        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        from socketserver import TCPServer

        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent when a reader leaves before the page has come; tell everything else."""
        if isinstance(sys.exc_info()[1], ConnectionError):
            return
        super().handle_error(request, client_address)


class _Handler(ServerHandler):
    server_software = "tierbook"

    def log_exception(self, exc_info: Any) -> None:
        if not isinstance(exc_info[1], ConnectionError):
            super().log_exception(exc_info)


class QuietRequestHandler(WSGIRequestHandler):
    """Answer one request without a line for each in the terminal."""

    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing: the address of the site is the one line that matters."""

    def log_message(self, form: str, *arguments: object) -> None:
        """Print nothing of a request that is none either: a browser that tries https, a scanner."""

    def handle(self) -> None:
        """Answer one request; refuse an address that is too long."""
        self.raw_requestline = self.rfile.readline(65537)
        if len(self.raw_requestline) > 65536:
            self.requestline, self.request_version, self.command = "", "", ""
            self.send_error(414)
            return
        if not self.parse_request():
            return
        handler = _Handler(
            self.rfile, self.wfile, self.get_stderr(), self.get_environ(), multithread=True
        )
        handler.request_handler = self  # type: ignore[attr-defined]
        handler.run(self.server.get_app())  # type: ignore[attr-defined]


def make_server(
    home: Path, port: int = 8000, *, show_computed: bool = False
) -> tuple[LibraryServer, str]:
    """Return a server that is bound and not yet running, and its address.

    Args:
        home: the folder whose library is served; its database is made ready.
        port: wanted port; the next free one is taken when it is in use, any free one for 0.
        show_computed: whether the pages give the computed tier, which is unofficial.

    Raises:
        WrongUse: no port is free.
    """
    configure(home, show_computed=show_computed)
    migrate_home(home)
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    # Each request has a thread of its own, which no later one follows: what it opened is closed at its end.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    application = get_wsgi_application()
    last = port + 1 if port == 0 else min(port + PORTS_TRIED, 65536)
    for number in range(port, last):
        try:
            server = LibraryServer((HOST, number), QuietRequestHandler)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            continue
        server.set_app(application)
        return server, f"http://{HOST}:{server.server_port}/"
    raise WrongUse(f"no port from {port} to {last - 1} is free", remedy="give another with --port")


def serve(
    home: Path, port: int = 8000, *, open_browser: bool = False, show_computed: bool = False
) -> None:
    """Serve the library of a home until Ctrl-C.

    Args:
        home: the folder whose library is served.
        port: wanted port; the next free one is taken when it is in use.
        open_browser: open the home page in the reader's browser.
        show_computed: whether the pages give the computed tier, which is unofficial.
    """
    collect_briefly()
    server, url = make_server(Path(home), port, show_computed=show_computed)
    print(f"The library is open at {url} (Ctrl-C closes it)", file=sys.stderr, flush=True)  # noqa: T201
    _tell_of_https()
    if open_browser:
        webbrowser.open(url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nThe library is closed.", file=sys.stderr)  # noqa: T201
    finally:
        server.server_close()


def _tell_of_https() -> None:
    """Say why pages lead away, where the settings are those of a library behind a proxy."""
    from django.conf import settings

    if settings.SECURE_SSL_REDIRECT:
        words = f"Requests that come over http are sent on to https: its address is {settings.TIERBOOK_SITE}"
        print(f"{words}. Unset TIERBOOK_SITE_URL to read here.", file=sys.stderr, flush=True)  # noqa: T201
