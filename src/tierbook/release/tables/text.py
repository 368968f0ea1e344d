"""A table as CSV: UTF-8, line feeds, quoting after RFC 4180, the names of the columns first."""

from __future__ import annotations

from itertools import chain

from tierbook.dossier import Table
from tierbook.files import csv_lines

__all__ = ["write_csv"]


def write_csv(table: Table) -> bytes:
    """Return a table as CSV; codes in words, a cell without a value empty."""
    rows = (record.values() for record in table.records())
    return "".join(csv_lines(chain([table.names], rows))).encode()
