"""The digest of an edition: as a page, Markdown, an Atom feed, JSON and CSV; and the editions that have one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import (
    DIGEST_COLUMNS,
    Digest,
    build_digest,
    digest_feed,
    digest_markdown,
    digest_parts,
    hold_texts,
)
from tierbook.editions import EDITIONS, FIRST_EDITION, LAST_EDITION
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.downloads import csv_download, file_download, json_download
from tierbook.library.reading.held import held_of
from tierbook.library.reading.holdings import edition_boxes
from tierbook.library.reading.placements import official_history
from tierbook.text import long_date

__all__ = ["digest", "digest_file", "digests", "kept_digest"]

_HERE = "urn:x-here"  # stands in a kept feed for the address of its page, which depends on who asks


def digests(request: HttpRequest) -> HttpResponse:
    """List the editions, each with what is held of it; each leads to its digest."""
    request.room = "/digest/"  # type: ignore[attr-defined]
    boxes = edition_boxes(list(Document.objects.all()), None)
    held = {box.year: box for box in boxes}
    rows = [(edition, held.get(edition.year)) for edition in reversed(EDITIONS)]
    return render(request, "pages/digests.html", {"rows": rows})


def digest(request: HttpRequest, year: int) -> HttpResponse:
    """Show an edition over all countries."""
    request.room = "/digest/"  # type: ignore[attr-defined]
    kept = kept_digest(year)
    return render(
        request,
        "pages/digest.html",
        {
            "year": year,
            "whole": kept["whole"],
            "parts": kept["parts"],
            "published": long_date(kept["whole"]["published"]),
            "before": year - 1 if year > FIRST_EDITION else None,
            "after": year + 1 if year < LAST_EDITION else None,
        },
    )


def digest_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Give the digest as `md`, `atom`, `json` or `csv`."""
    if form not in ("md", "atom", "json", "csv"):
        raise Http404(f"A digest is given as md, atom, json or csv, not as {form}.")
    kept = kept_digest(year)
    if form == "json":
        return json_download(kept["whole"])
    if form == "csv":
        return csv_download(DIGEST_COLUMNS, kept["rows"], f"digest-{year}.csv")
    if form == "md":
        data = kept["markdown"].encode()
        return file_download(data, "text/markdown; charset=utf-8", f"digest-{year}.md")
    here = request.build_absolute_uri(f"/digest/{year}/")
    return HttpResponse(
        kept["feed"].replace(_HERE, here), content_type="application/atom+xml; charset=utf-8"
    )


def kept_digest(year: int) -> dict[str, Any]:
    """Return every form of a digest as it was kept, or made now from the texts of that edition."""
    if not FIRST_EDITION <= year <= LAST_EDITION:
        raise Http404(
            f"No edition of {year} is known; the series runs from {FIRST_EDITION} to {LAST_EDITION}."
        )

    def make() -> dict[str, Any]:
        return _forms(_digest(year))

    kept: dict[str, Any] = derived(f"digest/{year}", make)
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
        "feed": digest_feed(digest, _HERE).decode(),
    }
