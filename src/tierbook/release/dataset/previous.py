"""What changed against the release before: rows that came and went, cells that are others, and why.

Both releases are read as CSV, row by row; the rows of the earlier one wait in a database on disk until their key comes.
`reasons.py` finds why.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tierbook.dossier import Missing, TableCode, TableColumn
from tierbook.errors import ReleaseInvalid
from tierbook.files import VERSION
from tierbook.release.dataset.described import DataColumn, DataTable, load_rights
from tierbook.release.dataset.reasons import ASKED, Cells, Change, ChangedRow, Reasons, Side
from tierbook.release.dataset.spool import Spool

__all__ = [
    "CHANGES",
    "Changes",
    "TableChanges",
    "compare_with_previous",
    "describe_changes",
    "read_previous",
]

CHANGES = "changes"
_KINDS = (
    TableCode(1, "added", "A row that the release before had not"),
    TableCode(2, "removed", "A row that it alone had"),
    TableCode(3, "changed", "A cell of a row that both have"),
)


@dataclass(slots=True)
class TableChanges:
    """How many rows of a table came, went and changed, and how many cells; columns that came and went."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    cells: int = 0
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    @property
    def in_rows(self) -> bool:
        """Tell whether a row or a cell is otherwise."""
        return bool(self.added or self.removed or self.cells)

    @property
    def nothing(self) -> bool:
        """Tell whether rows, cells and columns are the same."""
        return not (self.in_rows or self.columns_added or self.columns_removed)


@dataclass(slots=True)
class Changes:
    """What changed.

    Attributes:
        previous: title, version, day and versions of the release before.
        tables: by name.
        why: number of lines by reason.
        tables_added: tables that the release before didn't have.
        tables_removed: tables that it alone had.
        lacking: tables that it hasn't, in which reasons would be found.
        undated: whether it does not say by which version of tierbook it was made.
    """

    previous: Mapping[str, Any]
    tables: dict[str, TableChanges] = field(default_factory=dict)
    why: Counter[str] = field(default_factory=Counter)
    tables_added: tuple[str, ...] = ()
    tables_removed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    undated: bool = False

    @property
    def nothing(self) -> bool:
        """Tell whether both releases say the same."""
        same = all(table.nothing for table in self.tables.values())
        return same and not (self.tables_added or self.tables_removed)

    @property
    def lines(self) -> int:
        """Return how many lines `changes.csv` has below its head."""
        return sum(t.added + t.removed + t.cells for t in self.tables.values())


@cache
def describe_changes() -> DataTable:
    """Return what `changes.csv` holds."""
    columns = (
        _column("table_name", "text", "Name of the table", needed=True),
        _column("change", "code", "What became of the row, or of the cell", needed=True),
        _column(
            "row",
            "text",
            "Key of the row; cells of several columns with | between them",
            needed=True,
        ),
        _column("iso3", "text", "Country of the row, ISO 3166 alpha-3"),
        _column("edition", "number", "Edition of the row"),
        _column("variable", "text", "Variable of the codebook of the row, or of the column"),
        _column("column_name", "text", "Column of a cell that changed; empty for a whole row"),
        _column(
            "was", "text", "What stood in the cell; empty for rows, and for words of the Report"
        ),
        _column("is_now", "text", "What stands in it; empty for rows, and for words of the Report"),
        _column("why", "text", "Reasons, with semicolons", needed=True),
    )
    return DataTable(
        name=CHANGES,
        title="What is otherwise than in the release before, and why",
        grain="a cell that changed, or a row that was added or removed",
        key=("table_name", "change", "row", "column_name"),
        rights=load_rights()["ours"],
        columns=columns,
    )


def _column(
    name: str, kind: Literal["text", "code", "number"], label: str, *, needed: bool = False
) -> DataColumn:
    codes = _KINDS if kind == "code" else ()
    return DataColumn(TableColumn(name, label, kind, facet="data", codes=codes), needed=needed)


def read_previous(folder: Path) -> Mapping[str, Any]:
    """Return the data package of a release.

    Raises:
        ReleaseInvalid: the folder holds none.
    """
    path = folder / "datapackage.json"
    try:
        record = json.loads(path.read_text("utf-8"))
        resources = {str(r["name"]): folder / str(r["path"]) for r in record["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseInvalid(
            "the release before cannot be read",
            where=str(path),
            why=str(error),
            remedy="name its folder with --previous",
        ) from error
    found = {name: path for name, path in resources.items() if name != CHANGES}
    lost = [name for name, path in found.items() if not path.is_file()]
    if lost:
        raise ReleaseInvalid(
            f"the release before has no file of {lost[0]}",
            where=str(folder),
            remedy="tierbook release --check FOLDER names what is lost",
        )
    return {**record, "files": found}


def compare_with_previous(
    previous: Mapping[str, Any],
    folder: Path,
    tables: Iterable[DataTable],
    made: Mapping[str, Spool],
    spool: Path,
) -> Changes:
    """Write `changes.csv` into a release, and return how much changed.

    Args:
        previous: what `read_previous` read.
        folder: the release, with its CSV files.
        tables: of it.
        made: rows of every table that was made, in which reasons are found, whether or not it is in the release.
        spool: a file for the rows of the release before.
    """
    now = {table.name: table for table in tables}
    was: Mapping[str, Path] = previous["files"]
    reasons = Reasons(
        _told_before(previous),
        Side.of(VERSION, {name: _plain(made[name]) for name in ASKED}),
        ((row["variable"], row["what"]) for row in _plain(made["figures"])),
        [name for name in now if name in was],
    )
    changes = Changes(
        previous,
        lacking=reasons.lacking,
        undated=reasons.undated,
        tables_added=tuple(name for name in now if name not in was),
        tables_removed=tuple(name for name in was if name not in now),
    )
    with (
        closing(sqlite3.connect(spool, isolation_level=None)) as database,
        (folder / f"{CHANGES}.csv").open("w", encoding="utf-8", newline="") as stream,
    ):
        database.execute("PRAGMA journal_mode = OFF")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(describe_changes().names)
        for name, table in now.items():
            if name in was:
                told = _Table(table, changes, reasons, database)
                for line in told.compare(was[name], folder / "csv" / f"{name}.csv"):
                    writer.writerow(line)
    return changes


class _Table:
    """One table of both releases."""

    def __init__(
        self, table: DataTable, changes: Changes, reasons: Reasons, database: sqlite3.Connection
    ) -> None:
        self.table, self.changes, self.reasons, self.database = table, changes, reasons, database
        self.count = TableChanges()
        changes.tables[table.name] = self.count
        self.variables = {c.name: c.shape.variable or "" for c in table.columns}

    def compare(self, was: Path, now: Path) -> Iterator[list[str]]:
        """Yield the lines of the table: what was added and changed in its order, then what was removed."""
        database = self.database
        database.execute("DROP TABLE IF EXISTS was")
        database.execute("CREATE TABLE was (key TEXT PRIMARY KEY, n INTEGER, row TEXT)")
        database.execute("BEGIN")
        names = _head(was)
        for n, row in enumerate(_rows(was)):
            told = (self._key(row), n, json.dumps(row))
            database.execute("INSERT OR IGNORE INTO was VALUES (?, ?, ?)", told)
        own = set(self.table.names)
        self.count.columns_added = tuple(n for n in self.table.names if n not in names)
        self.count.columns_removed = tuple(n for n in names if n not in own)
        common = [name for name in self.table.names if name in names]
        for row in _rows(now):
            key = self._key(row)
            found = database.execute("SELECT row FROM was WHERE key = ?", (key,)).fetchone()
            if found is None:
                self.count.added += 1
                yield self._line("added", key, row)
                continue
            database.execute("DELETE FROM was WHERE key = ?", (key,))
            before: Cells = json.loads(found[0])
            other = [name for name in common if before[name] != row[name]]
            self.count.changed += bool(other)
            self.count.cells += len(other)
            for name in other:
                yield self._line("changed", key, row, name, before[name])
        for key, text in database.execute("SELECT key, row FROM was ORDER BY n").fetchall():
            self.count.removed += 1
            yield self._line("removed", key, json.loads(text))
        database.execute("COMMIT")

    def _key(self, row: Cells) -> str:
        return " | ".join(row.get(name, "") for name in self.table.key)

    def _line(
        self, change: Change, key: str, row: Cells, column: str = "", was: str = ""
    ) -> list[str]:
        variable = self.variables.get(column) or row.get("variable", "")
        why = self.reasons.why(ChangedRow(self.table.name, change, row, column, variable))
        for one in why:
            self.changes.why[one] += 1
        now = row[column] if column else ""
        if self.table.rights.id == "official":  # its words stand in their own table alone
            was = now = ""
        unit = [row.get("iso3", ""), row.get("edition", "")]
        return [self.table.name, change, key, *unit, variable, column, was, now, ";".join(why)]


def _told_before(previous: Mapping[str, Any]) -> Side:
    """Return what the release before says of its texts, decisions and errata."""
    files: Mapping[str, Path] = previous["files"]
    told = previous.get("tierbook")
    tables = {name: _rows(files[name]) for name in ASKED if name in files}
    return Side.of(None if told is None else str(told), tables)


def _plain(spool: Spool) -> Iterator[Cells]:
    """Yield the rows of a table as CSV has them."""
    for row in spool.records():
        yield {n: "" if c is None or isinstance(c, Missing) else str(c) for n, c in row.items()}


def _head(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(next(csv.reader(stream), ()))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
