"""A record of a table as a line of JSON, and the columns that a table must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import orjson

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.options import ReadOptions

__all__ = ["NoColumn", "Row", "check_columns", "line_of", "no_records"]

Row: TypeAlias = tuple[int, bytes | Problem]
_DEFAULTS = ReadOptions()
_FACTBOOK = "fields"


class NoColumn(PageUnreadable):
    """A table lacks the column that it is to be read by: in a folder, one that is no table of texts."""


def check_columns(columns: Sequence[str], name: str, options: ReadOptions) -> None:
    """Do nothing where a table has the columns that it is to be read by.

    Raises:
        NoColumn: one is missing; the message names those that exist.
    """
    wanted = [("--text-column", options.text_column, True)]
    for option, column, default in (
        ("--country-column", options.country_column, _DEFAULTS.country_column),
        ("--edition-column", options.edition_column, _DEFAULTS.edition_column),
    ):
        wanted.append(
            (option, column, column != default)
        )  # without being told, a table may lack them
    for option, column, needed in wanted:
        if needed and column not in columns and _FACTBOOK not in columns:
            shown = ", ".join(repr(c) for c in columns[:40]) or "none"
            more = f" and {len(columns) - 40} more" if len(columns) > 40 else ""
            raise NoColumn(
                f"the table has no column {column!r}",
                where=name,
                why=f"its columns are {shown}{more}",
                remedy=f"name the column with {option}",
            )


def no_records(name: str) -> Problem:
    """Return the problem of a table with a header, or brackets, and nothing else."""
    return Problem(name, "the table holds no records", remedy="give one that has rows with texts")


def line_of(record: Mapping[str, object]) -> bytes:
    """Return a record as a line of JSON; what JSON has no form for (dates, decimals) is written as text."""
    return orjson.dumps(record, default=str, option=orjson.OPT_NON_STR_KEYS)
