"""What is said of a variable, by the Department's text or by an own finding: one shape for both, with its grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tierbook.release.drafts.citing import Citer
from tierbook.release.drafts.model import Ground

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["Said", "by_variable", "preferred", "said_by_department"]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement.

    `grounds` pairs what of the value the words carry (an element, a side, `WHAT:N` of a figure; None for all) with the
    ground. `source` names who says it and `quote` holds the words, where it is an own finding.
    """

    id: str
    variable: str
    value: object
    grounds: tuple[tuple[str | None, Ground], ...]
    origin: Literal["department", "own"] = "department"
    said_by: str = "department"
    certainty: str = "stated"
    quality: str | None = None
    level: str | None = None
    place: str | None = None
    extent: str | None = None
    period: str = "current"
    actor: str = "none"
    source: str = ""
    quote: str = ""

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a list of figures or routes; none for other values."""
        if not isinstance(self.value, list | tuple):
            return ()
        return tuple(row for row in self.value if isinstance(row, Mapping))

    @property
    def items(self) -> tuple[str, ...]:
        """Return the elements of a list of codes; a single value as one."""
        if isinstance(self.value, str):
            return (self.value,)
        if isinstance(self.value, list | tuple):
            return tuple(item for item in self.value if isinstance(item, str))
        return ()

    def carry(self, *what: str) -> tuple[Ground, ...]:
        """Return the grounds of parts of the value, of all of it where no words are marked for them."""
        marked = [g for supports, g in self.grounds if supports in what]
        return tuple({g.key: g for g in (marked or [g for _, g in self.grounds])}.values())

    def carry_row(self, row: Mapping[str, Any]) -> tuple[Ground, ...]:
        """Return the grounds of one figure."""
        return self.carry(f"{row.get('what')}:{row.get('n')}")


def said_by_department(coding: Coding) -> tuple[Said, ...]:
    """Return what a coding says of the edition's own period, with grounds in its narrative."""
    citer = Citer(coding.narrative)
    return tuple(_said(finding, citer) for finding in coding.findings if finding.evidence)


def _said(finding: Finding, citer: Citer) -> Said:
    return Said(
        id=finding.id,
        variable=finding.variable,
        value=finding.value,
        grounds=tuple((e.supports, citer.ground(e)) for e in finding.evidence),
        said_by=finding.said_by,
        certainty=finding.certainty,
        quality=finding.quality,
        level=finding.level,
        place=finding.place,
        extent=finding.extent,
        period=finding.period,
        actor=finding.actor,
    )


def preferred(said: Iterable[Said]) -> Said | None:
    """Return the statement to read where one is wanted: practice before law, home before abroad, else the first."""
    levels, places = {"practice": 0, None: 1, "law": 2}, {"home": 0, None: 0, "abroad": 1}
    return min(
        said, key=lambda one: (places.get(one.place, 0), levels.get(one.level, 1)), default=None
    )


def by_variable(said: Iterable[Said]) -> dict[str, list[Said]]:
    """Return statements by variable, in their order."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.variable, []).append(one)
    return found
