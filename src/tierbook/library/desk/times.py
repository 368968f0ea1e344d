"""The time that an event carries: the clock's, and never an earlier one than the event before it carries.

A clock is set back by people, by a time server after a drift, by a virtual machine that wakes. What is decided then is
later than what was decided before all the same, here and wherever the events are taken.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from tierbook.library.desk.models import Event

__all__ = ["time_of_event"]

_HERE = ("page", "shell")  # how events come that this machine's clock dates
_NEXT = timedelta(microseconds=1)


def time_of_event(document: str = "", variables: Collection[str] = ()) -> datetime:
    """Return the time of an event that is about to be added.

    Args:
        document: of decisions, the text that they are on.
        variables: of decisions, the questions: their newest decision may have come from another machine.
    """
    here = Event.objects.filter(via__in=_HERE).order_by("-id").values_list("at", flat=True)
    before = list(here[:1])
    if document:
        same = Event.objects.filter(document=document, variable__in=variables)
        before += same.order_by("-at").values_list("at", flat=True)[:1]
    now = timezone.now().astimezone(UTC)
    return max([now, *(at.astimezone(UTC) + _NEXT for at in before)])
