"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from tierbook.library.record.views import findings

_FINDING = "documents/<str:document_id>/findings/<str:finding_id>"

urlpatterns = [
    path(f"{_FINDING}.json", findings.finding_json, name="finding-json"),
    path(f"{_FINDING}/standing.json", findings.standing_json, name="finding-standing"),
    path(f"{_FINDING}/", findings.finding, name="finding"),
    path(
        "findings/<str:document_id>/<str:finding_id>.json",
        findings.old_address,
        {"ending": ".json"},
    ),
    path("findings/<str:document_id>/<str:finding_id>/", findings.old_address),
]
