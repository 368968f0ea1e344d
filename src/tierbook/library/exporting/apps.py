"""The app that carries the templates and the script of an exported library."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ExportingConfig"]


class ExportingConfig(AppConfig):
    """Named so that its label is not taken for another's."""

    name = "tierbook.library.exporting"
    label = "exporting"
