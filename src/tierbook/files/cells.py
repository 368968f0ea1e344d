"""Tables as CSV, in one way for every command, page and file; and cells that a spreadsheet would work out.

A cell that a spreadsheet would work out instead of showing gets an apostrophe before it, and loses it when it is read
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["bare_cell", "csv_cell", "csv_lines", "guard_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard_cell(words: str) -> str:
    """Return words with an apostrophe before them where they look like a formula, or like guarded words."""
    return f"'{words}" if words.lstrip("'").startswith(_FORMULA) else words


def bare_cell(cell: str) -> str:
    """Return the words that were guarded."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def csv_cell(value: object) -> object:
    """Return a value as a cell: None is empty, a list its words with semicolons between, a record JSON.

    Words that a spreadsheet would work out are guarded; numbers never are.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        if all(isinstance(one, str | int | float) for one in value):
            return guard_cell(";".join(map(str, value)))
        return _json(value)
    if isinstance(value, dict):
        return _json(value)
    return guard_cell(value) if isinstance(value, str) else value


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a line of CSV for each row: quoted as RFC 4180 has it, a line feed at the end."""
    import csv

    writer = csv.writer(_Line(), lineterminator="\n")
    for row in rows:
        yield str(writer.writerow([csv_cell(value) for value in row]))


class _Line:
    """Takes what the writer writes and gives it back."""

    def write(self, text: str) -> str:
        return text


def _json(value: object) -> str:
    import orjson

    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
