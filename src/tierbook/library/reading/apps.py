"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Templates, styles and views of the site."""

    name = "tierbook.library.reading"
    label = "reading"
