"""Charts of official placements: one country over the editions, all countries in one, many countries over many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from tierbook.charts.chart import Chart
from tierbook.charts.look import HATCH, TIER_DOMAIN, TIER_SCALES, edition_axis
from tierbook.charts.world import base_map, place_rows
from tierbook.dossier import years_listed
from tierbook.editions import (
    EDITIONS,
    FIRST_EDITION,
    LAST_EDITION,
    TIERS,
    History,
    Placement,
    placed_on,
)
from tierbook.places import country_name
from tierbook.text import counted, join_words

__all__ = ["heat_map", "tier_map", "tier_map_over", "tier_timeline"]

_TITLED = 6  # sources; more are counted
_BORDERS = "Borders: Natural Earth; none says anything of the status of a place."
_NOT_HELD = "Hatched: not held here."
_ALL_EDITIONS = [edition.year for edition in EDITIONS]
_KEY = {
    "orient": "bottom",
    "title": None,
    "symbolStrokeColor": "$edge",
    "symbolSize": 110,
}
_SIGNS = {
    "1": "1",
    "2": "2",
    "2WL": "W",
    "3": "3",
}  # none for a special case: a letter is lost among dots
_HELD = {"filter": "datum.tier !== null"}


def tier_timeline(history: History, country: str, *, narrow: bool = False) -> Chart:
    """Draw the placements of a country over all editions: a sign for each, hatching where none is held.

    Args:
        history: official placements.
        country: ISO 3166 alpha-3.
        narrow: for a narrow screen.
    """
    own = history.of(country)
    name = country_name(country)
    years = sorted({*_ALL_EDITIONS, *own.editions})
    rows = [_of_edition(own, country, edition) for edition in years]
    held = [row for row in rows if row["tier"] is not None]
    domain = [tier for tier in TIER_DOMAIN if tier != "special" or _any(held, "special")]
    width = (10 if narrow else 26) * len(rows)
    x = edition_axis(years, narrow=narrow)
    y = {
        "field": "tier",
        "type": "ordinal",
        "scale": {"domain": domain},
        "axis": {"title": None, "grid": True, "labelExpr": _labels(short=narrow)},
    }
    waived = {
        "text": {"value": "w"},
        "x": x,
        "y": {"value": 34 * len(domain) - 34 * _below(domain) - 3},
    }
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.tier === null && !datum.claims"}],
            "mark": {"type": "rect", "fill": HATCH},
            "encoding": {"x": x},
        },
        {
            "transform": [_HELD],
            "mark": {
                "type": "point",
                "filled": True,
                "size": 70 if narrow else 150,
                "stroke": "$edge",
                "strokeWidth": 1,
                "opacity": 1,
            },
            "encoding": {"x": x, "y": y, **_tier_encoding(legend=False)},
        },
        {
            "transform": [{"filter": "datum.claims"}, {"flatten": ["claims"]}],
            "mark": {
                "type": "text",
                "text": "?",
                "fontSize": 11,
                "fontWeight": "bold",
                "color": "$ink",
            },
            "encoding": {"x": x, "y": {**y, "field": "claims"}},
        },
        {
            "transform": [{"filter": "datum.waiver === 'yes'"}],
            "mark": {"type": "text", "fontSize": 11, "color": "$ink", "baseline": "bottom"},
            "encoding": waived,
        },
    ]
    notes = [_NOT_HELD]
    if any(row["waiver"] == "yes" for row in rows):
        notes.append("w: kept on the Watch List by a waiver.")
    if any(row["claims"] for row in rows):
        notes.append("?: sources disagree.")
    return Chart(
        kind="tiers",
        title=_moves(name, held),
        subtitle=f"Tier of each edition, {FIRST_EDITION} to {LAST_EDITION}. {' '.join(notes)}",
        source=_source(own),
        alt=f"Tiers of {name} by edition. {_runs(held)}{_missing(rows)}",
        columns=("edition", "tier", "waiver", "state", "source"),
        rows=tuple((r["edition"], r["tier"], r["waiver"], r["state"], r["source"]) for r in rows),
        body={
            "width": width,
            "height": 34 * len(domain),
            "data": {"values": [{k: v for k, v in r.items() if k != "source"} for r in rows]},
            "layer": layers,
        },
        width=width,
    )


def _below(domain: Sequence[str]) -> int:
    """Return how many lines lie below that of the Watch List."""
    return len(domain) - 1 - domain.index("2WL")


def tier_map(history: History, edition: int, *, narrow: bool = False) -> Chart:
    """Draw the placements of one edition on a map; countries too small for a shape are signs.

    Args:
        history: official placements.
        edition: year.
        narrow: for a narrow screen.
    """
    placed = _placed(history, edition)
    shapes, points = place_rows(placed, edition)
    body = base_map(
        [*_shapes(shapes, narrow=narrow), _points(points, narrow=narrow)], narrow=narrow
    )
    return Chart(
        kind="map",
        title=_counts(history, edition, placed),
        subtitle=f"Tiers of the edition of {edition}. Darker is worse. {_dotted(placed)}{_NOT_HELD}",
        source=f"{_source(p for p in history if p.edition == edition and p.tier is not None)} {_BORDERS}",
        alt=f"Map of tiers, edition of {edition}. {_by_tier(placed)}",
        columns=("country", "name", "edition", "tier"),
        rows=tuple((row["country"], row["name"], edition, row["tier"]) for row in placed),
        body=body,
        width=body["width"],
        name=str(edition),
    )


def _shapes(rows: Sequence[dict[str, Any]], *, narrow: bool) -> list[dict[str, Any]]:
    """Return layers of shapes: the colour of each tier, and its sign where there is room."""
    lookup = {
        "lookup": "properties.name",
        "from": {"data": {"values": list(rows)}, "key": "shape", "fields": ["tier"]},
    }
    fill = _tier_encoding(legend=True, narrow=narrow)["fill"]
    signs = [
        {
            "lon": row["lon"],
            "lat": row["lat"],
            "sign": _SIGNS.get(row["tier"], ""),
            "dark": row["tier"] in ("2WL", "3"),
        }
        for row in rows
        if row["roomy"] and not narrow
    ]
    return [
        {
            "data": {"name": "world"},
            "transform": [lookup, {"filter": "isValid(datum.tier)"}],
            "mark": {"type": "geoshape", "stroke": "$edge", "strokeWidth": 0.5},
            "encoding": {"fill": fill},
        },
        {
            "data": {"values": signs},
            "mark": {"type": "text", "fontSize": 9},
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
                "text": {"field": "sign"},
                "color": _ON_TIER,
            },
        },
    ]


_ON_TIER = {"condition": {"test": "datum.dark", "value": "$ondark"}, "value": "$onlight"}


def _points(rows: Sequence[dict[str, Any]], *, narrow: bool) -> dict[str, Any]:
    return {
        "data": {"values": [{k: row[k] for k in ("lon", "lat", "tier")} for row in rows]},
        "mark": {
            "type": "point",
            "filled": True,
            "size": 24 if narrow else 46,
            "stroke": "$ink2",
            "strokeWidth": 0.8,
            "opacity": 1,
        },
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            **_tier_encoding(legend=True, narrow=narrow),
        },
    }


def tier_map_over(history: History, editions: Sequence[int] = ()) -> Chart:
    """Draw the map of tiers for many editions; on the page of HTML a row of years chooses one.

    The title is that of the edition which is drawn; what is found over all of them stands in the words.

    Args:
        history: official placements.
        editions: years, those of which any placement is held where none are given. The last is drawn.
    """
    years = list(editions or history.editions)
    frames = tuple(tier_map(history, year) for year in years)
    newest = frames[-1]
    return Chart(
        kind="map",
        title=newest.title,
        subtitle=f"Tiers of the editions of {years_listed(years)}, drawn for {years[-1]}. Darker is worse. {_NOT_HELD}",
        source=newest.source,
        alt=f"Maps of tiers, one for each edition. {_over(history, years)}. The last: {newest.alt}",
        columns=newest.columns,
        rows=tuple(row for frame in frames for row in frame.rows),
        body=newest.body,
        width=newest.width,
        frames=frames,
    )


def heat_map(
    history: History,
    countries: Collection[str],
    editions: Sequence[int] = (),
    *,
    narrow: bool = False,
) -> Chart:
    """Draw the placements of many countries over the editions: a field for each, its tier as sign and darkness.

    Args:
        history: official placements.
        countries: alpha-3 codes, drawn by name.
        editions: years; all where none are given.
        narrow: for a narrow screen; the fields then hold no sign, and darkness alone orders them.
    """
    years = list(editions or _ALL_EDITIONS)
    ordered = sorted(dict.fromkeys(countries), key=lambda code: (country_name(code), code))
    rows = [
        {**_of_edition(history, code, year), "name": country_name(code)}
        for code in ordered
        for year in years
    ]
    for row in rows:
        row["sign"] = _SIGNS.get(row["tier"] or "", "?" if row["claims"] else "")
        row["dark"] = row["tier"] in ("2WL", "3")
    drawn = set(ordered)
    x = edition_axis(years, narrow=narrow, orient="top")
    y = {
        "field": "country" if narrow else "name",
        "type": "ordinal",
        "scale": {"domain": list(dict.fromkeys(r["country" if narrow else "name"] for r in rows))},
        "axis": {"title": None},
    }
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.tier === null"}],
            "mark": {"type": "rect", "fill": HATCH},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [_HELD],
            "mark": {"type": "rect", "stroke": "$paper"},
            "encoding": {
                "x": x,
                "y": y,
                "fill": _tier_encoding(legend=True, narrow=narrow)["fill"],
            },
        },
        {
            "mark": {"type": "text", "fontSize": 10},
            "encoding": {"x": x, "y": y, "text": {"field": "sign"}, "color": _ON_TIER},
        },
    ]
    width = (11 if narrow else 24) * len(years)
    kept = ("edition", "tier", "name", "country", "sign", "dark")
    return Chart(
        kind="heat",
        title=_first_and_third(history, ordered, years),
        subtitle=f"Tier of each edition. {'' if narrow else 'W: Watch List. '}{_dotted(rows)}{_NOT_HELD}",
        source=_source(p for p in history.placements if p.country in drawn and p.edition in years),
        alt=" ".join(
            f"{country_name(code)}: {_runs([r for r in rows if r['country'] == code and r['tier']])}"
            for code in ordered
        ),
        columns=("country", "name", "edition", "tier", "state"),
        rows=tuple((r["country"], r["name"], r["edition"], r["tier"], r["state"]) for r in rows),
        body={
            "width": width,
            "height": 17 * len(ordered),
            "data": {"values": [{k: r[k] for k in kept} for r in rows]},
            "layer": layers[: 2 if narrow else 3],
        },
        width=width,
    )


def _source(drawn: Iterable[Placement]) -> str:
    """Name the sources of the placements in a picture; many are counted, with what lists them."""
    placements = tuple(drawn)
    titles = {source.title for placement in placements for source in placement.sources}
    whose = "Placements are those of the U.S. Department of State"
    if not placements:
        return f"{whose}; none of these is held."
    if len(titles) > _TITLED:
        listed = "`tierbook tiers` and the page of each country in the library name that of each placement"
        return f"{whose}, by {len(titles)} sources: {listed}; none is computed."
    return f"{whose}, {placed_on(placements)}; none is computed."


def _of_edition(history: History, country: str, edition: int) -> dict[str, Any]:
    """Return one country and edition as a row; `claims` are the tiers that sources give where nothing settles it."""
    placement = history.get(country, edition)
    tier = None if placement is None else placement.tier
    state = "held" if tier is not None else "sources disagree"
    claims: list[str] | None = None
    if placement is None:
        off = history.known_off(country, edition)
        state = "not held, known to be off the Watch List" if off else "not held"
    elif tier is None:
        claims = sorted({claim.tier for claim in placement.claims}, key=TIER_DOMAIN.index)
    waiver = None if placement is None or tier != "2WL" else placement.waiver
    return {
        "country": country,
        "edition": edition,
        "tier": tier,
        "label": None if tier is None else TIERS[tier],
        "waiver": None if waiver == "unknown" else waiver,
        "state": state,
        "claims": claims,
        "source": None if placement is None else placement.source,
    }


def _placed(history: History, edition: int) -> list[dict[str, Any]]:
    return [
        {"country": p.country, "name": country_name(p.country, edition), "tier": p.tier}
        for p in history
        if p.edition == edition and p.tier is not None
    ]


def _dotted(rows: Sequence[dict[str, Any]]) -> str:
    return "Dotted: special case. " if _any(rows, "special") else ""


def _tier_encoding(*, legend: bool, narrow: bool = False) -> dict[str, Any]:
    key = {**_KEY, "labelExpr": _labels(), "columns": 2 if narrow else 5} if legend else None
    return {
        name: {"field": "tier", "type": "nominal", "scale": dict(scale), "legend": key}
        for name, scale in TIER_SCALES.items()
    }


def _labels(*, short: bool = False) -> str:
    """Return the expression that gives a tier's label: its name, or its code."""
    words = ", ".join(f"'{tier}': '{tier if short else label}'" for tier, label in TIERS.items())
    return f"({{{words}}})[datum.value]"


def _any(rows: Iterable[dict[str, Any]], tier: str) -> bool:
    return any(row["tier"] == tier for row in rows)


def _moves(name: str, held: Sequence[dict[str, Any]]) -> str:
    """Say where a country stood last, and since when as far as editions side by side tell."""
    if not held:
        return f"{name}: no placement is held"
    last = held[-1]
    if len(held) > 1 and len({row["tier"] for row in held}) == 1:
        return f"{name}: {last['label']} in each of the {len(held)} editions held"
    since = last["edition"]
    for row in reversed(held[:-1]):
        if row["edition"] != since - 1 or row["tier"] != last["tier"]:
            break
        since = row["edition"]
    before = next((row for row in held if row["edition"] == since - 1), None)
    span = f"in {since}" if since == last["edition"] else f"from {since} to {last['edition']}"
    words = f"{name}: {last['label']} {span}"
    if before is not None:
        return f"{words}, after {before['label']} in {before['edition']}"
    return f"{words}, the last edition held" if len(held) > 1 else f"{words}, the one edition held"


def _runs(held: Sequence[dict[str, Any]]) -> str:
    years: dict[str, list[int]] = {}
    for row in held:
        years.setdefault(row["label"], []).append(row["edition"])
    words = [f"{label} in {years_listed(found)}" for label, found in years.items()]
    return f"{'; '.join(words)}." if words else "No placement is held."


def _missing(rows: Sequence[dict[str, Any]]) -> str:
    none = [row["edition"] for row in rows if row["tier"] is None]
    return f" Not held or disputed: {years_listed(none)}." if none else ""


def _counts(history: History, edition: int, placed: Sequence[dict[str, Any]]) -> str:
    if not placed:
        return f"Edition of {edition}: no placement is held"
    counts = Counter(row["tier"] for row in placed)
    words = [f"{counts[tier]} on {TIERS[tier]}" for tier in ("1", "2", "2WL", "3") if counts[tier]]
    if counts["special"]:
        words.append(f"{counted(counts['special'], 'special case')}")
    partly = "" if edition in history.whole_lists else " held"
    return f"{edition}: {join_words(words)}, of {counted(len(placed), 'placement')}{partly}"


def _by_tier(placed: Sequence[dict[str, Any]]) -> str:
    parts = [
        f"{TIERS[tier]}: {join_words(names)}."
        for tier in TIER_DOMAIN
        if (names := sorted(row["name"] for row in placed if row["tier"] == tier))
    ]
    return " ".join(parts) or "No placement is held."


def _over(history: History, years: Sequence[int]) -> str:
    """Say in which edition most stood on Tier 3, of those whose Tier 3 is held whole."""
    whole = [year for year in years if year in history.whole_lists]
    if not whole:
        return f"Tiers in {counted(len(years), 'edition')}"
    third = {year: sum(1 for row in _placed(history, year) if row["tier"] == "3") for year in whole}
    most = max(third.values())
    at = [year for year in whole if third[year] == most]
    return (
        f"Most stood on Tier 3 in {years_listed(at)}, {most} each, of the editions whose list is held whole"
        if len(at) > 1
        else f"Most stood on Tier 3 in {at[0]}, {most}, of the editions whose list is held whole"
    )


def _first_and_third(history: History, countries: Sequence[str], years: Sequence[int]) -> str:
    """Say how many of the countries are placed on Tier 1, and on Tier 3, in some edition held."""
    stood = {
        tier: sum(
            any((p := history.get(code, year)) and p.tier == tier for year in years)
            for code in countries
        )
        for tier in ("1", "3")
    }
    many = f"{len(countries)} countries" if len(countries) > 1 else country_name(countries[0])
    return (
        f"Of {many}, {stood['1'] or 'none'} stood on Tier 1 and {stood['3'] or 'none'} on Tier 3 "
        "in some edition held"
    )
