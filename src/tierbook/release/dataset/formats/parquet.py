"""Parquet: codes in words, numbers and dates as such, labels and codes in the metadata of each column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from tierbook.dossier import Missing
from tierbook.files import canonical_json
from tierbook.release.dataset.described import DataColumn
from tierbook.release.dataset.spool import Row, Spool
from tierbook.release.tables.packages import need

__all__ = ["write_parquet"]

_GROUP = 50_000  # rows that are in memory at once


def write_parquet(spool: Spool, path: Path, title: str) -> None:
    """Write a table in groups of rows.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pyarrow: Any = need("pyarrow")
    parquet: Any = need("pyarrow.parquet")
    types = {
        "text": pyarrow.string(),
        "code": pyarrow.string(),
        "number": pyarrow.int64(),
        "decimal": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    table = spool.table
    fields = [
        pyarrow.field(c.name, types[c.shape.kind], nullable=not c.needed, metadata=_told(c))
        for c in table.columns
    ]
    told = {"title": title, "grain": table.grain, "rights": table.rights.licence}
    schema = pyarrow.schema(fields, metadata=told)
    with parquet.ParquetWriter(str(path), schema, compression="zstd") as writer:
        for rows in _groups(spool):
            cells = list(zip(*rows, strict=True)) or [()] * len(fields)
            arrays = [
                pyarrow.array([_cell(cell, c) for cell in column], type=field.type)
                for column, c, field in zip(cells, table.columns, fields, strict=True)
            ]
            writer.write_table(pyarrow.table(arrays, schema=schema))


def _groups(spool: Spool) -> Iterator[list[Row]]:
    rows = spool.rows()
    while group := list(islice(rows, _GROUP)):
        yield group


def _cell(cell: object, column: DataColumn) -> object:
    if cell is None or isinstance(cell, Missing):
        return None
    kind = column.shape.kind
    if kind == "date":
        return date.fromisoformat(str(cell))
    return float(str(cell)) if kind == "decimal" else cell


def _told(column: DataColumn) -> dict[str, str]:
    shape = column.shape
    said = {
        "label": shape.label,
        "variable": shape.variable or "",
        "codes": canonical_json({c.code: c.label for c in shape.codes}).decode()
        if shape.codes
        else "",
    }
    return {name: words for name, words in said.items() if words}
