"""Addresses of search."""

from __future__ import annotations

from django.urls import path

from tierbook.library.reading.views import searching

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/language/", searching.language, name="search-language"),
    path("search/thesaurus/", searching.thesaurus, name="thesaurus"),
    path("search/thesaurus/<str:entry_id>/", searching.thesaurus, name="thesaurus-entry"),
]
