"""The folder on disk: pages, what was made of them, what is stale, what went wrong; and work over many inputs.

Takes: paths, folders, patterns, standard input. Gives: inputs, outcomes of a batch in order, a `Corpus`. Touches:
the files it is given, and the corpus folder. No decision on content is made here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tierbook.corpus.batches import Outcome, count_jobs, run_batch, run_portions
from tierbook.corpus.inputs import Input, expand_inputs
from tierbook.corpus.portions import Portion, cut_portions, read_portion

if TYPE_CHECKING:
    from tierbook.corpus.fetched import FetchedPages, fetched_inputs
    from tierbook.corpus.folder import Corpus
    from tierbook.corpus.manifest import FORMAT, DocumentEntry, Manifest, PageEntry
    from tierbook.corpus.report import IngestReport

__all__ = [
    "FORMAT",
    "Corpus",
    "DocumentEntry",
    "FetchedPages",
    "IngestReport",
    "Input",
    "Manifest",
    "Outcome",
    "PageEntry",
    "Portion",
    "count_jobs",
    "cut_portions",
    "expand_inputs",
    "fetched_inputs",
    "read_portion",
    "run_batch",
    "run_portions",
]

_LATER = (
    "fetched",
    "folder",
    "manifest",
    "report",
)


def __getattr__(name: str) -> object:
    """Load the folder on disk on its first use: work over many inputs needs none of it."""
    if name in __all__:
        for module in _LATER:
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
