"""A table as Parquet: codes in words, whole numbers and dates as such, labels and notes in the metadata of the file."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from tierbook.dossier import Table, TableColumn
from tierbook.files import canonical_json
from tierbook.release.tables.packages import need

__all__ = ["write_parquet"]


def write_parquet(table: Table) -> bytes:
    """Return a table as Parquet; `label`, `variable`, `facet` and `codes` stand in the metadata of each column.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pyarrow: Any = need("pyarrow")
    parquet: Any = need("pyarrow.parquet")
    types = {"number": pyarrow.int64(), "decimal": pyarrow.float64(), "date": pyarrow.date32()}
    fields = [
        pyarrow.field(c.name, types.get(c.kind, pyarrow.string()), metadata=_metadata(c))
        for c in table.columns
    ]
    schema = pyarrow.schema(fields, metadata={"title": table.title, "notes": table.notes})
    records = list(table.records())
    arrays = [
        pyarrow.array([_cell(row[c.name], c) for row in records], type=field.type)
        for c, field in zip(table.columns, fields, strict=True)
    ]
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(arrays, schema=schema), stream, compression="zstd")
    return stream.getvalue()


def _cell(cell: str | float | None, column: TableColumn) -> object:
    return date.fromisoformat(str(cell)) if column.kind == "date" and cell is not None else cell


def _metadata(column: TableColumn) -> dict[str, str]:
    codes = (
        canonical_json({code.code: code.label for code in column.codes}).decode()
        if column.codes
        else ""
    )
    said = {
        "label": column.label,
        "variable": column.variable or "",
        "facet": column.facet,
        "codes": codes,
    }
    return {name: words for name, words in said.items() if words}
