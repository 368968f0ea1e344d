"""Figures of one country over its editions, each period once.

An edition prints its own figures and, for comparison, those of the year before; so most periods are told twice. The
edition's own word stands; a later edition's comparison fills a gap, and where it differs it is a revision. Of several
figures of one edition under one name and unit the one stands that it compares with the year before and tells of the
country as a whole (`leading`); without such a one they are a conflict, and none is chosen. Nothing is ever added: not
units, not parts, not two figures of one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tierbook.codebook import figure_label
from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import KIND_ORDER, Holdings
from tierbook.dossier.series.breaks import find_breaks
from tierbook.dossier.series.series import FigureSeries, Point, State, Told
from tierbook.dossier.series.telling import Telling, main_figures, read_tellings
from tierbook.text import join_words

__all__ = ["build_series", "unit_in_words"]

Key = tuple[str, str | None]
Years = dict[int, list[Told]]


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
        texts = _of_kind(held, kind)
        if texts:
            made.extend(_series(held, kind, texts))
    return tuple(made)


def unit_in_words(unit: str | None) -> str:
    """Return a unit for people: `persons`, `yen`, `unit not told`."""
    return (unit or "unit not told").removeprefix("currency:").replace("_", " ")


def _of_kind(held: Holdings, kind: str) -> dict[int, HeldText]:
    """Return the text of each edition of one kind, also where another kind of that edition is read."""
    found = {e: text for e, text in held.texts.items() if text.text_kind == kind}
    for text in held.beside:
        if text.text_kind == kind and text.edition is not None:
            found.setdefault(text.edition, text)
    return dict(sorted(found.items()))


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
        points = tuple(
            _points(held, kind, tellings, what, told[what, unit], others, variables[what])
        )
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


def _points(
    held: Holdings,
    kind: str,
    tellings: Mapping[int, Telling],
    what: str,
    years: Years,
    others: Mapping[str | None, Years],
    variable: str,
) -> Iterator[Point]:
    """Yield a point for every edition from the first to the last that is held or told of."""
    editions = {*tellings, *(year + 1 for year in years)}
    for edition in range(min(editions), max(editions) + 1):
        year = edition - 1
        telling = tellings.get(edition)
        if year in years:
            yield _given(edition, years[year], telling, what)
        elif telling is not None and what in telling.unreported:
            quotes = telling.unreported[what]
            yield Point(edition, year, "not_reported", told_by=edition, quotes=quotes)
        elif found := [(unit, o[year]) for unit, o in others.items() if year in o]:
            yield _other_unit(edition, found)
        elif telling is not None:
            state: State = telling.silence(variable)  # type: ignore[assignment]
            yield Point(edition, year, state)
        else:
            yield Point(edition, year, "not_held", why=_held_instead(held, edition, kind))


def _given(edition: int, told: list[Told], telling: Telling | None, what: str) -> Point:
    """Choose the figure of a period: the edition's own before any comparison, the earliest edition that tells it."""
    own = [t for t in told if t.own]
    pool = own or [t for t in told if t.edition == min(x.edition for x in told)]
    pool = [t for t in pool if t.headline] or pool
    values = {(t.n, t.n_max) for t in pool}
    chosen = pool[0]
    later = [t for t in told if t.edition > chosen.edition]
    last = [t for t in later if t.edition == max(x.edition for x in later)]
    agree = any((t.n, t.n_max) in values for t in last)
    rest = sorted((t for t in told if t not in pool), key=lambda t: (t.edition, not t.own, t.n))
    conflict = len(values) > 1
    why = ""
    if not conflict and len({t.n for t in told if t.edition == chosen.edition}) > 1:
        why = "of several, the one that the edition compares with the year before"
    if conflict:
        why = "several figures under this name, none of which is said to be the total"
    elif chosen.edition != edition:
        own_words = (
            "is not held"
            if telling is None
            else "says that none was reported"
            if what in telling.unreported
            else "is silent"
        )
        why = f"told by the edition of {chosen.edition}; that of {edition} {own_words}"
    return Point(
        edition=edition,
        year=edition - 1,
        state="conflict" if conflict else "given",
        n=None if conflict else chosen.n,
        n_max=None if conflict else chosen.n_max,
        exactness=None if conflict else chosen.exactness,
        told_by=chosen.edition,
        basis=None if conflict else chosen.basis,
        revised_to=last[0].n if last and not agree else None,
        told=(*pool, *rest),
        quotes=tuple(dict.fromkeys(q for t in (pool if conflict else pool[:1]) for q in t.quotes)),
        why=why,
    )


def _other_unit(edition: int, found: Sequence[tuple[str | None, list[Told]]]) -> Point:
    """Return the point of a period whose figure is told in another unit."""
    words = [f"{t.words} ({unit_in_words(unit)})" for unit, told in found for t in told]
    return Point(
        edition,
        edition - 1,
        "other_unit",
        told_by=found[0][1][0].edition,
        quotes=tuple(dict.fromkeys(q for _, told in found for t in told for q in t.quotes)),
        why=f"counted in another unit: {join_words(words)}",
    )


def _held_instead(held: Holdings, edition: int, kind: str) -> str:
    instead = held.kind(edition)
    if instead in ("not_held", kind):
        return ""
    return f"held as {instead}, whose figures stand in series of their own"
