"""The digest of an edition: as a page, Markdown, an Atom feed, JSON and CSV; and the editions that have one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import DIGEST_COLUMNS
from tierbook.editions import EDITIONS, FIRST_EDITION, LAST_EDITION
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.address import site_of
from tierbook.library.reading.downloads import csv_download, file_download, json_download
from tierbook.library.reading.holdings import edition_boxes
from tierbook.library.reading.kept_digest import HERE, kept_digest
from tierbook.library.reading.known import check_edition
from tierbook.text import long_date

__all__ = ["digest", "digest_file", "digest_of", "digests"]


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
    kept = digest_of(year)
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
    kept = digest_of(year)
    if form == "json":
        return json_download(kept["whole"])
    if form == "csv":
        return csv_download(DIGEST_COLUMNS, kept["rows"], f"digest-{year}.csv")
    if form == "md":
        data = kept["markdown"].encode()
        return file_download(data, "text/markdown; charset=utf-8", f"digest-{year}.md")
    here = f"{site_of(request)}/digest/{year}/"
    return HttpResponse(
        kept["feed"].replace(HERE, here), content_type="application/atom+xml; charset=utf-8"
    )


def digest_of(year: int) -> dict[str, Any]:
    """Return every form of the digest of an edition; 404 where there is no such edition."""
    check_edition(year)
    return kept_digest(year)
