"""What the tables of a release hold, as `described/*.yaml` says: grain, key, columns, codes, rights.

Schema, codebook, DDI, data dictionary, the page of reference and the writers of every format go by this, so no two of
them can say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import Missing, TableCode, TableColumn
from tierbook.files import load_yaml

__all__ = ["DataColumn", "DataTable", "Reference", "Rights", "describe_tables", "load_rights"]

_FOLDER = "described"
_FILES = ("texts", "people", "facts")
_STATED = TableCode(0, "stated", "Stated")


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose work a table is.

    Attributes:
        id: ours, official, facts or tierbook.
        label: whose work it is.
        licence: id of the licence.
        licence_title: its name.
        licence_href: where its words stand; empty where they stand nowhere.
        statement: what that means, in a few sentences.
        registered: whether SPDX and the Open Definition know the licence under its id.
        notice: the words that every copy must keep; empty where there are none.
    """

    id: str
    label: str
    licence: str
    licence_title: str
    licence_href: str
    statement: str
    registered: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table that are the key of another one."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column.

    Attributes:
        shape: name, label, kind and codes, as every format takes them.
        vocabulary: name of the vocabulary of its codes.
        needed: whether every row has it.
        refers: the table whose key it is.
        missing: reasons that stand in the cell itself.
    """

    shape: TableColumn
    vocabulary: str | None = None
    needed: bool = False
    refers: str | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def name(self) -> str:
        """Return its name."""
        return self.shape.name


@dataclass(frozen=True)
class DataTable:
    """One table.

    Attributes:
        name: as files are called.
        title: what it is, in one line.
        grain: what a row is.
        key: the columns that identify a row.
        rights: whose work it is.
        mixed: which part of it is somebody else's, in a sentence; empty where none is.
        columns: in their order.
        refers: further references, of several columns.
        panel: whether its columns are those of a country panel, which the codebook decides.
    """

    name: str
    title: str
    grain: str
    key: tuple[str, ...]
    rights: Rights
    columns: tuple[DataColumn, ...]
    refers: tuple[Reference, ...] = ()
    panel: bool = False
    mixed: str = ""

    @property
    def rights_told(self) -> str:
        """Return what the rights mean for this table."""
        return f"{self.rights.statement} {self.mixed}".strip()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return every reference to the key of another table."""
        single = (
            Reference((c.name,), c.refers, (_KEY_OF.get(c.refers, c.refers.removesuffix("s")),))
            for c in self.columns
            if c.refers
        )
        return (*single, *self.refers)

    def with_columns(self, columns: Sequence[TableColumn]) -> DataTable:
        """Return the table with the columns of a panel; those of its key are needed, each code may be missing."""
        made = tuple(
            DataColumn(
                shape,
                vocabulary=_vocabulary_of(shape),
                needed=shape.name in self.key,
                refers={"iso3": "countries", "edition": "editions", "document": "documents"}.get(
                    shape.name
                ),
                missing=_missing_of(shape),
            )
            for shape in columns
        )
        return replace(self, columns=made)


_KEY_OF = {"countries": "iso3"}
_PANEL_CODES = {"held": "yes_no", "text_kind": "text_kinds", "tier_published": "tiers"}


def load_rights() -> Mapping[str, Rights]:
    """Return whose work tables are, by id."""
    return {
        name: Rights(
            id=name,
            label=row["label"],
            licence=row["licence"],
            licence_title=row["licence_title"],
            licence_href=row["licence_href"],
            statement=" ".join(row["statement"].split()),
            registered=row.get("registered") == "yes",
            notice=row.get("notice", ""),
        )
        for name, row in _load("shared")["rights"].items()
    }


@cache
def describe_tables() -> Mapping[str, DataTable]:
    """Return the tables by name, in the order in which a release lists them."""
    shared = _load("shared")
    rights = load_rights()
    found: dict[str, DataTable] = {}
    for name in _FILES:
        for table, told in _load(name).items():
            columns = tuple(_columns(told["columns"], shared))
            refers = tuple(
                Reference(tuple(row["columns"]), row["table"], tuple(row["columns"]))
                for row in told.get("refers", ())
            )
            found[table] = DataTable(
                name=table,
                title=told["title"],
                grain=told["grain"],
                key=tuple(told["key"]),
                rights=rights[told["rights"]],
                columns=columns,
                refers=refers,
                panel=told.get("panel") == "yes",
                mixed=told.get("mixed", ""),
            )
    return {name: found[name] for name in shared["order"]}


def _columns(told: Sequence[Any], shared: Mapping[str, Any]) -> Iterator[DataColumn]:
    for row in told:
        if isinstance(row, str):
            yield from _columns(shared["groups"][row], shared)
            continue
        codes = _codes(row.get("codes"), shared)
        yield DataColumn(
            TableColumn(row["name"], row["label"], row["kind"], facet="data", codes=codes),
            vocabulary=row.get("codes"),
            needed=row.get("needed") == "yes",
            refers=row.get("refers"),
            missing=tuple(Missing(name) for name in row.get("missing", ())),
        )


def _codes(vocabulary: str | None, shared: Mapping[str, Any]) -> tuple[TableCode, ...]:
    """Return the codes of a vocabulary of this room, of the reasons of a missing value, or of the codebook."""
    if vocabulary is None:
        return ()
    if vocabulary == "absence":
        return (_STATED, *(TableCode(n, why.value, why.label) for n, why in enumerate(Missing, 1)))
    if vocabulary in shared["codes"]:
        return tuple(
            TableCode(int(n), code, label) for n, code, label in shared["codes"][vocabulary]
        )
    words = load_codebook().vocabularies[vocabulary]
    return tuple(TableCode(n, code, label) for n, (code, label) in enumerate(words.items(), 1))


def _vocabulary_of(shape: TableColumn) -> str | None:
    """Return the list of codes that a column of the panel has in common with other tables."""
    if not shape.codes:
        return None
    if shape.variable is None:
        return _PANEL_CODES[shape.name]
    if shape.facet == "absence":
        return "absence"
    return load_codebook().variables[shape.variable].vocabulary or "answers3"


def _missing_of(shape: TableColumn) -> tuple[Missing, ...]:
    if shape.variable is None or shape.facet == "absence" or shape.kind == "text":
        return ()
    return tuple(Missing)


def _load(name: str) -> Any:
    return load_yaml(files("tierbook.release.dataset") / _FOLDER / f"{name}.yaml")
