"""The feed of a saved search: whoever has its address may read it, until its person takes the address away."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from tierbook.library.accounts.alerting import newest
from tierbook.library.accounts.models import SavedSearch
from tierbook.library.catalogue.search import BadQuery
from tierbook.library.operating.address import site_of
from tierbook.library.reading.feeding import answer_with_hits

__all__ = ["alert"]

EVERY = 900  # seconds for which a reader may keep a feed


@require_safe
def alert(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the passages of a search whose texts were acquired last, as Atom."""
    row = SavedSearch.objects.filter(token=token, person__is_active=True).first()
    if row is None:
        raise Http404("No feed has this address. It may have been taken away.")
    try:
        hits = newest(row)
    except BadQuery as error:
        raise Http404(f"This search is not understood any more: {error}") from error
    site = site_of(request)
    feed = Atom1Feed(
        title=f"tierbook: {row.name}",
        link=f"{site}{reverse('search')}?{row.params}",
        feed_url=f"{site}{request.path}",
        description="Passages of a saved search, the newest acquired first.",
        language="en",
    )
    answer = answer_with_hits(request, feed, hits, site, row.created)
    answer.headers["Cache-Control"] = f"private, max-age={EVERY}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
