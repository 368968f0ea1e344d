"""Files of many records: JSON lines, JSON arrays, CSV and Parquet, each record as one line of JSON.

Takes: a stream. Gives: (number of the record, its line or a Problem), one at a time, so that memory does not grow
with their number. The same record gives the same line in every format.
"""

from tierbook.pages.tables.choosing import TableKind, table_kind, table_rows
from tierbook.pages.tables.rows import NoColumn, Row, no_records

__all__ = ["NoColumn", "Row", "TableKind", "no_records", "table_kind", "table_rows"]
