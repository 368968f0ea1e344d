"""Addresses of the desk, all below `/desk/`."""

from __future__ import annotations

from django.urls import path, re_path

from tierbook.library.desk.views import (
    adjudicating,
    agreement,
    narratives,
    reporting,
    reports,
    reviewing,
    working,
)

urlpatterns = [
    path("", working.desk, name="desk"),
    path("queue/", reviewing.queue, name="desk-queue"),
    path("narratives/<str:document_id>/", narratives.narrative, name="desk-narrative"),
    path("adjudication/", adjudicating.texts, name="desk-adjudication"),
    path("adjudication/<str:document_id>/", adjudicating.adjudication, name="desk-adjudicate"),
    path("agreement/", agreement.agreement, name="desk-agreement"),
    re_path(
        r"^agreement\.(?P<form>csv|json)$", agreement.agreement_file, name="desk-agreement-file"
    ),
    path("agreement/<str:variable>.json", agreement.agreement_json, name="desk-agreement-json"),
    path("agreement/<str:variable>/", agreement.agreement_of, name="desk-agreement-of"),
    path("progress/", working.progress, name="desk-progress"),
    path("samples/", working.samples, name="desk-samples"),
    path("samples/<slug:sample_id>/", working.sample, name="desk-sample"),
    path("assignments/", working.assignments, name="desk-assignments"),
    path("reports/", reports.reports, name="desk-reports"),
    path("reports/new/", reporting.new, name="desk-report-new"),
    path("reports/<slug:number>/", reports.one, name="desk-report"),
]
