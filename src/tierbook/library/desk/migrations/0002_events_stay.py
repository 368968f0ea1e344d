"""The database itself refuses to change an event."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER desk_event_stays BEFORE UPDATE ON desk_event
BEGIN SELECT RAISE(ABORT, 'events are added and never changed'); END
"""
POSTGRES = """
CREATE FUNCTION desk_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are added and never changed'; END $$;
CREATE TRIGGER desk_event_stays BEFORE UPDATE ON desk_event FOR EACH ROW EXECUTE FUNCTION desk_event_stays();
"""
BACK = {
    "sqlite": "DROP TRIGGER IF EXISTS desk_event_stays",
    "postgresql": "DROP TRIGGER IF EXISTS desk_event_stays ON desk_event; DROP FUNCTION IF EXISTS desk_event_stays()",
}


def guard(apps, schema_editor):
    words = {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]
    schema_editor.execute(words)


def unguard(apps, schema_editor):
    schema_editor.execute(BACK[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_events")]
    operations = [migrations.RunPython(guard, unguard)]
