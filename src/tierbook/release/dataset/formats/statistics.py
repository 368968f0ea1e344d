"""Stata and SPSS, by the writers that panels have: they need all rows of a table at once, one table at a time."""

from __future__ import annotations

from pathlib import Path

from tierbook.dossier import Table
from tierbook.release.dataset.spool import Spool
from tierbook.release.tables import write_table

__all__ = ["write_spss", "write_stata"]


def write_stata(spool: Spool, path: Path, title: str) -> None:
    """Write a table as a Stata data set: labelled numbers, `.a` to `.g` for the reasons.

    Raises:
        MissingExtra: polars or pyreadstat is not installed.
    """
    path.write_bytes(write_table(_whole(spool, title), "dta"))


def write_spss(spool: Spool, path: Path, title: str) -> None:
    """Write a table as an SPSS data set: labelled numbers, and a user-missing value below zero for each reason.

    Raises:
        MissingExtra: polars or pyreadstat is not installed.
    """
    path.write_bytes(write_table(_whole(spool, title), "sav"))


def _whole(spool: Spool, title: str) -> Table:
    columns = tuple(column.shape for column in spool.table.columns)
    return Table(columns, tuple(spool.rows()), title)
