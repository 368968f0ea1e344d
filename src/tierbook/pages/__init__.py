"""Pages as publishers serve them or people save them, read into Documents.

Takes: bytes and a name; or editions and countries. Gives: `Document`s and `Problem`s; or fetched pages. Touches: the
stream it is given (samples are read from the package; what must be sought in and cannot be is copied to a temporary
file without a name). The network is touched by `fetching` alone, which is loaded when something of it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later
from tierbook.pages.containers import (
    LIMITS,
    Limits,
    Member,
    is_container,
    look_ahead,
    open_container,
    passed_by_name,
    read_whole,
)
from tierbook.pages.document import KIND_ORDER, Block, BlockKind, Document, Repair, TextKind
from tierbook.pages.options import MAX_SIZE, ReadOptions, ReadResult
from tierbook.pages.reading import sample_pages
from tierbook.pages.tables import NoColumn, Row, TableKind, no_records, table_kind, table_rows
from tierbook.pages.unpacking import read_bytes, read_stream
from tierbook.pages.wholeness import partial_notes

if TYPE_CHECKING:
    from tierbook.pages.fetching import (
        AnswerLimits,
        Asker,
        Capture,
        Clock,
        Held,
        Manners,
        Network,
        Outcome,
        PageStore,
        Place,
        Target,
        WarcFile,
        date_line,
        fetch_pages,
        load_table,
        plan_fetch,
    )

__all__ = [
    "KIND_ORDER",
    "LIMITS",
    "MAX_SIZE",
    "AnswerLimits",
    "Asker",
    "Block",
    "BlockKind",
    "Capture",
    "Clock",
    "Document",
    "Held",
    "Limits",
    "Manners",
    "Member",
    "Network",
    "NoColumn",
    "Outcome",
    "PageStore",
    "Place",
    "ReadOptions",
    "ReadResult",
    "Repair",
    "Row",
    "TableKind",
    "Target",
    "TextKind",
    "WarcFile",
    "date_line",
    "fetch_pages",
    "is_container",
    "load_table",
    "look_ahead",
    "no_records",
    "open_container",
    "partial_notes",
    "passed_by_name",
    "plan_fetch",
    "read_bytes",
    "read_stream",
    "read_whole",
    "sample_pages",
    "table_kind",
    "table_rows",
]

# Load what fetches on its first use: reading pages needs none of it.
__getattr__ = load_later(__name__, __all__, "fetching")
