"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Reports of wrong codings, and what was decided of them."""

    name = "tierbook.library.desk"
    label = "desk"
