"""Reading the tables in `data/`: one CSV file a kind of knowledge, `data/README.md` says what each column means."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from tierbook.errors import TierbookError

__all__ = ["PlacesInvalid", "read_table", "to_year"]


class PlacesInvalid(TierbookError):
    """A table of places breaks its own rules."""


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<name>.csv`, every cell as text without blanks around it.

    Raises:
        PlacesInvalid: a row has more or fewer cells than the heading.
    """
    source = files("tierbook.places") / "data" / f"{name}.csv"
    reader = csv.reader(source.read_text(encoding="utf-8").splitlines())
    heading = next(reader)
    rows = []
    for cells in reader:
        if len(cells) != len(heading):
            raise PlacesInvalid(
                f"{len(cells)} cells where the heading has {len(heading)}: {cells!r}",
                where=f"places/data/{name}.csv:{reader.line_num}",
                remedy="write one cell a column; a cell with a comma stands in double quotes",
            )
        rows.append(dict(zip(heading, (cell.strip() for cell in cells), strict=True)))
    return tuple(rows)


def to_year(cell: str) -> int | None:
    """Return the year in a cell, None where it is empty (open on that side)."""
    return int(cell) if cell else None
