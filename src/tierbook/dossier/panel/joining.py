"""Tables that people coded, joined to a panel: every row of both is kept, and told apart.

The Human Trafficking Indicators count by edition. The 3P index counts by the year before: its year t reads the edition
of t + 1. A join on the other year moves every score by one edition, and nothing in the result shows it; so it is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tierbook.dossier.panel.columns import IDENTITY
from tierbook.dossier.panel.panel import Panel, identity_cells
from tierbook.dossier.panel.table import Missing, Table, TableCell, TableCode, TableColumn
from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.errors import UnknownCountry
from tierbook.text import counted

if TYPE_CHECKING:
    from tierbook.agreement import PeopleTable

__all__ = ["JoinYear", "JoinedPanel", "join_people"]

JoinYear = Literal["edition", "year_3p"]
_PREFIX = {"hti": "hti", "three-p": "p3", "htc": "htc"}
_KEYS = frozenset({"iso3", "country", "year", "edition"})
_SIDES = ("both", "panel", "table")
_WIDEST = 28
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True)
class JoinedPanel:
    """A panel with the columns of another table.

    Attributes:
        panel: the panel; its methods paragraph tells of the join.
        table: name of the table.
        on: the year that was joined on.
        both: number of rows that both had.
        panel_only: number of rows that the table does not have.
        table_only: number of rows that the panel did not have.
        warnings: what is wrong with the join, in whole sentences.
    """

    panel: Panel
    table: str
    on: JoinYear
    both: int
    panel_only: int
    table_only: int
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the panel, and how the join went."""
        join = {
            name: getattr(self, name)
            for name in ("table", "on", "both", "panel_only", "table_only")
        }
        return {**self.panel.to_dict(), "join": {**join, "warnings": list(self.warnings)}}


def join_people(
    panel: Panel,
    table: PeopleTable,
    *,
    on: JoinYear | None = None,
    only_panel: bool = False,
) -> JoinedPanel:
    """Join a table that people coded to a panel.

    Args:
        panel: what is joined to.
        table: `tierbook.agreement.load_people` of the Human Trafficking Indicators, the 3P index, or the Human
            Trafficking Index.
        on: which column of the panel the table's year is set against; the right one where none is given. The wrong
            one is obeyed and warned of.
        only_panel: whether rows that only the table has are left out; their number is told.

    Returns:
        The joined panel: rows of the panel first, in their order, then those of the table alone.
    """
    right: JoinYear = "year_3p" if table.kind == "three-p" else "edition"
    year = on or right
    # The rows of a table stand under the edition that they read; the other year moves them by one.
    moved = (year == "year_3p") - (right == "year_3p")
    theirs = {(country, edition + moved): row for (country, edition), row in table.rows.items()}
    prefix = _PREFIX[table.kind]
    names = _names(table)
    added = _columns(table, prefix, names)
    at = [panel.table.names.index(name) for name in ("iso3", "edition")]
    rows: list[tuple[TableCell, ...]] = []
    met: set[tuple[str, int]] = set()
    for cells in panel.table.rows:
        key = (str(cells[at[0]]), int(str(cells[at[1]])))
        row = theirs.get(key)
        met.add(key)
        side = "panel" if row is None else "both"
        rows.append((*cells, side, *_cells(row, names, added)))
    alone = sorted(key for key in theirs if key not in met)
    if not only_panel:
        rows += [
            (*_alone(panel, *key), "table", *_cells(theirs[key], names, added)) for key in alone
        ]
    sides = Counter("both" if key in theirs else "panel" for key in met)
    side_codes = tuple(
        TableCode(n, code, label)
        for n, (code, label) in enumerate(
            zip(_SIDES, ("In both", "In the panel alone", f"In {table.name} alone"), strict=True), 1
        )
    )
    joined = TableColumn(
        f"joined_{prefix}",
        f"Where the row is from: the panel, {table.name}, or both",
        "code",
        facet="join",
        codes=side_codes,
    )
    warnings = _warnings(table, year, right, sides["both"])
    methods = " ".join(
        [panel.methods, _told(table, year, sides, len(alone), only_panel=only_panel), *warnings]
    )
    made = Table((*panel.table.columns, joined, *added), tuple(rows), panel.table.title, methods)
    return JoinedPanel(
        panel=replace(panel, table=made, methods=methods),
        table=table.name,
        on=year,
        both=sides["both"],
        panel_only=sides["panel"],
        table_only=len(alone),
        warnings=warnings,
    )


def _names(table: PeopleTable) -> tuple[str, ...]:
    """Return the columns of the table in its own order, without its keys."""
    first: Mapping[str, str] = next(iter(table.rows.values()), {})
    return tuple(name for name in first if name and name not in _KEYS)


def _columns(table: PeopleTable, prefix: str, names: Sequence[str]) -> tuple[TableColumn, ...]:
    made: dict[str, TableColumn] = {}
    for name in names:
        words = [(row.get(name) or "").strip() for row in table.rows.values()]
        number = any(words) and all(not w or _WHOLE.fullmatch(w) for w in words)
        short = f"{prefix}_{re.sub(r'[^A-Za-z0-9_]', '_', name)}"[:_WIDEST]
        if short.lower() in {other.lower() for other in made}:  # two long names with one beginning
            short = f"{short[: _WIDEST - 4]}_{len(made):03}"
        made[short] = TableColumn(
            short, f"{table.name}: {name}", "number" if number else "text", facet="joined"
        )
    return tuple(made.values())


def _cells(
    row: Mapping[str, str] | None, names: Sequence[str], columns: Sequence[TableColumn]
) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    for name, column in zip(names, columns, strict=True):
        word = "" if row is None else (row.get(name) or "").strip()
        cells.append((int(word) if column.kind == "number" else word) if word else None)
    return tuple(cells)


def _alone(panel: Panel, country: str, edition: int) -> tuple[TableCell, ...]:
    """Return the cells of a row that the panel did not have: its keys, and that nothing is held."""
    known: tuple[TableCell, ...] = (country, *(None for _ in IDENTITY[1:]))
    place = [column.name for column in IDENTITY].index("edition")
    known = (*known[:place], edition, *known[place + 1 :])
    if FIRST_EDITION <= edition <= LAST_EDITION:
        with suppress(
            UnknownCountry
        ):  # a code that is neither ours nor a known alias stays as it is
            known = identity_cells(country, edition)
    length = len(IDENTITY)
    rest: list[TableCell] = []
    for column in panel.table.columns[length:]:
        if column.facet in ("join", "joined"):
            rest.append("table" if column.facet == "join" else None)
        else:
            rest.append(Missing.not_held.value if column.facet == "absence" else Missing.not_held)
    return (*known[: length - 3], "no", Missing.not_held, None, *rest)


def _warnings(table: PeopleTable, year: JoinYear, right: JoinYear, both: int) -> tuple[str, ...]:
    if year == right:
        return ()
    reads = (
        "year t reads the edition of t + 1"
        if table.kind == "three-p"
        else "its year is the edition"
    )
    return (
        f"Joined on the wrong year: in the {table.name} {reads}, and this join sets it against {year}. "
        f"{counted(both, 'row')} {'stands' if both == 1 else 'stand'} beside the scores of another edition; "
        f"join on {right}.",
    )


def _told(
    table: PeopleTable, year: JoinYear, sides: Mapping[str, int], alone: int, *, only_panel: bool
) -> str:
    rest = "left out" if only_panel else "kept below"
    return (
        f"The {table.name} was joined on {year}: {counted(sides.get('both', 0), 'row')} in both, "
        f"{sides.get('panel', 0)} in the panel alone, {alone} in that table alone ({rest})."
    )
