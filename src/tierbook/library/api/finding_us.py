"""How machines find what is held: OpenSearch, the newest texts as Atom, sitemaps, robots, security.txt."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tierbook.dossier import FIRST_LIST
from tierbook.editions import EDITIONS
from tierbook.files import VERSION
from tierbook.library.api.state import library_state
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.address import site_of
from tierbook.library.reading.values import country_or_unknown
from tierbook.library.reading.variables import codebook
from tierbook.library.record.models import Erratum

__all__ = ["documents_feed", "opensearch", "robots", "security", "sitemap", "sitemap_part"]

MOST = 50_000  # addresses of one sitemap
_NEWEST = 50
_ROOMS = (
    "/", "/countries/", "/digest/", "/recommendations/", "/charts/", "/panel/", "/variables/", "/law/",
    "/clock/", "/method/", "/errata/", "/releases/", "/api/",
)  # fmt: skip
_OF_COUNTRY = ("changes", "indices", "recommendations", "series")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search, so that a browser or another catalogue can ask it."""
    site = escape(site_of(request))
    text = (
        f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>tierbook</ShortName>\n"
        "<Description>Sentences of the Trafficking in Persons Report, by their words</Description>\n"
        f'<Url type="text/html" template="{site}/search/?q={{searchTerms}}"/>\n'
        f'<Url type="application/json" template="{site}/api/v1/search?q={{searchTerms}}"/>\n'
        f'<Url type="text/csv" template="{site}/api/v1/search?q={{searchTerms}}&amp;format=csv"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{site}/opensearch.xml"/>\n'
        "<Language>en</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")


def documents_feed(request: HttpRequest) -> HttpResponse:
    """Give the texts that came in last, without samples, as an Atom feed."""
    site = site_of(request)
    rows = Document.objects.exclude(text_kind="sample").order_by("-acquired", "-edition", "id")
    found = list(rows.exclude(acquired=None)[:_NEWEST])
    newest = found[0].acquired if found else None
    stamp = (
        f"{newest}T00:00:00Z" if newest else library_state().since.strftime("%Y-%m-%dT%H:%M:%SZ")
    )
    lines = [
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(site)}/documents.atom</id>",
        "<title>tierbook: texts that came in last</title>",
        f"<updated>{stamp}</updated>",
        f'<link rel="self" href="{escape(site)}/documents.atom"/>',
        "<author><name>tierbook</name></author>",
        f'<generator version="{VERSION}">tierbook</generator>',
        *(line for document in found for line in _entry(document, site)),
        "</feed>",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="application/atom+xml; charset=utf-8")


def _entry(document: Document, site: str) -> Iterator[str]:
    country = country_or_unknown(document.country, document.edition)
    page = f"{site}/documents/{document.pk}/"
    yield "<entry>"
    yield f"<id>{escape(page)}</id>"
    title = f"{country}, {document.edition or 'edition not known'}"
    yield f"<title>{escape(title)}</title>"
    yield f"<updated>{document.acquired}T00:00:00Z</updated>"
    yield f'<link href="{escape(page)}"/>'
    yield f"<summary>{escape(f'{document.text_kind}, as served by {document.publisher}')}</summary>"
    yield "</entry>"


def robots(request: HttpRequest) -> HttpResponse:
    """Say what need not be gathered: pages that are made for one question, and what belongs to people."""
    closed = ("/account/", "/desk/", "/search/", "/packs/query", "/display/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {site_of(request)}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """Say where faults of security are reported, where that is configured."""
    contact = str(settings.TIERBOOK_SECURITY_CONTACT)
    if not contact:
        raise Http404("This library names no contact for faults of security.")
    year = timezone.now().year + 1
    lines = (
        f"Contact: {contact}",
        f"Expires: {year}-01-01T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {site_of(request)}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page that has a lasting address; above what one sitemap holds, list sitemaps."""
    site = site_of(request)
    held = Document.objects.count()
    rest = list(_lists(site))
    if held + len(rest) <= MOST:
        return _urls([*rest, *_documents(site, 0, held)])
    parts = -(-held // MOST)
    lines = [
        f"<sitemap><loc>{escape(site)}/sitemap-{n}.xml</loc></sitemap>" for n in range(parts + 1)
    ]
    text = f'{_XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return _xml(text + "\n".join(lines) + "\n</sitemapindex>\n")


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Give one sitemap of several: 0 has the lists, the others documents."""
    site = site_of(request)
    if number == 0:
        return _urls(list(_lists(site)))
    found = list(_documents(site, (number - 1) * MOST, MOST))
    if not found:
        raise Http404(f"There is no sitemap {number}.")
    return _urls(found)


def _lists(site: str) -> Iterator[tuple[str, str]]:
    for room in _ROOMS:
        yield f"{site}{room}", ""
    dated = Document.objects.exclude(country=None).order_by("country")
    for code in dated.values_list("country", flat=True).distinct():
        yield f"{site}/{code}/", ""
    for code in dated.exclude(edition=None).values_list("country", flat=True).distinct():
        for part in _OF_COUNTRY:
            yield f"{site}/{code}/{part}/", ""
    for edition in EDITIONS:
        for room in ("editions", "digest", "flows", "law"):
            yield f"{site}/{room}/{edition.year}/", ""
        if edition.year >= FIRST_LIST:
            yield f"{site}/clock/{edition.year}/", ""
    for variable in codebook().variables:
        yield f"{site}/variables/{variable}/", ""
    for slug in Erratum.objects.order_by("pk").values_list("pk", flat=True):
        yield f"{site}/errata/{slug}/", ""


def _documents(site: str, start: int, count: int) -> Iterator[tuple[str, str]]:
    rows = Document.objects.order_by("id").values_list("id", "acquired")[start : start + count]
    for name, acquired in rows.iterator(chunk_size=2000):
        yield f"{site}/documents/{name}/", str(acquired or "")


def _urls(pages: list[tuple[str, str]]) -> HttpResponse:
    lines = [
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for address, day in pages
    ]
    text = f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return _xml(text + "\n".join(lines) + "\n</urlset>\n")


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
