"""Rows of screening live in a database of their own, and nothing else does."""

from __future__ import annotations

from typing import Any

__all__ = ["ALIAS", "ScreeningRouter"]

ALIAS = "screening"


class ScreeningRouter:
    """Send every model of this app to its own database, and every other one away from it."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the database of a model of ours."""
        return ALIAS if model._meta.app_label == ALIAS else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Refuse a relation between the two stores."""
        ours = {one._meta.app_label == ALIAS, other._meta.app_label == ALIAS}
        return None if ours == {False} else ours == {True}

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Keep tables where their rows are."""
        return (db == ALIAS) == (app_label == ALIAS)
