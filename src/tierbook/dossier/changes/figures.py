"""Figures of two texts of a country: up, down or the same, each with the period it is of; or why that can't be told.

Compared is what each edition says of its own period. Of several figures under one name the one that the text itself
compares with the year before is its total; without such a one they are a conflict and none is chosen. Figures of unlike
units are never compared, nor figures that are said to be of unlike periods, and silence is no nought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from tierbook.codebook import load_codebook
from tierbook.dossier.changes.variables import in_turn
from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.series import Telling, basis_in_words, read_tellings, why_periods_differ
from tierbook.editions import EDITIONS
from tierbook.text import join_words

__all__ = ["Figure", "FigureChange", "compare_figures"]

Row = Mapping[str, Any]
Direction = Literal["up", "down", "same"]

_FIGURES = "figures."
_OWN = (None, "current")
_OPEN = float("inf")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one text gives it of its own period.

    Attributes:
        n: the number; of a range the lower end.
        n_max: the upper end of a range, None where it is no range.
        unit: persons, cases, months, a currency; None where the text doesn't say.
        exactness: at_least, at_most, about, none_reported, or None.
        edition: the edition of whose own year it is.
        basis: what it is counted over (calendar, fiscal, reporting, part), None where the words do not tell.
        period: first and last day of the calendar year, where the words name it; of what the edition covers, where they
            tell that or nothing; None where the days of a fiscal year or a part of a year are not told.
        quotes: the words.
    """

    n: int | float
    n_max: int | float | None
    unit: str | None
    exactness: str | None
    edition: int
    basis: str | None
    period: tuple[str, str] | None
    quotes: tuple[Quote, ...]

    @property
    def over(self) -> str:
        """Return the period as its words state it: `calendar year 2010`; empty where they do not."""
        if self.basis is None:
            return ""
        if self.basis == "calendar":
            return f"calendar year {self.edition - 1}"
        return basis_in_words(self.basis)

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the least and the most that it may stand for."""
        if self.exactness == "at_least":
            return self.n, _OPEN
        if self.exactness == "at_most":
            return 0, self.n
        return self.n, self.n if self.n_max is None else self.n_max

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "n": self.n,
            "n_max": self.n_max,
            "unit": self.unit,
            "exactness": self.exactness,
            "basis": self.basis,
            "period": None if self.period is None else list(self.period),
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One thing counted, in two texts.

    Attributes:
        what: code of what is counted.
        before: the earlier text's figure, None where it gives none.
        after: the later text's.
        direction: up, down, same; None where it can't be told.
        cannot: why it can't be told.
        note: what a reader of the direction should know, or empty.
        revised: what the later text gives for the period of the earlier one, where that is another number.
        quotes: words of both, also where no direction is told.
    """

    what: str
    before: Figure | None
    after: Figure | None
    direction: Direction | None
    cannot: str | None
    note: str
    revised: int | float | None
    quotes: tuple[Quote, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "what": self.what,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
            "direction": self.direction,
            "cannot": self.cannot,
            "note": self.note or None,
            "revised": self.revised,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class _Told:
    """What one text tells under one name: figures of its own period by unit, or that none was given."""

    text: HeldText
    rows: tuple[tuple[Row, Row], ...]
    not_reported: Row | None
    telling: Telling

    @property
    def name(self) -> str:
        return str(self.text.edition)

    def basis(self, row: Row, year: int) -> str | None:
        """Return what the figure of a row is counted over, or the one of the year before beside it."""
        n = row["n"] if year == self.telling.edition - 1 else row.get("compared_with")
        return next(
            (
                told.basis
                for (what, unit), of, told in self.telling.told
                if (what, of, told.n) == (row["what"], year, n) and unit in (row["unit"], None)
            ),
            None,
        )

    def chosen(self) -> dict[str | None, Figure | None]:
        """Return the total of each unit, None where several stand and none is the total."""
        units: dict[str | None, list[tuple[Row, Row]]] = {}
        for row, finding in self.rows:
            units.setdefault(row["unit"], []).append((row, finding))
        return {unit: self._choose(rows) for unit, rows in units.items()}

    def _choose(self, rows: Sequence[tuple[Row, Row]]) -> Figure | None:
        heads = [pair for pair in rows if pair[0].get("compared_with") is not None] or rows
        if len({(row["n"], row.get("n_max")) for row, _ in heads}) > 1:
            return None
        row, finding = heads[0]
        return Figure(
            row["n"],
            row.get("n_max"),
            row["unit"],
            row.get("exactness"),
            *_dated(self.telling.edition, self.basis(row, self.telling.edition - 1)),
            self.text.quotes_of_row(row, finding),
        )

    def quotes(self) -> tuple[Quote, ...]:
        found = {
            (q.start, q.end): q
            for row, finding in self.rows
            for q in self.text.quotes_of_row(row, finding)
        }
        if self.not_reported is not None:
            found |= {(q.start, q.end): q for q in self.text.quotes(self.not_reported)}
        return tuple(found[span] for span in sorted(found))


def compare_figures(before: HeldText, after: HeldText) -> tuple[FigureChange, ...]:
    """Compare what two editions count, each of its own period, in the order of the codebook.

    Args:
        before: the earlier text.
        after: the later one, of the same kind.

    Returns:
        A change for each name that one of them gives a figure under, or says that none was given.
    """
    readings = tuple(read_tellings(text, text.edition or 0) for text in (before, after))
    one, two = (_told(reading) for reading in readings)
    order = _order()
    names = sorted({*one, *two}, key=lambda name: (order.get(name, len(order)), name))
    empty = tuple(_Told(reading.text, (), None, reading) for reading in readings)
    return tuple(_compare(name, one.get(name, empty[0]), two.get(name, empty[1])) for name in names)


@cache
def _order() -> Mapping[str, int]:
    return {name: n for n, name in enumerate(load_codebook("tip").vocabularies["figures"])}


def _dated(edition: int, basis: str | None) -> tuple[int, str | None, tuple[str, str] | None]:
    """Return the edition, the basis, and the first and last day of what a figure is counted over."""
    if basis == "calendar":
        return edition, basis, (f"{edition - 1}-01-01", f"{edition - 1}-12-31")
    covered = next((e.period for e in EDITIONS if e.year == edition), None)
    return edition, basis, None if basis in ("fiscal", "part") else covered


def _told(telling: Telling) -> dict[str, _Told]:
    text = telling.text
    rows: dict[str, list[tuple[Row, Row]]] = {}
    silent: dict[str, Row] = {}
    for finding in text.findings:
        if not finding["variable"].startswith(_FIGURES):
            continue
        value = finding["value"]
        if not isinstance(value, list):
            silent[finding["variable"].removeprefix(_FIGURES)] = finding
            continue
        for row in value:
            own = row.get("period") in _OWN and row["n"] is not None
            # Some of a whole, of which the words don't say which, under the name of the whole.
            if own and row.get("part_of") != row["what"]:
                rows.setdefault(row["what"], []).append((row, finding))
    return {
        name: _Told(text, tuple(rows.get(name, ())), silent.get(name), telling)
        for name in {**rows, **silent}
    }


def _compare(what: str, before: _Told, after: _Told) -> FigureChange:
    earlier, later = before.chosen(), after.chosen()
    silent = next((told for told in (before, after) if not told.rows), None)
    if silent is before and (told := _by_the_later_alone(what, before, after, later)) is not None:
        return told
    if silent is not None:
        known = _only(earlier), _only(later)
        return _untold(what, before, after, _why_none(silent), known)
    unit = _common_unit(earlier, later)
    if unit is None:
        units = [join_words([_unit(u) for u in chosen]) for chosen in (earlier, later)]
        why = f"{before.name} counts {units[0]} and {after.name} {units[1]}"
        return _untold(what, before, after, why, (None, None))
    first, second = earlier[unit[0]], later[unit[1]]
    if first is None or second is None:
        pairs = ((before, first, unit[0]), (after, second, unit[1]))
        why = "; ".join(_conflict(told, u) for told, figure, u in pairs if figure is None)
        return _untold(what, before, after, why, (first, second))
    direction, cannot = _direction(before, after, first, second)
    return FigureChange(
        what,
        first,
        second,
        direction,
        cannot,
        _note(before, after, first, second),
        _revised(before, after, unit[1], first),
        in_turn(first.quotes, second.quotes),
    )


def _by_the_later_alone(
    what: str, before: _Told, after: _Told, later: Mapping[str | None, Figure | None]
) -> FigureChange | None:
    """Return a change that the later edition tells by itself, of the year before and its own; the earlier is silent."""
    figure = _only(later)
    compared = {row["compared_with"] for row, _ in after.rows} - {None}
    year = after.telling.edition - 2
    bases = {after.basis(row, year) for row, _ in after.rows if row["compared_with"] is not None}
    if not _is_next(before, after) or figure is None or len(compared) != 1:
        return None
    edition, basis, period = _dated(year + 1, bases.pop() if len(bases) == 1 else None)
    earlier = replace(
        figure,
        n=compared.pop(),
        n_max=None,
        exactness=None,
        edition=edition,
        basis=basis,
        period=period,
    )
    direction, cannot = _direction(before, after, earlier, figure)
    note = f"both by the word of {after.name}: {_why_none(before)}"
    return FigureChange(what, earlier, figure, direction, cannot, note, None, figure.quotes)


def _is_next(before: _Told, after: _Told) -> bool:
    return (after.text.edition or 0) - (before.text.edition or 0) == 1


def _untold(
    what: str,
    before: _Told,
    after: _Told,
    why: str,
    known: tuple[Figure | None, Figure | None],
) -> FigureChange:
    """Return a change of which no direction can be told, with all that both texts say under the name."""
    quotes = in_turn(before.quotes(), after.quotes())
    return FigureChange(what, *known, None, why, "", None, quotes)


def _only(chosen: Mapping[str | None, Figure | None]) -> Figure | None:
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _conflict(told: _Told, unit: str | None) -> str:
    numbers = [_number(row) for row, _ in told.rows if row["unit"] == unit]
    return f"{told.name} gives {join_words(numbers)} under this name, none of them as the total"


def _why_none(told: _Told) -> str:
    if told.not_reported is not None:
        return f"{told.name} says that no figure was given"
    return f"no figure was read in {told.name}"


def _common_unit(
    earlier: Mapping[str | None, Figure | None], later: Mapping[str | None, Figure | None]
) -> tuple[str | None, str | None] | None:
    """Return the units to compare: one that both name, else an unnamed one beside the only one of the other."""
    for unit in ("persons", *earlier):
        if unit in earlier and unit in later:
            return unit, unit
    if None in later and len(earlier) == 1:
        return next(iter(earlier)), None
    if None in earlier and len(later) == 1:
        return None, next(iter(later))
    return None


def _direction(
    before: _Told, after: _Told, first: Figure, second: Figure
) -> tuple[Direction | None, str | None]:
    """Return where a figure went, or why that can't be told: none reported, other periods, ranges that overlap."""
    for told, figure in ((before, first), (after, second)):
        if figure.exactness == "none_reported":
            return None, f"{told.name} says that none was reported, which is no count"
    unlike = why_periods_differ(first, second)
    if unlike:
        return None, unlike
    (low, most), (least, high) = first.bounds, second.bounds
    if (low, most) == (least, high) and most != _OPEN:
        return "same", None
    if most < least:
        return "up", None
    if high < low:
        return "down", None
    return None, "one of them is a bound or a range that the other may lie in"


def _note(before: _Told, after: _Told, first: Figure, second: Figure) -> str:
    notes = [
        f"whether {told.name} counts persons or cases was not read"
        for told, figure, other in ((before, first, second), (after, second, first))
        if figure.unit is None and other.unit is not None
    ]
    notes += [
        f"{told.name} says about {figure.n:,}"
        for told, figure in ((before, first), (after, second))
        if figure.exactness == "about"
    ]
    return "; ".join(notes)


def _revised(before: _Told, after: _Told, unit: str | None, first: Figure) -> int | float | None:
    """Return what the later edition gives for the earlier one's period, where it is the next edition and differs."""
    if not _is_next(before, after):
        return None
    rows = [
        row for row, _ in after.rows if row["unit"] == unit and row.get("compared_with") is not None
    ]
    told = {row["compared_with"] for row in rows}
    year = after.telling.edition - 2
    if any(why_periods_differ(first, replace(first, basis=after.basis(r, year))) for r in rows):
        return None
    if len(told) != 1 or first.n_max is not None or first.exactness in ("at_least", "at_most"):
        return None
    number: int | float = told.pop()
    return None if number == first.n else number


def _unit(unit: str | None) -> str:
    return "without a unit" if unit is None else unit.removeprefix("currency:")


def _number(row: Row) -> str:
    most = row.get("n_max")
    return f"{row['n']:,}" if most is None else f"{row['n']:,} to {most:,}"
