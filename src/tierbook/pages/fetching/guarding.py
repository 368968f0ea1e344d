"""Connections to public network addresses alone, every step of which ends at a deadline.

This module loads httpcore2, so it is imported where a connection is opened and nowhere else.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from tierbook.pages.fetching.checking import is_public

__all__ = ["GuardedBackend", "NotPublic"]


class NotPublic(OSError):
    """A listed host whose name leads to this machine or its network."""


class GuardedBackend(httpcore2.NetworkBackend):
    """Looks a host up, refuses it unless every address found is public, and connects to one of those.

    Args:
        inner: makes the connection, to a network address that was checked.
        look_up: from a host and a port to network addresses.
        monotonic: the seconds that `deadline` counts in.
    """

    def __init__(
        self,
        inner: httpcore2.NetworkBackend,
        look_up: Callable[[str, int], Sequence[str]],
        monotonic: Callable[[], float],
    ) -> None:
        self._inner, self._look_up, self._monotonic = inner, look_up, monotonic
        self.deadline = float("inf")

    def left(self, timeout: float | None) -> float:
        """Return how long the next step may take.

        Raises:
            ReadTimeout: the deadline has passed.
        """
        left = self.deadline - self._monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a host."""
        try:
            found = list(dict.fromkeys(self._look_up(host, port)))
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} was not found") from error
        private = [address for address in found if not is_public(address)]
        if private or not found:
            leads = private[0] if private else "no address"
            what = f"the name {host} leads to {leads}, which is not of the public network"
            raise httpcore2.ConnectError(what) from NotPublic(what)
        failed: Exception | None = None
        for address in found:
            try:
                options = socket_options or ()
                stream = self._inner.connect_tcp(
                    address, port, self.left(timeout), local_address, options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self)
        assert failed is not None
        raise failed


class _Stream(httpcore2.NetworkStream):
    """A connection whose reads and writes end at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._backend.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
