"""Find paragraphs by their words: FTS5 where the database has it, plain matching elsewhere."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import QuerySet

from tierbook.library.catalogue.models import Paragraph

__all__ = ["count_paragraphs", "find_paragraphs", "query_words"]

_WORD = re.compile(r"\w+")
_TABLE = "catalogue_paragraph_words"
WORDS_READ = 12


def query_words(query: str) -> list[str]:
    """Return the words of a query, each once; signs are not read."""
    return list(dict.fromkeys(_WORD.findall(query.casefold())))[:WORDS_READ]


def count_paragraphs(words: list[str]) -> int:
    """Return how many paragraphs hold all words."""
    if not _has_index():
        return _plain(words).count()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_TABLE} WHERE {_TABLE} MATCH %s", [_match(words)])
        return int(cursor.fetchone()[0])


def find_paragraphs(words: list[str], start: int, count: int) -> list[Paragraph]:
    """Return paragraphs that hold all words, best first, with their documents."""
    if not _has_index():
        return list(_plain(words).select_related("document")[start : start + count])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s ORDER BY rank, rowid LIMIT %s OFFSET %s",
            [_match(words), count, start],
        )
        ids = [row[0] for row in cursor.fetchall()]
    rows = Paragraph.objects.select_related("document").in_bulk(ids)
    return [rows[i] for i in ids if i in rows]


def _match(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _plain(words: list[str]) -> QuerySet[Paragraph]:
    rows = Paragraph.objects.all()
    for word in words:
        rows = rows.filter(text__icontains=word)
    return rows.order_by("document_id", "number")


def _has_index() -> bool:
    return connection.vendor == "sqlite" and _TABLE in connection.introspection.table_names()
