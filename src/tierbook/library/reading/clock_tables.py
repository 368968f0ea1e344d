"""The clock over all countries for the pages: who stands on the list in an edition, and what clock and record part on.

Takes a `History` of official placements; gives rows. The counting is done in `standards`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tierbook.editions import LAST_EDITION, History, load_placements
from tierbook.library.reading.clocks import FLAGS, may_be_next, waivers_of, years_of
from tierbook.library.reading.values import country_name
from tierbook.standards import (
    ClockException,
    ClockPosition,
    clock_exceptions,
    exception_classes,
    watch_list_clock,
)

__all__ = [
    "FIRST_LIST",
    "CaseRow",
    "ClassOfCases",
    "OnList",
    "cases_of",
    "clock_editions",
    "newest_whole_list",
    "on_list",
    "running_out",
]

FIRST_LIST = 2004  # section 110(b)(3) came with the edition of 2004
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
class OnList:
    """One country on the list in an edition: years, waivers, what may come next and what came.

    `must` is `cannot stay` or `by a waiver alone`, empty where the clock lets it stay; `why` names the one-year rule.
    """

    code: str
    name: str
    years: str
    waivers: str
    last: int | None
    next_words: str
    must: str
    why: str
    became: str | None
    became_words: str
    doubtful: tuple[str, ...]


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


def on_list(history: History, edition: int) -> list[OnList]:
    """Return the countries on the list in an edition, by name; those of which it is not held are not among them."""
    rows = []
    for code in history.countries:
        placement = history.get(code, edition)
        if placement is None or placement.tier != "2WL":
            continue
        position = watch_list_clock(history, edition, code)
        after = history.get(code, edition + 1)
        rows.append(
            OnList(
                code=code,
                name=country_name(code, edition),
                years=years_of(position),
                waivers=waivers_of(position),
                last=position.last_permitted_edition,
                next_words=may_be_next(position),
                must=_must(position),
                why=_why(position),
                became=None if after is None else after.tier,
                became_words=_became(history, code, edition + 1),
                doubtful=tuple(
                    FLAGS[flag]
                    for flag in position.flags
                    if flag in FLAGS and flag != "clock_uncertain"
                ),
            )
        )
    return sorted(rows, key=lambda row: row.name)


def _must(position: ClockPosition) -> str:
    if "2WL" not in position.allowed_next:
        return "cannot stay"
    return "by a waiver alone" if position.waiver_needed_next else ""


def _why(position: ClockPosition) -> str:
    """Return that it is the one-year rule which ends the stay, where it is."""
    bound = not position.waivers_left and any(_ONE_YEAR in words for words in position.reasons)
    return "one-year rule" if bound and "2WL" not in position.allowed_next else ""


_ONE_YEAR = "section 110(b)(2)(F)"  # as the clock's sentences cite it


def _became(history: History, code: str, edition: int) -> str:
    placement = history.get(code, edition)
    if placement is not None:
        return placement.label
    if edition > LAST_EDITION:
        return ""
    return "off the Watch List" if history.known_off(code, edition) else "not held"


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


def running_out(rows: Iterable[OnList]) -> list[tuple[str, list[OnList]]]:
    """Return those that cannot stay in the next edition, then those that can by a waiver alone; neither if none."""
    given = list(rows)
    groups = [
        ("Cannot stay", [row for row in given if row.must == "cannot stay"]),
        ("Can stay by a waiver alone", [row for row in given if row.must == "by a waiver alone"]),
    ]
    return [(words, found) for words, found in groups if found]
