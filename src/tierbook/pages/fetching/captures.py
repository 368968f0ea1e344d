"""What fetching gives: pages as they were captured, what is held of them, and one outcome for each thing wanted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, Protocol

from tierbook.editions import unit_name
from tierbook.pages.fetching.table import Confidence

__all__ = ["Capture", "Held", "Outcome", "PageStore", "Role", "Status"]

Role = Literal["country", "several", "index"]
Status = Literal["fetched", "changed", "unchanged", "held", "missing"]


@dataclass(frozen=True, slots=True)
class Held:
    """A page that was fetched and is held.

    Attributes:
        asked: the address that was asked; the page is found again by it.
        address: the address that gave the page, after redirects.
        sha256: hash of the page's bytes.
        captured: when it was taken, `2026-11-24T09:30:00Z`.
        edition: the edition it belongs to.
        country: the country whose page it is; None for a page of many.
        publisher: who serves it.
        role: a country's page, a page of several countries, or an index.
        media: the type that the server declared, as it declared it.
        etag: the server's mark of this version, for the next time.
        modified: when the server says that it changed, likewise.
    """

    asked: str
    address: str
    sha256: str
    captured: str
    edition: int
    country: str | None
    publisher: str
    role: Role
    media: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """A page that has just come, with its bytes; `held.sha256` is theirs."""

    held: Held
    page: bytes


class PageStore(Protocol):
    """Where pages are kept. A page is found only when it is whole and its record is written."""

    def find(self, asked: str) -> Held | None:
        """Return what is held under an address, None where its bytes are gone or damaged."""

    def load(self, held: Held) -> bytes:
        """Return the bytes of a page that is held."""

    def keep(self, capture: Capture) -> None:
        """Store a page, then record it."""

    def confirm(self, held: Held) -> None:
        """Record that a page that is held was found unchanged."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one thing wanted. Of a page of several countries there is an outcome for each that was wanted.

    `confidence` tells whether the address was one that somebody had seen; `why` and `remedy` are set where it is
    missing.
    """

    edition: int
    country: str | None
    publisher: str
    status: Status
    address: str | None = None
    confidence: Confidence | None = None
    sha256: str | None = None
    role: Role | None = None
    why: str | None = None
    remedy: str | None = None

    @property
    def unit(self) -> str:
        """Return what was wanted as commands write it: `JPN:2003`, or `2003`."""
        return unit_name(self.country, self.edition) if self.country else str(self.edition)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return asdict(self)
