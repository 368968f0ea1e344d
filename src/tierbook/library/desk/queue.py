"""The queue: proposals that nobody has settled, in an order that a person chooses.

It is a query over rows that the events keep up to date. Texts that a person was given to code blind are left out of
hers, since its proposals are what she must not see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from tierbook.library.accounts.forms import number_told
from tierbook.library.desk.models import Assignment, Item

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = ["MOST_COUNTED", "ORDERS", "Queue", "blind_texts", "count_some"]

ORDERS = {
    "unsure": "least sure first",
    "variable": "by variable",
    "country": "by country",
    "contested": "where people differ",
    "disputed": "where coders differ",
    "stale": "what has become stale",
}
_SORT = {
    "unsure": ("sure", "id"),
    "variable": ("variable", "sure", "id"),
    "country": ("country", "edition", "id"),
    "contested": ("sure", "id"),
    "disputed": ("sure", "id"),
    "stale": ("sure", "id"),
}
SHOWN = 8
MOST_COUNTED = 5000


@dataclass(frozen=True, slots=True)
class Queue:
    """What a person asked the queue for; `at` is the place in it."""

    order: str = "unsure"
    variable: str = ""
    country: str = ""
    edition: int | None = None
    document: str = ""
    at: int = 0

    @classmethod
    def asked(cls, told: QueryDict) -> Queue:
        """Return what an address asks for; what makes no sense asks for nothing."""
        order = told.get("order", "unsure")
        return cls(
            order=order if order in ORDERS else "unsure",
            variable=told.get("variable", "")[:80],
            country=told.get("country", "").strip().upper()[:3],
            edition=number_told(told.get("edition", "")),
            document=told.get("document", "")[:200],
            at=min(number_told(told.get("at", "")) or 0, 1_000_000),
        )

    def query(self, **changes: Any) -> str:
        """Return the query of an address that asks for this, with some things changed."""
        asked = replace(self, **changes)
        pairs = {
            "order": asked.order if asked.order != "unsure" else "",
            "variable": asked.variable,
            "country": asked.country,
            "edition": asked.edition or "",
            "document": asked.document,
            "at": asked.at or "",
        }
        return urlencode({k: v for k, v in pairs.items() if v != ""})

    def rows(self, person: Person) -> QuerySet[Item]:
        """Return the open proposals in their order."""
        state = self.order if self.order in ("contested", "stale") else ""
        items = Item.objects.filter(state=state)
        if self.order == "disputed":
            items = items.filter(disputed=True)
        if self.variable:
            items = items.filter(variable=self.variable)
        if self.country:
            items = items.filter(country=self.country)
        if self.edition is not None:
            items = items.filter(edition=self.edition)
        if self.document:
            items = items.filter(document_id=self.document)
        blind = list(blind_texts(person))
        if blind:
            items = items.exclude(document_id__in=blind)
        return items.order_by(*_SORT[self.order])


def count_some(rows: QuerySet[Item]) -> int:
    """Return how many rows there are, up to `MOST_COUNTED` and one: nobody waits for a count of all proposals."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def blind_texts(person: Person) -> QuerySet[Any, str]:
    """Return the texts that a person was given to code blind."""
    given = Assignment.objects.filter(person=person.pseudonym, blind=True)
    return given.values_list("document", flat=True)
