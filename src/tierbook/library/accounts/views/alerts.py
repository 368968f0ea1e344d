"""The feed of a saved search: whoever has its address may read it, until its person takes the address away."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from tierbook.files import content_hash
from tierbook.library.accounts.alerting import newest
from tierbook.library.accounts.models import SavedSearch
from tierbook.library.catalogue.search import BadQuery, Hit
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.values import country_or_unknown

__all__ = ["alert"]

EVERY = 900  # seconds for which a reader may keep a feed


@require_safe
def alert(request: HttpRequest, token: str) -> HttpResponse:
    """Give the passages of a search whose texts were acquired last, as Atom."""
    row = SavedSearch.objects.filter(token=token, person__is_active=True).first()
    if row is None:
        raise Http404("No feed has this address. It may have been taken away.")
    try:
        hits = newest(row)
    except BadQuery as error:
        raise Http404(f"This search is not understood any more: {error}") from error
    feed = Atom1Feed(
        title=f"tierbook: {row.name}",
        link=request.build_absolute_uri(f"{reverse('search')}?{row.params}"),
        feed_url=request.build_absolute_uri(request.path),
        description="Passages of a saved search, the newest acquired first.",
        language="en",
    )
    for hit in hits:
        _add(feed, request, hit, row.created)
    content = feed.writeString("utf-8").encode()
    etag = f'"{content_hash(content)[:32]}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        content, content_type="application/atom+xml; charset=utf-8"
    )
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"private, max-age={EVERY}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _add(feed: Atom1Feed, request: HttpRequest, hit: Hit, otherwise: dt.datetime) -> None:
    document = hit.document
    where = country_or_unknown(document.country, document.edition)
    place = short_place(hit.paragraph, hit.sentence) if hit.paragraph else "title"
    kind = "Sample, not a quotation. " if document.is_sample else ""
    address = request.build_absolute_uri(hit.address)
    day = document.acquired
    when = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else otherwise
    feed.add_item(
        title=f"{where} {document.edition or ''}: {place}",
        link=address,
        unique_id=address,
        description=f"{kind}{hit.snippet}",
        updateddate=when,
        author_name=document.publisher,
    )
