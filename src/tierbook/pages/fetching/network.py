"""One request and its answer, under limits: the only lines of tierbook that open a connection to elsewhere.

The transport is httpcore2 (the layer below httpx2): it follows no redirects, keeps no cookies, reads no proxy from the
environment and undoes no compression, and it lets the caller open the connection. So the network address that was
checked is the one that is connected to, one deadline covers handshake, headers and body, and the bytes kept are those
that came.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.pages.fetching.clock import Clock
from tierbook.pages.fetching.trouble import LATER, Trouble
from tierbook.pages.options import MAX_PDF_SIZE, MAX_SIZE

if TYPE_CHECKING:
    import httpcore2

__all__ = ["Answer", "AnswerLimits", "Line", "Network"]

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """How much one answer may take.

    `total` covers everything from opening the connection to the last byte of a page; a PDF gets ten times as long.
    `step` is the longest silence.
    """

    size: int = MAX_SIZE
    pdf_size: int = MAX_PDF_SIZE
    total: float = 120.0
    step: float = 30.0

    def size_of(self, head: bytes, content_type: str) -> int:
        """Return the most bytes that an answer may have, by its first bytes and its declared type."""
        pdf = head.startswith(b"%PDF-") or content_type.startswith("application/pdf")
        return self.pdf_size if pdf else self.size


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came: `body` still under its content coding."""

    address: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    sent: Headers
    cut: bool = False  # only where the caller asked for the beginning alone

    def header(self, name: str) -> str | None:
        """Return the first header of a name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def _look_up(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Network:
    """How names become network addresses and those become connections.

    The command line uses the defaults. Tests give a `look_up` that answers what they want to see refused, and a
    `backend` that leads public addresses to a server on this machine; no setting of the program does.
    """

    look_up: Callable[[str, int], Sequence[str]] = _look_up
    backend: Callable[[], httpcore2.NetworkBackend] | None = None
    trusted: ssl.SSLContext | None = None  # None: the machine's own store of certificates


class Line:
    """One connection at a time; opened on the first request and closed with the run."""

    def __init__(self, network: Network, clock: Clock) -> None:
        import httpcore2

        from tierbook.pages.fetching.guarding import GuardedBackend

        inner = network.backend() if network.backend is not None else httpcore2.SyncBackend()
        self._backend = GuardedBackend(inner, network.look_up, clock.monotonic)
        self._clock = clock
        self._pool = httpcore2.ConnectionPool(
            ssl_context=network.trusted or httpcore2.default_ssl_context(),
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=15.0,
            network_backend=self._backend,
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()

    def ask(
        self, address: str, sent: Headers, limits: AnswerLimits, *, begin: int | None = None
    ) -> Answer:
        """Send one request and take the whole answer.

        Args:
            address: a checked address.
            sent: headers.
            limits: what one answer may take.
            begin: take this much of the body and leave the rest (`robots.txt`); else a longer body is refused.

        Raises:
            Trouble: no connection, no answer in time, a body that is cut or too long.
        """
        import httpcore2

        self._backend.deadline = self._clock.monotonic() + limits.total
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.step)
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in sent]
        try:
            with self._pool.stream(
                "GET", address, headers=headers, extensions={"timeout": timeouts}
            ) as response:
                got = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
                reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
                answer = Answer(address, response.status, reason, got, b"", sent)
                body, cut = self._take(response.iter_stream(), answer, limits, begin)
                return Answer(address, response.status, reason, got, body, sent, cut)
        except httpcore2.TimeoutException as error:
            late = self._clock.monotonic() >= self._backend.deadline
            what = (
                f"no whole answer within {limits.total:g} s"
                if late
                else f"silence for {limits.step:g} s"
            )
            raise Trouble(what, remedy=LATER, passing=True, host=True) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError) as error:
            raise _broken(error) from error

    def _take(
        self, chunks: Iterable[bytes], answer: Answer, limits: AnswerLimits, begin: int | None
    ) -> tuple[bytes, bool]:
        kind = (answer.header("content-type") or "").lower()
        if kind.startswith("application/pdf"):
            self._backend.deadline += limits.total * 9
        declared = answer.header("content-length") or ""
        if begin is None and declared.isdigit():
            page = kind.startswith(("text/", "application/xhtml"))
            _check_size(int(declared), limits.size if page else limits.pdf_size)
        parts: list[bytes] = []
        size = 0
        for chunk in chunks:
            if self._clock.monotonic() >= self._backend.deadline:
                what = f"no whole answer within {limits.total:g} s"
                raise Trouble(what, remedy=LATER, passing=True, host=True)
            parts.append(chunk)
            size += len(chunk)
            if begin is not None and size >= begin:
                return b"".join(parts)[:begin], size > begin
            if begin is None and size > limits.size:
                head = b"".join(parts[:2])[:8]
                limit = limits.size_of(head, kind)
                _check_size(size, limit)
        return b"".join(parts), False


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise Trouble(
            f"the answer is longer than {limit:,} bytes",
            remedy="save the page from a browser and look at what it is",
        )


def _broken(error: Exception) -> Trouble:
    from tierbook.pages.fetching.guarding import NotPublic

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotPublic):
            return Trouble(
                str(cause),
                remedy="look at what this machine's name server answers: a public site was expected",
                host=True,
            )
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Trouble(
                f"the certificate of the site is not good: {cause.verify_message}",
                remedy="look at the date of this machine and at its store of certificates",
                host=True,
            )
        cause = cause.__cause__ or cause.__context__
    return Trouble(
        f"the connection broke: {error or type(error).__name__}",
        remedy=LATER,
        passing=True,
        host=True,
    )
