"""The codes of other systems, each in the years in which it holds."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tierbook.errors import UnknownCountry, WrongUse
from tierbook.places import (
    KEY_SYSTEMS,
    all_countries,
    country_of_key,
    country_of_table,
    existed,
    get_country,
    keys_in,
)
from tierbook.places.tables import read_table

EDITIONS = range(2001, 2026)


@pytest.mark.parametrize(
    ("code", "year", "keys"),
    [
        ("JPN", 2018, (740, 740, 9, 392, 392)),
        ("DEU", 2018, (255, 260, 77, 276, 276)),
        ("YEM", 2018, (679, 678, 14, 887, 887)),
        ("SDN", 2010, (625, 625, 33, 736, 736)),
        ("SDN", 2012, (625, 625, 33, 729, 729)),
        ("SSD", 2012, (626, 626, 32, 728, 728)),
        ("SSD", 2010, (None, None, None, None, None)),
        ("SCG", 2005, (345, 345, 198, 891, 891)),
        ("SRB", 2010, (345, 340, 198, 688, 688)),
        ("XKX", 2005, (None, None, 43, None, None)),
        ("XKX", 2010, (347, 347, 43, None, None)),
        ("HKG", 2018, (None, None, 167, 344, 344)),
        ("AFG", 2018, (700, 700, 36, 4, 4)),
    ],
)
def test_a_key_is_that_of_its_year(code: str, year: int, keys: tuple[int | None, ...]) -> None:
    assert tuple(keys_in(code, year).values()) == keys
    assert tuple(keys_in(code, year)) == tuple(KEY_SYSTEMS)


def test_a_key_leads_back_to_its_country() -> None:
    for country in all_countries():
        for system, key in keys_in(country.code, 2018).items():
            if key is not None:
                assert country_of_key(system, key, 2018) == country.code


def test_two_countries_share_a_key_only_in_the_year_of_a_succession() -> None:
    for year in EDITIONS:
        for system in KEY_SYSTEMS:
            often = Counter(keys_in(c.code, year)[system] for c in all_countries())
            twice = {key for key, n in often.items() if n > 1 and key is not None}
            assert not twice or year in (2003, 2006), (system, year, twice)


def test_every_row_is_of_a_known_country_and_system() -> None:
    for row in read_table("keys"):
        assert get_country(row["code"])
        assert row["system"] in (*KEY_SYSTEMS, "alias")
        assert row["system"] == "alias" or row["key"].isdigit()
        assert not (row["first"] and row["last"]) or row["first"] <= row["last"]


def test_codes_of_published_tables_are_read() -> None:
    assert [country_of_table(c) for c in ("KOS", "ROM", "JPN", "???")] == [
        "XKX",
        "ROU",
        "JPN",
        "???",
    ]


def test_what_is_unknown_is_an_error() -> None:
    with pytest.raises(WrongUse, match="no system"):
        country_of_key("fips", 1, 2018)
    with pytest.raises(UnknownCountry):
        keys_in("???", 2018)


@pytest.mark.shared
def test_the_keys_agree_with_those_of_people_who_coded_the_report(shared: Path) -> None:
    with (shared / "data" / "hti-2001-2011.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 915
    for row in rows:
        assert keys_in(row["iso3"], int(row["year"]))["cow"] == int(row["ccode"])
        assert country_of_key("cow", int(row["ccode"]), int(row["year"])) == row["iso3"]


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("YUG", range(2001, 2004)),
        ("SCG", range(2003, 2007)),
        ("SRB", range(2006, 2026)),
        ("MNE", range(2006, 2026)),  # V-Dem counts it from 1998 on, as a part
        ("SSD", range(2011, 2026)),
        ("XKX", range(2008, 2026)),
        ("ANT", range(2001, 2011)),
        ("CUW", range(2010, 2026)),
        ("SDN", range(2001, 2026)),  # its number changed, the country did not end
        ("HKG", range(2001, 2026)),
    ],
)
def test_a_country_existed_from_its_first_key_until_it_was_dissolved(
    code: str, years: range
) -> None:
    assert [year for year in EDITIONS if existed(code, year)] == list(years)


def test_of_a_code_of_no_country_nothing_is_said() -> None:
    with pytest.raises(UnknownCountry):
        existed("QQQ", 2010)
