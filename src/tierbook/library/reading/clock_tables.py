"""The clock over all countries for the pages: who stands on the list in an edition, and what clock and record part on.

Takes a `History` of official placements; gives rows. The counting is done in `standards`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tierbook.dossier import FIRST_LIST
from tierbook.editions import LAST_EDITION, History, load_placements
from tierbook.library.reading.values import country_name
from tierbook.standards import (
    ClockException,
    clock_exceptions,
    exception_classes,
)

__all__ = [
    "CaseRow",
    "ClassOfCases",
    "cases_of",
    "clock_editions",
    "newest_whole_list",
]

_KINDS = {
    "over": "beyond the limit",
    "one_year": "beyond the one-year rule",
    "no_waiver": "no waiver granted",
    "unknown_waiver": "waiver not known",
    "early_waiver": "waiver earlier than counted",
}
_CLASSES = {
    "world": "The placements are certain",
    "rule": "A rule of ours is wrong",
    "gap": "An edition is not held",
    "unrecorded": "No list of waivers is held",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A place on the list that clock and record do not bear out together, with the line that explains it."""

    code: str
    name: str
    year: int
    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class ClassOfCases:
    """The cases of one class, and what the class means."""

    id: str
    title: str
    meaning: str
    rows: tuple[CaseRow, ...]


def newest_whole_list(history: History) -> int:
    """Return the newest edition whose Watch List is held whole."""
    return max(history.whole_lists, default=LAST_EDITION)


def clock_editions() -> list[int]:
    """Return the editions that can have had a Watch List, newest first."""
    return list(range(LAST_EDITION, FIRST_LIST - 1, -1))


def cases_of(history: History, edition: int | None = None) -> list[ClassOfCases]:
    """Return the exceptions by class, the rarest class first; of one edition where one is given.

    Args:
        history: what `official_history` gave.
        edition: the edition, None for all.
    """
    found = [e for e in _exceptions(history) if edition in (None, e.edition)]
    classes = []
    for name, title in _CLASSES.items():
        rows = tuple(
            CaseRow(
                e.country, country_name(e.country, e.edition), e.edition, _KINDS[e.kind], e.line
            )
            for e in found
            if e.cause == name
        )
        meaning = str(exception_classes()[name]).strip()
        classes.append(ClassOfCases(name, title, meaning, rows))
    return classes


def _exceptions(history: History) -> list[ClockException]:
    """Return the exceptions of a history: those of the package once a process, anew where texts filled an edition."""
    table = load_placements()
    if history is table:
        return list(_of_package())
    changed = {p.country for p in history if table.get(p.country, p.edition) is None}
    found = [e for e in _of_package() if e.country not in changed]
    for code in sorted(changed):
        found += clock_exceptions(history.of(code))
    return sorted(found, key=lambda e: (e.edition, e.country))


@lru_cache(maxsize=1)
def _of_package() -> tuple[ClockException, ...]:
    return clock_exceptions(load_placements())
