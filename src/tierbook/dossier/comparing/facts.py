"""Equal values are not the same facts: in which of these two cells differ, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tierbook.dossier.comparing.cells import Cell, code_words
from tierbook.text import join_words

__all__ = [
    "FACTS",
    "MANY_UNITS",
    "DifferingFact",
    "differing_facts",
    "fact_words",
    "units_in_words",
]

_NOT_SAID = "not said"

# The facts beside a value, and the vocabulary in which each is written; in the order in which a reader asks.
FACTS: Mapping[str, str] = {
    "acts": "acts",
    "whom": "whom",
    "extent": "extent",
    "certainty": "certainty",
    "said_by": "said_by",
    "level": "level",
    "place": "place",
    "quality": "quality",
    "unit": "units",
    "period": "period",
    "forms": "forms",
    "victims": "victims",
}
_LABELS = {
    "acts": "acts",
    "whom": "to whom",
    "extent": "extent",
    "certainty": "certainty",
    "said_by": "who says so",
    "level": "on paper or in practice",
    "place": "at home or abroad",
    "quality": "quality",
    "unit": "what is counted",
    "period": "the period",
    "forms": "forms",
    "victims": "victims",
}
MANY_UNITS = 6  # units that a sentence names; of more it tells the number
_SAYINGS = 3


@dataclass(frozen=True, slots=True)
class DifferingFact:
    """A fact that cells with one value do not share.

    Attributes:
        fact: one of `FACTS`.
        said: what is said of it in words, with the units that say so.
    """

    fact: str
    said: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def label(self) -> str:
        """Return the fact in words."""
        return _LABELS[self.fact]

    @property
    def words(self) -> str:
        """Return it as a reader writes it: `acts (JPN:2003 deported; JPN:2018 arrested, deported)`.

        Of many units only their number is told, the commonest saying first.
        """
        if sum(len(units) for _, units in self.said) <= MANY_UNITS:
            parts = [f"{join_words(units)} {words}" for words, units in self.said]
            return f"{self.label} ({'; '.join(parts)})"
        ordered = sorted(self.said, key=lambda row: -len(row[1]))
        parts = [f"{len(units)} {words}" for words, units in ordered[:_SAYINGS]]
        rest = sum(len(units) for _, units in ordered[_SAYINGS:])
        more = [f"{rest} otherwise"] if rest else []
        return f"{self.label} ({'; '.join([*parts, *more])})"

    def to_dict(self) -> dict[str, object]:
        """Return the fact, and each saying with its units."""
        said = [{"words": words, "units": list(units)} for words, units in self.said]
        return {"fact": self.fact, "said": said}


def units_in_words(units: Sequence[str]) -> str:
    """Return units by name, or their number where they are many: `JPN:2003 and JPN:2018`, `61 texts`."""
    return join_words(units) if len(units) <= MANY_UNITS else f"{len(units)} texts"


def differing_facts(cells: Sequence[Cell]) -> tuple[DifferingFact, ...]:
    """Return the facts in which cells of one value differ, in the order of `FACTS`.

    Args:
        cells: cells of one variable whose values are the same.
    """
    found = []
    for fact in FACTS:
        said: dict[str, list[str]] = {}
        for cell in cells:
            said.setdefault(fact_words(cell, fact), []).append(cell.unit)
        if len(said) > 1:
            rows = tuple((words, tuple(units)) for words, units in said.items())
            found.append(DifferingFact(fact, rows))
    return tuple(found)


def fact_words(cell: Cell, fact: str) -> str:
    """Return what a cell says of a fact, at all levels and places where it has its value; else `not said`."""
    codes = dict.fromkeys(code for value in cell.agreeing for code in _READERS[fact](value))
    words = [code_words(FACTS[fact], code) for code in sorted(codes)]
    return ", ".join(words) or _NOT_SAID


def _one(name: str) -> Callable[[object], list[str]]:
    def read(value: object) -> list[str]:
        code = getattr(value, name)
        return [code] if code else []

    return read


def _several(name: str) -> Callable[[object], list[str]]:
    return lambda value: list(getattr(value, name))


def _of_rows(name: str) -> Callable[[object], list[str]]:
    """Read a field of the rows of a list of figures or routes."""

    def read(value: object) -> list[str]:
        rows = getattr(value, "value", None)
        found: list[str] = []
        for row in rows if isinstance(rows, list) else ():
            said = row.get(name) if isinstance(row, Mapping) else None
            found += said if isinstance(said, list) else [str(said)] if said else []
        return found

    return read


_READERS: Mapping[str, Callable[[object], list[str]]] = {
    **{
        name: _one(name) for name in ("extent", "certainty", "said_by", "level", "place", "quality")
    },
    **{name: _several(name) for name in ("acts", "whom")},
    **{name: _of_rows(name) for name in ("unit", "period", "forms", "victims")},
}
