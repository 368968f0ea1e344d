"""Which kind of table a file is: by its bytes, CSV by its name or a first line that names the column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Literal

from tierbook.errors import PageUnreadable
from tierbook.pages.options import ReadOptions
from tierbook.pages.tables.csv_rows import csv_rows, delimiter_of, header_of
from tierbook.pages.tables.json_rows import json_lines, json_rows
from tierbook.pages.tables.parquet_rows import parquet_rows
from tierbook.pages.tables.rows import Row
from tierbook.text import late

__all__ = ["TableKind", "table_kind", "table_rows"]

TableKind = Literal["jsonl", "json", "csv", "parquet"]

_LINES = (".jsonl", ".ndjson")
_CSV = (".csv", ".tsv", ".tab")
_ARRAY = late(rb"\s*\[\s*(?:\{|\]\s*$)")
_OBJECT = late(rb'\s*\{\s*"(?:[^"\\]|\\.){0,200}"\s*:')
_MARK = b"\xef\xbb\xbf"


def table_kind(name: str, head: bytes, options: ReadOptions) -> TableKind | None:
    """Return the kind of table, or None for a page.

    Args:
        name: name of the file.
        head: its first bytes, some thousands where there are so many.
        options: the name of the column of texts.

    Raises:
        PageUnreadable: it is a table of a kind that is not read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _LINES:
        return "jsonl"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"ARROW1", b"FEA1", b"Obj\x01", b"ORC")):
        raise PageUnreadable(
            "this is a table of a kind that is not read (Arrow, Avro, ORC)",
            where=name,
            why="of tables, CSV, Parquet and JSON are read",
            remedy="save it as CSV or Parquet",
        )
    head = head.removeprefix(_MARK)
    first, rest = (part.strip() for part in (*head.lstrip().partition(b"\n"),)[::2])
    if first.startswith(b"{"):
        if first.endswith(b"}"):
            return "jsonl"
        if b'":' in first[:200] and rest.startswith(b"{"):
            return "jsonl"
        return "json" if _OBJECT.match(head) else None
    if _ARRAY.match(head):
        return "json"
    if suffix in _CSV:
        return "csv"
    if suffix in ("", ".txt") and not first.startswith(b"<"):
        columns = header_of(first)
        beside = {options.country_column, options.edition_column}
        if options.text_column in columns and beside & set(columns) and delimiter_of(first):
            return "csv"
    return None


def table_rows(kind: TableKind, stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the records of a table.

    Args:
        kind: its kind.
        stream: the file, at its beginning.
        name: its name, for problems.
        options: names of columns, and the longest record.

    Raises:
        PageUnreadable: it has no such column, or is damaged as a whole.
        MissingExtra: its kind needs a package that is not installed.
        OSError: the file cannot be read.
    """
    if kind == "csv":
        return csv_rows(stream, name, options)
    if kind == "parquet":
        return parquet_rows(stream, name, options)
    return (
        json_lines(stream, name, options) if kind == "jsonl" else json_rows(stream, name, options)
    )
