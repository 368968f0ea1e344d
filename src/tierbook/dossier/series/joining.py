"""Figures of one country over its editions, each period once.

An edition prints its own figures and, for comparison, those of the year before; so most periods are told twice. The
edition's own word stands; a later edition's comparison fills a gap, and where it differs it is a revision. Of several
figures of one edition under one name and unit the one stands that it compares with the year before and tells of the
country as a whole (`leading`); without such a one they are a conflict, and none is chosen. Nothing is ever added: not
units, not parts, not two figures of one name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tierbook.codebook import figure_label
from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.holdings import KIND_ORDER, Holdings
from tierbook.dossier.series.breaks import find_breaks
from tierbook.dossier.series.series import FigureSeries, Point, State, Told
from tierbook.dossier.series.telling import Telling, main_figures, read_tellings
from tierbook.text import join_words

__all__ = ["build_series", "unit_in_words"]

Key = tuple[str, str | None]
Years = dict[int, list[Told]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the points of one series are made of; `others` holds the same figure in other units."""

    held: Holdings
    kind: str
    tellings: Mapping[int, Telling]
    what: str
    unit: str | None
    years: Years
    others: Mapping[str | None, Years]
    variable: str


def build_series(held: Holdings) -> tuple[FigureSeries, ...]:
    """Join the figures of a country's texts.

    Texts of each kind make series of their own: what a summary leaves out of the Report's figures nobody knows, so no
    point of a summary stands beside one of a narrative.

    Args:
        held: the texts of one country. A text that is not read because another kind of the same edition comes before it
            still counts among its own kind.

    Returns:
        Narratives before excerpts before summaries, main figures before others, then by name and unit.
    """
    made: list[FigureSeries] = []
    for kind in KIND_ORDER:
        texts = held.of_kind(kind)
        if texts:
            made.extend(_series(held, kind, texts))
    return tuple(made)


def unit_in_words(unit: str | None) -> str:
    """Return a unit for people: `persons`, `yen`, `unit not told`."""
    return (unit or "unit not told").removeprefix("currency:").replace("_", " ")


def _series(held: Holdings, kind: str, texts: Mapping[int, HeldText]) -> Iterator[FigureSeries]:
    tellings = {edition: read_tellings(text, edition) for edition, text in texts.items()}
    told: dict[Key, Years] = {}
    wholes: dict[str, str] = {}
    variables: dict[str, str] = {}
    for telling in tellings.values():
        variables.update(telling.variables)
        for what, whole in telling.parts.items():
            wholes.setdefault(what, whole)
        for key, year, one in telling.told:
            same = told.setdefault(key, {}).setdefault(year, [])
            if not any(_like(one, other) for other in same):
                same.append(one)
    order = list(main_figures())
    for what, unit in sorted(told, key=lambda k: (_place(order, k[0]), k[0], k[1] or "")):
        others = {u: years for (w, u), years in told.items() if w == what and u != unit}
        frame = _Frame(held, kind, tellings, what, unit, told[what, unit], others, variables[what])
        points = tuple(_points(frame))
        yield FigureSeries(
            country=held.country,
            text_kind=kind,
            what=what,
            unit=unit,
            label=f"{figure_label(what)} ({unit_in_words(unit)})",
            part_of=wholes.get(what),
            main=what in order,
            points=points,
            breaks=tuple(find_breaks(points)),
        )


def _like(one: Told, other: Told) -> bool:
    """Tell whether two are one figure of one edition; the one that leads is told first or leads too."""
    return (one.edition, one.n, one.n_max, one.own) == (
        other.edition, other.n, other.n_max, other.own,
    ) and (other.headline or not one.headline)  # fmt: skip


def _place(order: Sequence[str], what: str) -> int:
    return order.index(what) if what in order else len(order)


def _points(frame: _Frame) -> Iterator[Point]:
    """Yield a point for every edition from the first to the last that is held or told of."""
    what, years = frame.what, frame.years
    editions = {*frame.tellings, *(year + 1 for year in years)}
    for edition in range(min(editions), max(editions) + 1):
        year = edition - 1
        telling = frame.tellings.get(edition)
        if year in years:
            yield _given(frame, edition)
        elif telling is not None and what in telling.unreported:
            quotes = telling.unreported[what]
            yield Point(edition, year, "not_reported", told_by=edition, quotes=quotes)
        elif found := [(unit, o[year]) for unit, o in frame.others.items() if year in o]:
            yield _other_unit(edition, found)
        elif telling is not None:
            state: State = telling.silence(frame.variable)  # type: ignore[assignment]
            yield Point(edition, year, state)
        else:
            why = _held_instead(frame.held, edition, frame.kind)
            yield Point(edition, year, "not_held", why=why)


def _given(frame: _Frame, edition: int) -> Point:
    """Choose the figure of a period: the edition's own before any comparison, the earliest edition that tells it."""
    told = frame.years[edition - 1]
    pool = [t for t in told if t.own] or [
        t for t in told if t.edition == min(x.edition for x in told)
    ]
    pool = [t for t in pool if t.headline] or pool
    rivals = _rivals(frame, edition, pool)
    chosen = pool[0]
    rest = sorted((t for t in told if t not in pool), key=lambda t: (t.edition, not t.own, t.n))
    if len({(t.n, t.n_max) for t in pool}) > 1 or rivals:
        return Point(
            edition=edition,
            year=edition - 1,
            state="conflict",
            told_by=chosen.edition,
            told=(*pool, *rest),
            quotes=_quotes((*pool, *(t for _, t in rivals))),
            several=tuple(
                dict.fromkeys([t.words for t in pool] + [_with_unit(t, u) for u, t in rivals])
            ),
            why="several figures under this name, none of which is said to be the total",
        )
    return Point(
        edition=edition,
        year=edition - 1,
        state="given",
        n=chosen.n,
        n_max=chosen.n_max,
        exactness=chosen.exactness,
        told_by=chosen.edition,
        basis=chosen.basis,
        revised_to=_revised(told, chosen),
        told=(*pool, *rest),
        quotes=chosen.quotes,
        why=_why_chosen(frame, edition, chosen),
    )


def _rivals(frame: _Frame, edition: int, pool: Sequence[Told]) -> list[tuple[str | None, Told]]:
    """Return larger figures of the same edition whose unit is not told, or beside which this one's is not.

    `three convictions` beside `convicted two traffickers`: the two are of one part of the three, or of a case told.
    """
    return [
        (unit, one)
        for unit, years in frame.others.items()
        if (unit is None) != (frame.unit is None)
        for one in years.get(edition - 1, ())
        if one.edition == pool[0].edition and one.n > max(t.n for t in pool)
    ]


def _revised(told: Sequence[Told], chosen: Told) -> int | None:
    """Return what the newest later edition prints instead of a figure, None where it prints the same or nothing."""
    later = [t for t in told if t.edition > chosen.edition]
    last = [t for t in later if t.edition == max(x.edition for x in later)]
    agree = any((t.n, t.n_max) == (chosen.n, chosen.n_max) for t in last)
    return last[0].n if last and not agree else None


def _why_chosen(frame: _Frame, edition: int, chosen: Told) -> str:
    if chosen.edition != edition:
        telling = frame.tellings.get(edition)
        if telling is None:
            own_words = "is not held"
        elif frame.what in telling.unreported:
            own_words = "says that none was reported"
        else:
            own_words = "is silent"
        return f"told by the edition of {chosen.edition}; that of {edition} {own_words}"
    if len({t.n for t in frame.years[edition - 1] if t.edition == edition}) > 1:
        return "of several, the one that the edition compares with the year before"
    return ""


def _quotes(told: Iterable[Told]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for one in told for quote in one.quotes))


def _with_unit(told: Told, unit: str | None) -> str:
    return f"{told.words} ({unit_in_words(unit)})"


def _other_unit(edition: int, found: Sequence[tuple[str | None, list[Told]]]) -> Point:
    """Return the point of a period whose figure is told in another unit."""
    words = [_with_unit(t, unit) for unit, told in found for t in told]
    return Point(
        edition,
        edition - 1,
        "other_unit",
        told_by=found[0][1][0].edition,
        quotes=_quotes(t for _, told in found for t in told),
        why=f"counted in another unit: {join_words(words)}",
    )


def _held_instead(held: Holdings, edition: int, kind: str) -> str:
    instead = held.kind(edition)
    if instead in ("not_held", kind):
        return ""
    return f"held as {instead}, whose figures stand in series of their own"
