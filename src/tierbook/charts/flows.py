"""Routes that texts mention, on a map: mentions, never numbers of people; countries without a text are hatched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tierbook.charts.chart import Chart
from tierbook.charts.look import HATCH
from tierbook.charts.world import base_map, points, shapes_of
from tierbook.dossier import counted_kind, years_listed
from tierbook.places import country_name
from tierbook.text import counted, join_words, number_in_words

__all__ = ["flow_map"]

_COUNTS = "mentions, never numbers of people, and no measure of how many take a way."
_BORDERS = "Borders: Natural Earth; none says anything of the status of a place."
_CROWDED = (
    60  # ways; above, those told by one end are drawn fainter, and on a narrow screen not at all
)
_NAMED, _NAMED_NARROW = 36, 6  # countries at the ends of ways, when each is named on the map


def flow_map(
    network: Mapping[str, Any], *, chosen: Sequence[str] = (), narrow: bool = False
) -> Chart:
    """Draw routes on a map: a line grows thicker towards the destination; countries passed through have a diamond.

    Args:
        network: `RouteNetwork.to_dict()`, filtered as wanted: mentions with their words, countries without a text.
        chosen: what it was filtered by, in words; none where nothing was left out.
        narrow: for a narrow screen.
    """
    edges: Sequence[Mapping[str, Any]] = network["edges"]
    ways = _ways(edges)
    editions: Sequence[int] = network["editions"]
    without = network["countries_without_text"]
    passed = _passed(edges)
    body = _body(ways, passed, without, max(editions, default=0), narrow=narrow)
    return Chart(
        kind="flows",
        title=_title(ways, edges, editions),
        subtitle=_subtitle(network, ways, passed, chosen),
        source=_source(network.get("texts", ())),
        alt=_alt(ways, passed, editions),
        columns=(
            "edition",
            "origin",
            "destination",
            "kind",
            "told_by",
            "told_in",
            "text_kind",
            "certainty",
            "forms",
            "victims",
            "via",
            "words",
        ),
        rows=tuple(
            (
                e["edition"],
                e["origin"],
                e["destination"],
                e["kind"],
                e["told_by"],
                e["told_in"],
                e["text_kind"],
                e["certainty"],
                e["forms"],
                e["victims"],
                e["via"],
                e["quotes"][0]["text"] if e["quotes"] else None,
            )
            for e in edges
        ),
        body=body,
        width=body["width"],
        sample=bool(network["samples"]),
    )


def _ways(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return pairs of countries, each with who tells it and whether any words state it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for edge in edges:
        way = found.setdefault(
            (edge["origin"], edge["destination"]),
            {"from": edge["origin"], "to": edge["destination"], "told_by": set(), "sure": False},
        )
        way["told_by"].add(edge["told_by"])
        way["sure"] |= edge["certainty"] == "stated" and edge["kind"] == "route"
    for way in found.values():
        way["both"] = {"origin", "destination"} <= way.pop("told_by")
    return list(found.values())


def _passed(edges: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the countries through which some way leads."""
    return sorted({code for edge in edges for code in edge["via"]})


def _source(texts: Sequence[Mapping[str, Any]]) -> str:
    """Name the texts that were read: how many of each kind, and who publishes them."""
    kinds = Counter(str(text["text_kind"]) for text in texts)
    counts = [counted_kind(kind, n) for kind, n in sorted(kinds.items())]
    publishers = sorted({text["publisher"] for text in texts} - {""})
    told = f"Ways mentioned in {join_words(counts) or 'no text'} held here"
    by = f", published by {join_words(publishers)}" if publishers else ""
    unknown = sum(not text["publisher"] for text in texts)
    if unknown:
        by += f"{' or' if publishers else ','} of unknown publisher ({unknown})"
    return f"{told}{by}: {_COUNTS} {_BORDERS}"


def _title(
    ways: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], editions: Sequence[int]
) -> str:
    of = (
        f"edition{'s' if len(editions) > 1 else ''} of {years_listed(list(editions))}"
        if editions
        else "no edition"
    )
    if not ways:
        return f"No way is mentioned in the texts held, {of}"
    both = sum(way["both"] for way in ways)
    told = "none told from both ends" if not both else f"{both} told from both ends"
    mentions = counted(len(edges), "mention")
    shared = set.intersection(*({way["from"], way["to"]} for way in ways))
    if len(ways) > 1 and len(shared) == 1:
        code = shared.pop()
        towards = sum(way["to"] == code for way in ways)
        split = [
            f"{counted(n, 'way')} {side}"
            for n, side in ((towards, "to it"), (len(ways) - towards, "from it"))
            if n
        ]
        name = country_name(code, max(editions, default=None))
        return f"{name}: {join_words(split)} in {mentions}, {told}, {of}"
    return f"{counted(len(ways), 'way')} between countries in {mentions}, {told}, {of}"


def _subtitle(
    network: Mapping[str, Any],
    ways: Sequence[Mapping[str, Any]],
    passed: Sequence[str],
    chosen: Sequence[str],
) -> str:
    notes = [f"Only: {'; '.join(chosen)}."] if chosen else []
    notes.append("A line leads from a dot to a ring and grows thicker on its way.")
    if passed:
        notes.append("Diamond: a country that a way is said to lead through.")
    both = sum(way["both"] for way in ways)
    if both:
        notes.append("Full: told by the texts of both ends. Dashed: by one.")
        if len(ways) > _CROWDED:
            notes.append(
                f"A narrow screen shows the {number_in_words(both)} told by both ends alone."
            )
    else:
        notes.append("Dashed: told by the text of one end.")
    if network["transit"]:
        notes.append("With legs of ways whose other end is not named.")
    if network["at_risk"]:
        notes.append("With people only at risk.")
    if network["hedged"]:
        notes.append("With what is reported, alleged or possible.")
    unplaced = [code for way in ways for code in (way["from"], way["to"]) if code not in points()]
    if unplaced:
        notes.append(f"Not drawn: {join_words(sorted(set(unplaced)))}.")
    return f"{' '.join(notes)} Hatched: no text held."


def _alt(ways: Sequence[Mapping[str, Any]], passed: Sequence[str], editions: Sequence[int]) -> str:
    if not ways:
        return "No way is mentioned in the texts held."
    by: dict[str, list[str]] = {}
    newest = max(editions, default=None)
    for way in ways:
        by.setdefault(way["to"], []).append(country_name(way["from"], newest))
    parts = [
        f"To {country_name(code, newest)}: {join_words(sorted(names))}."
        for code, names in sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    if passed:
        names = sorted(country_name(code, newest) for code in passed)
        parts.append(f"Passed through: {join_words(names)}.")
    return f"Ways by destination. {' '.join(parts)}"


def _body(
    ways: Sequence[Mapping[str, Any]],
    passed: Sequence[str],
    without: Sequence[str],
    edition: int,
    *,
    narrow: bool,
) -> dict[str, Any]:
    drawn = [way for way in ways if way["from"] in points() and way["to"] in points()]
    empty = [{"shape": name, "held": "no"} for code in without for name in shapes_of(code, edition)]
    lookup = {
        "lookup": "properties.name",
        "from": {"data": {"values": empty}, "key": "shape", "fields": ["held"]},
    }
    hatched = {
        "data": {"name": "world"},
        "transform": [
            lookup,
            {"filter": "datum.held === 'no' && datum.properties.name !== 'Antarctica'"},
        ],
        "mark": {"type": "geoshape", "fill": HATCH, "stroke": "$edge", "strokeWidth": 0.4},
    }
    crowded = len(drawn) > _CROWDED
    if crowded and narrow:
        drawn = [way for way in drawn if way["both"]] or drawn
    layers = [
        hatched,
        *(
            _lines(drawn, part, both=both, narrow=narrow, faint=crowded and not both)
            for both in (False, True)
            for part in (0, 1, 2)
        ),
        *_ends(drawn, passed, narrow=narrow),
    ]
    ends = {code for way in drawn for code in (way["from"], way["to"])}
    ends.update(code for code in passed if code in points())
    around = () if crowded else sorted(ends)
    return base_map(layers, narrow=narrow, fill="$land", around=around)


def _lines(
    ways: Sequence[Mapping[str, Any]], part: int, *, both: bool, narrow: bool, faint: bool
) -> dict[str, Any]:
    """Return the first, second or last third of every line."""
    rows = []
    for way in ways:
        if way["both"] is both:
            (lon, lat), (lon2, lat2) = points()[way["from"]], points()[way["to"]]
            start, end = part / 3, (part + 1) / 3
            rows.append(
                {
                    "lon": round(lon + (lon2 - lon) * start, 2),
                    "lat": round(lat + (lat2 - lat) * start, 2),
                    "lon2": round(lon + (lon2 - lon) * end, 2),
                    "lat2": round(lat + (lat2 - lat) * end, 2),
                }
            )
    width = (0.7, 1.4, 2.3)[part] * (0.7 if narrow else 1)
    return {
        "data": {"values": rows},
        "mark": {
            "type": "rule",
            "color": "$edge" if faint else "$accent",
            "strokeWidth": width * (0.6 if faint else 1),
            "strokeDash": [1, 0] if both else [4, 2],
            "opacity": 0.35 if faint else 0.9,
        },
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "longitude2": {"field": "lon2"},
            "latitude2": {"field": "lat2"},
        },
    }


def _ends(
    ways: Sequence[Mapping[str, Any]], passed: Sequence[str], *, narrow: bool
) -> list[dict[str, Any]]:
    """Return dots where ways begin, rings where they end, diamonds on the way, and names where they are few."""
    at = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }

    def places(codes: Iterable[str]) -> list[dict[str, Any]]:
        known = [code for code in dict.fromkeys(codes) if code in points()]
        return [{"lon": points()[c][0], "lat": points()[c][1], "code": c} for c in known]

    def rows(end: str) -> list[dict[str, Any]]:
        return places(way[end] for way in ways)

    layers: list[dict[str, Any]] = [
        {
            "data": {"values": rows("from")},
            "mark": {"type": "point", "filled": True, "size": 14, "color": "$ink", "opacity": 1},
            "encoding": at,
        },
        {
            "data": {"values": rows("to")},
            "mark": {
                "type": "point",
                "filled": False,
                "size": 60,
                "stroke": "$ink",
                "strokeWidth": 1.4,
                "opacity": 1,
            },
            "encoding": at,
        },
    ]
    if passed:
        diamond = {"type": "point", "shape": "diamond", "filled": False, "size": 130}
        mark = {**diamond, "stroke": "$ink", "strokeWidth": 1.2, "opacity": 1}
        layers.append({"data": {"values": places(passed)}, "mark": mark, "encoding": at})
    named = {row["code"]: row for row in (*rows("from"), *rows("to"), *places(passed))}
    if len(named) <= (_NAMED_NARROW if narrow else _NAMED):
        label = {"type": "text", "fontSize": 10, "dy": -9, "color": "$ink"}
        layers.append(
            {
                "data": {"values": list(named.values())},
                "mark": label,
                "encoding": {**at, "text": {"field": "code"}},
            }
        )
    return layers
