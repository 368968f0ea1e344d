"""Figures of a country over the editions: a point for each that is given, a line only where no break lies between.

Drawn are the plain records of series: what each point is, which editions a line may join, where and why none may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tierbook.charts.chart import Chart
from tierbook.charts.look import HATCH, edition_axis
from tierbook.errors import WrongUse
from tierbook.places import country_name
from tierbook.text import in_sentence

__all__ = ["figure_lines"]

_SOURCE = "Figures as the texts held here give them, each of its edition's own period; the words stand in the table."
_KINDS = {
    "summary": "summaries",
    "narrative": "narratives",
    "excerpt": "excerpts",
    "sample": "samples",
}
_TICKS = 4  # steps of the scale
# What stands on the base line where no figure is given, and what it means.
_ABSENT = {
    "not_reported": ("□", "the text says that none was reported"),
    "not_stated": ("–", "not stated"),
    "not_in_summary": ("–", "not in the summary"),
    "not_asked": ("–", "not asked"),
    "other_unit": ("u", "given in another unit"),
}


def figure_lines(series: Mapping[str, Any], *, narrow: bool = False) -> Chart:
    """Draw one figure over the editions of a country.

    Args:
        series: `FigureSeries.to_dict()`: points with their state and words, breaks, the editions of each run.
        narrow: for a narrow screen.

    Raises:
        WrongUse: it has no point.
    """
    points: Sequence[Mapping[str, Any]] = series["points"]
    if not points:
        raise WrongUse(
            f"{series['label']} has no point", remedy="choose a figure that a text held here tells"
        )
    name = country_name(series["country"])
    years = list(range(points[0]["edition"], points[-1]["edition"] + 1))
    width = max(240, min(620, 44 * len(years))) if not narrow else 270
    given = [point for point in points if point["state"] == "given"]
    return Chart(
        kind="figures",
        title=_title(name, series, given),
        subtitle=_subtitle(series, points),
        source=_SOURCE,
        alt=_alt(name, series, points),
        columns=(
            "edition",
            "period_year",
            "figure",
            "state",
            "told_by",
            "revised_to",
            "words",
            "place",
            "note",
        ),
        rows=tuple(_row(point) for point in points),
        body=_body(series, points, years, width, narrow=narrow),
        width=width,
        sample=series["text_kind"] == "sample",
    )


def _title(name: str, series: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> str:
    """Say the newest figure, with the one before where a line joins them."""
    label = series["label"]
    if not given:
        return f"{name}, {in_sentence(label)}: no figure is given in any edition held"
    last = given[-1]
    run: Sequence[int] = next((run for run in series["segments"] if last["edition"] in run), ())
    words = f"{name}, {in_sentence(label)}: {last['words']} for the edition of {last['edition']}{_told(last)}"
    if len(run) < 2:
        return f"{words}; no figure beside it can be joined"
    before = next(point for point in given if point["edition"] == run[-2])
    order = _order(before, last)
    if not order:
        return f"{words}, the same as for {before['edition']}{_told(before)}"
    return f"{words}, {order} {before['words']} for {before['edition']}{_told(before)}"


def _told(point: Mapping[str, Any]) -> str:
    """Say which other edition gives a figure; nothing where its own does."""
    return "" if point["own"] else f" (told in {point['told_by']})"


def _order(before: Mapping[str, Any], last: Mapping[str, Any]) -> str:
    one, two = before["n"], last["n"]
    exact = all(p["n_max"] in (None, p["n"]) and not p["exactness"] for p in (before, last))
    if not exact:
        return "after"
    return "up from" if two > one else "down from" if two < one else ""


def _subtitle(series: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> str:
    kinds = _KINDS.get(series["text_kind"], series["text_kind"])
    states = {point["state"] for point in points}
    notes = [f"From {kinds}. A line joins editions side by side, never over a break."]
    if "not_held" in states:
        notes.append("Hatched: edition not held.")
    told = dict.fromkeys((sign, why) for state, (sign, why) in _ABSENT.items() if state in states)
    notes += [f"{sign} {why}." for sign, why in told]
    if "conflict" in states:
        notes.append("× several figures, none chosen.")
    if any(p["state"] == "given" and not p["own"] for p in points):
        notes.append("Hollow: told by a later edition.")
    if any(map(_side_by_side, series["breaks"])):
        notes.append("Dotted upright: a break.")
    return " ".join(notes)


def _alt(name: str, series: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> str:
    told = "; ".join(
        f"{p['edition']}: {p['words']}{_told(p) if p['state'] == 'given' else ''}" for p in points
    )
    breaks = " ".join(b["why"].rstrip(".") + "." for b in series["breaks"])
    return (
        f"{series['label']} of {name} by edition. {told}.{' Breaks: ' + breaks if breaks else ''}"
    )


def _row(point: Mapping[str, Any]) -> tuple[object, ...]:
    quote = point["quotes"][0] if point["quotes"] else None
    return (
        point["edition"],
        point["year"],
        point["words"] if point["state"] in ("given", "conflict") else None,
        point["state"],
        point["told_by"],
        point["revised_to"],
        None if quote is None else quote["text"],
        None if quote is None else _place(quote),
        point["why"] or None,
    )


def _place(quote: Mapping[str, Any]) -> str:
    return f"{quote['edition']}, [{quote['paragraph']}] s. {quote['sentence']}"


def _body(
    series: Mapping[str, Any],
    points: Sequence[Mapping[str, Any]],
    years: Sequence[int],
    width: int,
    *,
    narrow: bool,
) -> dict[str, Any]:
    runs = {edition: n for n, run in enumerate(series["segments"]) for edition in run}
    marks = list(_marks(points, runs))
    top = max([m["high"] for m in marks if m["high"] is not None], default=1) or 1
    x = edition_axis(years, narrow=narrow)
    y = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [0, top * 1.15], "nice": False},
        "axis": {"title": None, "grid": False, "values": _ticks(top), "format": ",d"},
    }
    base = {"y": {"datum": 0, "type": "quantitative"}}
    dot: dict[str, Any] = {
        "type": "point",
        "filled": True,
        "size": 60,
        "stroke": "$ink",
        "strokeWidth": 1.5,
        "opacity": 1,
    }
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.state === 'not_held'"}],
            "mark": {"type": "rect", "fill": HATCH},
            "encoding": {"x": x},
        },
        {
            "data": {"values": _uprights(series["breaks"], years, width)},
            "mark": {"type": "rule", "strokeDash": [2, 3], "color": "$edge"},
            "encoding": {"x": {"field": "at", "type": "quantitative", "scale": None, "axis": None}},
        },
        {
            "transform": [{"filter": "datum.run !== null"}],
            "mark": {"type": "line", "color": "$ink", "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
        },
        {
            "transform": [{"filter": "datum.low !== null && datum.high > datum.low"}],
            "mark": {"type": "rule", "color": "$ink", "strokeWidth": 1.5},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        *(
            {
                "transform": [{"filter": f"datum.state === 'given' && {own}"}],
                "mark": dot | {"fill": fill},
                "encoding": {"x": x, "y": y},
            }
            for own, fill in (("datum.own", "$ink"), ("!datum.own", "$paper"))
        ),
        {
            "transform": [{"filter": "datum.state === 'conflict'"}],
            "mark": {"type": "text", "text": "×", "fontSize": 15, "color": "$ink"},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.sign"}],
            "mark": {"type": "text", "fontSize": 12, "dy": -7, "color": "$ink2"},
            "encoding": {"x": x, **base, "text": {"field": "sign"}},
        },
    ]
    if not narrow or len(years) < 9:
        layers.append(
            {
                "transform": [{"filter": "datum.state === 'given'"}],
                "mark": {"type": "text", "fontSize": 11, "dy": -11, "color": "$ink"},
                "encoding": {"x": x, "y": {**y, "field": "high"}, "text": {"field": "shown"}},
            }
        )
    return {"width": width, "height": 190, "data": {"values": marks}, "layer": layers}


def _marks(
    points: Sequence[Mapping[str, Any]], runs: Mapping[int, int]
) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of each point: one mark, or one for each of several figures."""
    for point in points:
        plain = {"edition": point["edition"], "state": point["state"], "run": None, "sign": ""}
        empty = {**plain, "n": None, "low": None, "high": None, "shown": ""}
        if point["state"] == "given":
            high = point["n"] if point["n_max"] is None else point["n_max"]
            shown = f"{point['n']:,}" if high == point["n"] else f"{point['n']:,}–{high:,}"
            sign = {"at_least": "≥", "at_most": "≤", "about": "~"}.get(point["exactness"] or "", "")
            yield {
                **empty,
                "n": point["n"],
                "own": point["own"],
                "low": point["n"],
                "high": high,
                "shown": sign + shown,
                "run": runs.get(point["edition"]),
            }
        elif point["state"] == "conflict":
            own = [told for told in point["told"] if told["own"] == point["told"][0]["own"]]
            for number in dict.fromkeys(told["n"] for told in own):
                yield {**empty, "n": number, "low": number, "high": number}
        else:
            yield {**empty, "sign": _ABSENT.get(point["state"], ("", ""))[0]}


def _uprights(
    breaks: Sequence[Mapping[str, Any]], years: Sequence[int], width: int
) -> list[dict[str, float]]:
    """Return where the uprights stand, in pixels: in the middle between the editions of a break."""
    step = width / len(years)
    return [
        {"at": round(((b["after"] + b["before"]) / 2 - years[0] + 0.5) * step, 1)}
        for b in breaks
        if _side_by_side(b)
    ]


def _side_by_side(found: Mapping[str, Any]) -> bool:
    """Tell whether a break lies between two editions with nothing else drawn between them."""
    return bool(found["after"] and found["before"] and found["before"] - found["after"] == 1)


def _ticks(top: int) -> list[int]:
    """Return up to five whole numbers from 0 to the highest figure: steps of 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if top // step <= _TICKS:
                return list(range(0, top + 1, step))
        power *= 10
