"""Reads a table of placements that somebody wrote: `iso3,edition,tier[,waiver]` as CSV.

Takes: the text, a name for messages, and a function that knows countries. Gives: a `History` and the `Problem`s of rows
that could not be used. Touches: nothing. A bad row is named with its line and left out; the others are kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Literal, cast

from tierbook.editions.placements.placement import Claim, History, PlacedSource, Placement, Waiver
from tierbook.editions.report import FIRST_EDITION, LAST_EDITION
from tierbook.editions.tiers import Tier
from tierbook.editions.units import unit_name
from tierbook.errors import Problem, TierbookError, UnknownCountry, WrongUse
from tierbook.files import bare_cell

__all__ = ["parse_tier", "read_placements"]

_CODE = ("iso3", "country_code", "code", "country", "name")
_NAME = ("country", "name", "country_name")
_EDITION = ("edition", "year")
_TIER = ("tier", "tier_published", "placement")
_YEARS_AHEAD = 15
_WATCH_LIST_SINCE = 2004
_WAIVERS: dict[str, Waiver] = {
    **dict.fromkeys(("yes", "y", "true", "1", "granted", "waiver"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0", "none", "not granted"), "no"),
    **dict.fromkeys(("", "unknown", "na", "n/a", "?"), "unknown"),
}
_WATCH = r"(?:w\.?\s*l\.?|watch\s*-?\s*list)"
_TIERS = re.compile(
    rf"(?:tier|t)?\s*(?P<watch>2\s*[-–—,:(]*\s*{_WATCH}\)?)|(?:tier|t)?\s*(?P<digit>[123]|i{{1,3}})(?:\.0)?"
    rf"|(?P<special>special(?:\s+cases?)?|sc)|(?P<bare>{_WATCH})",
    re.I,
)
_DIGITS = {"i": "1", "ii": "2", "iii": "3"}


def parse_tier(cell: str) -> Tier | None:
    """Return the tier that a cell holds, or None: `2WL`, `2 WL`, `T2WL`, `Tier 2 Watch List`, `3`, `special`."""
    match = _TIERS.fullmatch(" ".join(cell.split()))
    if match is None:
        return None
    if match["watch"] or match["bare"]:
        return "2WL"
    if match["special"]:
        return "special"
    digit = match["digit"].lower()
    return cast(Tier, _DIGITS.get(digit, digit))


def read_placements(
    text: str, *, name: str, country_of: Callable[[str, int], str]
) -> tuple[History, list[Problem]]:
    """Read a table of placements.

    Args:
        text: CSV with a header; commas, semicolons or tabs part the columns. A country (`iso3` or `country`), `edition`
            (or `year`), `tier`; where known `waiver` (yes, no, empty), `waiver_status`, `source`, and `whole_list`
            (yes: Watch List and Tier 3 of the edition are in the table whole). Other columns are passed over. The tier
            `off` says that a country was off the Watch List, and no more.
        name: the file, for messages and as the source of its rows.
        country_of: turns a cell and an edition into an alpha-3 code, or raises `UnknownCountry`.

    Returns:
        The history, and a problem for each row that could not be used (`failed`) or of which a part was left aside.

    Raises:
        WrongUse: the table lacks a column, or has no rows.
    """
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    columns = _columns(lines.fieldnames or (), name)
    kept: dict[tuple[str, int], tuple[Placement, int]] = {}
    problems: list[Problem] = []
    whole: set[int] = set()
    told_off: dict[tuple[str, int], str] = {}
    named: set[str] = set()
    for cells in lines:
        row = {k: bare_cell(v) if isinstance(v, str) else v for k, v in cells.items()}
        where = f"{name}:{lines.line_num}"
        if not any((cell or "").strip() for cell in row.values() if isinstance(cell, str | None)):
            continue
        try:
            if (row.get(columns["tier"] or "") or "").strip().lower() == "off":
                unit, text = _read_off(row, columns, where, country_of)
                told_off[unit] = text or where
                continue
            placement, notices = _read_row(row, columns, where, name, country_of)
        except TierbookError as error:
            problems.append(Problem.of(error, where))
            continue
        # The same code may stand in a hundred rows; it is told once.
        problems += [n for n in notices if n.what not in named]
        named.update(n.what for n in notices)
        key = (placement.country, placement.edition)
        if columns["whole_list"] and (row.get(columns["whole_list"]) or "").strip() == "yes":
            whole.add(placement.edition)
        if key not in kept:
            kept[key] = (placement, lines.line_num)
        else:
            problems.append(_twice(placement, *kept[key], where))
    if not kept and not problems:
        raise WrongUse(
            "the table has no rows", where=name, remedy="give rows of iso3,edition,tier[,waiver]"
        )
    return History(tuple(p for p, _ in kept.values()), name, frozenset(whole), told_off), problems


def _columns(found: Sequence[str], name: str) -> Mapping[str, str | None]:
    names = {column.strip().lower(): column for column in found}

    def pick(choices: tuple[str, ...]) -> str | None:
        return next((names[c] for c in choices if c in names), None)

    chosen = {
        "country": pick(_CODE),
        "name": pick(_NAME),
        "edition": pick(_EDITION),
        "tier": pick(_TIER),
        "waiver": pick(("waiver",)),
        "waiver_status": pick(("waiver_status",)),
        "source": pick(("source",)),
        "waiver_source": pick(("waiver_source",)),
        "whole_list": pick(("whole_list",)),
    }
    missing = [word for word in ("country", "edition", "tier") if chosen[word] is None]
    if missing:
        raise WrongUse(
            f"the table has no column for {' and '.join(missing)}",
            where=f"{name}:1",
            why=f"its columns are {', '.join(names) or 'none'}",
            remedy="give the header iso3,edition,tier[,waiver]",
        )
    return chosen


def _read_off(
    row: Mapping[str, str | None],
    columns: Mapping[str, str | None],
    where: str,
    country_of: Callable[[str, int], str],
) -> tuple[tuple[str, int], str]:
    """Read a row that says only that a country was off the Watch List."""

    def cell(word: str) -> str:
        return (row.get(columns[word] or "") or "").strip()

    edition = _edition(cell("edition"), where)
    country, _ = _country(cell("country"), cell("name"), edition, where, country_of)
    return (country, edition), cell("source")


def _read_row(
    row: Mapping[str, str | None],
    columns: Mapping[str, str | None],
    where: str,
    name: str,
    country_of: Callable[[str, int], str],
) -> tuple[Placement, list[Problem]]:
    def cell(word: str) -> str:
        column = columns[word]
        return "" if column is None else (row.get(column) or "").strip()

    edition = _edition(cell("edition"), where)
    country, notices = _country(cell("country"), cell("name"), edition, where, country_of)
    tier = parse_tier(cell("tier"))
    if tier is None:
        raise WrongUse(
            f"{cell('tier')!r} is no tier",
            where=where,
            remedy="write 1, 2, 2WL, 3 or special; leave out a row whose tier is not known",
        )
    if tier == "2WL" and edition < _WATCH_LIST_SINCE:
        raise WrongUse(
            f"the Watch List is older than itself: {country} in {edition}",
            where=where,
            why=f"the first edition with a Tier 2 Watch List is that of {_WATCH_LIST_SINCE}",
            remedy="correct tier or edition",
        )
    waiver, more = _waiver(cell("waiver"), tier, where)
    source = _source(cell("source"), name)
    status: Literal["verified", "implied"] | None = None
    if waiver != "unknown":
        status = "implied" if cell("waiver_status") == "implied" else "verified"
    return (
        Placement(
            country,
            edition,
            tier,
            waiver=waiver,
            waiver_status=status,
            waiver_source=None if waiver == "unknown" else _source(cell("waiver_source"), name),
            claims=(Claim(tier, source, "given", where),),
        ),
        [*notices, *more],
    )


def _source(title: str, name: str) -> PlacedSource:
    return PlacedSource(name, as_given(title, name) if title else name)


def as_given(title: str, name: str) -> str:
    """Return how a source is named that a user's table names: the table is what was read."""
    return f"{title}, as given in {name}"


def _edition(cell: str, where: str) -> int:
    digits = cell.removesuffix(".0")
    if digits.isdecimal() and FIRST_EDITION <= int(digits) <= LAST_EDITION + _YEARS_AHEAD:
        return int(digits)
    raise WrongUse(
        f"{cell!r} is no edition",
        where=where,
        why=f"the first was that of {FIRST_EDITION}, the last known here is that of {LAST_EDITION}",
        remedy="give the year in the title of the Report",
    )


def _country(
    cell: str, name: str, edition: int, where: str, country_of: Callable[[str, int], str]
) -> tuple[str, list[Problem]]:
    """Return the code; where the cell of codes holds none that is known, that of the name beside it, with a notice."""
    if not (cell or name):
        raise UnknownCountry(
            "the row names no country", where=where, remedy="write its ISO 3166 alpha-3 code"
        )
    try:
        return country_of(cell or name, edition), []
    except UnknownCountry as error:
        if name and name != cell:
            with suppress(UnknownCountry):
                code = country_of(name, edition)
                what = f"{cell!r} is no ISO 3166 alpha-3 code"
                why = f"the row is read as {code}, by the name beside it"
                return code, [Problem(where, what, why, f"write {code}", failed=False)]
        if len(cell) == 2:
            raise UnknownCountry(
                f"{cell!r} is no ISO 3166 alpha-3 code",
                where=where,
                why="two letters may be FIPS or ISO, which give the same letters to different countries",
                remedy="write the alpha-3 code or the name",
            ) from error
        raise error.at(where) from error


def _waiver(cell: str, tier: Tier, where: str) -> tuple[Waiver, list[Problem]]:
    waiver = _WAIVERS.get(cell.lower())
    if waiver is None:
        return "unknown", [
            Problem(
                where,
                f"{cell!r} in the column `waiver` is neither yes nor no",
                "the tier of the row is kept, its waiver counts as unknown",
                "write yes, no, or nothing",
                failed=False,
            )
        ]
    if waiver == "yes" and tier != "2WL":
        return "unknown", [
            Problem(
                where,
                f"a waiver is given beside tier {tier}",
                "a waiver keeps a country on the Watch List; the tier is kept, the waiver left aside",
                "correct tier or waiver",
                failed=False,
            )
        ]
    return waiver, []


def _twice(placement: Placement, kept: Placement, line: int, where: str) -> Problem:
    unit = unit_name(placement.country, placement.edition)
    if (placement.tier, placement.waiver) == (kept.tier, kept.waiver):
        return Problem(
            where, f"{unit} stands twice", f"the same is in line {line}", "drop one", failed=False
        )
    return Problem(
        where,
        f"{unit} stands twice, as {placement.label} (waiver {placement.waiver}) and in line {line} as "
        f"{kept.label} (waiver {kept.waiver})",
        f"line {line} is kept",
        "keep the row that is right",
    )
