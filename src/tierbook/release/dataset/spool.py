"""Rows on their way: kept on disk in the order in which they come, and read as often as a format asks.

Words and dates have no place for a reason why they are missing; the column of the absence says it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import orjson

from tierbook.dossier import Missing, TableCell
from tierbook.errors import ReleaseInvalid
from tierbook.release.dataset.described import DataColumn, DataTable

__all__ = ["Row", "Spool"]

Row = tuple[TableCell, ...]
_MISSING = tuple(Missing)
_PLACE = {why: n for n, why in enumerate(_MISSING)}
_WHOLE = 1 << 63  # whole numbers below it, and not below its negative, have a place in every format


class Spool:
    """The rows of one table.

    Args:
        table: what it holds.
        path: a file of its own.
    """

    def __init__(self, table: DataTable, path: Path) -> None:
        self.table, self.path = table, path
        self.count = 0
        self._kinds = [column.shape.kind for column in table.columns]
        self._codes = {
            c.name: frozenset(code.code for code in c.shape.codes) for c in table.columns
        }
        self._names = frozenset(table.names)
        self._stream: BinaryIO = path.open("wb")

    def add(self, record: Mapping[str, TableCell]) -> None:
        """Keep a row by column name; a column that is left out has no value.

        Raises:
            ValueError: the table has no such column, or a column that every row has is empty.
        """
        if not record.keys() <= self._names:
            strange = sorted(record.keys() - self._names)
            raise ValueError(f"{self.table.name} has no column {', '.join(strange)}")
        cells = [record.get(name) for name in self.table.names]
        self.add_cells(cells)

    def add_cells(self, cells: list[TableCell]) -> None:
        """Keep a row whose cells stand in the order of the columns.

        Raises:
            ReleaseInvalid: a code is none, or no format has a place for a number.
            ValueError: a column that every row has is empty.
        """
        kept: list[object] = []
        for cell, kind, column in zip(cells, self._kinds, self.table.columns, strict=True):
            worded = kind in ("text", "date")
            if cell is None or cell == "" or (worded and isinstance(cell, Missing)):
                if column.needed:
                    raise ValueError(f"{self.table.name}: a row has no {column.name}: {cells}")
                kept.append(None)
            elif isinstance(cell, Missing):
                kept.append([_PLACE[cell]])
            else:
                if kind == "code" and cell not in self._codes[column.name]:
                    raise ReleaseInvalid(
                        f"{self.table.name} has a {column.name} {cell!r} that is no code of {column.vocabulary}",
                        where=str(cells[0]),
                        remedy="tierbook ingest brings codings up to this version; if it stays, report it",
                    )
                kept.append(self._number(cell, column, cells) if isinstance(cell, int) else cell)
        self._stream.write(orjson.dumps(kept))
        self._stream.write(b"\n")
        self.count += 1

    def _number(self, number: int, column: DataColumn, cells: list[TableCell]) -> int | float:
        """Return a number as every format can hold it: a decimal that is too long as the nearest float."""
        if -_WHOLE <= number < _WHOLE:
            return number
        if column.shape.kind == "decimal" and number.bit_length() < 1024:
            return float(number)
        key = [f"{name} {cells[self.table.names.index(name)]}" for name in self.table.key]
        raise ReleaseInvalid(
            f"{self.table.name} has a {column.name} of {len(str(abs(number)))} digits, for which no format has a place",
            where=", ".join(key),
            why="a whole number has 64 bits in Parquet and SQLite",
            remedy="say at the desk what the text says there, or leave the table out with --tables",
        )

    def close(self) -> None:
        """Write what is left; rows are read after this."""
        self._stream.close()

    def rows(self) -> Iterator[Row]:
        """Yield the rows in their order, as often as they are asked for."""
        with self.path.open("rb") as stream:
            for line in stream:
                cells = orjson.loads(line)
                yield tuple(_MISSING[cell[0]] if type(cell) is list else cell for cell in cells)

    def records(self) -> Iterator[dict[str, TableCell]]:
        """Yield the rows by column name."""
        for row in self.rows():
            yield dict(zip(self.table.names, row, strict=True))
