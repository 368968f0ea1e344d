"""Scores on a scale: the three pillars of texts, and how far coders agree, each score with its interval and n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tierbook.charts.chart import Chart
from tierbook.errors import WrongUse
from tierbook.places import country_name
from tierbook.text import join_words, number_in_words

__all__ = ["agreement_dots", "pillar_profile"]

_PILLARS = ("prosecution", "protection", "prevention")
_LEAST = 30  # units; below, a dot is hollow: little is known from so few
_NARROW = 170
_DOT: dict[str, Any] = {
    "type": "point",
    "filled": True,
    "size": 55,
    "stroke": "$ink",
    "strokeWidth": 1.3,
    "opacity": 1,
}
_SCORED = "Labels, coders and units are those of the file that was scored."
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_OURS = (
    "Scores by tierbook from its codings, after the rules of the 3P index; "
    "they are no tier and no verdict on a country."
)


def pillar_profile(texts: Sequence[Mapping[str, Any]], *, narrow: bool = False) -> Chart:
    """Draw the scores of prosecution, protection and prevention of one text or a few.

    Args:
        texts: `PillarScores.to_dict()`: `unit`, `text_kind`, `pillars` with `pillar`, `score`, `rule`.
        narrow: for a narrow screen.

    Raises:
        WrongUse: there is none, or more than six.
    """
    if not 0 < len(texts) <= len(_SHAPES):
        raise WrongUse(
            f"a profile shows one to {number_in_words(len(_SHAPES))} texts, not {len(texts)}",
            remedy="name fewer countries and editions",
        )
    names = [f"{_unit(text['unit'])}, {text['text_kind']}" for text in texts]
    rows = [
        {"text": name, "pillar": p["pillar"], "score": p["score"], "rule": p["rule"]}
        for name, text in zip(names, texts, strict=True)
        for p in text["pillars"]
    ]
    width = 230 if narrow else 420
    kinds = {text["text_kind"] for text in texts}
    unlike = " Texts of unlike kinds cannot be compared." if len(kinds) > 1 else ""
    cautions = " ".join(dict.fromkeys(t["caution"] for t in texts if t.get("caution")))
    return Chart(
        kind="pillars",
        title=_profile_title(texts),
        subtitle=f"Score of each pillar, 1 (no effort told) to 5 (full).{unlike}",
        source=f"{_OURS} {cautions}".strip(),
        alt="; ".join(f"{r['text']}: {r['pillar']} {r['score']} of 5" for r in rows) + ".",
        columns=("text", "pillar", "score", "rule"),
        rows=tuple((r["text"], r["pillar"], r["score"], r["rule"]) for r in rows),
        body=_profile(rows, names, width),
        width=width,
        sample=kinds == {"sample"},
    )


def _unit(unit: str) -> str:
    code, _, edition = unit.partition(":")
    return f"{country_name(code)} {edition}" if edition else unit


def _profile_title(texts: Sequence[Mapping[str, Any]]) -> str:
    first = texts[0]
    scores = {p["pillar"]: p["score"] for p in first["pillars"]}
    if len(texts) > 1:
        sums = [f"{_unit(t['unit'])} {sum(p['score'] for p in t['pillars'])}" for t in texts]
        return f"Scores of three pillars, of 15: {join_words(sums)}"
    least, most = min(scores.values()), max(scores.values())
    if least == most:
        return f"{_unit(first['unit'])}: {least} of 5 on each pillar"
    low = [p for p in _PILLARS if scores[p] == least]
    return f"{_unit(first['unit'])}: lowest on {join_words(low)}, {least} of 5"


def _profile(rows: Sequence[Mapping[str, Any]], names: Sequence[str], width: int) -> dict[str, Any]:
    domain = list(dict.fromkeys(names))
    x = {
        "field": "score",
        "type": "quantitative",
        "scale": {"domain": [0.7, 5.3], "nice": False},
        "axis": {"title": None, "values": [1, 2, 3, 4, 5], "grid": True, "format": "d"},
    }
    legend = (
        None
        if len(domain) < 2
        else {"orient": "bottom", "title": None, "columns": 2, "labelLimit": 400}
    )
    fills = ["$ink", "$paper", "$accent", "$paper", "$ink", "$accent"][: len(domain)]
    series = {"field": "text", "type": "nominal", "legend": legend}
    mark = {
        "type": "point",
        "filled": True,
        "size": 130,
        "stroke": "$ink",
        "strokeWidth": 1.2,
        "opacity": 1,
    }
    return {
        "width": width,
        "height": 44 * len(_PILLARS),
        "data": {"values": [dict(row) for row in rows]},
        "mark": mark,
        "encoding": {
            "x": x,
            "y": {
                "field": "pillar",
                "type": "ordinal",
                "scale": {"domain": list(_PILLARS)},
                "axis": {"title": None, "grid": False},
            },
            "yOffset": {"field": "text", "scale": {"domain": domain}},
            "shape": {**series, "scale": {"domain": domain, "range": list(_SHAPES[: len(domain)])}},
            "fill": {**series, "scale": {"domain": domain, "range": fills}},
        },
    }


def agreement_dots(
    scores: Mapping[str, Mapping[str, Any]],
    *,
    measure: str,
    what: str,
    labels: str = "",
    narrow: bool = False,
) -> Chart:
    """Draw agreement by variable: a dot with its interval and n; n alone where the record has no value.

    Args:
        scores: variable to its record, as `tierbook evaluate` and `tierbook agree` give them: the value under the name
            of the measure, and `low`, `high`, `n` (or `n_units`).
        measure: name of the value: `f1`, `krippendorff_alpha`, `spearman`.
        what: what is compared, for the subtitle: "the rules coder and labelled texts of 2018".
        labels: whose the labels are and which file holds the scores, as a sentence for the source line.
        narrow: for a narrow screen.

    Raises:
        WrongUse: no record has the measure.
    """
    if not any(measure in record for record in scores.values()):
        raise WrongUse(f"no record has {measure!r}", remedy="name a measure that the records hold")
    rows = [_score(name, record, measure) for name, record in scores.items()]
    rows.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0), row["variable"]))
    width = _NARROW if narrow else 430
    drawn = [row for row in rows if row["n"]]
    few = any(row["n"] < _LEAST and row["value"] is not None for row in drawn)
    left = len(rows) - len(drawn)
    label = measure.replace("_", " ").replace("f1", "F1")
    return Chart(
        kind="agreement",
        title=_agreement_title(rows, label),
        subtitle=f"{label[:1].upper() + label[1:]} by variable, {what}. Lines: 95 % interval. Number: n."
        + (f" Hollow: under {_LEAST} units." if few else "")
        + (f" Not drawn: {left} without a unit." if left else ""),
        source=labels or _SCORED,
        alt="; ".join(
            f"{r['variable']}: {r['value']:.2f}, n {r['n']:g}"
            if r["value"] is not None
            else f"{r['variable']}: n {r['n']:g} alone"
            for r in rows
        )
        + ".",
        columns=("variable", measure, "low", "high", "n"),
        rows=tuple((r["variable"], r["value"], r["low"], r["high"], r["n"]) for r in rows),
        body=_dots(drawn, width),
        width=width,
    )


def _score(name: str, record: Mapping[str, Any], measure: str) -> dict[str, Any]:
    n = record.get("n", record.get("n_units", record.get("pairs", 0))) or 0
    value = record.get(measure) if n else None
    known = value is not None
    return {
        "variable": name,
        "value": value,
        "low": record.get("low") if known else None,
        "high": record.get("high") if known else None,
        "n": n,
        "shown": f"n {n:g}",
    }


def _agreement_title(rows: Sequence[Mapping[str, Any]], label: str) -> str:
    known = [row for row in rows if row["value"] is not None and row["n"] >= _LEAST]
    if not known:
        return f"No variable has {_LEAST} units"
    best, worst = known[0], known[-1]
    if len(known) == 1:
        return f"{label} {best['value']:.2f} on {best['variable']}"
    return (
        f"Highest {label} {best['value']:.2f} ({best['variable']}), lowest {worst['value']:.2f} "
        f"({worst['variable']}), of {len(known)} variables with {_LEAST} units or more"
    )


def _dots(rows: Sequence[Mapping[str, Any]], width: int) -> dict[str, Any]:
    lowest = min([row["low"] for row in rows if row["low"] is not None], default=0.0)
    scale = {"domain": [min(0.0, lowest), 1.0], "nice": False}
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": None, "grid": True, "tickCount": 5, "format": ".1f", "orient": "top"},
    }
    y = {
        "field": "variable",
        "type": "ordinal",
        "scale": {"domain": [row["variable"] for row in rows]},
        "axis": {"title": None, "labelLimit": 220 if width > _NARROW else 120, "grid": False},
    }
    known = [{"filter": "datum.value !== null"}]
    return {
        "width": width,
        "height": 18 * len(rows),
        "data": {"values": [dict(row) for row in rows]},
        "layer": [
            {
                "transform": [{"filter": "datum.low !== null"}],
                "mark": {"type": "rule", "color": "$ink2", "strokeWidth": 1.5},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            },
            *(
                {
                    "transform": [*known, {"filter": f"datum.n {sign} {_LEAST}"}],
                    "mark": _DOT | {"fill": fill},
                    "encoding": {"x": x, "y": y},
                }
                for sign, fill in ((">=", "$ink"), ("<", "$paper"))
            ),
            {
                "mark": {"type": "text", "align": "left", "fontSize": 10, "color": "$ink2"},
                "encoding": {"x": {"value": width + 8}, "y": y, "text": {"field": "shown"}},
            },
        ],
    }
