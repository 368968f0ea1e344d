"""A citable data release: tables in every format that statistics programs read, and what describes them.

Takes: a `LibraryContent`: texts country by country, what people decided, official placements. Gives: a folder with CSV,
Parquet, Stata, SPSS and SQLite, a data package, a codebook, DDI, metadata of its citation, checksums. Touches: disk.

What a table holds is said once, in `described/*.yaml`. Every file is the same to the byte for the same content.
"""

from tierbook.release.dataset.about import Wishes
from tierbook.release.dataset.described import DataColumn, DataTable, describe_tables
from tierbook.release.dataset.formats import FORMATS as RELEASE_FORMATS
from tierbook.release.dataset.making import MadeRelease, make_release
from tierbook.release.dataset.previous import describe_changes
from tierbook.release.dataset.reading import LibraryContent, read_corpus
from tierbook.release.dataset.reasons import REASONS as CHANGE_REASONS
from tierbook.release.dataset.sums import ReleaseCheck, check_release

__all__ = [
    "CHANGE_REASONS",
    "RELEASE_FORMATS",
    "DataColumn",
    "DataTable",
    "LibraryContent",
    "MadeRelease",
    "ReleaseCheck",
    "Wishes",
    "check_release",
    "describe_changes",
    "describe_tables",
    "make_release",
    "read_corpus",
]
