"""The index over passages: FTS5 on SQLite, vectors of our own words on PostgreSQL; texts already held are put in."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from tierbook.library.catalogue.search.indexing import fill_index
from tierbook.library.catalogue.search.tables import drop_tables, make_tables


def make(apps: Any, schema_editor: Any) -> None:
    """Make the tables of the engine at hand."""
    make_tables(schema_editor.connection)


def fill(apps: Any, schema_editor: Any) -> None:
    """Index every text that is held."""
    fill_index(schema_editor.connection.alias)


def drop(apps: Any, schema_editor: Any) -> None:
    """Take the index away."""
    drop_tables(schema_editor.connection)


class Migration(migrations.Migration):
    """Fifth step."""

    dependencies = [("catalogue", "0004_passages")]
    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
