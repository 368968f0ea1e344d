"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Reports of wrong codings, and what was decided of them."""

    name = "tierbook.library.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what is stored about people here."""
        from tierbook.library.accounts.records import Kept, register
        from tierbook.library.desk.about_people import events_of

        words = "what you reported and decided, as events"
        register(Kept("event", words, events_of, "stays, under a pseudonym"))
