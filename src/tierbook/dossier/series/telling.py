"""The figures of one text, each with the year that it is of and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.series.leading import leading_rows
from tierbook.dossier.series.packaged import load_words
from tierbook.dossier.series.series import Told

__all__ = ["Telling", "basis_in_words", "main_figures", "read_tellings"]

Key = tuple[str, str | None]  # what, unit
Row = Mapping[str, Any]

_FIGURES, _OTHER = "figures.", "other_"
_OPEN = ("fiscal", "calendar", "reporting")  # where several of these fit, none is told


@dataclass(frozen=True, slots=True)
class Telling:
    """What one text says of figures.

    Attributes:
        edition: its edition.
        told: what, unit, year and the figure, in text order.
        parts: the whole of a part.
        variables: the variable that holds a figure's name.
        unreported: the words that say that a figure was not given, by its name.
        silent: by variable, why it has no value; None where it has one.
    """

    edition: int
    told: tuple[tuple[Key, int, Told], ...]
    parts: Mapping[str, str]
    variables: Mapping[str, str]
    unreported: Mapping[str, tuple[Quote, ...]]
    text: HeldText

    def silence(self, variable: str) -> str:
        """Return the name of a silence: not stated, not in the summary, not asked."""
        return self.text.absence(variable) or self.text.silence


def read_tellings(text: HeldText, edition: int) -> Telling:
    """Read the figures of a text.

    Figures of which something else is told (`other_...`) and unnamed parts of a whole are left out.

    Args:
        text: the text.
        edition: its edition.
    """
    told: list[tuple[Key, int, Told]] = []
    parts: dict[str, str] = {}
    variables: dict[str, str] = {}
    unreported: dict[str, tuple[Quote, ...]] = {}
    for finding in text.findings:
        variable = str(finding["variable"])
        if not variable.startswith(_FIGURES):
            continue
        if not isinstance(finding["value"], list):
            if finding["value"] == "not_reported":
                what = variable.removeprefix(_FIGURES)
                variables[what] = variable
                unreported[what] = text.quotes(finding)
            continue
        rows = [r for r in finding["value"] if not str(r["what"]).startswith(_OTHER)]
        leads = leading_rows(text, finding, rows)
        for row in rows:
            variables[row["what"]] = variable
            if row.get("exactness") == "none_reported":
                unreported.setdefault(row["what"], text.quotes_of_row(row, finding))
            elif row.get("part_of") != row["what"]:
                if row.get("part_of"):
                    parts[row["what"]] = str(row["part_of"])
                told.extend(_told(row, rows, leads, text.quotes_of_row(row, finding), edition))
    for what, entry in main_figures().items():
        reported = text.get(entry.get("reported_by", ""))
        if reported is not None and reported["value"] == "not_reported":
            unreported.setdefault(what, text.quotes(reported))
    return Telling(edition, tuple(told), parts, variables, unreported, text)


@cache
def main_figures() -> dict[str, Mapping[str, str]]:
    """Return the figures that come first, in their order, from `main.yaml`."""
    return {row["what"]: row for row in load_words("main")}


def basis_in_words(basis: str) -> str:
    """Return what a figure is counted over: `a calendar year`."""
    return str(load_words("periods")[basis]["label"])


def _told(
    row: Row, rows: list[Row], leads: Mapping[Key, Row], quotes: tuple[Quote, ...], edition: int
) -> Iterator[tuple[Key, int, Told]]:
    """Yield a figure, and the one that it is compared with where no row of its own holds that."""
    period = str(row.get("period") or "current")
    year = _year(period, edition)
    if year is None:
        return
    what, unit = str(row["what"]), row.get("unit")
    if period == "previous":
        unit = unit or _unit_of_comparison(row, rows)
        lead = leads.get((what, unit))
        yield _one(
            row,
            (what, unit),
            year,
            quotes,
            edition,
            leads=lead is not None and lead["compared_with"] == row["n"],
        )
        return
    lead = leads.get((what, unit))
    yield _one(
        row, (what, unit), year, quotes, edition, leads=lead is not None and lead["n"] == row["n"]
    )
    before = row.get("compared_with")
    if period != "current" or not isinstance(before, int):
        return
    if not any(r["n"] == before and r.get("period") == "previous" for r in rows):
        compared = {**row, "n": before, "n_max": None, "exactness": None}
        yield _one(compared, (what, unit), edition - 2, quotes, edition, leads=lead is row)


def _one(
    row: Row, key: Key, year: int, quotes: tuple[Quote, ...], edition: int, *, leads: bool
) -> tuple[Key, int, Told]:
    told = Told(
        edition=edition,
        n=row["n"],
        n_max=row.get("n_max"),
        exactness=row.get("exactness"),
        own=year == edition - 1,
        headline=leads,
        basis=_basis(quotes, year),
        quotes=quotes,
    )
    return key, year, told


def _year(period: str, edition: int) -> int | None:
    if period == "current":
        return edition - 1
    if period == "previous":
        return edition - 2
    return int(period) if period.isdecimal() else None


def _unit_of_comparison(row: Row, rows: list[Row]) -> str | None:
    """Return the unit of the figure that is compared with this one: `convicted 23 persons, 37 the year before`."""
    units = {
        r.get("unit")
        for r in rows
        if r["what"] == row["what"] and r.get("compared_with") == row["n"] and r.get("unit")
    }
    return units.pop() if len(units) == 1 else None


def _basis(quotes: tuple[Quote, ...], year: int) -> str | None:
    """Return what a figure of a year is counted over, None where its sentences do not tell."""
    found: set[str] = set()
    for quote in quotes:
        found |= _spans_of(quote.text)
        if str(year) in quote.text:
            found |= {name for name, pattern in _patterns(year) if pattern.search(quote.text)}
    if "part" in found:
        return "part"
    told = [name for name in _OPEN if name in found]
    return told[0] if len(told) == 1 else None


@lru_cache(maxsize=4096)
def _spans_of(words: str) -> frozenset[str]:
    """Return the spans that a sentence names, whatever the year of the figure."""
    return frozenset(name for name, pattern in _patterns(None) if pattern.search(words))


@cache
def _patterns(year: int | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns that name a year, or those that do not."""
    chosen = {
        name: [w for w in entry["words"] if ("{year}" in w) is (year is not None)]
        for name, entry in load_words("periods").items()
    }
    return tuple(
        (name, re.compile("|".join(words).replace("{year}", str(year)), re.IGNORECASE))
        for name, words in chosen.items()
        if words
    )
