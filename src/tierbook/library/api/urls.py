"""Addresses of the interface, and of what stands beside the pages."""

from __future__ import annotations

from django.urls import path, re_path

from tierbook.library.api import views
from tierbook.library.api.assembly import api

__all__ = ["urlpatterns"]

urlpatterns = [
    path(
        "documents/<str:document_id>/findings/<str:finding_id>.annotation.json",
        views.annotation,
        name="annotation",
    ),
    path("documents/<str:document_id>/annotations.json", views.annotations, name="annotations"),
    path("api/", views.readable, name="api-readable"),
    path("api/problems/", views.problems, name="api-problems"),
    path("api/problems/<slug:problem>/", views.problem, name="api-problem"),
    path("api/v1/openapi.json", views.document, name="api-document"),
    path("api/v1/", api.urls),
    re_path(r"^api/v1(?:/.*)?$", views.nothing, name="api-nothing"),
]
