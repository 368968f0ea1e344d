"""A table for SPSS: labelled numbers, and a user-missing value below zero for each reason."""

from __future__ import annotations

from tierbook.dossier import Missing, Table
from tierbook.release.tables.frame import make_frame, written
from tierbook.release.tables.packages import need

__all__ = ["write_spss"]

_WIDEST_LABEL, _WIDEST_TITLE = 120, 64
_LOWEST, _HIGHEST = -99.0, -90.0  # no count and no code lies there
_MADE = 92  # where the header keeps the date (9 signs) and the time (8)
_NO_TIME = b"01 Jan 0000:00:00"


def write_spss(table: Table) -> bytes:
    """Return a table as an SPSS data set; the time at which it was made is always the same.

    Raises:
        MissingExtra: polars or pyreadstat is not installed.
    """
    pyreadstat = need("pyreadstat")
    made = make_frame(table, _number, _WIDEST_LABEL)
    content = written(
        lambda path: pyreadstat.write_sav(
            made.frame,
            path,
            file_label=table.title[:_WIDEST_TITLE],
            row_compress=True,
            column_labels=list(made.labels),
            variable_value_labels=made.value_labels,
            missing_ranges={
                name: [{"lo": _LOWEST, "hi": _HIGHEST}]
                for name, found in made.missing.items()
                if found
            },
            variable_measure={
                c.name: "scale" if c.kind in ("number", "decimal", "date") else "nominal"
                for c in table.columns
            },
        )
    )
    return content[:_MADE] + _NO_TIME + content[_MADE + len(_NO_TIME) :]


def _number(why: Missing) -> float:
    """Return -91 for the first reason, -92 for the second, and so on."""
    return _HIGHEST - 1.0 - list(Missing).index(why)
