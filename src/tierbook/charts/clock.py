"""The clock of the Watch List: the years that count in each edition, those by waiver, and where the stay ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tierbook.charts.chart import Chart
from tierbook.charts.look import HATCH, edition_axis
from tierbook.errors import WrongUse
from tierbook.places import country_name
from tierbook.text import counted

__all__ = ["clock_steps"]

_SOURCE = (
    "Counted by tierbook from official placements under section 110(b)(2) of the Act (22 U.S.C. 7107(b)(2)); "
    "tierbook clock gives the reasons."
)


def clock_steps(positions: Sequence[Mapping[str, Any]], *, narrow: bool = False) -> Chart:
    """Draw how many years in a row count towards the limit of the Watch List, edition by edition.

    Args:
        positions: `ClockPosition.to_dict()` of each edition, in order: `tierbook clock COUNTRY --timeline`.
        narrow: for a narrow screen.

    Raises:
        WrongUse: there is none.
    """
    if not positions:
        raise WrongUse("no position is given", remedy="give those of one country, in order")
    last = positions[-1]
    name = country_name(last["country"])
    years = [position["edition"] for position in positions]
    rows = [_mark(position) for position in positions]
    width = (10 if narrow else 26) * len(years)
    listed = [p for p in positions if p["on_list"]]
    notes = ["Full: years free of a waiver. Outlined, w: a stay that needs a waiver."]
    if any(row["state"] == "not held" for row in rows):
        notes.append("Hatched: placement not held.")
    return Chart(
        kind="clock",
        title=_title(name, listed, last),
        subtitle=f"Years on the Watch List in a row that count, by edition. {' '.join(notes)}",
        source=_SOURCE,
        alt=_alt(name, listed),
        columns=(
            "edition",
            "tier",
            "years",
            "years_at_least",
            "years_at_most",
            "waiver_needed",
            "last_permitted_edition",
            "reasons",
        ),
        rows=tuple(
            (
                p["edition"],
                p["tier"],
                p["consecutive_years"],
                p["years_at_least"],
                p["years_at_most"],
                "yes" if p["waiver_needed"] else "no",
                p["last_permitted_edition"],
                " ".join(p["reasons"]),
            )
            for p in positions
        ),
        body=_body(rows, years, width, listed, narrow=narrow),
        width=width,
    )


def _mark(position: Mapping[str, Any]) -> dict[str, Any]:
    held = position["tier"] is not None or "tier_disputed" in position["flags"]
    on_list = position["on_list"]
    return {
        "edition": position["edition"],
        "years": position["consecutive_years"] if on_list else 0,
        "state": "on" if on_list else "off" if held else "not held",
        "waiver": bool(position["waiver_needed"] and on_list),
        "low": position["years_at_least"],
        "high": position["years_at_most"],
        "shown": str(position["consecutive_years"]) if on_list else "",
    }


def _title(name: str, listed: Sequence[Mapping[str, Any]], last: Mapping[str, Any]) -> str:
    if not listed:
        return f"{name}: in no edition held on the Watch List"
    newest = listed[-1]
    if newest["edition"] != last["edition"]:
        return (
            f"{name}: last on the Watch List in {newest['edition']}, "
            f"with {counted(newest['consecutive_years'], 'year')} counted"
        )
    words = f"{name}: {counted(newest['consecutive_years'], 'year')} counted on the Watch List in {newest['edition']}"
    end = newest["last_permitted_edition"]
    if end is not None:
        verb = "was" if end < newest["edition"] else "is"
        return f"{words}; {end} {verb} the last edition that the law allows"
    return words


def _alt(name: str, listed: Sequence[Mapping[str, Any]]) -> str:
    told = "; ".join(
        f"{p['edition']}: {counted(p['consecutive_years'], 'year')}"
        + (", by our count by waiver" if p["waiver_needed"] else "")
        for p in listed
    )
    return (
        f"Watch-list clock of {name}. {told + '.' if told else 'In no edition held on the list.'}"
    )


def _body(
    rows: Sequence[Mapping[str, Any]],
    years: Sequence[int],
    width: int,
    listed: Sequence[Mapping[str, Any]],
    *,
    narrow: bool,
) -> dict[str, Any]:
    x = edition_axis(years, narrow=narrow)
    most = max([row["high"] for row in rows] + [2])
    y = {
        "field": "years",
        "type": "quantitative",
        "scale": {"domain": [0, most + 1.2], "nice": False},
        "axis": {"title": None, "grid": True, "values": list(range(most + 1)), "format": "d"},
    }
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.state === 'not held'"}],
            "mark": {"type": "rect", "fill": HATCH},
            "encoding": {"x": x},
        },
        {
            "transform": [{"filter": "datum.state === 'on' && !datum.waiver"}],
            "mark": {"type": "bar", "color": "$ink2"},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.waiver"}],
            "mark": {"type": "bar", "fill": "$paper", "stroke": "$ink2", "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.waiver"}],
            "mark": {"type": "text", "text": "w", "baseline": "top", "dy": 4, "color": "$ink"},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.state === 'on' && datum.high > datum.low"}],
            "mark": {"type": "rule", "color": "$accent", "strokeWidth": 2},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "text", "dy": -7, "fontSize": 11, "color": "$ink"},
            "encoding": {"x": x, "y": y, "text": {"field": "shown"}},
        },
    ]
    still = bool(listed) and listed[-1]["edition"] == years[-1]
    end = listed[-1]["last_permitted_edition"] if still else None
    if end in years:
        at = round((years.index(end) + 1) * width / len(years), 1)
        rule = {"x": {"value": at}}
        words = {
            "type": "text",
            "text": f"{end} the last allowed",
            "align": "right" if at > width / 2 else "left",
            "dx": -4 if at > width / 2 else 4,
            "baseline": "top",
            "fontSize": 11,
            "color": "$ink2",
        }
        one: dict[str, Any] = {"values": [{}]}
        layers += [
            {
                "data": one,
                "mark": {"type": "rule", "strokeDash": [2, 3], "color": "$ink"},
                "encoding": rule,
            },
            {"data": one, "mark": words, "encoding": {**rule, "y": {"value": 0}}},
        ]
    return {"width": width, "height": 150, "data": {"values": list(rows)}, "layer": layers}
