"""Whether a table that a program opened is what the CSV of the release says, cell by cell."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from math import isnan
from pathlib import Path

import pandas

from tierbook.release import DataTable, MadeRelease

Cells = list[dict[str, str]]


def rows_of(released: Path, table: str) -> Cells:
    """Return the rows of a table as its CSV tells them."""
    with (released / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_same(told: str, cell: object, table: DataTable, name: str) -> bool:
    """Tell whether a cell of a program is what the CSV says."""
    if (
        cell is None
        or (isinstance(cell, float) and isnan(cell))
        or cell == ""
        or cell is pandas.NaT
    ):
        return told == ""
    column = next(c for c in table.columns if c.name == name)
    if column.shape.kind in ("number", "decimal"):
        return told != "" and abs(float(told) - float(str(cell))) < 1e-9
    if column.shape.kind == "date":
        return told == str(cell)[:10]
    if column.shape.kind == "code" and not isinstance(cell, str):
        return column.shape.number_of(told) == int(float(str(cell)))
    return told == str(cell)


def tables_of(made: MadeRelease) -> Iterator[tuple[DataTable, Cells]]:
    """Yield each table with its rows."""
    for table in made.about.tables:
        yield table, rows_of(made.folder, table.name)


def differences(table: DataTable, told: Cells, rows: list[dict[str, object]]) -> list[str]:
    """Return what is otherwise in some sixty rows of a table."""
    assert len(rows) == len(told), table.name
    step = max(1, len(told) // 60)
    return [
        f"{table.name}.{name}: {one[name]!r} is {other[name]!r}"
        for one, other in zip(told[::step], rows[::step], strict=True)
        for name in table.names
        if not is_same(one[name], other[name], table, name)
    ]


def run_r(script: str, folder: Path) -> None:
    """Run a script of R in a folder; what it refuses fails the test."""
    rscript = shutil.which("Rscript")
    assert rscript
    done = subprocess.run(
        [rscript, "--vanilla", "-e", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
