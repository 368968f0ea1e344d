"""Parquet files, row group by row group; a group that is damaged costs its own rows and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from tierbook.errors import MissingExtra, PageUnreadable, Problem
from tierbook.pages.containers import seekable
from tierbook.pages.options import ReadOptions
from tierbook.pages.tables.rows import Row, check_columns, line_of

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

__all__ = ["parquet_rows"]

_ROWS = 50


def parquet_rows(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Row]:
    """Yield (number, line) of each row, counted from 1; see `table_rows`."""
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MissingExtra(
            "Parquet files need a package that is not installed",
            where=name,
            why="pyarrow is an optional part, for tables",
            remedy="pip install 'tierbook[tables]', or save the table as CSV or JSON lines",
        ) from error
    faults = (pyarrow.ArrowException, OSError, ValueError)
    with seekable(stream) as copy:
        yield from _rows(copy, name, options, parquet.ParquetFile, faults)


def _rows(
    stream: BinaryIO,
    name: str,
    options: ReadOptions,
    opener: type[ParquetFile],
    faults: tuple[type[Exception], ...],
) -> Iterator[Row]:
    try:
        table = opener(stream, pre_buffer=False)
        columns = [
            c for c in table.schema_arrow.names if not _is_binary(table.schema_arrow.field(c).type)
        ]
    except faults as error:
        raise PageUnreadable(
            "the Parquet file is damaged",
            where=name,
            why=str(error)[:200],
            remedy="write or fetch the file again; one that breaks off has lost its index, which stands at its end",
        ) from error
    check_columns(columns, name, options)
    before = 0
    for group in range(table.num_row_groups):
        count = table.metadata.row_group(group).num_rows
        row = before
        try:
            for batch in table.iter_batches(batch_size=_ROWS, row_groups=[group], columns=columns):
                for record in batch.to_pylist():
                    row += 1
                    yield row, line_of(record)
        except faults as error:
            what = f"rows {row + 1:,} to {before + count:,} cannot be read"
            yield (
                before + count,
                Problem(f"{name}:{row + 1}", what, str(error)[:200], "write the file again"),
            )
        before += count


def _is_binary(kind: Any) -> bool:
    from pyarrow import types

    return bool(
        types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind)
    )
