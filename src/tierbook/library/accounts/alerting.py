"""Saved searches: what is new in them since the last look, by the day on which a text was acquired."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Person, SavedSearch
from tierbook.library.catalogue.search import (
    Asked,
    BadQuery,
    Hit,
    asked_from,
    find,
    query_string,
)
from tierbook.library.reading.feeding import IN_A_FEED

__all__ = [
    "MOST_SEARCHES",
    "New",
    "look_at",
    "newest",
    "news_of",
    "open_alert",
    "params_of",
    "save_search",
]

MOST_SEARCHES = 100
MOST_NEW = 200


@dataclass(frozen=True, slots=True)
class New:
    """How many passages are new; `more` where more than were counted, `fault` where it cannot be asked now."""

    count: int = 0
    more: bool = False
    fault: str = ""


def params_of(params: Any) -> str:
    """Return the parameters of a search as they are kept: those that the search knows, in its own order.

    Raises:
        WrongUse: they ask for nothing, or the search does not understand them.
    """
    try:
        asked = asked_from(params)
        if asked.empty:
            raise WrongUse("this search asks for nothing", remedy="search first, then save it")
        find(asked, count=0, facets=False)
    except BadQuery as error:
        raise WrongUse(f"this search is not understood: {error}", remedy="mend it first") from error
    return query_string(asked)


def save_search(person: Person, name: str, params: Any) -> SavedSearch:
    """Keep a search under a name; all that is held now counts as seen.

    Raises:
        WrongUse: it has no name, or the person keeps too many.
    """
    name = " ".join(name.split())[:120]
    if not name:
        raise WrongUse("this search has no name", remedy="give it one")
    if person.searches.count() >= MOST_SEARCHES:
        raise WrongUse(f"you keep {MOST_SEARCHES} searches already", remedy="delete one first")
    row = SavedSearch(
        person=person, name=name, params=params_of(params), looked=timezone.now().date()
    )
    row.seen = _of_today(row)
    row.save()
    return row


def look_at(row: SavedSearch) -> None:
    """Note that the person has looked, today."""
    row.looked = timezone.now().date()
    row.seen = _of_today(row)
    row.save(update_fields=["looked", "seen"])


def news_of(row: SavedSearch) -> New:
    """Return what is new since the last look."""
    try:
        found = find(_asked(row), count=MOST_NEW, facets=False)
    except BadQuery as error:
        return New(fault=str(error))
    seen = set(row.seen)
    count = 0
    for hit in found.hits:
        day = hit.document.acquired
        if day is None or day < row.looked:
            return New(count)
        count += hit.document.pk not in seen
    return New(count, more=found.total > MOST_NEW)


def newest(row: SavedSearch) -> tuple[Hit, ...]:
    """Return the passages of a search whose texts were acquired last, for its feed.

    Raises:
        BadQuery: the search is not understood any more.
    """
    return find(_asked(row), count=IN_A_FEED, facets=False).hits


def open_alert(row: SavedSearch, *, wanted: bool) -> None:
    """Give the search a private address for its feed, another one where it has one; or take it away."""
    row.token = secrets.token_urlsafe(32) if wanted else None
    row.save(update_fields=["token"])


def _asked(row: SavedSearch) -> Asked:
    return replace(asked_from(QueryDict(row.params)), sort="acquired")


def _of_today(row: SavedSearch) -> list[str]:
    """Return the texts that a search finds and that were acquired today: they are seen already."""
    found = set()
    for hit in find(_asked(row), count=MOST_NEW, facets=False).hits:
        if hit.document.acquired is None or hit.document.acquired < row.looked:
            break
        found.add(hit.document.pk)
    return sorted(found)
