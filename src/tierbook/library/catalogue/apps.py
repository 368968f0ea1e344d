"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Documents, paragraphs and findings as rows."""

    name = "tierbook.library.catalogue"
    label = "catalogue"
    made_from_corpus = True  # so it stands in no back-up but with the corpus
