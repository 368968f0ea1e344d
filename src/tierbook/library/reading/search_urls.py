"""Addresses of search."""

from __future__ import annotations

from django.urls import path

from tierbook.library.reading.views import search_files, searching

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search.ris", search_files.search_ris, name="search-ris"),
    path("search.atom", search_files.feed, name="search-feed"),
    path("search/batch/", search_files.batch, name="search-batch"),
    path("search/language/", searching.language, name="search-language"),
    path("search/thesaurus/", searching.thesaurus, name="thesaurus"),
    path("search/thesaurus/<str:entry_id>/", searching.thesaurus, name="thesaurus-entry"),
]
