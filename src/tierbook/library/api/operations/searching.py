"""Search: the same question, filters and hits as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.library.api.answers import Answer
from tierbook.library.api.cursors import read_cursor
from tierbook.library.api.door import operation
from tierbook.library.api.paging import next_of
from tierbook.library.api.parameters import Names, Paged
from tierbook.library.api.problems import Problem
from tierbook.library.api.rows import finding_page
from tierbook.library.api.state import library_state
from tierbook.library.catalogue.search import (
    FACETS,
    FARTHEST,
    LONGEST_QUERY,
    SCOPES,
    SORTS,
    Asked,
    Found,
    Hit,
    asked_from,
    find,
)
from tierbook.library.operating.address import site_of

__all__ = ["router"]

router = Router()
HIT_COLUMNS = (
    "document", "sample", "country", "edition", "text_kind", "publisher", "paragraph", "sentence", "pillar", "snippet",
    "permalink",
)  # fmt: skip
_A_PAGE, _AT_ONCE = 20, 200


class SearchAsked(Paged):
    """What is asked."""

    q: str = Field(
        default="",
        max_length=LONGEST_QUERY,
        description='Words, `"phrases"`, `AND`, `OR`, `NOT`, `prefix*`, `NEAR`; without words, all passages that the '
        "filters let through.",
    )
    scope: Literal[*SCOPES] | None = Field(default=None, description="Where to look.")  # type: ignore[valid-type]
    sort: Literal[*SORTS] | None = Field(default=None, description="The order of the hits.")  # type: ignore[valid-type]
    exact: Literal["0", "1"] | None = Field(
        default=None, description="`1` leaves the thesaurus out."
    )
    country: Names = Field(default=[], description="Countries, by code or name; any of them.")
    region: Names = Field(default=[], description="Regions of the world; any of them.")
    edition: Names = Field(
        default=[], description="Editions, or spans as `2010-2012`; any of them."
    )
    tier: Names = Field(default=[], description="Tiers as the texts state them; any of them.")
    pillar: Names = Field(
        default=[], description="Sections that the passages stand in; any of them."
    )
    publisher: Names = Field(default=[], description="Publishers; any of them.")
    kind: Names = Field(default=[], description="Kinds of text; any of them.")
    form: Names = Field(
        default=[], description="Forms of trafficking that a passage is evidence of; any of them."
    )
    sector: Names = Field(
        default=[], description="Sectors that a passage is evidence of; any of them."
    )
    variable: Names = Field(
        default=[], description="Variables that a passage is evidence of; any of them."
    )
    value: Names = Field(
        default=[],
        description="What a passage is evidence of, as `protection.shelter=no`; any of them.",
    )


assert set(FACETS) <= set(SearchAsked.model_fields)


@operation(
    router, "", shape="Hit", listing=True, more="SearchMore", columns=HIT_COLUMNS, tag="Search",
    problems=("bad-cursor", "cannot-be-asked"),
    example="/search?q=shelter&country=THA&fields=document,snippet,marks,permalink",
)  # fmt: skip
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Answer:
    """Find whole sentences by their words, in titles, paragraphs and evidence.

    The question is read as on the page: `read_as` says how, and what the thesaurus added. `facets` count what each
    filter would leave. A cursor holds for what the library holds now; after a change the list begins again.
    """
    query, site = asked_from(request.GET), site_of(request)
    filters = [
        asked.q,
        dict(query.filters),
        query.scope,
        query.sort,
        query.thesaurus,
        library_state().digest,
    ]
    start = _start(asked.cursor, filters)
    limit = asked.limit or _A_PAGE
    name = "hits"

    def rows() -> Iterator[dict[str, Any]]:
        most = FARTHEST if asked.limit is None else start + limit
        yield from _all(query, start, most, site)

    if asked.format == "csv":
        return Answer({"items": []}, rows, HIT_COLUMNS, name)
    found = find(query, start, limit)
    after = start + len(found.hits)
    more = bool(found.hits) and after < min(found.total, FARTHEST)
    cursor, following = next_of(request, [after] if more else None, filters, site)
    record = {
        "items": [_hit(hit, site) for hit in found.hits],
        "total": found.total,
        "next_cursor": cursor,
        "next": following,
        **_beside(found),
    }
    return Answer(record, rows, HIT_COLUMNS, name, {"next": following} if following else {})


def _start(cursor: str | None, filters: list[Any]) -> int:
    if cursor is None:
        return 0
    (start,) = read_cursor(cursor, filters)
    if not isinstance(start, int):
        raise Problem("bad-cursor", "The cursor is none that this library gave.")
    return start


def _all(query: Asked, start: int, most: int, site: str) -> Iterator[dict[str, Any]]:
    while start < most:
        found = find(query, start, min(_AT_ONCE, most - start), facets=False)
        yield from (_hit(hit, site) for hit in found.hits)
        start += len(found.hits)
        if not found.hits or start >= found.total:
            return


def _beside(found: Found) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "read_as": {
            "query": found.read_as.query,
            "added": [
                {"asked": one.asked, "terms": list(one.terms), "entries": list(one.entries)}
                for one in found.read_as.added
            ],
            "passed_over": list(found.read_as.passed_over),
        },
        "facets": {
            name: [{"value": value, "label": label, "count": count} for value, label, count in rows]
            for name, rows in found.facets.items()
        },
    }


def _hit(hit: Hit, site: str) -> dict[str, Any]:
    document = hit.document
    return {
        "document": document.pk,
        "sample": document.is_sample,
        "country": document.country,
        "edition": document.edition,
        "text_kind": document.text_kind,
        "publisher": document.publisher,
        "paragraph": hit.paragraph,
        "sentence": hit.sentence,
        "pillar": hit.pillar,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
        "findings": [
            {
                "id": f.finding,
                "variable": f.variable,
                "page": f"{site}{finding_page(document.pk, f.finding)}",
            }
            for f in hit.findings
        ],
        "permalink": f"{site}{hit.address}",
    }
