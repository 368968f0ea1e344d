"""A query pack as data: the whole as JSON, a row for each excerpt as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.files import csv_lines
from tierbook.release.packs.query.pack import QueryPack

__all__ = ["QUERY_COLUMNS", "write_query_csv", "write_query_json"]

QUERY_COLUMNS = (
    "sample", "country", "theme", "side", "edition", "text_kind", "source", "document", "paragraph", "first_sentence",
    "last_sentence", "start", "end", "words", "found_by", "turns", "same_in",
)  # fmt: skip


def write_query_json(pack: QueryPack) -> bytes:
    """Return the pack as JSON."""
    import orjson

    return orjson.dumps(pack.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write_query_csv(pack: QueryPack) -> str:
    """Return a row for each excerpt; what found it stands as `variable: value`, joined by semicolons."""
    return "".join(csv_lines(_rows(pack)))


def _rows(pack: QueryPack) -> Iterator[tuple[object, ...]]:
    yield QUERY_COLUMNS
    for excerpt in pack.excerpts:
        passage = excerpt.passage
        found = [f"{t.what}: {t.says}" if t.says else t.what for t in excerpt.traces]
        yield (
            "true" if pack.sample else "false",
            pack.query.country,
            pack.query.theme.id,
            excerpt.side,
            passage.edition,
            passage.text_kind,
            excerpt.source,
            passage.document,
            passage.paragraph,
            passage.first,
            passage.last,
            passage.start,
            passage.end,
            passage.words,
            "; ".join(dict.fromkeys(found)),
            ";".join(excerpt.turns),
            ";".join(str(year) for year in excerpt.same_in),
        )
