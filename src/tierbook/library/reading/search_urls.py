"""Addresses of search."""

from __future__ import annotations

from django.urls import path, re_path

from tierbook.library.reading.views import search_files, searching

urlpatterns = [
    path("search/", searching.search, name="search"),
    re_path(r"^search\.(?P<form>csv|json|ris)$", search_files.search_file, name="search-file"),
    path("search.atom", search_files.feed, name="search-feed"),
    path("search/batch/", search_files.batch, name="search-batch"),
    path("search/language/", searching.language, name="search-language"),
    path("search/thesaurus/", searching.thesaurus, name="thesaurus"),
    path("search/thesaurus/<str:entry_id>/", searching.thesaurus, name="thesaurus-entry"),
]
