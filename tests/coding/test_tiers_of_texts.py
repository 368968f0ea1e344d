"""What the rules coder reads of tiers in real summaries, against the official placements beside the checkout."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from tests.coding.making import coding_of
from tierbook.coding import Coding

pytestmark = pytest.mark.shared

TABLES = ("tiers-2001-2015.csv", "tiers-2018.csv", "tiers-2020-2025.csv")
FORMULA = {
    "1": "meets", "2": "significant", "2WL": "significant", "3": "not_significant",
}  # fmt: skip


@cache
def _codings(shared: Path) -> tuple[tuple[str, int, Coding], ...]:
    rows = []
    path = shared / "data" / "factbook-trafficking-2007-2025.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        edition = str(row["tip_edition"])
        if not row.get("iso3") or not edition.isdigit():
            continue
        coding = coding_of(row["text"], country=row["iso3"], edition=int(edition), kind="summary")
        rows.append((row["iso3"], int(edition), coding))
    assert len(rows) > 400
    return tuple(rows)


def _placements(shared: Path) -> dict[tuple[str, int], str]:
    official: dict[tuple[str, int], str] = {}
    for name in TABLES:
        with (shared / "data" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                official.setdefault((row["iso3"], int(row["edition"])), row["tier"])
    return official


def _values(coding: Coding, variable: str) -> list[object]:
    return [f.value for f in coding.findings if f.variable == variable]


def test_the_tier_of_a_summary_is_the_official_one(shared: Path) -> None:
    official = _placements(shared)
    right, printed = 0, []
    for c, e, coding in _codings(shared):
        values = _values(coding, "tier.stated")
        assert values, (c, e)
        if official.get((c, e), values[0]) == values[0]:
            right += 1
            continue
        # A few summaries print the tier of another edition than that in their closing parenthesis.
        words = f"tier rating: Tier {str(values[0]).removesuffix('WL')}"
        assert words in coding.narrative.text, (c, e)
        printed.append((c, e))
    assert right >= 0.96 * (right + len(printed)), printed


def test_the_formula_goes_with_the_tier(shared: Path) -> None:
    differ = {
        (c, e, formula[0], tier[0])
        for c, e, coding in _codings(shared)
        if (formula := _values(coding, "tier.standards"))
        and (tier := _values(coding, "tier.stated"))
        and formula[0] != FORMULA.get(str(tier[0]))
    }
    assert len(differ) <= 6, sorted(differ)


def test_a_year_on_the_watch_list_is_told_only_of_countries_on_it(shared: Path) -> None:
    official = _placements(shared)
    told, follow = 0, 0
    for c, e, coding in _codings(shared):
        for year in _values(coding, "tier.watch_list_year"):
            assert isinstance(year, int)
            assert _values(coding, "tier.stated") == ["2WL"], (c, e)
            before = [official.get((c, e - back), "2WL") for back in range(1, year)]
            told, follow = told + 1, follow + (before == ["2WL"] * len(before))
    assert told >= 40
    assert follow >= 0.9 * told  # some summaries are dated to another edition


def test_grounds_and_waivers_are_those_of_the_watch_list(shared: Path) -> None:
    for c, e, coding in _codings(shared):
        tier = _values(coding, "tier.stated")
        if _values(coding, "tier.ground") or "yes" in _values(coding, "tier.waiver"):
            assert tier == ["2WL"], (c, e)
        if "yes" in _values(coding, "tier.automatic_downgrade"):
            assert tier == ["3"], (c, e)


def test_downgrades_by_the_time_limit_follow_years_on_the_watch_list(shared: Path) -> None:
    official = _placements(shared)
    found = [
        (c, e)
        for c, e, coding in _codings(shared)
        if "yes" in _values(coding, "tier.automatic_downgrade")
    ]
    assert len(found) >= 3
    for c, e in found:
        assert official.get((c, e - 1), "2WL") == "2WL", (c, e)
