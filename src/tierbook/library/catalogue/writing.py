"""Write many rows of one table: by one prepared statement on SQLite, by COPY on PostgreSQL.

`bulk_create` builds a new statement for each few hundred rows and asks each field of each row how the database wants
it, which costs more than writing the rows. Here a column is asked once. Keys that the database gives are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from django.db import connections, models

from tierbook.library.catalogue.packing import PackedTextField

__all__ = ["number_rows", "write_records", "write_rows"]

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField)
_OPTIONS = orjson.OPT_NON_STR_KEYS
Cell = Callable[[Any], Any]


def write_rows(rows: Sequence[models.Model], using: str = "default") -> None:
    """Insert unsaved rows of one model, inside the caller's transaction.

    Args:
        rows: rows of one model; their fields hold what `bulk_create` would take.
        using: alias of the database.
    """
    if not rows:
        return
    numbered = rows[0].pk is not None
    fields = [
        field
        for field in type(rows[0])._meta.concrete_fields
        if numbered or not isinstance(field, models.AutoField)
    ]
    connection = connections[using]
    cells = [_cell(field, connection) for field in fields]
    records = ([cell(row) for cell in cells] for row in rows)
    columns = [field.column for field in fields]
    write_records(type(rows[0])._meta.db_table, columns, records, using)


def write_records(
    table: str, columns: Sequence[str], records: Iterable[Sequence[Any]], using: str = "default"
) -> None:
    """Insert records into a table, inside the caller's transaction.

    Args:
        table: its name in the database.
        columns: in the order of each record.
        records: values as the database wants them.
        using: alias of the database.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    listed = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django turns the errors of statements into its own, and doesn't know COPY.
            copying = cursor.copy(f"COPY {quote(table)} ({listed}) FROM STDIN")
            with connection.wrap_database_errors, copying as copy:
                for record in records:
                    copy.write_row(record)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({listed}) VALUES ({places})", records)


def number_rows(rows: Sequence[models.Model], using: str = "default") -> None:
    """Give unsaved rows the numbers that PostgreSQL would give them, so that other tables can name them at once.

    Args:
        rows: rows of one model whose key is a number that the database gives.
        using: alias of a PostgreSQL database.
    """
    if not rows:
        return
    key = rows[0]._meta.pk
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [rows[0]._meta.db_table, key.column, len(rows)],
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number


def _cell(field: Any, connection: Any) -> Cell:
    """Return what takes a row and gives the value of one of its columns as the database wants it."""
    name = field.attname
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField):
        return lambda row: _json(getattr(row, name))
    if isinstance(target, PackedTextField):
        return lambda row: target.get_prep_value(getattr(row, name))  # COPY takes bytes, no wrapper
    if isinstance(target, _AS_THEY_ARE):
        return lambda row: getattr(row, name)
    return lambda row: field.get_db_prep_save(getattr(row, name), connection)


def _json(value: Any) -> str:
    return orjson.dumps(value, option=_OPTIONS).decode()
