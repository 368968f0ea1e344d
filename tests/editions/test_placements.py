"""The package's official placements: what they hold, who says so, and what stays open."""

from __future__ import annotations

import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest

from tierbook.editions import (
    EDITIONS,
    TIERS,
    Claim,
    PlacedSource,
    Placement,
    load_placements,
    placed_on,
)
from tierbook.places import get_country

_DATA = Path(__file__).parents[2] / "src/tierbook/editions/placements/data"
# Rows of each edition in the table of Heiss and Kelley: Tier 1, 2, Watch List, 3.
_ROWS = {
    2001: (11, 47, 0, 21),
    2002: (17, 51, 0, 19),
    2003: (25, 75, 0, 14),
    2004: (24, 54, 43, 10),
    2005: (23, 77, 27, 14),
    2006: (25, 79, 32, 12),
    2007: (27, 74, 32, 16),
    2008: (28, 69, 40, 14),
    2009: (27, 75, 51, 17),
    2010: (29, 72, 58, 13),
    2011: (30, 84, 40, 23),
    2012: (32, 92, 41, 17),
    2013: (29, 89, 43, 21),
    2014: (30, 86, 43, 23),
    2015: (30, 89, 44, 23),
}
# Countries on Tier 2 Watch List as the Department counted them in its interim assessments.
_ON_THE_LIST = {2009: 52, 2010: 58, 2011: 41, 2021: 45, 2022: 34, 2023: 26}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.shared
def test_the_table_is_what_the_script_makes_of_the_shared_data(
    shared: Path, repository: Path
) -> None:
    script = runpy.run_path(str(repository / "scripts" / "placements.py"))
    made = script["make_tables"](shared)
    assert set(made) == {"placements.csv", "told_off.csv"}
    for name, text in made.items():
        assert text == (_DATA / name).read_text(encoding="utf-8")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["tiers-2001-2015", "tiers-2018", "tiers-2020-2025"])
def test_every_row_of_the_shared_tables_is_a_claim_of_the_package(shared: Path, name: str) -> None:
    history = load_placements()
    with (shared / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code, edition = row["iso3"].replace("KOS", "XKX"), int(row["edition"])
            if code in ("SRB", "MNE") and edition < 2007:
                code = "SCG"
            placement = history.get(code, edition)
            assert placement is not None, row
            assert row["tier"] in {c.tier for c in placement.claims}, row


@pytest.mark.parametrize("edition", sorted(_ROWS))
def test_the_first_table_has_its_known_number_of_rows(edition: int) -> None:
    rows = [
        r
        for r in _rows("placements")
        if r["source"] == "heiss_kelley" and r["edition"] == str(edition)
    ]
    # The union of Serbia and Montenegro stands there under both of its heirs.
    twice = [r for r in rows if r["country"] == "SCG"]
    counts = Counter(r["tier"] for r in [*rows, *twice])
    assert tuple(counts[t] for t in ("1", "2", "2WL", "3")) == _ROWS[edition]


@pytest.mark.parametrize("edition", sorted(_ON_THE_LIST))
def test_the_watch_list_has_the_size_that_the_department_gave(edition: int) -> None:
    found = {p.country for p in load_placements() if p.edition == edition and p.tier == "2WL"}
    moved = {p.country for p in load_placements() if p.edition == edition and p.reassessed == "2WL"}
    assert len(found | moved) == _ON_THE_LIST[edition]


@pytest.mark.parametrize(("edition", "size"), [(2009, 55), (2010, 61), (2011, 44), (2021, 45)])
def test_the_special_watch_list_with_those_that_moved_up_has_the_size_that_the_department_gave(
    edition: int, size: int
) -> None:
    history, found = load_placements(), set()
    for placement in history:
        if placement.edition != edition:
            continue
        if "2WL" in (placement.tier, placement.reassessed):
            found.add(placement.country)
            continue
        before = history.get(placement.country, edition - 1)
        tier = None if before is None else before.reassessed or before.tier
        if (placement.tier == "1" and tier in ("2", "2WL")) or (placement.tier, tier) == ("2", "3"):
            found.add(placement.country)
    assert len(found) == size


@pytest.mark.parametrize("row", _rows("whole_lists"), ids=lambda r: r["edition"])
def test_a_list_that_counts_as_whole_has_its_announced_length(row: dict[str, str]) -> None:
    counts = Counter(p.tier for p in load_placements() if p.edition == int(row["edition"]))
    assert (counts["2WL"], counts["3"]) == (int(row["watch_list"]), int(row["tier_3"]))


def test_every_claim_has_a_source_with_title_and_address() -> None:
    for placement in load_placements():
        assert placement.claims
        for claim in placement.claims:
            assert claim.source.title
            assert claim.source.href.startswith(("http://", "https://"))
            assert claim.support != "derived" or claim.words


def test_countries_and_tiers_are_known_ones() -> None:
    for placement in load_placements():
        assert get_country(placement.country)
        assert placement.tier in TIERS


def test_sources_that_disagree_both_stay_and_a_ruling_says_which_is_shown() -> None:
    congo = load_placements().get("COG", 2023)
    assert congo is not None
    assert {c.tier for c in congo.claims} == {"2", "2WL"}
    assert congo.tier == "2WL"
    assert congo.ruling
    ruled = {(p.country, p.edition) for p in load_placements() if p.disputed}
    assert ruled == {(r["country"], int(r["edition"])) for r in _rows("rulings")}


def test_ten_countries_were_moved_up_in_september_2003() -> None:
    moved = [p for p in load_placements() if p.edition == 2003 and p.reassessed]
    assert len(moved) == 10
    for placement in moved:
        assert (placement.tier, placement.reassessed) == ("3", "2")
        assert placement.reassessed_on == "2003-09-09"
        assert placement.reassessed_source is not None


def test_swaziland_keeps_its_june_tier_of_2009_beside_that_of_september() -> None:
    placement = load_placements().get("SWZ", 2009)
    assert placement is not None
    assert (placement.tier, placement.reassessed, placement.reassessed_on) == (
        "3",
        "2WL",
        "2009-09",
    )


def test_what_is_not_held_is_a_gap_and_no_tier() -> None:
    history = load_placements()
    assert history.get("JPN", 2016) is None
    assert 2016 in history.gaps("JPN")
    assert history.get("SWE", 2002) is None
    assert 2002 in history.gaps("SWE")


def test_what_the_first_table_leaves_out_as_special_cases_stands_as_such() -> None:
    history = load_placements()
    for country, edition in [
        ("BHS", 2007),
        ("CIV", 2011),
        ("HTI", 2010),
        ("SOM", 2008),
        ("LBR", 2005),
    ]:
        placement = history.get(country, edition)
        assert placement is not None
        assert placement.tier == "special"
        assert not placement.disputed


def test_moldova_was_moved_up_in_september_2008() -> None:
    placement = load_placements().get("MDA", 2008)
    assert placement is not None
    assert (placement.tier, placement.reassessed, placement.reassessed_on) == (
        "3",
        "2WL",
        "2008-09",
    )


def test_serbia_and_montenegro_are_one_country_until_2006() -> None:
    history = load_placements()
    assert history.of("SCG").editions == (2003, 2004, 2005, 2006)
    assert history.of("SRB").editions[0] == history.of("MNE").editions[0] == 2007
    placement = history.get("XKX", 2015)
    assert placement is not None
    assert placement.tier == "2"


@pytest.mark.parametrize(
    ("edition", "number"),
    [(2015, 17), (2019, 7), (2020, 8), (2022, 12), (2023, 3), (2024, 4), (2025, 3)],
)
def test_the_waivers_of_an_edition_are_those_of_its_memorandum(edition: int, number: int) -> None:
    waived = [
        p
        for p in load_placements()
        if p.edition == edition and p.waiver == "yes" and p.waiver_status == "verified"
    ]
    assert len(waived) == number
    assert all(p.tier == "2WL" and p.waiver_source is not None for p in waived)


def test_no_edition_is_held_that_was_not_published() -> None:
    assert set(load_placements().editions) == {e.year for e in EDITIONS}


def test_a_list_that_is_not_the_departments_own_is_called_a_secondary_source() -> None:
    listed = PlacedSource("a", "own.example, list of ratings", kind="list")
    report = PlacedSource("b", "The Report of 2018", kind="report")
    secondary = Placement("KEN", 2023, "2", claims=(Claim("2", listed, "listed"),))
    official = Placement("KEN", 2018, "2", claims=(*secondary.claims, Claim("2", report, "stated")))
    assert placed_on([secondary]) == (
        "placement as listed by own.example, list of ratings; a secondary source"
    )
    assert placed_on([official]) == "official placement: The Report of 2018"
    assert placed_on([secondary, official]).startswith("official placement: The Report of 2018; ")
    assert placed_on([Placement("KEN", 2003, "2")]) == "a placement whose source is not told"
