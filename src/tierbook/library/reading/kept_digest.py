"""The digest of an edition in every form it is given in, kept once for its own page and for the first page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from tierbook.dossier import (
    Digest,
    build_digest,
    digest_feed,
    digest_markdown,
    digest_parts,
    hold_texts,
)
from tierbook.editions import EDITIONS
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.held import held_of
from tierbook.library.reading.placements import official_history

__all__ = ["HERE", "kept_digest"]

HERE = "urn:x-here"  # stands in a kept feed for the address of its page, which depends on who asks


def kept_digest(year: int, make_digest: Callable[[], Digest] | None = None) -> dict[str, Any]:
    """Return every form of a digest as it was kept, or made now from the texts of that edition.

    Args:
        year: the edition.
        make_digest: makes it of what was gathered already; None to go through the texts.
    """

    def make() -> dict[str, Any]:
        return _forms(_digest(year) if make_digest is None else make_digest())

    kept: dict[str, Any] = derived(
        f"digest/{year}", make, people=[e.year for e in EDITIONS if e.year <= year]
    )
    return kept


def _digest(year: int) -> Digest:
    history = official_history(Document.objects.exclude(stated_tier=None))
    texts = groupby(held_of(documents=_documents(year)), key=lambda text: text.country)
    return build_digest(year, (hold_texts(found) for _, found in texts), history)


def _documents(year: int) -> list[str]:
    """Return the ids of the texts of an edition, and of the earlier narratives through which its lists are followed."""
    of_year = Document.objects.filter(edition=year, country__isnull=False)
    listing = of_year.filter(text_kind="narrative").values("country")
    before = Document.objects.filter(edition__lt=year, text_kind="narrative", country__in=listing)
    return sorted({*of_year.values_list("pk", flat=True), *before.values_list("pk", flat=True)})


def _forms(digest: Digest) -> dict[str, Any]:
    parts = [
        {
            "id": part.id,
            "heading": part.heading,
            "note": part.note,
            "items": [{"country": item.country, **item.statement.to_dict()} for item in part.items],
        }
        for part in digest_parts(digest)
    ]
    return {
        "whole": digest.to_dict(),
        "parts": parts,
        "rows": list(digest.rows()),
        "markdown": digest_markdown(digest),
        "feed": digest_feed(digest, HERE).decode(),
    }
