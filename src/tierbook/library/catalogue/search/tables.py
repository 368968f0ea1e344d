"""Tables of the two engines over `catalogue_passage`, which Django's models don't know.

Both take the words as they are handed over. FTS5 gets them with blanks between and parts them there (`ascii` takes
every character beyond ASCII as a letter, and our words hold letters and digits alone). PostgreSQL gets a vector with
the place of each word.
"""

from __future__ import annotations

from typing import Any

from django.db.utils import DatabaseError

__all__ = ["FTS", "VECTORS", "drop_tables", "has_index", "make_tables"]

FTS = "catalogue_passage_fts"
VECTORS = "catalogue_passage_vector"
_TRIGGERS = (
    f"CREATE TRIGGER {FTS}_in AFTER INSERT ON catalogue_passage BEGIN "
    f"INSERT INTO {FTS}(rowid, words, evidence) VALUES (new.id, new.words, new.evidence); END",
    f"CREATE TRIGGER {FTS}_out AFTER DELETE ON catalogue_passage BEGIN "
    f"INSERT INTO {FTS}({FTS}, rowid, words, evidence) VALUES ('delete', old.id, old.words, old.evidence); END",
)
_POSTGRES = (
    f"CREATE TABLE {VECTORS} (passage_id bigint PRIMARY KEY REFERENCES catalogue_passage (id) ON DELETE CASCADE, "
    "words tsvector NOT NULL, evidence tsvector NOT NULL)",
    f"CREATE INDEX {VECTORS}_words ON {VECTORS} USING gin (words)",
    f"CREATE INDEX {VECTORS}_evidence ON {VECTORS} USING gin (evidence)",
)


def make_tables(connection: Any) -> None:
    """Make the index of the engine at hand; a SQLite without FTS5 gets none, and search reads every passage."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _POSTGRES:
                cursor.execute(statement)
            return
        try:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {FTS} USING fts5(words, evidence, content='catalogue_passage', "
                "content_rowid='id', columnsize=0, tokenize='ascii')"
            )
        except DatabaseError:
            return
        for statement in _TRIGGERS:
            cursor.execute(statement)


def drop_tables(connection: Any) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TABLE IF EXISTS {VECTORS}")
            return
        for what in (f"TRIGGER IF EXISTS {FTS}_in", f"TRIGGER IF EXISTS {FTS}_out"):
            cursor.execute(f"DROP {what}")
        cursor.execute(f"DROP TABLE IF EXISTS {FTS}")


def has_index(connection: Any) -> bool:
    """Tell whether the database has the engine's own index."""
    return connection.vendor == "postgresql" or FTS in connection.introspection.table_names()
