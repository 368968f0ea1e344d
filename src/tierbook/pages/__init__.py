"""Pages as publishers serve them or people save them, read into Documents.

Takes: bytes and a name; or editions and countries. Gives: `Document`s and `Problem`s; or fetched pages. Touches:
package data; `fetching` alone, which is loaded when something of it is first used, touches the network.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tierbook.pages.document import Block, BlockKind, Document, Repair, TextKind
from tierbook.pages.options import MAX_SIZE, ReadOptions, ReadResult
from tierbook.pages.reading import read_bytes, sample_pages

if TYPE_CHECKING:
    from tierbook.pages.fetching import (
        Asker,
        Capture,
        Clock,
        Held,
        Limits,
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
    "MAX_SIZE",
    "Asker",
    "Block",
    "BlockKind",
    "Capture",
    "Clock",
    "Document",
    "Held",
    "Limits",
    "Manners",
    "Network",
    "Outcome",
    "PageStore",
    "Place",
    "ReadOptions",
    "ReadResult",
    "Repair",
    "Target",
    "TextKind",
    "WarcFile",
    "date_line",
    "fetch_pages",
    "load_table",
    "plan_fetch",
    "read_bytes",
    "sample_pages",
]


def __getattr__(name: str) -> object:
    """Load what fetches on its first use: reading pages needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("tierbook.pages.fetching"), name)
