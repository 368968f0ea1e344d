"""What changed against the release before: rows that came and went, cells that are others, and why.

Both releases are read as CSV, row by row; the rows of the earlier one wait in a database on disk until their key comes.
Why a cell changed is found in what stands beside it: the page, the versions that coded it, what people decided, errata.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tierbook.errors import ReleaseInvalid
from tierbook.release.dataset.described import DataTable

__all__ = ["CHANGE_COLUMNS", "Changes", "TableChanges", "compare_with_previous", "read_previous"]

CHANGE_COLUMNS = (
    "table_name", "change", "row", "iso3", "edition", "variable", "column_name", "was", "is_now", "why",
)  # fmt: skip
REASONS: Mapping[str, str] = {
    "page": "another page is held of the text, or one more, or one less",
    "codebook": "another version of the codebook",
    "cues": "another version of the cues of the rules",
    "coder": "another program or version of it coded the text",
    "software": "another version of tierbook, and what it knows of places, placements and law",
    "decision": "a decision of people came or went",
    "erratum": "an erratum says why",
    "texts": "other texts of the country were added, removed or coded anew",
    "unknown": "nothing that the releases hold says why",
}
_FACTS = (
    "tiers",
    "tier_claims",
    "sources",
    "countries",
    "editions",
    "variables",
    "codes",
    "rights",
    "data_dictionary",
)
_PEOPLE = (
    "decisions",
    "agreement",
    "agreement_matrix",
    "accuracy",
    "confusion",
    "sample_units",
    "sample_decisions",
)
_OVER_EDITIONS = ("series", "recommendations", "edges")
_VERSIONS = ("codebook", "cues", "coder", "tierbook")

Cells = Mapping[str, str]


@dataclass(slots=True)
class TableChanges:
    """How many rows of a table came, went and changed, and how many cells; columns that came and went."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    cells: int = 0
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()


@dataclass(slots=True)
class Changes:
    """What changed.

    Attributes:
        previous: title, version, day and versions of the release before.
        tables: by name.
        why: number of lines by reason.
        tables_added: tables that the release before didn't have.
        tables_removed: tables that it alone had.
    """

    previous: Mapping[str, Any]
    tables: dict[str, TableChanges] = field(default_factory=dict)
    why: Counter[str] = field(default_factory=Counter)
    tables_added: tuple[str, ...] = ()
    tables_removed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether both releases say the same."""
        counts = (t.added + t.removed + t.cells for t in self.tables.values())
        return not (any(counts) or self.tables_added or self.tables_removed)


def read_previous(folder: Path) -> Mapping[str, Any]:
    """Return the data package of a release.

    Raises:
        ReleaseInvalid: the folder holds none.
    """
    path = folder / "datapackage.json"
    try:
        record = json.loads(path.read_text("utf-8"))
        found = {str(r["name"]): folder / str(r["path"]) for r in record["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseInvalid(
            "the release before cannot be read",
            where=str(path),
            why=str(error),
            remedy="name its folder with --previous",
        ) from error
    lost = [name for name, path in found.items() if not path.is_file()]
    if lost:
        raise ReleaseInvalid(
            f"the release before has no file of {lost[0]}",
            where=str(folder),
            remedy="tierbook release --check FOLDER names what is lost",
        )
    return {**record, "files": found}


def compare_with_previous(
    previous: Mapping[str, Any], folder: Path, tables: Iterable[DataTable], spool: Path
) -> Changes:
    """Write `changes.csv` into a release, and return how much changed.

    Args:
        previous: what `read_previous` read.
        folder: the release, with its CSV files.
        tables: of it.
        spool: a file for the rows of the release before.
    """
    now = {table.name: table for table in tables}
    was: Mapping[str, Path] = previous["files"]
    changes = Changes(
        previous,
        tables_added=tuple(name for name in now if name not in was),
        tables_removed=tuple(name for name in was if name not in now),
    )
    reasons = _Reasons(was, {name: folder / "csv" / f"{name}.csv" for name in now})
    with (
        closing(sqlite3.connect(spool, isolation_level=None)) as database,
        (folder / "changes.csv").open("w", encoding="utf-8", newline="") as stream,
    ):
        database.execute("PRAGMA journal_mode = OFF")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(CHANGE_COLUMNS)
        for name, table in now.items():
            if name in was:
                told = _Table(table, changes, reasons, database)
                for line in told.compare(was[name], folder / "csv" / f"{name}.csv"):
                    writer.writerow(line)
    return changes


class _Table:
    """One table of both releases."""

    def __init__(
        self, table: DataTable, changes: Changes, reasons: _Reasons, database: sqlite3.Connection
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
        names: tuple[str, ...] = ()
        for n, row in enumerate(_rows(was)):
            names = names or tuple(row)
            told = (self._key(row), n, json.dumps(row))
            database.execute("INSERT OR IGNORE INTO was VALUES (?, ?, ?)", told)
        own = set(self.table.names)
        self.count.columns_added = tuple(n for n in self.table.names if names and n not in names)
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
        self, change: str, key: str, row: Cells, column: str = "", was: str = ""
    ) -> list[str]:
        variable = self.variables.get(column) or row.get("variable", "")
        why = self.reasons.why(self.table.name, row, variable)
        for one in why:
            self.changes.why[one] += 1
        now = row[column] if column else ""
        if self.table.rights.id == "official":  # its words stand in their own table alone
            was = now = ""
        unit = [row.get("iso3", ""), row.get("edition", "")]
        return [self.table.name, change, key, *unit, variable, column, was, now, ";".join(why)]


class _Reasons:
    """Finds why something changed, in what both releases say of their texts, decisions and errata."""

    def __init__(self, was: Mapping[str, Path], now: Mapping[str, Path]) -> None:
        self._was, self._now = _Side(was), _Side(now)
        self.decided = {
            (document, variable)
            for document, variable, _ in self._was.decisions ^ self._now.decisions
        }
        self.errata = {
            (iso3, edition, variable)
            for iso3, edition, variable, _ in self._now.errata - self._was.errata
        }

    def why(self, table: str, row: Cells, variable: str) -> tuple[str, ...]:
        """Return the reasons of a change in a row, as codes of `REASONS`."""
        found: dict[str, None] = {}
        unit = (row.get("iso3", ""), row.get("edition", ""))
        if table in _FACTS:
            found["software" if self._was.software != self._now.software else "texts"] = None
        elif table in _PEOPLE:
            found["decision" if self.decided else "software"] = None
        elif table in _OVER_EDITIONS and self._is_otherwise(unit[0]):
            found["texts"] = None
        if table not in _FACTS and all(unit):
            found |= dict.fromkeys(self._of_text(unit))
        if self._is_decided(unit, row.get("document", ""), variable):
            found["decision"] = None
        if (*unit, variable) in self.errata:
            found["erratum"] = None
        return tuple(name for name in REASONS if name in found) or ("unknown",)

    def _is_otherwise(self, country: str) -> bool:
        return self._was.countries.get(country) != self._now.countries.get(country)

    def _of_text(self, unit: tuple[str, str]) -> Iterator[str]:
        was, now = self._was.units.get(unit, {}), self._now.units.get(unit, {})
        if was.keys() != now.keys():
            yield "page"
        for document in was.keys() & now.keys():
            for name in _VERSIONS:
                if was[document].get(name) != now[document].get(name):
                    yield "software" if name == "tierbook" else name

    def _is_decided(self, unit: tuple[str, str], document: str, variable: str) -> bool:
        documents = {document} if document else {*self._now.units.get(unit, ())}
        return any((one, variable) in self.decided for one in documents)


class _Side:
    """What one release says of its texts, decisions and errata."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.units: dict[tuple[str, str], dict[str, Cells]] = {}
        self.countries: dict[str, set[tuple[str, str]]] = {}
        self.software: set[str] = set()
        for row in _rows(files.get("narratives")):
            versions = {name: row.get(name, "") for name in _VERSIONS}
            self.units.setdefault((row["iso3"], row["edition"]), {})[row["document"]] = versions
            self.software.add(row.get("tierbook", ""))
            held = (row["document"], json.dumps(versions, sort_keys=True))
            self.countries.setdefault(row["iso3"], set()).add(held)
        self.decisions = {
            (row["document"], row["variable"], row["decision"])
            for row in _rows(files.get("decisions"))
        }
        self.errata = {
            (row["iso3"], row["edition"], row["variable"], row["erratum"])
            for row in _rows(files.get("errata"))
        }


def _rows(path: Path | None) -> Iterator[dict[str, str]]:
    if path is None or not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
