"""Addresses of the interface, and of what stands beside the pages."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from tierbook.library.api import finding_us, views
from tierbook.library.api.assembly import api
from tierbook.library.api.beside import files_beside

__all__ = ["urlpatterns"]

urlpatterns = [
    path(
        "documents/<str:document_id>/findings/<str:finding_id>.annotation.json",
        views.annotation,
        name="annotation",
    ),
    path("documents/<str:document_id>/annotations.json", views.annotations, name="annotations"),
    re_path(
        r"^(?P<stem>[^?]+)\.metadata\.json$",
        require_safe(files_beside.metadata_file),
        name="metadata-file",
    ),
    re_path(
        r"^(?P<stem>editions|countries|editions/\d{4}|documents/[a-z0-9-]+|variables|law|law/\d{4}|search|accuracy)"
        r"\.(?P<form>csv)$",
        require_safe(files_beside.table_file),
        name="table-file",
    ),
    re_path(
        r"^(?P<stem>editions|countries|editions/\d{4}|variables|law|law/\d{4}|search|accuracy)\.(?P<form>json)$",
        require_safe(files_beside.table_file),
        name="table-json",
    ),
    re_path(
        r"^clock/(?P<year>\d{4})\.(?P<form>csv|json)$",
        require_safe(files_beside.clock_file),
        name="clock-file",
    ),
    path(
        "documents/<str:document_id>/findings/<str:finding_id>.csv",
        require_safe(files_beside.finding_csv),
        name="finding-csv",
    ),
    path("opensearch.xml", require_safe(finding_us.opensearch), name="opensearch"),
    path("documents.atom", require_safe(finding_us.documents_feed), name="documents-feed"),
    path("robots.txt", require_safe(finding_us.robots), name="robots"),
    path(".well-known/security.txt", require_safe(finding_us.security), name="security-txt"),
    path("sitemap.xml", require_safe(finding_us.sitemap), name="sitemap"),
    path("sitemap-<int:number>.xml", require_safe(finding_us.sitemap_part), name="sitemap-part"),
    path("api/", views.readable, name="api-readable"),
    path("api/problems/", views.problems, name="api-problems"),
    path("api/problems/<slug:problem>/", views.problem, name="api-problem"),
    path("api/v1/openapi.json", views.document, name="api-document"),
    path("api/v1/", api.urls),
    re_path(r"^api/v1(?:/.*)?$", views.nothing, name="api-nothing"),
]
