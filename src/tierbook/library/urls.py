"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path, re_path

from tierbook.library.citing.negotiation import negotiated
from tierbook.library.reading.views import (
    changes,
    charts,
    clock,
    comparing,
    countries,
    digests,
    documents,
    dossier,
    editions,
    errors,
    flows,
    helping,
    home,
    indices,
    law,
    packs,
    panel,
    recommendations,
    reference,
    series,
    variable,
)

urlpatterns = [
    path("", include("tierbook.library.api.urls")),
    path("", include("tierbook.library.operating.urls")),
    path("", home.home, name="home"),
    path("countries/", countries.countries, name="countries"),
    path("editions/<int:year>/", editions.edition, name="edition"),
    path("", include("tierbook.library.record.urls")),
    path("", include("tierbook.library.citing.urls")),
    path("documents/<str:document_id>.json", documents.document_json, name="document-json"),
    path("documents/<str:document_id>/beside/<str:other_id>/", documents.beside, name="beside"),
    path(
        "documents/<str:document_id>/",
        negotiated(documents.document_json)(documents.document),
        name="document",
    ),
    path("variables/", reference.variables, name="variables"),
    path("variables/<str:variable_id>/", variable.variable, name="variable"),
    re_path(
        r"^variables/(?P<variable_id>[^/]+)/(?P<what>values|editions)\.(?P<form>csv|json)$",
        variable.variable_file,
        name="variable-file",
    ),
    path("law/", law.laws, name="laws"),
    path("law/compare/", law.compare, name="law-compare"),
    path("law/entries/<str:entry_id>/", law.entry, name="law-entry"),
    path("law/<int:year>/", law.law, name="law"),
    path("law/<int:one>/<int:other>/", law.compare, name="law-beside"),
    path("law/<slug:statute>/", law.laws, name="statute"),
    path("law/<slug:statute>/compare/", law.compare, name="statute-compare"),
    path("law/<slug:statute>/entries/<str:entry_id>/", law.entry, name="statute-entry"),
    path("law/<slug:statute>/<int:year>/", law.law, name="statute-law"),
    path("law/<slug:statute>/<int:one>/<int:other>/", law.compare, name="statute-beside"),
    path("clock/", clock.clock, name="clock"),
    path("clock/<int:year>/", clock.clock_of, name="clock-of"),
    path("compare/", comparing.compare, name="compare"),
    path("compare.<str:form>", comparing.compare_file, name="compare-file"),
    path("compare/passages.<str:form>", comparing.passages_file, name="passages-file"),
    path("charts/", charts.charts, name="charts"),
    path("charts/of/", charts.chart_of, name="chart-of"),
    re_path(
        r"^charts/(?P<kind>[a-z]+)(?:/(?P<subject>[A-Za-z0-9_/-]+))?\.(?P<form>svg|png|html|csv|json)$",
        charts.chart_file,
        name="chart-file",
    ),
    re_path(
        r"^charts/(?P<kind>[a-z]+)/(?:(?P<subject>[A-Za-z0-9_/-]+)/)?$",
        charts.chart,
        name="chart",
    ),
    path("method/", reference.method, name="method"),
    path("packs/", packs.packs, name="packs"),
    path("packs/query/", packs.query, name="query-pack"),
    re_path(
        r"^packs/query\.(?P<form>docx|pdf|html|md|csv|json)$", packs.query_file, name="query-file"
    ),
    path("packs/advocacy/", packs.advocacy, name="advocacy-of"),
    re_path(r"^packs/advocacy/(?P<code>[A-Z]{3})/$", packs.advocacy, name="advocacy-pack"),
    re_path(
        r"^packs/advocacy/(?P<code>[A-Z]{3})\.(?P<form>docx|pdf|html|md)$",
        packs.advocacy_file,
        name="advocacy-file",
    ),
    path("flows/", flows.flows, name="flows"),
    path("flows/<int:year>/", flows.flows_of, name="flows-of"),
    path("flows/<int:year>.<str:form>", flows.flows_file, name="flows-file"),
    path("panel/", panel.panel, name="panel"),
    re_path(r"^panel\.(?P<form>csv|parquet|dta|sav|json|md)$", panel.panel_file, name="panel-file"),
    path("", include("tierbook.library.reading.search_urls")),
    path("account/", include("tierbook.library.accounts.urls")),
    path("desk/", include("tierbook.library.desk.urls")),
    path("", include("tierbook.library.accounts.public_urls")),
    path("help/", helping.help_page, name="help"),
    path("help/keys/", helping.switch_keys, name="switch-keys"),
    path("display/", reference.display, name="display"),
    path("digest/", digests.digests, name="digests"),
    path("digest/<int:year>/", digests.digest, name="digest"),
    path("digest/<int:year>.<str:form>", digests.digest_file, name="digest-file"),
    path("recommendations/", recommendations.longest, name="recommendations"),
    re_path(
        r"^recommendations\.(?P<form>csv|json)$",
        recommendations.longest_file,
        name="recommendations-file",
    ),
    re_path(
        r"^(?P<code>[A-Z]{3})/recommendations/$",
        recommendations.of_country,
        name="country-recommendations",
    ),
    re_path(
        r"^(?P<code>[A-Z]{3})/recommendations\.(?P<form>csv|json)$",
        recommendations.of_country_file,
        name="country-recommendations-file",
    ),
    re_path(r"^(?P<code>[A-Z]{3})/$", dossier.country, name="country"),
    re_path(r"^(?P<code>[A-Z]{3})/dossier\.json$", dossier.dossier_json, name="dossier-json"),
    re_path(r"^(?P<code>[A-Z]{3})/dossier\.csv$", dossier.dossier_csv, name="dossier-csv"),
    re_path(r"^(?P<code>[A-Z]{3})/series/$", series.series, name="series"),
    re_path(
        r"^(?P<code>[A-Z]{3})/series\.(?P<form>csv|json)$", series.series_file, name="series-file"
    ),
    re_path(r"^(?P<code>[A-Z]{3})/indices/$", indices.indices, name="indices"),
    re_path(r"^(?P<code>[A-Z]{3})/indices\.json$", indices.indices_json, name="indices-json"),
    re_path(r"^(?P<code>[A-Z]{3})/indices\.csv$", indices.indices_csv, name="indices-csv"),
    re_path(r"^(?P<code>[A-Z]{3})/(?P<year>[0-9]{4})/$", documents.unit, name="unit"),
    re_path(r"^(?P<code>[A-Z]{3})/changes/$", changes.over, name="changes"),
    re_path(
        r"^(?P<code>[A-Z]{3})/(?P<one>[0-9]{4})/(?P<other>[0-9]{4})/$",
        changes.between,
        name="changes-between",
    ),
    re_path(
        r"^(?P<code>[A-Z]{3})/(?P<one>[0-9]{4})/(?P<other>[0-9]{4})\.json$",
        changes.between_json,
        name="changes-json",
    ),
    re_path(
        r"^(?P<code>[A-Z]{3})/(?P<one>[0-9]{4})/(?P<other>[0-9]{4})\.csv$",
        changes.between_csv,
        name="changes-csv",
    ),
    re_path(r"^(?P<code>[A-Za-z]{3})/$", documents.upper_country),
    re_path(r"^(?P<code>[A-Za-z]{3})/(?P<year>[0-9]{4})/$", documents.upper_unit),
    re_path(r"^(?P<year>20[0-9]{2})/$", editions.short_edition),
]
handler404 = errors.not_found
handler500 = errors.failed
handler403 = errors.refused
handler400 = errors.not_understood
