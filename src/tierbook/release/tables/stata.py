"""A table for Stata (14 and later): labelled numbers, and an extended missing value for each reason (`.a`, `.b`)."""

from __future__ import annotations

import re

from tierbook.dossier import Table
from tierbook.release.tables.frame import LABEL, make_frame, written
from tierbook.release.tables.packages import need

__all__ = ["write_stata"]

_VERSION = 14  # of the program; its format 118 takes text in any script
_TIME = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)
_NO_TIME = b"<timestamp>\x1101 Jan 2000 00:00</timestamp>"


def write_stata(table: Table) -> bytes:
    """Return a table as a Stata data set.

    The time at which it was made, which the format wants, is always the same: bytes are those of the cells alone.

    Raises:
        MissingExtra: polars or pyreadstat is not installed.
    """
    pyreadstat = need("pyreadstat")
    made = make_frame(table, lambda why: why.letter, LABEL)
    content = written(
        lambda path: pyreadstat.write_dta(
            made.frame,
            path,
            version=_VERSION,
            file_label=table.title[:LABEL],
            column_labels=list(made.labels),
            variable_value_labels=made.value_labels,
            missing_user_values={
                name: [why.letter for why in found] for name, found in made.missing.items() if found
            },
        )
    )
    return _TIME.sub(_NO_TIME, content, count=1)
