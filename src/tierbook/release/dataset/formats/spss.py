"""SPSS: labelled numbers, and a user-missing value below zero for each reason. One table at a time is in memory."""

from __future__ import annotations

from pathlib import Path

from tierbook.dossier import Table
from tierbook.release.dataset.spool import Spool
from tierbook.release.tables import write_table

__all__ = ["write_spss"]


def write_spss(spool: Spool, path: Path, title: str) -> None:
    """Write a table; its writer needs all rows at once.

    Raises:
        MissingExtra: polars or pyreadstat is not installed.
    """
    columns = tuple(column.shape for column in spool.table.columns)
    path.write_bytes(write_table(Table(columns, tuple(spool.rows()), title), "sav"))
