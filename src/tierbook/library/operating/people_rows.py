"""What people have left in the database, as JSON lines that both engines read.

Everything that the corpus can't give back: accounts, keys, events, drafts, replies. Left out are rows that are made
from the corpus (apps that say `made_from_corpus`), those of another store (`own_store`), Django's own tables that
migrating fills, and what passes by itself: sessions and counts of attempts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from tierbook.errors import CorpusError

__all__ = ["count_rows", "dump_rows", "load_rows"]

PASSING_APPS = frozenset({"contenttypes", "sessions", "usersessions"})
# What the desk looks things up by is made of its events.
_OF_EVENTS = {"desk.item", "desk.decided", "desk.unit", "desk.assignment"}
PASSING_MODELS = frozenset({"auth.permission", "accounts.throttled", "api.allowance", *_OF_EVENTS})


def models_of_people() -> list[Any]:
    """Return the models whose rows only people can give, each after those that it points to."""
    kept = [
        (config, [m for m in config.get_models() if m._meta.label_lower not in PASSING_MODELS])
        for config in apps.get_app_configs()
        if not getattr(config, "made_from_corpus", False)
        and not getattr(config, "own_store", False)
        and config.label not in PASSING_APPS
    ]
    return serializers.sort_dependencies(kept, allow_cycles=True)


def count_rows() -> dict[str, int]:
    """Return how many rows people have left in each table; tables without any are not named."""
    counts = {m._meta.label_lower: m._base_manager.count() for m in models_of_people()}
    return {name: count for name, count in counts.items() if count}


def dump_rows(path: Path, *, using: str = "default") -> dict[str, int]:
    """Write every row of people as one JSON line, as they stand at one moment; return the counts.

    Args:
        path: where they are written.
        using: the database that is asked.
    """
    counts: dict[str, int] = {}
    connection = connections[using]
    with transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with path.open("w", encoding="utf-8") as stream:
            serializers.serialize(
                "jsonl", _rows(counts, using), stream=stream, use_natural_foreign_keys=True
            )
    return counts


def _rows(counts: dict[str, int], using: str) -> Iterator[Any]:
    for model in models_of_people():
        name = model._meta.label_lower
        for row in model._base_manager.using(using).order_by("pk").iterator(chunk_size=500):
            counts[name] = counts.get(name, 0) + 1
            yield row


def load_rows(path: Path) -> dict[str, int]:
    """Put dumped rows into empty tables, all of them or none; return the counts.

    Raises:
        CorpusError: a row doesn't fit the tables of this version.
        OperationalError: the database takes nothing.
    """
    counts: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8") as stream, transaction.atomic():
            for row in serializers.deserialize("jsonl", stream):
                row.save()
                name = row.object._meta.label_lower
                counts[name] = counts.get(name, 0) + 1
            connection.check_constraints()  # here, where it is told, and not when all is committed
            _count_on()
    except OperationalError:  # the disk is full, or the server has ended: the rows may fit well
        raise
    except (DeserializationError, DatabaseError) as error:
        raise CorpusError(
            "the rows of people do not fit the tables",
            where=path.name,
            why=str(error).splitlines()[0],
            remedy="restore with the version of tierbook that made the back-up, then upgrade",
        ) from error
    return counts


def _count_on() -> None:
    """Let new rows be numbered after those that were put in."""
    statements = connection.ops.sequence_reset_sql(no_style(), models_of_people())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
