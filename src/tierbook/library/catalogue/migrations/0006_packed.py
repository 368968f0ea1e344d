"""Codings and assessments are held packed; those already held are packed one by one."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from tierbook.library.catalogue.packing import PackedTextField, pack_text

_COLUMNS = ("coding", "assessment")


def pack(apps: Any, schema_editor: Any) -> None:
    """Fill the new columns from the old ones."""
    rows = apps.get_model("catalogue", "Content").objects.using(schema_editor.connection.alias)
    for name in list(rows.order_by("pk").values_list("pk", flat=True)):
        texts = rows.values(*_COLUMNS).get(pk=name)
        rows.filter(pk=name).update(
            **{
                f"packed_{column}": text if text is None else pack_text(text)
                for column, text in texts.items()
            }
        )


class Migration(migrations.Migration):
    """Sixth step."""

    dependencies = [("catalogue", "0005_index")]
    operations = [
        *(
            migrations.AddField("content", f"packed_{column}", PackedTextField(null=True))
            for column in _COLUMNS
        ),
        migrations.RunPython(pack, migrations.RunPython.noop),
        *(migrations.RemoveField("content", column) for column in _COLUMNS),
        *(migrations.RenameField("content", f"packed_{column}", column) for column in _COLUMNS),
        migrations.AlterField("content", "coding", PackedTextField()),
    ]
