"""A table as statistics programs hold one: columns with labels and codes, cells that name why they are empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

__all__ = ["ColumnKind", "Missing", "Table", "TableCell", "TableCode", "TableColumn"]

ColumnKind = Literal["text", "number", "decimal", "date", "code"]


class Missing(StrEnum):
    """Why a cell has no value. None of these is *no*, and none is 0."""

    not_stated = "not_stated"
    not_reported = "not_reported"
    not_asked = "not_asked"
    not_held = "not_held"
    not_in_summary = "not_in_summary"
    conflict = "conflict"
    other_figures = "other_figures"

    @property
    def letter(self) -> str:
        """Return the letter of its extended missing value in Stata: `a` for `.a`."""
        return "abcdefg"[list(Missing).index(self)]

    @property
    def label(self) -> str:
        """Return it in words."""
        return _LABELS[self]


_LABELS: Mapping[Missing, str] = {
    Missing.not_stated: "Not stated: the text is silent",
    Missing.not_reported: "The text says that no figure or answer was given",
    Missing.not_asked: "Not asked in that edition",
    Missing.not_held: "No text of that edition is held",
    Missing.not_in_summary: "Not in the summary, which leaves much out",
    Missing.conflict: "Several figures of one name, none chosen",
    Missing.other_figures: "Only parts, or other periods, are counted",
}
TableCell = str | int | float | Missing | None


@dataclass(frozen=True, slots=True)
class TableCode:
    """One value of a column of codes: its number in Stata and SPSS, the code as tierbook writes it, its label."""

    number: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        name: at most 28 letters (32 without codes), digits and underscores, as Stata wants it.
        label: what it holds, in words.
        kind: text, number (whole), decimal, date (`2018-03-31`) or code.
        variable: the variable of the codebook that it is about, None for keys and dates.
        facet: which side of the variable: value, absence, quality, ...; for other columns what kind of column it is.
        codes: the values of a column of codes, in their order.
    """

    name: str
    label: str
    kind: ColumnKind
    variable: str | None = None
    facet: str = "key"
    codes: tuple[TableCode, ...] = ()

    def number_of(self, code: str) -> int:
        """Return the number of a code.

        Raises:
            KeyError: the column does not have it.
        """
        return {row.code: row.number for row in self.codes}[code]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order; codes as number, code and label."""
        codes = [{"number": c.number, "code": c.code, "label": c.label} for c in self.codes]
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "variable": self.variable,
            "facet": self.facet,
            "codes": codes,
        }


@dataclass(frozen=True)
class Table:
    """Columns, and rows with a cell for each.

    Attributes:
        columns: in their order; no name stands twice.
        rows: cells in the order of the columns; a code stands as tierbook writes it, None where a column does not
            apply (a country that a system of keys does not know).
        title: what the table is, in one line.
        notes: what a reader of the table must know.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...] = field(repr=False)
    title: str = ""
    notes: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> tuple[TableCell, ...]:
        """Return the cells of one column.

        Raises:
            ValueError: there is no such column.
        """
        place = self.names.index(name)
        return tuple(row[place] for row in self.rows)

    def records(self) -> Iterator[dict[str, str | int | float | None]]:
        """Yield each row by column name; a missing cell is None, and the column of the absence says why."""
        for row in self.rows:
            cells = zip(self.names, row, strict=True)
            yield {name: None if isinstance(cell, Missing) else cell for name, cell in cells}

    def __len__(self) -> int:
        return len(self.rows)
