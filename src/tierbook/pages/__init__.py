"""Pages as publishers serve them or people save them, read into Documents.

Takes: bytes and a name. Gives: `Document`s and `Problem`s. Touches: the stream it is given (samples are read from
the package; what must be sought in and cannot be is copied to a temporary file without a name).
"""

from tierbook.pages.containers import (
    LIMITS,
    Limits,
    Member,
    look_ahead,
    open_container,
    passed_by_name,
    read_whole,
)
from tierbook.pages.document import Block, BlockKind, Document, Repair, TextKind
from tierbook.pages.options import MAX_SIZE, ReadOptions, ReadResult
from tierbook.pages.reading import sample_pages
from tierbook.pages.tables import TableKind, table_kind, table_rows
from tierbook.pages.unpacking import member_options, read_bytes, read_stream

__all__ = [
    "LIMITS",
    "MAX_SIZE",
    "Block",
    "BlockKind",
    "Document",
    "Limits",
    "Member",
    "ReadOptions",
    "ReadResult",
    "Repair",
    "TableKind",
    "TextKind",
    "look_ahead",
    "member_options",
    "open_container",
    "passed_by_name",
    "read_bytes",
    "read_stream",
    "read_whole",
    "sample_pages",
    "table_kind",
    "table_rows",
]
