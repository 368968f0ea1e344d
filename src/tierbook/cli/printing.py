"""Data on standard output: records as JSON, JSON lines or CSV, and tables.

On a terminal a table is drawn by rich and folds its cells; in a pipe it is plain text, whole words, never cut.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from types import TracebackType
from typing import cast

from tierbook.cli.options import Format
from tierbook.files import json_line

__all__ = [
    "CsvTable",
    "JsonRecords",
    "print_data",
    "print_json",
    "print_line",
    "print_table",
    "shorten",
    "write",
]

_GAP = "  "
_WIDEST, _LEAST = (32, 24, 18, 12, 9), (36, 18)


def write(data: bytes) -> None:
    """Write bytes (UTF-8) to standard output."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
    else:
        sys.stdout.flush()
        buffer.write(data)


def print_line(words: str = "") -> None:
    """Print a line of text."""
    write(words.encode("utf-8", "replace") + b"\n")


def print_json(value: object) -> None:
    """Print one value as JSON, indented."""
    import orjson

    write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


class JsonRecords:
    """Records one by one: `jsonl` a line each, `json` as one array. Memory does not grow with their number."""

    def __init__(self, form: Format) -> None:
        self.array = form is Format.json
        self.first = True

    def __enter__(self) -> JsonRecords:
        """Open the array."""
        if self.array:
            write(b"[")
        return self

    def write(self, record: object) -> None:
        """Write one record: a value, or bytes that `json_line` made in another process."""
        line = record if isinstance(record, bytes) else json_line(record)
        if self.array:
            line = (b"\n" if self.first else b",\n") + line.removesuffix(b"\n")
        self.first = False
        write(line)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the array, also after a record that failed; not when the reader has gone."""
        if self.array and not isinstance(error, BrokenPipeError):
            write(b"]\n" if self.first else b"\n]\n")


class CsvTable:
    """Rows of a CSV file (RFC 4180 quoting, UTF-8, line feeds), the header first."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._put(self.columns)

    def write(self, row: Mapping[str, object]) -> None:
        """Write one row; a list is its words with semicolons between, a record JSON, None is empty."""
        self._put([row.get(column) for column in self.columns])

    def _put(self, cells: Sequence[object]) -> None:
        from tierbook.files import csv_lines

        write("".join(csv_lines([cells])).encode("utf-8", "replace"))


def print_data(
    form: Format,
    whole: Callable[[], object],
    records: Iterable[object],
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]] | None = None,
) -> bool:
    """Print one object's data in a form for programs; False, and nothing printed, where a table for people is asked.

    Args:
        form: what the user chose.
        whole: gives the object, for `json`.
        records: its records, for `jsonl`.
        columns: the columns, for `csv`.
        rows: the rows, for `csv`; the records where none are given.
    """
    if form is Format.json:
        print_json(whole())
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for record in records:
                out.write(record)
    elif form is Format.csv:
        table = CsvTable(columns)
        for row in cast("Iterable[Mapping[str, object]]", records) if rows is None else rows:
            table.write(row)
    return form is not Format.table


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: int = 0,
    cut_last: bool = False,
) -> None:
    """Print a table.

    Args:
        columns: the headers.
        rows: the cells, None for an empty one.
        numbers: how many of the last columns are set to the right.
        cut_last: on a terminal, cut the last column at the edge and leave the first whole; a pipe gets it all.
    """
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(columns, cells, numbers, cut_last=cut_last)
        return
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for row in [list(columns), *cells]:
        parts = [
            cell.rjust(width) if i >= len(columns) - numbers else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print_line(_GAP.join(parts).rstrip())


def _print_rich(
    columns: Sequence[str], cells: Sequence[Sequence[str]], numbers: int, *, cut_last: bool
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    sys.stdout.flush()
    console = Console(highlight=False)
    widths = _fit(columns, cells, console.width) if cut_last else [None] * len(columns)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    last = len(columns) - 1
    for i, (column, width) in enumerate(zip(columns, widths, strict=False)):
        right = i > last - numbers
        cut = cut_last and i == last
        table.add_column(
            column,
            justify="right" if right else "left",
            overflow="ellipsis" if cut else "fold",
            no_wrap=right or cut,
            width=width,
        )
    for row in cells:
        table.add_row(*map(Text, row[: len(widths)]))
    console.print(table)


def _fit(columns: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """Return widths: the first column whole, those between folded between words, the last gets the rest.

    Where nothing worth reading is left for the last, it is left out (one width less).
    """
    table = list(zip(columns, *cells, strict=True))
    longest = [max(map(len, column)) for column in table]
    words = [max(len(w) for cell in column for w in cell.split() or [""]) for column in table]
    room -= 2 * len(columns)
    widths = longest[:-1]
    for least, widest in product(_LEAST, _WIDEST):
        between = zip(longest[1:-1], words[1:-1], strict=True)
        widths = [longest[0], *(max(min(n, widest), word) for n, word in between)]
        if room - sum(widths) >= least:
            return [*widths, room - sum(widths)]
    return [*widths]


def shorten(words: str, count: int) -> str:
    """Return the opening words of a text, with a sign that more follow."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= count else " ".join(parts[:count]) + " …"
