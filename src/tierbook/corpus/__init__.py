"""The folder on disk: pages, what was made of them, what is stale, what went wrong; and work over many inputs.

Takes: paths, folders, patterns, standard input. Gives: inputs, outcomes of a batch in order, a `Corpus`, shards of
codings by the million. Touches: the files it is given, the corpus folder, a folder of shards; processes that it starts,
and the scheduler of a cluster where one is named. No decision on content is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.corpus.batches import Outcome, count_jobs, run_batch, run_portions
from tierbook.corpus.inputs import Input, expand_inputs, walk_inputs
from tierbook.corpus.portions import Portion, cut_portions, read_portion
from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.corpus.checking import (
        CorpusCheck,
        check_corpus,
        is_written_to,
        set_aside,
        verify_file,
    )
    from tierbook.corpus.fetched import FetchedPages, fetched_inputs
    from tierbook.corpus.folder import Corpus
    from tierbook.corpus.held_pages import newest_of, read_held
    from tierbook.corpus.manifest import FORMAT, DocumentEntry, Manifest, PageEntry
    from tierbook.corpus.report import IngestReport
    from tierbook.corpus.served import Served, load_served, served_row
    from tierbook.corpus.shards import (
        LEAST,
        PARTITION,
        PATIENCE,
        ShardReport,
        ShardSettings,
        code_shards,
        merge_shards,
    )

__all__ = [
    "FORMAT",
    "LEAST",
    "PARTITION",
    "PATIENCE",
    "Corpus",
    "CorpusCheck",
    "DocumentEntry",
    "FetchedPages",
    "IngestReport",
    "Input",
    "Manifest",
    "Outcome",
    "PageEntry",
    "Portion",
    "Served",
    "ShardReport",
    "ShardSettings",
    "check_corpus",
    "code_shards",
    "count_jobs",
    "cut_portions",
    "expand_inputs",
    "fetched_inputs",
    "is_written_to",
    "load_served",
    "merge_shards",
    "newest_of",
    "read_held",
    "read_portion",
    "run_batch",
    "run_portions",
    "served_row",
    "set_aside",
    "verify_file",
    "walk_inputs",
]

# Load the folder on disk on its first use: work over many inputs needs none of it.
__getattr__ = load_later(
    __name__,
    __all__,
    "checking",
    "fetched",
    "folder",
    "held_pages",
    "manifest",
    "report",
    "served",
    "shards",
)
