"""A transaction that is on the disk before anybody is told that it was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

__all__ = ["durable"]


@contextmanager
def durable() -> Iterator[None]:
    """Write events so that a killed program, and a machine that loses its power, keep what was acknowledged.

    SQLite keeps what a killed program has committed in any case; with `synchronous=FULL` each commit also reaches the
    disk. PostgreSQL does so unless somebody has told it otherwise.
    """
    connection = transaction.get_connection()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = on")
        yield
