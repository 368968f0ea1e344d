"""One SQLite database of all tables, with their keys and references; Datasette opens it with `metadata.json`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tierbook.dossier import Missing
from tierbook.errors import ReleaseInvalid
from tierbook.release.dataset.described import DataTable
from tierbook.release.dataset.spool import Spool

__all__ = ["write_sqlite"]

_TYPES = {
    "text": "TEXT",
    "code": "TEXT",
    "date": "TEXT",
    "number": "INTEGER",
    "decimal": "REAL",
}
_APPLICATION = 0x74626B31  # `tbk1`: names the file to whoever looks at its head


def write_sqlite(spools: Mapping[str, Spool], path: Path) -> None:
    """Write all tables into one database.

    Codes stand in words; a cell without a value is NULL. The file is laid out anew at the end, so that its bytes are
    those of its rows alone.

    Args:
        spools: by name, in the order of the release.
        path: the file, which must not exist.

    Raises:
        ReleaseInvalid: a row refers to one that is not there.
    """
    first = path.with_suffix(".filling")
    try:
        with closing(sqlite3.connect(first, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA page_size = 4096")
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute("BEGIN")
            for spool in spools.values():
                table = spool.table
                database.execute(_create(table, spools))
                holes = ", ".join("?" * len(table.columns))
                database.executemany(
                    f"INSERT INTO {_name(table.name)} VALUES ({holes})",
                    _rows(spool),
                )
            for spool in spools.values():
                for statement in _indices(spool.table, spools):
                    database.execute(statement)
            database.execute("COMMIT")
            wrong = database.execute("PRAGMA foreign_key_check").fetchone()
            if wrong is not None:
                raise ReleaseInvalid(
                    f"row {wrong[1]} of {wrong[0]} refers to no row of {wrong[2]}",
                    remedy="report it with the version of tierbook: no library should give this",
                )
            database.execute("VACUUM INTO ?", (str(path),))
    finally:
        first.unlink(missing_ok=True)


def _create(table: DataTable, held: Iterable[str]) -> str:
    names = set(held)
    parts = [
        f"{_name(c.name)} {_TYPES[c.shape.kind]}{' NOT NULL' if c.needed else ''}"
        for c in table.columns
    ]
    parts.append(f"PRIMARY KEY ({_names(table.key)})")
    parts += [
        f"FOREIGN KEY ({_names(r.columns)}) REFERENCES {_name(r.table)} ({_names(r.key)})"
        for r in table.references
        if r.table in names
    ]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _indices(table: DataTable, held: Iterable[str]) -> Iterator[str]:
    """Yield an index for each reference, which the pages of Datasette go back along."""
    names = set(held)
    for reference in table.references:
        if reference.table in names and reference.columns != table.key[: len(reference.columns)]:
            columns = reference.columns
            name = f"{table.name}_by_{'_'.join(columns)}"
            yield f"CREATE INDEX {_name(name)} ON {_name(table.name)} ({_names(columns)})"


def _rows(spool: Spool) -> Iterator[list[object]]:
    for row in spool.rows():
        yield [None if isinstance(cell, Missing) else cell for cell in row]


def _name(words: str) -> str:
    return f'"{words}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(_name(name) for name in names)
