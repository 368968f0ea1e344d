"""The day of today, as pages print it; a copy of the library is of one day throughout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

__all__ = ["on_day", "today"]

_DAY: ContextVar[dt.date | None] = ContextVar("day", default=None)


def today() -> dt.date:
    """Return the day of today, or the one that `on_day` has set."""
    return _DAY.get() or timezone.now().date()


@contextmanager
def on_day(day: dt.date) -> Iterator[None]:
    """Let it be another day inside."""
    token = _DAY.set(day)
    try:
        yield
    finally:
        _DAY.reset(token)
