"""What a page shows, as a file to take away: JSON and CSV, made of plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponse

__all__ = ["csv_download", "file_download", "json_download"]


def json_download(value: object) -> HttpResponse:
    """Give a value as indented JSON."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    return HttpResponse(
        orjson.dumps(value, option=options), content_type="application/json; charset=utf-8"
    )


def csv_download(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str
) -> HttpResponse:
    """Give rows as a CSV file (RFC 4180 quoting, UTF-8, line feeds), the header first.

    Args:
        columns: the header, in order; what a row holds besides is left out.
        rows: the rows; None is an empty cell, words of a list are joined by semicolons.
        name: of the file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return file_download(buffer.getvalue().encode(), "text/csv; charset=utf-8", name)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else value


def file_download(data: bytes, content_type: str, name: str) -> HttpResponse:
    """Give bytes as a file to save under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
