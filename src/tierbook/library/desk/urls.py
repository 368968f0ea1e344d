"""Addresses of the desk, all below `/desk/`."""

from __future__ import annotations

from django.urls import path

from tierbook.library.desk.views import reporting, reports

urlpatterns = [
    path("", reports.desk, name="desk"),
    path("reports/", reports.reports, name="desk-reports"),
    path("reports/new/", reporting.new, name="desk-report-new"),
    path("reports/<slug:number>/", reports.one, name="desk-report"),
]
