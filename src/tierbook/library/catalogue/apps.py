"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Documents, paragraphs and findings as rows."""

    name = "tierbook.library.catalogue"
    label = "catalogue"
