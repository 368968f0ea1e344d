"""The engine that `TIERBOOK_DATABASE_URL=postgresql://…` chooses; Django looks for it under this name.

A column of text gets the collation C whatever the database was made with, so that lists, pages and files have the same
order on SQLite and on PostgreSQL, on every machine, and case is folded alike. Whoever needs the order of a language
sorts in Python. For the same reason rows without a value come first: `compiler.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.backends.postgresql import base, operations, schema

__all__ = ["DatabaseWrapper"]

COLLATION = "C"
TEXT = ("varchar", "text")


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Django's own, which makes and changes columns of text with a collation."""

    def _iter_column_sql(
        self,
        column_db_type: str,
        params: Any,
        model: Any,
        field: Any,
        field_db_params: Any,
        *more: Any,
    ) -> Iterator[str]:
        chosen = field_db_params.get("collation") or _collation(column_db_type)
        with_collation = {**field_db_params, "collation": chosen}
        yield from super()._iter_column_sql(
            column_db_type, params, model, field, with_collation, *more
        )

    def _alter_column_type_sql(
        self, model: Any, old_field: Any, new_field: Any, new_type: str, old: Any, new: Any
    ) -> Any:
        chosen = new or _collation(new_type)
        return super()._alter_column_type_sql(model, old_field, new_field, new_type, old, chosen)


def _collation(column_type: str) -> str | None:
    return COLLATION if column_type.startswith(TEXT) and "[" not in column_type else None


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, which writes queries by our compiler."""

    compiler_module = "tierbook.library.postgres.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own with that schema editor and those operations."""

    # What is looked for is folded by the rule of the column that it is looked for in: A to Z, as in SQLite.
    operators: ClassVar = {
        name: words.replace("UPPER(%s)", f'UPPER(%s COLLATE "{COLLATION}")')
        for name, words in base.DatabaseWrapper.operators.items()
    }
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations

    def _configure_connection(self, connection: Any) -> bool:
        """Wait for another writer as long as SQLite does, and no longer: whoever waits is told."""
        commit = super()._configure_connection(connection)
        wait = int(self.settings_dict.get("LOCK_WAIT", 0))
        if not wait:
            return bool(commit)
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{wait}s'")
        return True
