"""The table of the interface: what each asker has taken of its allowance."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """First step."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asker', models.CharField(max_length=40)),
                ('window', models.BigIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['window'], name='api_allowance_window')],
                'constraints': [models.UniqueConstraint(fields=('asker', 'window'), name='one_row_per_asker_and_window')],
            },
        ),
    ]
