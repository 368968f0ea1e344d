"""A `Table` as CSV, Parquet, Stata or SPSS: the same cells and labels in each, the same bytes on every run.

What writes a format is loaded when that format is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.dossier import Table

__all__ = ["TABLE_FORMATS", "TableFormat", "write_table"]

TableFormat = Literal["csv", "parquet", "dta", "sav"]
TABLE_FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)


def write_table(table: Table, form: str) -> bytes:
    """Return a table in a format that statistics programs read.

    In CSV and Parquet a code stands in words (`yes`), a cell without a value is empty, and the column of the absence
    says why. In Stata and SPSS a code is a number with a label, and each reason has a missing value of its own.

    Args:
        table: columns and rows.
        form: csv, parquet, dta (Stata 14 and later) or sav (SPSS).

    Raises:
        MissingExtra: the packages that write the format are not installed.
        WrongUse: there is no such format.
    """
    if form == "csv":
        from tierbook.release.tables.text import write_csv

        return write_csv(table)
    if form == "parquet":
        from tierbook.release.tables.parquet import write_parquet

        return write_parquet(table)
    if form == "dta":
        from tierbook.release.tables.stata import write_stata

        return write_stata(table)
    if form == "sav":
        from tierbook.release.tables.spss import write_spss

        return write_spss(table)
    raise WrongUse(
        f"no table is written as {form!r}", remedy=f"give one of {', '.join(TABLE_FORMATS)}"
    )
