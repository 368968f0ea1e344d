"""The app of the interface for programs."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ApiConfig"]


class ApiConfig(AppConfig):
    """Names the app; it has one table, for limits."""

    name = "tierbook.library.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
