"""Labelled texts: what is taken, and what is refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agreement.making import gold, write_gold
from tierbook.agreement.gold import load_gold
from tierbook.agreement.units import gold_units
from tierbook.errors import GoldInvalid


def test_a_labelled_text_is_loaded(tmp_path: Path) -> None:
    row = gold(
        counts=[{"what": "convictions", "n": 14}],
        edges=[{"from": "KEN", "to": "SAU"}],
        evidence={"tier.stated": [[0, 13]]},
        doubt=["profile.forms"],
    )
    (text,) = load_gold(write_gold(tmp_path / "gold.jsonl", row))
    assert (text.id, text.reader, text.country, text.edition) == ("one", "A", "KEN", 2018)
    units = gold_units(text)
    assert units["counts"] == {("convictions", 14)}
    assert units["flows.edges"] == {("KEN", "SAU")}
    assert text.evidence["tier.stated"] == ((0, 13),)
    assert text.doubt == {"profile.forms"}


def test_lists_are_cut_and_not_reported_is_no(tmp_path: Path) -> None:
    values = {"profile.origins": ["KEN", "UGA"], "prosecution.convicted": "not_reported"}
    (text,) = load_gold(write_gold(tmp_path / "gold.jsonl", gold(values=values)))
    units = gold_units(text)
    assert units["profile.origins"] == {"KEN", "UGA"}
    assert units["prosecution.convicted"] == {"no"}


def test_regions_are_compared_without_article_and_capitals(tmp_path: Path) -> None:
    values = {"profile.transit_to_regions": ["the Middle East", "Europe"]}
    (text,) = load_gold(write_gold(tmp_path / "gold.jsonl", gold(values=values)))
    assert gold_units(text)["profile.transit_to_regions"] == {"middle east", "europe"}


def test_both_spellings_of_an_id_are_one_variable(tmp_path: Path) -> None:
    rows = [
        gold(values={"profile.origin_regions": ["Europe"]}),
        gold("two", values={"profile.origins_regions": ["Europe"]}),
    ]
    first, second = load_gold(write_gold(tmp_path / "gold.jsonl", *rows))
    assert gold_units(first) == gold_units(second)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "empty"),
        ("[]", "JSON array"),
        (json.dumps({"variable": "x", "decision": "code", "text": "t"}), "passages"),
        (json.dumps({"document": {}, "findings": []}), "diff-codings"),
        (json.dumps({"text": "t", "country": "KEN"}), "without labels"),
        (json.dumps({"a": 1}), "keys a"),
        ("iso3,country,year,tier,minstand,efforts\n", "Human Trafficking Indicators"),
        ("iso3,country,year,prosecution,prevention,protection,overall\n", "3P"),
        ("edition,origin,destination\n", "flows"),
        ("iso3,edition,tier\n", "tiers"),
        ("a,b,c\n", "CSV"),
        ("KENYA: TIER 2", "no file of JSON lines"),
        ('{"text": "cut', "no JSON"),
    ],
)
def test_another_format_is_refused_by_name(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "other"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldInvalid) as caught:
        load_gold(path)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.remedy


def test_a_wrong_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = write_gold(tmp_path / "gold.jsonl", gold(), gold(counts=[{"n": 1}]))
    with pytest.raises(GoldInvalid, match=r"gold\.jsonl:2"):
        load_gold(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldInvalid, match="nowhere"):
        load_gold(tmp_path / "nowhere.jsonl")


@pytest.mark.shared
@pytest.mark.parametrize(("name", "lines"), [("development", 77), ("narratives-2018", 28)])
def test_the_labelled_texts_of_the_project_are_loaded(shared: Path, name: str, lines: int) -> None:
    assert len(load_gold(shared / "gold" / f"{name}.jsonl")) == lines


@pytest.mark.shared
@pytest.mark.parametrize("name", ["passages.jsonl", "htc-variables.csv", "README.md"])
def test_their_neighbours_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(GoldInvalid):
        load_gold(shared / "gold" / name)
