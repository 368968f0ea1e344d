"""Addresses of citations and exhibits, all below a document's."""

from __future__ import annotations

from django.urls import path, re_path

from tierbook.library.citing import views

urlpatterns = [
    path("documents/<str:document_id>/cite/", views.cite, name="cite"),
    re_path(
        r"^documents/(?P<document_id>[^/]+)/cite/citation\.(?P<form>ris|bib|json|txt)$",
        views.citation_file,
        name="citation-file",
    ),
    path("documents/<str:document_id>/exhibit.zip", views.exhibit, name="exhibit"),
]
