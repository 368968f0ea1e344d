"""The tables of the catalogue."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """First step."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("country", models.CharField(max_length=3, null=True)),
                ("edition", models.PositiveSmallIntegerField(null=True)),
                ("text_kind", models.CharField(max_length=20)),
                ("kind_order", models.PositiveSmallIntegerField()),
                ("publisher", models.TextField()),
                ("title", models.TextField(null=True)),
                ("stated_tier", models.CharField(max_length=10, null=True)),
                ("coder", models.CharField(max_length=60)),
                ("paragraphs", models.PositiveIntegerField()),
                ("sentences", models.PositiveIntegerField()),
                ("findings_count", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["country", "edition", "kind_order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("finding", models.CharField(max_length=64)),
                ("position", models.PositiveIntegerField()),
                ("reference", models.CharField(max_length=8)),
                ("variable", models.CharField(db_index=True, max_length=80)),
                ("value", models.JSONField()),
                ("chips", models.JSONField()),
                ("paragraph", models.PositiveIntegerField(null=True)),
                ("sentence", models.PositiveIntegerField(null=True)),
                ("quote", models.TextField()),
                ("cue", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["document_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("pillar", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("sentences", models.JSONField()),
            ],
            options={
                "ordering": ["document_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="catalogue.document",
                    ),
                ),
                ("coding", models.TextField()),
                ("assessment", models.TextField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["country", "edition"], name="catalogue_d_country_c340f9_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["edition", "country"], name="catalogue_d_edition_5677bb_idx"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="catalogue.document",
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows_of_text",
                to="catalogue.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("document", "finding"), name="one_row_per_finding"
            ),
        ),
    ]
