"""What every chart has: the same bytes, colours of both displays, words for who does not see it, a table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import altair
import pytest

from tests.house.checkout import SOURCE, run_python
from tierbook.charts import (
    Chart,
    agreement_dots,
    clock_steps,
    flow_map,
    heat_map,
    pillar_profile,
    repainted,
    tier_map,
    tier_timeline,
)
from tierbook.editions import load_placements
from tierbook.standards import clock_timeline

NETWORK = {
    "samples": False,
    "at_risk": False,
    "hedged": False,
    "transit": False,
    "editions": [2018],
    "countries_without_text": ["CHN"],
    "edges": [
        {
            "origin": "VNM",
            "destination": "JPN",
            "edition": 2018,
            "kind": "route",
            "told_by": "origin",
            "told_in": "VNM",
            "text_kind": "narrative",
            "certainty": "stated",
            "forms": [],
            "victims": [],
            "via": ["THA"],
            "quotes": [{"text": "Women are taken to Japan."}],
        }
    ],
}
SCORES = {
    "prosecution.law": {"f1": 0.9, "low": 0.8, "high": 0.95, "n": 40},
    "prosecution.training": {"f1": 0.5, "low": 0.2, "high": 0.8, "n": 12},
    "prevention.hotline": {"f1": None, "low": None, "high": None, "n": 0},
}
PROFILE = {
    "unit": "JPN:2018",
    "text_kind": "narrative",
    "caution": None,
    "pillars": [
        {"pillar": name, "score": n, "rule": "a rule"}
        for name, n in (("prosecution", 4), ("protection", 2), ("prevention", 4))
    ],
}
KINDS: dict[str, Callable[[bool], Chart]] = {
    "tiers": lambda narrow: tier_timeline(load_placements(), "DZA", narrow=narrow),
    "map": lambda narrow: tier_map(load_placements(), 2018, narrow=narrow),
    "heat": lambda narrow: heat_map(load_placements(), ["JPN", "DZA"], narrow=narrow),
    "clock": lambda narrow: clock_steps(
        [p.to_dict() for p in clock_timeline(load_placements(), "DZA")], narrow=narrow
    ),
    "flows": lambda narrow: flow_map(NETWORK, narrow=narrow),
    "pillars": lambda narrow: pillar_profile([PROFILE], narrow=narrow),
    "agreement": lambda narrow: agreement_dots(
        SCORES, measure="f1", what="two runs", narrow=narrow
    ),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_its_finding_and_its_data_in_words(kind: str) -> None:
    chart = KINDS[kind](False)
    root = ElementTree.fromstring(chart.to_svg())
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt
    shown = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert chart.title.split()[0] in shown
    assert chart.source.split()[0] in shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_for_a_page_holds_no_style_no_script_and_no_second_title(kind: str) -> None:
    figure = KINDS[kind](False).to_figure()
    assert not re.search(r"<style|<script|style=|onclick", figure)
    root = ElementTree.fromstring(figure)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    words = "".join(root.itertext())
    assert words.count(KINDS[kind](False).title) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_narrow_drawing_fits_a_narrow_screen(kind: str) -> None:
    width = float(ElementTree.fromstring(KINDS[kind](True).to_figure()).get("width", "999"))
    assert width <= 345


@pytest.mark.parametrize("kind", KINDS)
def test_the_specification_is_valid_in_the_grammar_and_keeps_no_name_of_a_colour(kind: str) -> None:
    spec = KINDS[kind](False).spec
    altair.Chart.from_dict(spec) if "vconcat" not in spec else altair.VConcatChart.from_dict(spec)
    assert not re.search(r'"\$(?!schema)[a-z]', json.dumps(spec))


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_is_the_same_in_csv_json_and_html(kind: str) -> None:
    chart = KINDS[kind](False)
    rows = list(csv.reader(io.StringIO(chart.to_csv())))
    assert tuple(rows[0]) == chart.columns
    assert len(rows) == len(chart.rows) + 1
    assert json.loads(chart.to_json())["rows"] == json.loads(json.dumps(chart.rows))
    assert chart.to_html().count("<tr>") == len(chart.rows) + 1


def test_the_drawing_as_a_picture_is_a_png() -> None:
    assert KINDS["tiers"](False).to_png().startswith(b"\x89PNG")


def test_the_dark_display_has_its_own_colours_in_the_same_file() -> None:
    svg = KINDS["tiers"](False).to_svg()
    assert "prefers-color-scheme:dark" in svg
    assert '[fill="#1a1c1f"]{fill:#e7e5df}' in svg
    assert "prefers-color-scheme" not in KINDS["tiers"](False).to_svg("dark")


def test_each_colour_that_changes_with_the_display_has_a_rule_on_the_pages() -> None:
    path = SOURCE / "library" / "reading" / "static" / "tierbook" / "charts.css"
    sheet = path.read_text(encoding="utf-8")
    for colour in repainted():
        assert f'[fill="{colour}"]' in sheet
        assert f'[stroke="{colour}"]' in sheet


def test_tiers_differ_in_darkness_by_a_step_that_print_in_grey_keeps() -> None:
    from tierbook.charts.look import TIER_SCALES, paint

    for theme in ("light", "dark"):
        fills = paint(TIER_SCALES["fill"]["range"], theme)[:4]
        light = [_luminance(colour) for colour in fills]
        assert light == sorted(light, reverse=True)
        assert all(a / b > 1.4 for a, b in pairwise(light)), theme


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, with its flare."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2] + 0.05


def test_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from tests.charts.test_drawing import KINDS\n"
        "for make in KINDS.values():\n"
        "    chart = make(False)\n"
        "    for data in (chart.to_svg().encode(), chart.to_json().encode(), chart.to_html().encode()):\n"
        "        print(hashlib.sha256(data).hexdigest())\n"
        "print(hashlib.sha256(KINDS['tiers'](False).to_png()).hexdigest())"
    )
    runs = [run_python("-c", code, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr.decode()
    assert len(runs[0].stdout.split()) == 3 * len(KINDS) + 1
    assert runs[0].stdout == runs[1].stdout
