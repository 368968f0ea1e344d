"""What a page shows, as a file to take away: JSON and CSV, made of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import orjson
from django.http import HttpResponse

from tierbook.files import csv_lines as lines_of

__all__ = ["csv_download", "csv_lines", "file_download", "json_download"]

_ROWS_AT_ONCE = 200


def json_download(value: object) -> HttpResponse:
    """Give a value as indented JSON."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    return HttpResponse(
        orjson.dumps(value, option=options), content_type="application/json; charset=utf-8"
    )


def csv_download(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str
) -> HttpResponse:
    """Give rows as a CSV file, the header first; see `csv_lines`.

    Args:
        columns: the header, in order; what a row holds besides is left out.
        rows: the rows.
        name: of the file.
    """
    data = "".join(csv_lines(columns, rows)).encode()
    return file_download(data, "text/csv; charset=utf-8", name)


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table as CSV, some rows at a time, the header first; cells are those of `tierbook.files.csv_cell`."""
    cells = ([row.get(column) for column in columns] for row in rows)
    lines = lines_of(chain([columns], cells))
    while some := "".join(islice(lines, _ROWS_AT_ONCE)):
        yield some


def file_download(data: bytes, content_type: str, name: str) -> HttpResponse:
    """Give bytes as a file to save under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
