"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

from tierbook.library.screening.router import ALIAS


class ScreeningConfig(AppConfig):
    """Cases, as sealed events, and who may screen."""

    name = "tierbook.library.screening"
    label = ALIAS
    own_store = True  # no row of it stands among people's rows; a back-up takes it by `store_rows`

    def ready(self) -> None:
        """Say what is stored about people here."""
        from tierbook.library.accounts.records import Kept, register
        from tierbook.library.screening.people import rows_about

        words = "leave to screen cases, had or given, and when you looked at which, by code; of a case nothing"
        after = "stays, under a pseudonym"
        register(Kept("screening", words, rows_about, after, told_of_none=False))
