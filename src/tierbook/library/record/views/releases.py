"""Releases: data that can be cited as a whole, the versions at work, and what can be cited today."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.reading.downloads import json_download
from tierbook.library.record.models import Entry, Erratum
from tierbook.library.record.releases import (
    codings_by_version,
    find_releases,
    releases_folder,
    versions_at_work,
)

__all__ = ["releases", "releases_json"]


def releases(request: HttpRequest) -> HttpResponse:
    """Show the releases that this home holds, the versions at work, and how to cite what there is."""
    request.room = "/releases/"  # type: ignore[attr-defined]
    held = Document.objects.exclude(text_kind="sample")
    first = (
        Finding.objects.exclude(document__text_kind="sample")
        .select_related("document")
        .order_by("document_id", "position")
        .first()
    )
    return render(
        request,
        "record/releases.html",
        {
            "releases": find_releases(releases_folder()),
            "at_work": versions_at_work(),
            "coded": codings_by_version(),
            "documents": held.count(),
            "samples_held": Document.objects.filter(text_kind="sample").count(),
            "example": first,
            "errata": Erratum.objects.count(),
            "since": Entry.objects.order_by("date").values_list("date", flat=True).first(),
        },
    )


def releases_json(request: HttpRequest) -> HttpResponse:
    """Give the same as JSON."""
    return json_download(
        {
            "releases": [asdict(release) for release in find_releases(releases_folder())],
            "at_work": [
                {
                    "part": row.part,
                    "version": row.version,
                    "changelog": [{"version": v.version, "in_words": v.words} for v in row.log],
                }
                for row in versions_at_work()
            ],
            "documents_by_versions": [
                {"versions": words, "documents": count} for words, count in codings_by_version()
            ],
        }
    )
