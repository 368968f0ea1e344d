"""Hits as rows of plain values: what the shell and batches give, and records for reference managers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tierbook.library.catalogue.models import Content
from tierbook.library.catalogue.search.asking import Asked
from tierbook.library.catalogue.search.filters import label_of
from tierbook.library.catalogue.search.finding import Found, Hit
from tierbook.library.reading.values import country_name

__all__ = ["HIT_COLUMNS", "SAMPLE_MARK", "found_record", "hit_row", "write_ris"]

SAMPLE_MARK = "Sample, not a quotation. "
HIT_COLUMNS = (
    "rank", "country", "country_name", "edition", "stated_tier", "text_kind", "publisher", "pillar", "paragraph",
    "sentence", "text", "marked", "findings", "acquired", "document", "address",
)  # fmt: skip


def hit_row(hit: Hit, rank: int, site: str = "") -> dict[str, Any]:
    """Return one hit as plain values; the words of a sample begin with what it is.

    Args:
        hit: the hit.
        rank: its place in the whole list, from 1.
        site: address of the library, for links that work elsewhere.
    """
    document = hit.document
    text = hit.snippet
    return {
        "rank": rank,
        "country": document.country,
        "country_name": country_name(document.country, document.edition)
        if document.country
        else None,
        "edition": document.edition,
        "stated_tier": document.stated_tier,
        "text_kind": document.text_kind,
        "publisher": document.publisher,
        "pillar": label_of("pillar", hit.pillar),
        "paragraph": hit.paragraph,
        "sentence": hit.sentence,
        "text": SAMPLE_MARK + text if document.is_sample else text,
        "marked": [text[start:end] for start, end in hit.marks],
        "findings": [f.variable for f in hit.findings],
        "acquired": document.acquired.isoformat() if document.acquired else None,
        "document": document.pk,
        "address": site + hit.address,
    }


def found_record(asked: Asked, found: Found, site: str = "") -> dict[str, Any]:
    """Return a whole answer as plain values: what was asked and how it was read, counts, hits."""
    return {
        "query": asked.text,
        "read_as": found.read_as.query,
        "also_searched": [
            {"for": added.asked, "terms": list(added.terms), "entries": list(added.entries)}
            for added in found.read_as.added
        ],
        "signs_passed_over": list(found.read_as.passed_over),
        "scope": asked.scope,
        "sort": asked.sort,
        "thesaurus": asked.thesaurus,
        "filters": {name: list(values) for name, values in asked.filters.items() if values},
        "total": found.total,
        "texts": found.texts,
        "start": found.start,
        "hits": [hit_row(hit, found.start + n, site) for n, hit in enumerate(found.hits, 1)],
        "facets": {
            name: [{"value": value, "label": label, "count": count} for value, label, count in rows]
            for name, rows in found.facets.items()
        },
    }


def write_ris(found: Found, site: str = "", using: str = "default") -> Iterator[str]:
    """Yield a record of RIS for each hit, the sentence pinpointed; a sample is no source and has none."""
    import orjson

    from tierbook.release import citation_of

    codings: dict[str, Mapping[str, Any]] = {}
    for hit in found.hits:
        name = hit.document.pk
        if hit.document.is_sample:
            continue
        if name not in codings:
            content = Content.objects.using(using).filter(pk=name).first()
            if content is None:
                continue
            codings = {name: orjson.loads(content.coding)}
        place = (hit.paragraph, hit.sentence) if hit.paragraph else (None, None)
        yield citation_of(
            codings[name], *place, permalink=site + hit.address if site else None
        ).ris()
