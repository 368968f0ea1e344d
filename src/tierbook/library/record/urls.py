"""Addresses of the record."""

from __future__ import annotations

from django.urls import path, re_path

from tierbook.library.citing.negotiation import negotiated
from tierbook.library.record.views import addresses, errata, findings, history, releases, why

_FINDING = "documents/<str:document_id>/findings/<str:finding_id>"

urlpatterns = [
    path(f"{_FINDING}.json", findings.finding_json, name="finding-json"),
    path(f"{_FINDING}/standing.json", findings.standing_json, name="finding-standing"),
    path(
        f"{_FINDING}/",
        negotiated(findings.finding_json, findings.find)(findings.finding),
        name="finding",
    ),
    path(
        "findings/<str:document_id>/<str:finding_id>.json",
        findings.old_address,
        {"ending": ".json"},
    ),
    path("findings/<str:document_id>/<str:finding_id>/", findings.old_address),
    path("documents/<str:document_id>/history/", history.history, name="history"),
    path("documents/<str:document_id>/history.json", history.history_json, name="history-json"),
    path("documents/<str:document_id>/why/<str:variable>.json", why.why_json, name="why-json"),
    path("documents/<str:document_id>/why/<str:variable>/", why.why, name="why"),
    re_path(
        r"^(?P<code>[A-Z]{3})/(?P<year>[0-9]{4})/why/(?P<variable>[a-z_.0-9]+)\.json$",
        why.why_of_unit_json,
        name="unit-why-json",
    ),
    re_path(
        r"^(?P<code>[A-Z]{3})/(?P<year>[0-9]{4})/why/(?P<variable>[a-z_.0-9]+)/$",
        why.why_of_unit,
        name="unit-why",
    ),
    path("errata/", errata.errata, name="errata"),
    re_path(r"^errata\.(?P<form>atom|csv|json)$", errata.errata_file, name="errata-file"),
    path("errata/<slug:slug>.json", errata.erratum_json, name="erratum-json"),
    path("errata/<slug:slug>/", errata.erratum, name="erratum"),
    path("releases/", releases.releases, name="releases"),
    path("releases.json", releases.releases_json, name="releases-json"),
    path("at/", addresses.at, name="at"),
    path("works/<str:work>/", addresses.work, name="work"),
]
