"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, keys, drafts, replies and saved searches."""

    name = "tierbook.library.accounts"
    label = "accounts"
    verbose_name = "people"

    def ready(self) -> None:
        """Clear away what has run out whenever somebody signs in."""
        from django.contrib.auth.signals import user_logged_in

        from tierbook.library.accounts.tidying import tidy

        user_logged_in.connect(tidy, dispatch_uid="accounts-tidy")
