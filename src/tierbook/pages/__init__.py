"""Pages as publishers serve them or people save them, read into Documents.

Takes: bytes and a name. Gives: `Document`s and `Problem`s. Touches: nothing (samples are read from the package).
"""

from tierbook.pages.document import Block, BlockKind, Document, Repair, TextKind
from tierbook.pages.options import MAX_SIZE, ReadOptions, ReadResult
from tierbook.pages.reading import read_bytes, sample_pages

__all__ = [
    "MAX_SIZE",
    "Block",
    "BlockKind",
    "Document",
    "ReadOptions",
    "ReadResult",
    "Repair",
    "TextKind",
    "read_bytes",
    "sample_pages",
]
