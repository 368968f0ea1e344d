"""A query pack: dated excerpts for and against on one matter of one country, with all that was searched.

Takes: the texts held of a country, a theme, a period. Gives: a `QueryPack`, and its `Draft`. Touches: package data.
"""

from tierbook.release.packs.query.drafting import compose_query_pack, draft_query_pack
from tierbook.release.packs.query.pack import (
    SIDES,
    AskedRow,
    Excerpt,
    Query,
    QueryPack,
    SearchedEdition,
    Trace,
)
from tierbook.release.packs.query.search_words import SearchWords
from tierbook.release.packs.query.searching import search_texts
from tierbook.release.packs.query.tables import (
    QUERY_COLUMNS,
    write_query_csv,
    write_query_json,
)
from tierbook.release.packs.query.themes import (
    AskedVariable,
    AskedWords,
    Theme,
    get_theme,
    load_themes,
    make_theme,
)

__all__ = [
    "QUERY_COLUMNS",
    "SIDES",
    "AskedRow",
    "AskedVariable",
    "AskedWords",
    "Excerpt",
    "Query",
    "QueryPack",
    "SearchWords",
    "SearchedEdition",
    "Theme",
    "Trace",
    "compose_query_pack",
    "draft_query_pack",
    "get_theme",
    "load_themes",
    "make_theme",
    "search_texts",
    "write_query_csv",
    "write_query_json",
]
