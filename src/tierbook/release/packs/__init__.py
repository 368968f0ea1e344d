"""Packs: documents on one country over its editions, for a query or for those who press for change."""

from tierbook.release.packs.advocacy import compose_advocacy_pack
from tierbook.release.packs.query import (
    SIDES,
    Excerpt,
    Query,
    QueryPack,
    Theme,
    compose_query_pack,
    draft_query_pack,
    get_theme,
    load_themes,
    make_theme,
    search_texts,
    write_query_csv,
    write_query_json,
)

__all__ = [
    "SIDES",
    "Excerpt",
    "Query",
    "QueryPack",
    "Theme",
    "compose_advocacy_pack",
    "compose_query_pack",
    "draft_query_pack",
    "get_theme",
    "load_themes",
    "make_theme",
    "search_texts",
    "write_query_csv",
    "write_query_json",
]
