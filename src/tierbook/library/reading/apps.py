"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Templates, styles and views of the site."""

    name = "tierbook.library.reading"
    label = "reading"

    def ready(self) -> None:
        """Let templates escape what they print by our function, which is as careful and takes a third of the time."""
        from django.template import base

        from tierbook.library.reading.markup import escaped

        base.conditional_escape = escaped
