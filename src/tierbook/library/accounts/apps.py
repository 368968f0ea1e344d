"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, keys, drafts, replies and saved searches."""

    name = "tierbook.library.accounts"
    label = "accounts"
    verbose_name = "people"
