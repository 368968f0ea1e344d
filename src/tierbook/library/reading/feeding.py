"""Passages that a search found, as an Atom feed with the newest acquired first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed

from tierbook.files import content_hash
from tierbook.library.catalogue.search import Hit
from tierbook.library.catalogue.search.listing import SAMPLE_MARK
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.values import country_or_unknown

__all__ = ["IN_A_FEED", "answer_with_hits"]

IN_A_FEED = 50


def answer_with_hits(
    request: HttpRequest,
    feed: Atom1Feed,
    hits: Iterable[Hit],
    site: str,
    otherwise: dt.datetime,
) -> HttpResponseBase:
    """Answer with a feed of passages, or that it has not changed.

    Args:
        request: what was asked, with what its asker holds already.
        feed: the feed, still empty.
        hits: the passages, as they are to stand.
        site: address of the library.
        otherwise: the time of a passage whose text has no day of acquisition.
    """
    for hit in hits:
        document, day = hit.document, hit.document.acquired
        where = country_or_unknown(document.country, document.edition)
        place = short_place(hit.paragraph, hit.sentence) if hit.paragraph else "title"
        address = site + hit.address
        feed.add_item(
            title=f"{where} {document.edition or ''}: {place}",
            link=address,
            unique_id=address,
            description=(SAMPLE_MARK if document.is_sample else "") + hit.snippet,
            updateddate=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
            if day
            else otherwise,
            author_name=document.publisher,
        )
    content = feed.writeString("utf-8").encode()
    etag = f'"{content_hash(content)[:32]}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        content, content_type="application/atom+xml; charset=utf-8"
    )
    answer.headers["ETag"] = etag
    return answer
