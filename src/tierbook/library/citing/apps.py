"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class CitingConfig(AppConfig):
    """Citations and exhibits."""

    name = "tierbook.library.citing"
    label = "citing"
