"""The store of screening as JSON lines, for back-ups: codes, pseudonyms, times and sealed entries; never a key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, OperationalError, connections, transaction

from tierbook.errors import CorpusError
from tierbook.library.screening.router import ALIAS

__all__ = ["count_store", "dump_store", "load_store"]


def _models() -> list[Any]:
    """Return the models of the room, each after those that it points to."""
    config = apps.get_app_config(ALIAS)
    return serializers.sort_dependencies([(config, list(config.get_models()))])


def count_store() -> int:
    """Return how many rows the store holds."""
    return sum(model._base_manager.using(ALIAS).count() for model in _models())


def dump_store(path: Path) -> int:
    """Write every row as one JSON line, as they stand at one moment; return the count."""
    count = 0

    def rows() -> Iterator[Any]:
        nonlocal count
        for model in _models():
            for row in model._base_manager.using(ALIAS).order_by("pk").iterator(chunk_size=500):
                count += 1
                yield row

    with transaction.atomic(using=ALIAS), path.open("w", encoding="utf-8") as stream:
        if connections[ALIAS].vendor == "postgresql":
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        serializers.serialize("jsonl", rows(), stream=stream)
    return count


def load_store(path: Path) -> int:
    """Put dumped rows into an empty store, all of them or none; return the count.

    Raises:
        CorpusError: a row doesn't fit the tables of this version.
        OperationalError: the database takes nothing.
    """
    count = 0
    try:
        with path.open(encoding="utf-8") as stream, transaction.atomic(using=ALIAS):
            for row in serializers.deserialize("jsonl", stream, using=ALIAS):
                row.save(using=ALIAS)
                count += 1
            connection = connections[ALIAS]
            connection.check_constraints()
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                    cursor.execute(statement)
    except OperationalError:  # the disk is full, or the server has ended
        raise
    except (DeserializationError, DatabaseError) as error:
        raise CorpusError(
            "the rows of screening do not fit the tables",
            where=path.name,
            remedy="restore with the version of tierbook that made the back-up, then upgrade",
        ) from error
    return count
