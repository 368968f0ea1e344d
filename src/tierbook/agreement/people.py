"""Tables that people coded from the same narratives: read from a file that the user names, never shipped.

Three are known by their columns: the Human Trafficking Indicators (a row a country and edition), the 3P index (its
year t reads the edition t + 1), and the Human Trafficking Index. All have terms of use of their own.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tierbook.codebook import Variable
from tierbook.errors import GoldInvalid
from tierbook.places import country_of_table

__all__ = ["PeopleCell", "PeopleTable", "TableKind", "load_people"]

TableKind = Literal["hti", "three-p", "htc"]
NAMES: Mapping[TableKind, str] = {
    "hti": "Human Trafficking Indicators",
    "three-p": "3P Anti-trafficking Policy Index",
    "htc": "Human Trafficking Index",
}
_SIGNS: tuple[tuple[TableKind, frozenset[str]], ...] = (
    ("hti", frozenset({"iso3", "year", "minstand", "victimpunish"})),
    ("three-p", frozenset({"iso3", "year", "prosecution", "prevention", "protection"})),
    ("htc", frozenset({"iso3", "edition", "O_sex", "no_law"})),
)
_HTC_WORDS = {"1": "coded", "3": "cannot be told", "": "not coded"}


@dataclass(frozen=True, slots=True)
class PeopleCell:
    """What people coded for one country and edition: the table, their variable, their value, and what it means here."""

    table: str
    variable: str
    value: str
    means: str

    def to_dict(self) -> dict[str, str]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Rows of one table by country and edition of the Report."""

    kind: TableKind
    path: str
    rows: Mapping[tuple[str, int], Mapping[str, str]]

    @property
    def name(self) -> str:
        """Return the name of the table."""
        return NAMES[self.kind]

    def cells(
        self, variable: Variable, country: str | None, edition: int | None
    ) -> list[PeopleCell]:
        """Return what people coded for what a variable maps to; nothing where they did not code that edition."""
        row = self.rows.get((country, edition)) if country and edition else None
        if row is None:
            return []
        made = []
        for theirs, means in _maps(self.kind, variable).items():
            if theirs in row:
                value = row[theirs].strip()
                if self.kind == "htc":
                    value = _HTC_WORDS.get(value, value)
                made.append(PeopleCell(self.name, theirs, value or "empty", means))
        return made

    def nothing(self, variable: Variable, country: str | None, edition: int | None) -> str | None:
        """Say why there are no cells, or None where there are some."""
        if self.cells(variable, country, edition):
            return None
        if (country, edition) not in self.rows:
            return f"{country or '?'} is not in it for edition {edition or '?'}"
        return f"nothing in it corresponds to {variable.id}"


def load_people(path: Path) -> PeopleTable:
    """Read a table that people coded.

    Raises:
        GoldInvalid: the file cannot be read, or is none of the three.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = set(reader.fieldnames or ())
            kind = next((kind for kind, signs in _SIGNS if signs <= columns), None)
            if kind is None:
                raise GoldInvalid(
                    "this is no table that people coded",
                    where=str(path),
                    why=f"known are, by their columns: {', '.join(NAMES.values())}",
                    remedy="give one of these as CSV",
                )
            rows = {}
            for row in reader:
                edition = _edition(kind, row)
                if edition is not None and row.get("iso3"):
                    rows[country_of_table(row["iso3"]), edition] = row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GoldInvalid(
            f"the table cannot be read: {error}", where=str(path), remedy="check the path"
        ) from error
    return PeopleTable(kind, str(path), rows)


def _edition(kind: TableKind, row: Mapping[str, str]) -> int | None:
    cell = row.get("edition" if kind == "htc" else "year") or ""
    if not cell.strip().isdigit():
        return None
    return int(cell) + (kind == "three-p")  # the index of a year reads the edition of the next


def _maps(kind: TableKind, variable: Variable) -> Mapping[str, str]:
    """Return what a variable maps to in a table, and in words what it means."""
    maps = variable.maps
    if kind == "three-p":
        return maps.three_p
    named = maps.hti if kind == "hti" else maps.htc
    return {theirs: f"our {' or '.join(values)}" for theirs, values in named.items()}
