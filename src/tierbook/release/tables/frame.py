"""What Stata and SPSS share: a data frame of numbers, dates and words, and the labels of their numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tierbook.dossier import Missing, Table, TableCell, TableColumn
from tierbook.release.tables.packages import need

__all__ = ["LABEL", "Frame", "make_frame", "written"]

LABEL = 80  # signs of a label that Stata takes
_TYPES = {
    "text": "String",
    "date": "Date",
    "number": "Float64",
    "decimal": "Float64",
    "code": "Float64",
}


@dataclass(frozen=True)
class Frame:
    """A data frame, and what the file says of it.

    Attributes:
        frame: a polars DataFrame.
        labels: of the columns.
        value_labels: by column: number, or letter of a missing value, to label.
        missing: by column the missing values that occur, in their order.
    """

    frame: Any
    labels: tuple[str, ...]
    value_labels: Mapping[str, Mapping[Any, str]]
    missing: Mapping[str, tuple[Missing, ...]]


def make_frame(table: Table, sign: Callable[[Missing], Any], widest: int) -> Frame:
    """Return a table as a data frame.

    Args:
        table: columns and rows.
        sign: how the format writes a missing value: a letter, a number.
        widest: how many signs a label may have.
    """
    polars = need("polars")
    series: dict[str, Any] = {}
    value_labels: dict[str, dict[Any, str]] = {}
    missing: dict[str, tuple[Missing, ...]] = {}
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        values = [_value(column, cell, sign) for cell in cells]
        # A column with letters is one of objects: the writer would else take it for text where letters come first.
        letters = any(isinstance(value, str) for value in values) and column.kind != "text"
        kind = polars.Object if letters else getattr(polars, _TYPES[column.kind])
        series[column.name] = polars.Series(column.name, values, dtype=kind)
        if column.kind in ("text", "date"):
            continue
        met = {cell for cell in cells if isinstance(cell, Missing)}
        found = tuple(why for why in Missing if why in met)
        missing[column.name] = found
        labels: dict[Any, str] = {float(code.number): code.label for code in column.codes}
        labels.update({sign(why): why.label for why in found})
        if labels:
            value_labels[column.name] = {
                key: _short(label, widest) for key, label in labels.items()
            }
    labels_of = tuple(_short(column.label, widest) for column in table.columns)
    return Frame(polars.DataFrame(series), labels_of, value_labels, missing)


def written(write: Callable[[str], None]) -> bytes:
    """Return what a writer that knows only paths has written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        write(str(path))
        return path.read_bytes()


def _value(column: TableColumn, cell: TableCell, sign: Callable[[Missing], Any]) -> object:
    if column.kind in ("text", "date") and isinstance(cell, Missing | None):
        return "" if column.kind == "text" else None
    if isinstance(cell, Missing):
        return sign(cell)
    if cell is None:
        return None
    if column.kind == "date":
        return date.fromisoformat(str(cell))
    if column.kind == "code":
        return float(column.number_of(str(cell)))
    return float(cell) if column.kind in ("number", "decimal") else str(cell)


def _short(label: str, widest: int) -> str:
    return label if len(label) <= widest else f"{label[: widest - 1]}…"
