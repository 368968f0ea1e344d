"""Figures of one country over its editions, each period once.

An edition prints its own figures and, for comparison, those of the year before; so most periods are told twice. The
edition's own word stands; a later edition's comparison fills a gap, and where it differs it is a revision. Of several
figures of one edition under one name and unit the one that it compares with the year before stands; without such a one
they are a conflict, and none is chosen. Nothing is ever added: not units, not parts, not two figures of one name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.coding.coding import CURRENT, PREVIOUS, Coding

__all__ = ["Point", "Series", "Told", "join_figures"]

_FIGURES = "figures."
_UNKINDS = ("summary", "excerpt", "sample")


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as one edition tells it.

    `own` where it is of the edition's own period; `headline` where the edition compares it with the year before, as it
    does with the total and not with figures of one court or one operation.
    """

    edition: int
    n: int
    n_max: int | None
    own: bool
    headline: bool
    document: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one period (a calendar year, or the reporting period that ends in the year after).

    `n` is None where the edition that should know gives several figures of the same name and unit (`conflict`), or
    says only that none was given. `revised_to` is what the newest later edition prints instead, where it differs.
    """

    year: int
    n: int | None
    n_max: int | None
    told: tuple[Told, ...]
    conflict: bool
    revised_to: int | None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "year": self.year,
            "n": self.n,
            "n_max": self.n_max,
            "conflict": self.conflict,
            "revised_to": self.revised_to,
            "told": [told.to_dict() for told in self.told],
        }


@dataclass(frozen=True, slots=True)
class Series:
    """One thing counted in one unit over the years; `part_of` names the whole of which it is a part."""

    what: str
    unit: str | None
    part_of: str | None
    points: tuple[Point, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "what": self.what,
            "unit": self.unit,
            "part_of": self.part_of,
            "points": [point.to_dict() for point in self.points],
        }


def join_figures(codings: Iterable[Coding]) -> tuple[Series, ...]:
    """Join the figures of one country's codings.

    Editions that are not known, and summaries, excerpts and samples, are left out: their figures are not all that the
    Report printed.

    Args:
        codings: codings of one country, in any order; of two codings of one edition the figures stand side by side.

    Raises:
        ValueError: the codings are of several countries.
    """
    usable = [
        c
        for c in codings
        if c.narrative.document.edition is not None
        and c.narrative.document.text_kind not in _UNKINDS
    ]
    countries = {c.narrative.document.country for c in usable}
    if len(countries) > 1:
        raise ValueError(f"the codings are of several countries: {sorted(map(str, countries))}")
    told: dict[tuple[str, str | None], dict[int, list[Told]]] = {}
    wholes: dict[tuple[str, str | None], str] = {}
    for coding in sorted(usable, key=lambda c: c.narrative.document.edition or 0):
        for row, of_period in _rows(coding):
            year, own = of_period
            key = (str(row["what"]), row.get("unit"))
            if row.get("part_of") == row["what"]:
                continue  # some of the whole, of which the words do not say which
            if row.get("part_of"):
                wholes.setdefault(key, str(row["part_of"]))
            edition = coding.narrative.document.edition or 0
            headline = row.get("compared_with") is not None
            one = Told(
                edition, row["n"], row.get("n_max"), own, headline, coding.narrative.document.id
            )
            years = told.setdefault(key, {}).setdefault(year, [])
            if one not in years:
                years.append(one)
    return tuple(
        Series(
            what,
            unit,
            wholes.get((what, unit)),
            tuple(_point(year, years[year]) for year in sorted(years)),
        )
        for (what, unit), years in sorted(
            told.items(), key=lambda item: (item[0][0], item[0][1] or "")
        )
    )


def _rows(coding: Coding) -> Iterable[tuple[Mapping[str, Any], tuple[int, bool]]]:
    """Yield the figures of a coding with the year that each is of, and whether that is the edition's own."""
    edition = coding.narrative.document.edition or 0
    for finding in coding.findings:
        if not finding.variable.startswith(_FIGURES) or not isinstance(finding.value, list | tuple):
            continue
        for row in finding.value:
            period = row.get("period") or CURRENT
            if period == CURRENT:
                yield row, (edition - 1, True)
            elif period == PREVIOUS:
                yield row, (edition - 2, False)
            elif str(period).isdecimal():
                yield row, (int(period), False)


def _point(year: int, told: list[Told]) -> Point:
    """Choose the figure of a period: the edition's own before any comparison, the earliest edition that tells it."""
    own = [t for t in told if t.own]
    pool = own or [t for t in told if t.edition == min(x.edition for x in told)]
    pool = [t for t in pool if t.headline] or pool
    values = {(t.n, t.n_max) for t in pool}
    conflict = len(values) > 1
    chosen = None if conflict else pool[0]
    later = [t for t in told if t.edition > pool[0].edition]
    last = [t for t in later if t.edition == max(x.edition for x in later)]
    agree = any((t.n, t.n_max) in values for t in last)
    revised = last[0].n if last and not agree else None
    return Point(
        year=year,
        n=chosen.n if chosen else None,
        n_max=chosen.n_max if chosen else None,
        told=tuple(sorted(told, key=lambda t: (t.edition, not t.own, t.n))),
        conflict=conflict,
        revised_to=revised,
    )
