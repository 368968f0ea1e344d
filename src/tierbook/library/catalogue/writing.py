"""Write many rows of one table: by one prepared statement on SQLite, by COPY on PostgreSQL.

`bulk_create` builds a new statement for each few hundred rows and asks each field of each row how the database wants
it, which costs more than writing the rows. Here a column is asked once. Keys that the database gives are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.db import connection, models

__all__ = ["write_rows"]

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField)
_OPTIONS = orjson.OPT_NON_STR_KEYS
Cell = Callable[[Any], Any]


def write_rows(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model, inside the caller's transaction.

    Args:
        rows: rows of one model; their fields hold what `bulk_create` would take.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(field.column) for field in fields)
    cells = [_cell(field, connection) for field in fields]
    records = ([cell(row) for cell in cells] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({columns}) FROM STDIN", records)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", records)


def _cell(field: Any, connection: Any) -> Cell:
    """Return what takes a row and gives the value of one of its columns as the database wants it."""
    name = field.attname
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField):
        return lambda row: _json(getattr(row, name))
    if isinstance(target, _AS_THEY_ARE):
        return lambda row: getattr(row, name)
    return lambda row: field.get_db_prep_save(getattr(row, name), connection)


def _json(value: Any) -> str:
    return orjson.dumps(value, option=_OPTIONS).decode()


def _copy(cursor: Any, statement: str, records: Iterable[list[Any]] | Iterator[list[Any]]) -> None:
    with cursor.copy(statement) as copy:
        for record in records:
            copy.write_row(record)
