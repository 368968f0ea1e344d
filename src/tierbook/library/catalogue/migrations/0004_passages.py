"""What search matches, and since when the library has each page; the index of 0002 goes."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

OLD = "catalogue_paragraph_words"


def drop_old_index(apps: Any, schema_editor: Any) -> None:
    """Take away the index over paragraphs that `catalogue_passage` replaces."""
    if schema_editor.connection.vendor == "sqlite":
        for what in (f"TRIGGER IF EXISTS {OLD}_in", f"TRIGGER IF EXISTS {OLD}_out"):
            schema_editor.execute(f"DROP {what}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {OLD}")


class Migration(migrations.Migration):
    """Fourth step."""

    dependencies = [("catalogue", "0003_derived")]
    operations = [
        migrations.RunPython(drop_old_index, migrations.RunPython.noop),
        migrations.AddField("document", "acquired", models.DateField(null=True)),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paragraph", models.PositiveIntegerField()),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("pillar", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("evidence", models.TextField()),
                ("coded", models.TextField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="catalogue.document",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("text", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("family", models.CharField(db_index=True, max_length=80)),
                ("plain", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
        ),
    ]
