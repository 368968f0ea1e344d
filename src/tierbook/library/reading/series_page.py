"""What the page of a country's figures shows: a table for each figure, silent editions folded, breaks as a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.dossier import kind_plural, years_listed
from tierbook.library.reading.charting import ChartImage, NoSuchChart, image_of

__all__ = ["SeriesRow", "SeriesTable", "series_tables"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One edition of a figure, or several in a row without a word on it; `broken` where no line leads here."""

    editions: str
    words: str
    given: bool
    broken: bool
    note: str
    quotes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """One figure in texts of one kind."""

    anchor: str
    label: str
    kind: str
    part_of: str | None
    main: bool
    rows: tuple[SeriesRow, ...]
    breaks: tuple[str, ...]
    image: ChartImage | None


def series_tables(series: Sequence[Row]) -> list[SeriesTable]:
    """Return the tables of a page.

    Args:
        series: records of `FigureSeries`.
    """
    drawn = _fullest(series)
    return [
        SeriesTable(
            anchor=f"s{number}",
            label=one["label"],
            kind=kind_plural(one["text_kind"]),
            part_of=one["part_of"],
            main=one["main"],
            rows=tuple(_rows(one)),
            breaks=tuple(f"No line {b['where']}: {b['why']}" for b in one["breaks"]),
            image=_image(one) if one is drawn.get(one["what"]) else None,
        )
        for number, one in enumerate(series, 1)
    ]


def _fullest(series: Sequence[Row]) -> dict[str, Row]:
    """Return the series of each main figure that is drawn: the one with most points, where it has several."""
    found: dict[str, Row] = {}
    for one in series:
        most = found.get(one["what"])
        if one["main"] and _given(one) > (1 if most is None else _given(most)):
            found[one["what"]] = one
    return found


def _given(one: Row) -> int:
    return sum(len(run) for run in one["segments"])


def _image(one: Row) -> ChartImage | None:
    try:
        return image_of("figures", f"{one['country']}/{one['what']}")
    except NoSuchChart:
        return None


def _rows(one: Row) -> Iterator[SeriesRow]:
    joined = {edition for run in one["segments"] for edition in run[1:]}
    silent: list[Row] = []
    for point in one["points"]:
        if not point["quotes"]:
            silent.append(point)
            continue
        if silent:
            yield _silent(silent)
            silent = []
        yield SeriesRow(
            editions=str(point["edition"]),
            words=point["words"],
            given=point["state"] == "given",
            broken=point["edition"] not in joined,
            note=_note(point),
            quotes=tuple(point["quotes"]),
        )
    if silent:
        yield _silent(silent)


def _silent(points: Sequence[Row]) -> SeriesRow:
    """Return one row for editions side by side that say nothing of the figure, each kind of silence named."""
    kinds: dict[str, list[int]] = {}
    for point in points:
        kinds.setdefault(point["words"], []).append(point["edition"])
    notes = list(dict.fromkeys(_with_edition(point) for point in points if point["why"]))
    if len(kinds) > 1:
        named = "; ".join(f"{words}: {years_listed(years)}" for words, years in kinds.items())
        notes.insert(0, named)
    return SeriesRow(
        editions=years_listed([point["edition"] for point in points]),
        words="no figure" if len(kinds) > 1 else points[0]["words"],
        given=False,
        broken=True,
        note="; ".join(notes),
        quotes=(),
    )


def _with_edition(point: Row) -> str:
    return f"{point['edition']} is {point['why']}"


def _note(point: Row) -> str:
    revised = point["revised_to"]
    words = [point["why"], "" if revised is None else f"later told as {revised:,}"]
    return "; ".join(word for word in words if word)
