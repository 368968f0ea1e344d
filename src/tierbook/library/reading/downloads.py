"""What a page shows, as a file to take away: JSON and CSV, made of plain values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponse

from tierbook.files import guard_cell

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


class _Line:
    """Takes what the writer writes and gives it back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180 quoting, UTF-8, line feeds), some rows at a time, the header first.

    None is an empty cell, a list its words with semicolons between, a record JSON; before words that a spreadsheet
    would take for a formula stands an apostrophe.
    """
    writer = csv.writer(_Line(), lineterminator="\n")
    lines = [writer.writerow(columns)]
    for row in rows:
        lines.append(writer.writerow([_cell(row.get(column)) for column in columns]))
        if len(lines) >= _ROWS_AT_ONCE:
            yield "".join(map(str, lines))
            lines = []
    yield "".join(map(str, lines))


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        if all(isinstance(one, str | int | float) for one in value):
            return guard_cell(";".join(map(str, value)))
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    if isinstance(value, dict):
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    return guard_cell(value) if isinstance(value, str) else value


def file_download(data: bytes, content_type: str, name: str) -> HttpResponse:
    """Give bytes as a file to save under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
