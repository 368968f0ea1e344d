"""CSV: UTF-8, line feeds, quoting after RFC 4180, codes in words; a cell without a value is empty."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tierbook.dossier import Missing
from tierbook.release.dataset.spool import Spool

__all__ = ["write_csv"]


def write_csv(spool: Spool, path: Path, title: str) -> None:
    """Write a table; why a cell is empty stands in the column of the absence.

    Args:
        spool: its rows.
        path: the file.
        title: not written; CSV has no place for it.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(spool.table.names)
        writer.writerows(_plain(spool))


def _plain(spool: Spool) -> Iterator[list[object]]:
    for row in spool.rows():
        yield [None if isinstance(cell, Missing) else _number(cell) for cell in row]


def _number(cell: object) -> object:
    """Return a decimal that is whole without its point, so that a count reads as one."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
