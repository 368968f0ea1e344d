"""A table as CSV: UTF-8, line feeds, quoting after RFC 4180, the names of the columns first."""

from __future__ import annotations

import csv
import io

from tierbook.dossier import Table

__all__ = ["write_csv"]


def write_csv(table: Table) -> bytes:
    """Return a table as CSV; codes in words, a cell without a value empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(record.values() for record in table.records())
    return stream.getvalue().encode()
