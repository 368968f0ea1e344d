"""The time, as an argument: what fetching needs of a clock, so that tests wait for nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

__all__ = ["Clock", "date_line"]


class Clock(Protocol):
    """A clock and a bed. The command line gives the machine's own."""

    def now(self) -> datetime:
        """Return the time of day, with its zone."""

    def monotonic(self) -> float:
        """Return seconds since some moment; they never run backwards."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


def date_line(moment: datetime) -> str:
    """Return a moment as WARC files and the state file write it: `2026-11-24T09:30:00Z`."""
    from datetime import UTC

    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
