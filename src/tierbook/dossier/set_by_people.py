"""What people decided where a value, or a silence, of a text stands: told beside it in every table.

The record of a coding says under `people` what was decided; a coding without it was looked at by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "PEOPLE_COLUMNS",
    "PEOPLE_LEGEND",
    "PeopleSaid",
    "is_said_at",
    "people_cells",
    "people_of",
    "said_at",
    "states_of_findings",
]

PEOPLE_COLUMNS = ("set_by_people", "people_value", "machine_value")
"""Columns of what people decided, in every table of values."""

PEOPLE_LEGEND: Mapping[str, str] = {
    "set": "set by people: it stands over what the machine read",
    "contested": "people differ on it, so the machine's value stands",
    "stale": "people decided before the page, the codebook or the words changed, so the machine's value stands",
}
"""The words of `set_by_people`."""

_ORDER = ("laid", "contested", "stale")
Row = Mapping[str, Any]
Slot = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class PeopleSaid:
    """What people decided at one level and place of a variable.

    Attributes:
        state: set, contested or stale; see `PEOPLE_LEGEND`.
        values: the values that people set, one unless they differ; `not_stated` where they found the text silent, None
            where they found that the words do not say it.
        machine: the machine's values there; empty where it was silent.
        at: the time of the newest decision, as ISO 8601.
        kept: whether it leaves what the machine read as it is, with all that stands beside the value.
    """

    state: str
    values: tuple[Any, ...]
    machine: tuple[Any, ...]
    at: str
    kept: bool = False

    @property
    def confirmed(self) -> bool:
        """Tell whether people left the machine's value as it was."""
        return self.state == "set" and self.kept

    def to_dict(self) -> dict[str, object]:
        """Return the cells of `PEOPLE_COLUMNS`: one value as it is, several as a list."""
        return {
            "set_by_people": self.state,
            "people_value": _one(self.values),
            "machine_value": _one(self.machine),
        }


def people_cells(said: PeopleSaid | None) -> dict[str, object]:
    """Return the cells of `PEOPLE_COLUMNS`, empty where nobody decided."""
    return dict.fromkeys(PEOPLE_COLUMNS) if said is None else said.to_dict()


def people_of(*quotes: Any) -> str | None:
    """Return what people decided of the values that some words carry: set, else contested, else stale, else None.

    Args:
        quotes: of texts, as `HeldText` gives them.
    """
    states = {quote.set_by_people for quote in quotes}
    return next((state for state in PEOPLE_LEGEND if state in states), None)


def states_of_findings(rows: Iterable[Row]) -> dict[str, str]:
    """Return what people decided by the id of the finding that stands there.

    Args:
        rows: what was decided, as `people` of a record has it.
    """
    found: dict[str, str] = {}
    for state in reversed(_ORDER):
        for row in rows:
            if row["state"] == state:
                names = [row["finding"]] if row["finding"] else [m["id"] for m in row["machine"]]
                found.update(dict.fromkeys(names, "set" if state == "laid" else state))
    return found


def is_said_at(value: object, said: Slot, slot: Slot) -> bool:
    """Tell whether what a person decided is about a place of a variable; silence is about every place.

    Args:
        value: what she decided.
        said: the level and the place at which she did.
        slot: the level and the place that are asked for, nothing written as in `said`.
    """
    return value == "not_stated" or said == slot


def said_at(rows: Iterable[Row], level: str | None, place: str | None) -> PeopleSaid | None:
    """Return what people decided at one place of a variable, None where nobody did.

    Args:
        rows: what was decided on the variable, as `people` of a record has it.
        level: law, practice or None.
        place: home, abroad or None.
    """
    slot = level, place
    here = [row for row in rows if is_said_at(row["value"], (row["level"], row["place"]), slot)]
    states = [row["state"] for row in here]
    state = next((name for name in _ORDER if name in states), None)
    if state is None:
        return None
    told = [row for row in here if row["state"] == state]
    machine = [one["value"] for one in told[-1]["machine"]]
    values: list[Any] = []
    for row in told:
        if row["value"] not in values:
            values.append(row["value"])
    return PeopleSaid(
        state="set" if state == "laid" else state,
        values=tuple(values),
        machine=tuple(machine),
        at=max(row["at"] for row in told),
        kept=_is_kept(told[-1]),
    )


def _is_kept(row: Row) -> bool:
    """Tell whether a decision leaves the machine's finding in its place."""
    if not row["machine"]:
        return False
    if row["finding"]:
        return any(one["id"] == row["finding"] for one in row["machine"])
    first, said = row["machine"][0], row.get("qualities") or {}
    known = first.get("qualities") or {}
    same = all(known.get(name) == value for name, value in said.items() if name in known)
    return bool(row["value"] == first["value"] and same)


def _one(values: tuple[Any, ...]) -> Any:
    """Return a single value as it is; that nothing stands there as `nothing`, which no cell of a table leaves empty."""
    said = ["nothing" if value is None else value for value in values]
    if len(said) > 1:
        return said
    return said[0] if said else None
