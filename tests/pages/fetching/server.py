"""A server on this machine that misbehaves as told, and a network whose every road leads to it."""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore2

from tierbook.pages import Network

HOSTS = ("www.state.gov", "2017-2021.state.gov", "2009-2017.state.gov", "2001-2009.state.gov",
         "www.refworld.org", "www.ecoi.net")  # fmt: skip
PUBLIC = {host: f"198.41.0.{number}" for number, host in enumerate(HOSTS, 4)}
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Asked:
    """One request as it came, and when."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Send = Callable[[bytes], None]
Behaviour = Callable[[Send, Asked], None]


def answer(
    body: bytes | str = b"",
    status: str = "200 OK",
    *,
    kind: str | None = "text/html; charset=utf-8",
    length: int | None = None,
    **headers: str,
) -> Behaviour:
    """A plain answer; `length` lies about the length of the body."""
    data = body.encode() if isinstance(body, str) else body

    def behave(send: Send, asked: Asked) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data) if length is None else length}"]
        lines += [f"Content-Type: {kind}"] if kind else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + data)

    return behave


def packed(body: bytes | str, **headers: str) -> Behaviour:
    """An answer under gzip."""
    data = body.encode() if isinstance(body, str) else body
    return answer(gzip.compress(data), Content_Encoding="gzip", **headers)


def chunked(parts: Iterable[bytes], *, end: bool = True) -> Behaviour:
    """An answer in chunks; without `end` the connection closes before the last one."""

    def behave(send: Send, asked: Asked) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in parts:
            send(b"%x\r\n%s\r\n" % (len(part), part))
        if end:
            send(b"0\r\n\r\n")

    return behave


def moved(to: str, status: str = "302 Found") -> Behaviour:
    return answer(b"", status, Location=to)


def silent(seconds: float) -> Behaviour:
    """No answer for a while, then the end of the connection."""

    def behave(send: Send, asked: Asked) -> None:
        time.sleep(seconds)

    return behave


def dripping(data: bytes, pause: float, *, head: bool = False) -> Behaviour:
    """A byte now and a byte then: of the body, or of the headers too."""

    def behave(send: Send, asked: Asked) -> None:
        start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(
            data
        )
        if not head:
            send(start)
        for byte in (start + data) if head else data:
            send(bytes([byte]))
            time.sleep(pause)

    return behave


def slow(then: Behaviour, seconds: float) -> Behaviour:
    def behave(send: Send, asked: Asked) -> None:
        time.sleep(seconds)
        then(send, asked)

    return behave


def raw(data: bytes) -> Behaviour:
    return lambda send, asked: send(data)


def fresh_or(etag: str, body: str) -> Behaviour:
    """304 where the client knows this version, else the page with its mark."""

    def behave(send: Send, asked: Asked) -> None:
        if asked.headers.get("if-none-match") == etag:
            send(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode())
        else:
            answer(body, ETag=etag)(send, asked)

    return behave


@dataclass
class Server:
    """What is served: for each host and path its behaviours, one a request, the last again and again."""

    pages: dict[tuple[str, str], list[Behaviour]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None
    open_now: int = 0
    most_open: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, path: str, *behaviours: Behaviour, host: str = "www.state.gov") -> str:
        """Serve a path; return its address."""
        self.pages[host, path] = list(behaviours)
        return f"https://{host}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked, in order."""
        return [a.path for a in self.asked if robots or a.path != "/robots.txt"]

    def network(self, **leads: Sequence[str]) -> Network:
        """A network where listed hosts have public addresses, all of which lead here. `leads` overrules by host."""

        def look_up(host: str, port: int) -> Sequence[str]:
            return leads.get(host) or [PUBLIC[host]]

        plain = self.tls is None
        bare = (
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else None
        )  # trusts nobody, and is quick to make
        return Network(look_up, lambda: _ToHere(self, plain=plain), bare)

    @contextlib.contextmanager
    def running(self) -> Iterator[Server]:
        served = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                served.handle(self.request)

        class Threaded(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # the client hangs up on us: that is what is tested

        with Threaded(("127.0.0.1", 0), Handler) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()

    def handle(self, connection: socket.socket) -> None:
        if self.tls is not None:
            connection = self.tls.wrap_socket(connection, server_side=True)
        try:
            with connection.makefile("rb") as reader:
                asked = _read_request(reader)
            with self.lock:
                self.asked.append(asked)
                behaviours = self.pages.get(
                    (asked.host, asked.path), [answer("not here", "404 Not Found")]
                )
                behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
            behaviour(connection.sendall, asked)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
        finally:
            connection.close()

    def count(self, change: int) -> None:
        """Count the connections that the client holds: the server's own view of them lags behind."""
        with self.lock:
            self.open_now += change
            self.most_open = max(self.most_open, self.open_now)


def _read_request(reader: Any) -> Asked:
    path = reader.readline().split()[1].decode("latin-1")
    headers = {}
    while line := reader.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    return Asked(headers["host"], path, headers, time.monotonic())


class _ToHere(httpcore2.NetworkBackend):
    """Leads the made-up public addresses to the server; without TLS where the server has none."""

    def __init__(self, server: Server, *, plain: bool) -> None:
        self.server, self.plain = server, plain

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,
        local_address: str | None = None, socket_options: Any = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        assert host in PUBLIC.values()
        assert port == 443
        stream = httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.server.port, timeout)
        return _Plain(stream, self.server) if self.plain else stream


class _Plain(httpcore2.NetworkStream):
    """A stream on which TLS is taken as read."""

    def __init__(self, stream: httpcore2.NetworkStream, server: Server) -> None:
        self.stream = stream
        self.server: Server | None = server
        server.count(+1)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout)

    def close(self) -> None:
        if self.server is not None:
            self.server.count(-1)
            self.server = None
        self.stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
                  timeout: float | None = None) -> httpcore2.NetworkStream:  # fmt: skip
        return self

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class TestClock:
    """A clock on which sleeping takes no time and is written down."""

    __test__ = False

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)

    def now(self) -> datetime:
        return START + timedelta(seconds=sum(self.slept))

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
