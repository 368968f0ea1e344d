"""Charts of official placements: one country over the editions, all countries in one, many countries over many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from tierbook.charts.chart import Chart, titled
from tierbook.charts.look import HATCH, TIER_DOMAIN, TIER_SCALES
from tierbook.charts.world import base_map, place_rows
from tierbook.dossier import years_listed
from tierbook.editions import EDITIONS, FIRST_EDITION, LAST_EDITION, TIERS, History
from tierbook.places import country_name
from tierbook.text import counted, join_words

__all__ = ["heat_map", "tier_map", "tier_map_over", "tier_timeline"]

_SOURCE = "Placements are those of the U.S. Department of State, by the sources that tierbook tiers names; none is computed."
_NOT_HELD = "Hatched: not held here."
_ALL_EDITIONS = [edition.year for edition in EDITIONS]
_KEY = {
    "orient": "bottom",
    "direction": "horizontal",
    "title": None,
    "symbolStrokeColor": "$edge",
    "symbolSize": 110,
}
_SIGNS = {"1": "1", "2": "2", "2WL": "W", "3": "3", "special": "S"}


def tier_timeline(history: History, country: str) -> Chart:
    """Draw the placements of a country over all editions: a sign for each, hatching where none is held.

    Args:
        history: official placements.
        country: ISO 3166 alpha-3.
    """
    own = history.of(country)
    name = country_name(country)
    rows = [_of_edition(own, country, edition) for edition in _ALL_EDITIONS]
    held = [row for row in rows if row["tier"] is not None]
    title = _moves(name, held)
    subtitle = f"Tier of each edition, {FIRST_EDITION} to {LAST_EDITION}. {_NOT_HELD}"
    domain = [tier for tier in TIER_DOMAIN if tier != "special" or _any(held, "special")]
    width = 26 * len(rows)
    x = {
        "field": "edition",
        "type": "ordinal",
        "scale": {"domain": _ALL_EDITIONS},
        "axis": {"title": "edition", "labelAngle": 0, "labelOverlap": "parity", "grid": False},
    }
    y = {
        "field": "label",
        "type": "ordinal",
        "scale": {"domain": [TIERS[tier] for tier in domain]},
        "axis": {"title": None, "grid": True},
    }
    layers = [
        {
            "transform": [{"filter": "datum.tier === null"}],
            "mark": {"type": "rect", "fill": HATCH},
            "encoding": {"x": x},
        },
        {
            "transform": [{"filter": "datum.tier !== null"}],
            "mark": {"type": "line", "color": "$edge", "strokeWidth": 1},
            "encoding": {
                "x": x,
                "y": y,
                "detail": {"field": "run"},
                "order": {"field": "edition"},
            },
        },
        {
            "transform": [{"filter": "datum.tier !== null"}],
            "mark": {"type": "point", "filled": True, "size": 170, "stroke": "$edge", "opacity": 1},
            "encoding": {"x": x, "y": y, **_tier_encoding(legend=False)},
        },
    ]
    body = {
        "width": width,
        "height": 34 * len(domain),
        "data": {"values": rows},
        "layer": layers,
    }
    return Chart(
        kind="tiers",
        title=title,
        subtitle=subtitle,
        source=_SOURCE,
        alt=f"Tiers of {name} by edition. {_runs(held)}{_missing(rows)}",
        columns=("edition", "tier", "waiver", "state"),
        rows=tuple((r["edition"], r["tier"], r["waiver"], r["state"]) for r in rows),
        spec=titled(
            body, title=title, subtitle=subtitle, source=_SOURCE, width=width, sample=False
        ),
    )


def tier_map(history: History, edition: int) -> Chart:
    """Draw the placements of one edition on a map; countries too small for a shape are signs.

    Args:
        history: official placements.
        edition: year.
    """
    placed = _placed(history, edition)
    title = _counts(edition, placed)
    subtitle = f"Tiers of the edition of {edition}. Darker is worse. {_NOT_HELD}"
    shapes, points = place_rows(placed, edition)
    body = base_map(
        [
            {
                **_shapes_of(shapes),
                "transform": [*_shapes_of(shapes)["transform"], {"filter": "datum.tier !== null"}],
                "mark": {"type": "geoshape", "stroke": "$paper", "strokeWidth": 0.5},
                "encoding": {"fill": _tier_encoding(legend=True)["fill"]},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 42, "stroke": "$ink2", "opacity": 1},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    **_tier_encoding(legend=True),
                },
            },
        ]
    )
    return Chart(
        kind="map",
        title=title,
        subtitle=subtitle,
        source=f"{_SOURCE} Borders: Natural Earth; none says anything of the status of a place.",
        alt=f"Map of tiers, edition of {edition}. {_by_tier(placed)}",
        columns=("country", "name", "edition", "tier"),
        rows=tuple((row["country"], row["name"], edition, row["tier"]) for row in placed),
        spec=titled(
            body,
            title=title,
            subtitle=subtitle,
            source=f"{_SOURCE} Borders: Natural Earth; none says anything of the status of a place.",
            width=body["width"],
            sample=False,
        ),
    )


def tier_map_over(history: History, editions: Sequence[int] = ()) -> Chart:
    """Draw the map of tiers for many editions; on the page of HTML a slider chooses one.

    Args:
        history: official placements.
        editions: years, those of which any placement is held where none are given. The last is drawn first.
    """
    years = [edition for edition in (editions or history.editions) if history.editions]
    newest = tier_map(history, years[-1])
    by_shape: dict[str, dict[str, Any]] = {}
    by_point: dict[str, dict[str, Any]] = {}
    rows: list[tuple[object, ...]] = []
    for year in years:
        placed = _placed(history, year)
        rows += [(row["country"], row["name"], year, row["tier"]) for row in placed]
        shapes, points = place_rows(placed, year)
        for row in shapes:
            by_shape.setdefault(row["shape"], {"shape": row["shape"]})[f"t{year}"] = row["tier"]
        for row in points:
            at = by_point.setdefault(row["country"], {k: row[k] for k in ("lon", "lat", "name")})
            at[f"t{year}"] = row["tier"]
    pick = {"calculate": "datum['t' + edition]", "as": "tier"}
    lookup = {
        "lookup": "properties.name",
        "from": {
            "data": {"values": list(by_shape.values())},
            "key": "shape",
            "fields": [f"t{year}" for year in years],
        },
    }
    body = base_map(
        [
            {
                **_shapes_of([]),
                "transform": [lookup, pick, {"filter": "datum.tier"}],
                "mark": {"type": "geoshape", "stroke": "$paper", "strokeWidth": 0.5},
                "encoding": {"fill": _tier_encoding(legend=True)["fill"]},
            },
            {
                "data": {"values": list(by_point.values())},
                "transform": [pick, {"filter": "datum.tier"}],
                "mark": {"type": "point", "filled": True, "size": 42, "stroke": "$ink2", "opacity": 1},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    **_tier_encoding(legend=True),
                },
            },
        ]
    )
    title = f"{newest.title}" if len(years) == 1 else _over(history, years)
    subtitle = f"Tiers of the editions of {years_listed(years)}. Darker is worse. {_NOT_HELD}"
    spec = titled(
        body, title=title, subtitle=subtitle, source=newest.source, width=body["width"], sample=False
    )
    slider = {"input": "range", "min": years[0], "max": years[-1], "step": 1, "name": "edition "}
    spec["params"] = [{"name": "edition", "value": years[-1], "bind": slider}]
    return Chart(
        kind="map",
        title=title,
        subtitle=subtitle,
        source=newest.source,
        alt=f"Maps of tiers, one for each edition. The last: {newest.alt}",
        columns=newest.columns,
        rows=tuple(rows),
        spec=spec,
    )


def heat_map(history: History, countries: Collection[str], editions: Sequence[int] = ()) -> Chart:
    """Draw the placements of many countries over the editions: a field for each, its tier as sign and darkness.

    Args:
        history: official placements.
        countries: alpha-3 codes, drawn by name.
        editions: years; all where none are given.
    """
    years = list(editions or _ALL_EDITIONS)
    ordered = sorted(dict.fromkeys(countries), key=lambda code: (country_name(code), code))
    rows = [
        {**_of_edition(history, code, year), "name": country_name(code)}
        for code in ordered
        for year in years
    ]
    for row in rows:
        row["sign"] = _SIGNS.get(row["tier"] or "", "")
        row["dark"] = row["tier"] in ("2WL", "3")
    title = _never_first(history, ordered, years)
    subtitle = f"Tier of each edition, {counted(len(ordered), 'country')}. W: Watch List. {_NOT_HELD}"
    x = {
        "field": "edition",
        "type": "ordinal",
        "scale": {"domain": years},
        "axis": {"title": None, "labelAngle": 0, "orient": "top", "labelOverlap": "parity"},
    }
    y = {
        "field": "name",
        "type": "ordinal",
        "scale": {"domain": [country_name(code) for code in ordered]},
        "axis": {"title": None},
    }
    held = [{"filter": "datum.tier !== null"}]
    layers = [
        {"mark": {"type": "rect", "fill": HATCH, "stroke": "$paper"}, "encoding": {"x": x, "y": y}},
        {
            "transform": held,
            "mark": {"type": "rect", "stroke": "$paper"},
            "encoding": {"x": x, "y": y, "fill": _tier_encoding(legend=True)["fill"]},
        },
        {
            "transform": held,
            "mark": {"type": "text", "fontSize": 10},
            "encoding": {
                "x": x,
                "y": y,
                "text": {"field": "sign"},
                "color": {
                    "condition": {"test": "datum.dark", "value": "#ffffff"},
                    "value": "#1a1c1f",
                },
            },
        },
    ]
    width = 24 * len(years)
    body = {
        "width": width,
        "height": 17 * len(ordered),
        "data": {"values": rows},
        "layer": layers,
    }
    return Chart(
        kind="heat",
        title=title,
        subtitle=subtitle,
        source=_SOURCE,
        alt=" ".join(
            f"{country_name(code)}: {_runs([r for r in rows if r['country'] == code and r['tier']])}"
            for code in ordered
        ),
        columns=("country", "name", "edition", "tier", "state"),
        rows=tuple((r["country"], r["name"], r["edition"], r["tier"], r["state"]) for r in rows),
        spec=titled(
            body, title=title, subtitle=subtitle, source=_SOURCE, width=width, sample=False
        ),
    )


def _of_edition(history: History, country: str, edition: int) -> dict[str, Any]:
    """Return one country and edition as a row; `run` numbers editions that stand side by side and are held."""
    placement = history.get(country, edition)
    tier = None if placement is None else placement.tier
    state = "not held" if placement is None else "disputed" if tier is None else "held"
    if placement is None and history.known_off(country, edition):
        state = "not held, known to be off the Watch List"
    held = [e for e in _ALL_EDITIONS if (p := history.get(country, e)) and p.tier is not None]
    run = sum(1 for e in held if e <= edition and e - 1 not in held)
    return {
        "country": country,
        "edition": edition,
        "tier": tier,
        "label": None if tier is None else TIERS[tier],
        "waiver": None if placement is None or placement.waiver == "unknown" else placement.waiver,
        "state": state,
        "run": run,
    }


def _placed(history: History, edition: int) -> list[dict[str, Any]]:
    return [
        {"country": p.country, "name": country_name(p.country, edition), "tier": p.tier}
        for p in history
        if p.edition == edition and p.tier is not None
    ]


def _shapes_of(shapes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    lookup = {
        "lookup": "properties.name",
        "from": {
            "data": {"values": list(shapes)},
            "key": "shape",
            "fields": ["tier", "name", "country"],
        },
    }
    return {
        "data": {"name": "world"},
        "transform": [lookup],
    }


def _tier_encoding(*, legend: bool) -> dict[str, Any]:
    key = {**_KEY, "labelExpr": _label_expression()} if legend else None
    return {
        name: {"field": "tier", "type": "nominal", "scale": dict(scale), "legend": key}
        for name, scale in TIER_SCALES.items()
    }


def _label_expression() -> str:
    words = ", ".join(f"'{tier}': '{label}'" for tier, label in TIERS.items())
    return f"({{{words}}})[datum.value]"


def _any(rows: Iterable[dict[str, Any]], tier: str) -> bool:
    return any(row["tier"] == tier for row in rows)


def _moves(name: str, held: Sequence[dict[str, Any]]) -> str:
    if not held:
        return f"No placement of {name} is held"
    tiers = {row["tier"] for row in held}
    if len(tiers) == 1:
        label, many = held[0]["label"], len(held)
        return f"{name}: {label} in {'the only edition' if many == 1 else f'all {many} editions'} held"
    moves = sum(
        1
        for one, two in zip(held, held[1:], strict=False)
        if two["edition"] == one["edition"] + 1 and two["tier"] != one["tier"]
    )
    last = held[-1]
    words = f"{name}: last placed on {last['label']}, in {last['edition']}"
    if moves:
        words += f"; it moved {counted(moves, 'time')} between neighbouring editions"
    return words


def _runs(held: Sequence[dict[str, Any]]) -> str:
    years: dict[str, list[int]] = {}
    for row in held:
        years.setdefault(row["label"], []).append(row["edition"])
    words = [f"{label} in {years_listed(found)}" for label, found in years.items()]
    return f"{'; '.join(words)}." if words else "No placement is held."


def _missing(rows: Sequence[dict[str, Any]]) -> str:
    none = [row["edition"] for row in rows if row["tier"] is None]
    return f" Not held or disputed: {years_listed(none)}." if none else ""


def _counts(edition: int, placed: Sequence[dict[str, Any]]) -> str:
    if not placed:
        return f"No placement of the edition of {edition} is held"
    counts = Counter(row["tier"] for row in placed)
    words = [f"{counts[tier]} on {TIERS[tier]}" for tier in ("1", "2", "2WL", "3") if counts[tier]]
    return f"Edition of {edition}, {counted(len(placed), 'placement')} held: {join_words(words)}"


def _by_tier(placed: Sequence[dict[str, Any]]) -> str:
    parts = [
        f"{TIERS[tier]}: {join_words(names)}."
        for tier in TIER_DOMAIN
        if (names := sorted(row["name"] for row in placed if row["tier"] == tier))
    ]
    return " ".join(parts) or "No placement is held."


def _over(history: History, years: Sequence[int]) -> str:
    counts: Iterator[tuple[int, int]] = (
        (sum(1 for row in _placed(history, year) if row["tier"] == "3"), year) for year in years
    )
    most, year = max(counts, key=lambda pair: (pair[0], pair[1]))
    return f"Most countries stood on Tier 3 in the edition of {year}: {most}"


def _never_first(history: History, countries: Sequence[str], years: Sequence[int]) -> str:
    firsts = {
        p.country
        for p in history
        if p.tier == "1" and p.country in set(countries) and p.edition in set(years)
    }
    never = len(countries) - len(firsts)
    many = counted(len(countries), "country")
    return f"{never} of {many} were never placed on Tier 1 in the editions held"
