"""The index of words over paragraphs, where the database is SQLite with FTS5."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.utils import DatabaseError

TABLE = "catalogue_paragraph_words"


def make_index(apps: Any, schema_editor: Any) -> None:
    """Make the index and keep it in step with the paragraphs."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
                "text, content='catalogue_paragraph', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
            )
        except (
            DatabaseError
        ):  # this SQLite was built without FTS5: search falls back to plain matching
            return
        cursor.execute(
            f"CREATE TRIGGER {TABLE}_in AFTER INSERT ON catalogue_paragraph BEGIN "
            f"INSERT INTO {TABLE}(rowid, text) VALUES (new.id, new.text); END"
        )
        cursor.execute(
            f"CREATE TRIGGER {TABLE}_out AFTER DELETE ON catalogue_paragraph BEGIN "
            f"INSERT INTO {TABLE}({TABLE}, rowid, text) VALUES ('delete', old.id, old.text); END"
        )
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")


def drop_index(apps: Any, schema_editor: Any) -> None:
    """Take the index away."""
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_in")
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_out")
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    """Second step."""

    dependencies = [("catalogue", "0001_catalogue")]
    operations = [migrations.RunPython(make_index, drop_index)]
