"""Search: a query in words, filters and an order in; passages with whole sentences, counts and what was understood out.

Takes: `Asked`. Gives: `Found`. Touches: the database, and what it keeps in memory of the index.

    parse_query ─▶ widen ─▶ make_plan (engine) ─▶ count_facets ─▶ rank ─▶ hits

The *unit of a match is a passage*: a paragraph of a narrative, or the head of a text (title, country, edition,
publisher, tier line). Words, phrases, NEAR, AND and NOT hold within one passage. See `passages` for what both engines
are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later
from tierbook.library.catalogue.search.asking import SORTS, Asked, asked_from, query_string
from tierbook.library.catalogue.search.filters import FACETS, label_of
from tierbook.library.catalogue.search.finding import Added, Found, Hit, ReadAs, find
from tierbook.library.catalogue.search.indexing import (
    fill_index,
    index_texts,
    recode_texts,
    touch_index,
)
from tierbook.library.catalogue.search.language import BadQuery
from tierbook.library.catalogue.search.parsing import FARTHEST, FIELDS, LONGEST_QUERY, parse_query
from tierbook.library.catalogue.search.planning import SCOPES
from tierbook.library.catalogue.search.shelves import has_texts
from tierbook.library.catalogue.search.thesaurus import load_thesaurus

if TYPE_CHECKING:
    from tierbook.library.catalogue.search.batch import (
        BATCH_COLUMNS,
        batch_rows,
        read_queries,
        run_batch,
    )
    from tierbook.library.catalogue.search.helping import advise
    from tierbook.library.catalogue.search.listing import (
        HIT_COLUMNS,
        found_record,
        hit_row,
        write_ris,
    )

__all__ = [
    "BATCH_COLUMNS",
    "FACETS",
    "FARTHEST",
    "FIELDS",
    "HIT_COLUMNS",
    "LONGEST_QUERY",
    "SCOPES",
    "SORTS",
    "Added",
    "Asked",
    "BadQuery",
    "Found",
    "Hit",
    "ReadAs",
    "advise",
    "asked_from",
    "batch_rows",
    "fill_index",
    "find",
    "found_record",
    "has_texts",
    "hit_row",
    "index_texts",
    "label_of",
    "load_thesaurus",
    "parse_query",
    "query_string",
    "read_queries",
    "recode_texts",
    "run_batch",
    "touch_index",
    "write_ris",
]

# What only some pages and the shell ask for.
__getattr__ = load_later(__name__, __all__, "batch", "helping", "listing")
