"""Held texts from the database: the records of one, and those of several editions or countries."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import orjson
from django.conf import settings

from tierbook.dossier import HeldText
from tierbook.library.catalogue.models import Content
from tierbook.library.reading.computed import without_computed

__all__ = ["held_of", "shown_records"]

_BATCH = 50


def shown_records(content: Content) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return coding and assessment as pages show them: with a computed tier only where this library shows it."""
    assessment = orjson.loads(content.assessment) if content.assessment else None
    if not settings.TIERBOOK_SHOW_COMPUTED:
        assessment = without_computed(assessment)
    return orjson.loads(content.coding), assessment


def held_of(
    countries: Collection[str] | None = None,
    editions: Collection[int] | None = None,
    documents: Collection[str] | None = None,
) -> Iterator[HeldText]:
    """Yield the texts of some countries and editions by country and edition.

    None asks for all; a collection without members asks for none, and none are given.

    A text takes a quarter of a megabyte: over all countries, work on them one by one and keep what comes of it with
    `tierbook.library.catalogue.derived`.

    Args:
        countries: alpha-3 codes; None for any, and for texts of no known country.
        editions: years; None for any.
        documents: ids of texts; None for any.
    """
    rows = Content.objects.order_by("document__country", "document__edition", "document_id")
    for field, wanted in (
        ("document__country__in", countries),
        ("document__edition__in", editions),
        ("document_id__in", documents),
    ):
        if wanted is not None:
            rows = rows.filter(**{field: sorted(wanted)})
    for row in rows.iterator(chunk_size=_BATCH):
        assessment = None if row.assessment is None else orjson.loads(row.assessment)
        yield HeldText.of(orjson.loads(row.coding), assessment)
