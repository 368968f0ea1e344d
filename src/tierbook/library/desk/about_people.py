"""What the desk keeps of a person: her events, which carry her pseudonym."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from tierbook.library.accounts.models import Person

__all__ = ["events_of", "names_of"]


def events_of(person: Person) -> Iterator[dict[str, Any]]:
    """Yield the events of a person, the oldest first."""
    from tierbook.library.desk.models import Event

    own = Q(by=person.pseudonym) | Q(kind="assign", content__person=person.pseudonym)
    for event in Event.objects.filter(own).iterator():
        yield {
            "event": event.kind,
            "number": event.number,
            "at": event.at.isoformat(),
            "document": event.document,
            "finding": event.finding,
            "variable": event.variable,
            "content": event.content,
        }


def names_of(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Return the names behind pseudonyms, for those who may see them; a deleted person's pseudonym stays as it is."""
    wanted = {p for p in pseudonyms if p}
    found = Person.objects.filter(pseudonym__in=wanted)
    return {p: p for p in wanted} | {p.pseudonym: p.shown_name for p in found}
