"""Held texts from the database: the records of one, and those of several editions or countries.

Whatever shows values of many texts reads them here, so that what people set stands in all of it alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Q

from tierbook.dossier import HeldText
from tierbook.library.catalogue.models import Content
from tierbook.library.desk.accepted import decisions_of, lay_accepted
from tierbook.library.reading.computed import without_computed

__all__ = ["decided_of", "held_of", "shown_assessment", "shown_records"]

_BATCH = 50

Record = dict[str, Any]
Part = tuple[Collection[str] | None, Collection[int] | None, Collection[str] | None]


def shown_records(content: Content) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return coding and assessment as pages show them: with a computed tier only where this library shows it."""
    return orjson.loads(content.coding), shown_assessment(content)


def shown_assessment(content: Content) -> dict[str, Any] | None:
    """Return an assessment as pages show it: with a computed tier only where this library shows it."""
    assessment = orjson.loads(content.assessment) if content.assessment else None
    return assessment if settings.TIERBOOK_SHOW_COMPUTED else without_computed(assessment)


def decided_of(parts: Iterable[Part], people: str = "over") -> dict[str, list[Record]]:
    """Return what people decided of the texts that several calls of `held_of` ask for; one query.

    Args:
        parts: countries, editions and documents of each call.
        people: where it is `none`, nothing is asked and nothing given.
    """
    if people == "none":
        return {}
    asked = [_asked(*part) for part in parts]
    if None in asked:
        return decisions_of()
    wanted = reduce(or_, asked, Q(pk__in=[]))
    return decisions_of(Content.objects.filter(wanted).values("pk"))


def _asked(
    countries: Collection[str] | None,
    editions: Collection[int] | None,
    documents: Collection[str] | None,
) -> Q | None:
    """Return the condition on texts that is asked for, None where all are."""
    found = [
        Q(**{field: sorted(wanted)})
        for field, wanted in (
            ("document__country__in", countries),
            ("document__edition__in", editions),
            ("document_id__in", documents),
        )
        if wanted is not None
    ]
    return reduce(and_, found) if found else None


def held_of(
    countries: Collection[str] | None = None,
    editions: Collection[int] | None = None,
    documents: Collection[str] | None = None,
    *,
    people: str = "over",
    decided: Mapping[str, Sequence[Record]] | None = None,
) -> Iterator[HeldText]:
    """Yield the texts of some countries and editions by country and edition, with what people set.

    None asks for all; a collection without members asks for none, and none are given.

    A text takes a quarter of a megabyte: over all countries, work on them one by one and keep what comes of it with
    `tierbook.library.catalogue.derived`.

    Args:
        countries: alpha-3 codes; None for any, and for texts of no known country.
        editions: years; None for any.
        documents: ids of texts; None for any.
        people: `over`, `beside` or `none`: whether what people set stands over the machine's values.
        decided: what people decided, where it was read already; see `decided_of`.
    """
    rows = Content.objects.order_by("document__country", "document__edition", "document_id")
    asked = _asked(countries, editions, documents)
    if asked is not None:
        rows = rows.filter(asked)
    if decided is None:
        decided = decided_of([(countries, editions, documents)], people)
    for row in rows.iterator(chunk_size=_BATCH):
        assessment = None if row.assessment is None else orjson.loads(row.assessment)
        coding = lay_accepted(orjson.loads(row.coding), decided.get(row.pk, ()), people)
        yield HeldText.of(coding, assessment)
