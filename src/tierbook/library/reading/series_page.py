"""What the page of a country's figures shows: a table for each figure, silent editions folded, breaks as a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def series_tables(series: Sequence[Row]) -> list[SeriesTable]:
    """Return the tables of a page.

    Args:
        series: records of `FigureSeries`.
    """
    return [
        SeriesTable(
            anchor=f"s{number}",
            label=one["label"],
            kind={"summary": "summaries"}.get(one["text_kind"], f"{one['text_kind']}s"),
            part_of=one["part_of"],
            main=one["main"],
            rows=tuple(_rows(one)),
            breaks=tuple(f"No line {b['where']}: {b['why']}" for b in one["breaks"]),
        )
        for number, one in enumerate(series, 1)
    ]


def _rows(one: Row) -> Iterator[SeriesRow]:
    joined = {edition for run in one["segments"] for edition in run[1:]}
    silent: list[Row] = []
    for point in one["points"]:
        if silent and (point["quotes"] or _unlike(point, silent[-1])):
            yield _silent(silent)
            silent = []
        if point["quotes"]:
            yield SeriesRow(
                editions=str(point["edition"]),
                words=point["words"],
                given=point["state"] == "given",
                broken=point["edition"] not in joined,
                note=_note(point),
                quotes=tuple(point["quotes"]),
            )
        else:
            silent.append(point)
    if silent:
        yield _silent(silent)


def _unlike(point: Row, other: Row) -> bool:
    return (point["words"], point["why"]) != (other["words"], other["why"])


def _silent(points: Sequence[Row]) -> SeriesRow:
    first, last = points[0]["edition"], points[-1]["edition"]
    editions = str(first) if first == last else f"{first} to {last}"
    return SeriesRow(
        editions=editions,
        words=points[0]["words"],
        given=False,
        broken=True,
        note=points[0]["why"],
        quotes=(),
    )


def _note(point: Row) -> str:
    revised = point["revised_to"]
    words = [point["why"], "" if revised is None else f"later told as {revised:,}"]
    return "; ".join(word for word in words if word)
