"""How a country in one edition is written and read."""

from __future__ import annotations

import pytest

from tierbook.editions import split_unit, unit_name, unit_or_id


def test_a_unit_is_written_with_what_is_known() -> None:
    assert unit_name("JPN", 2003) == "JPN:2003"
    assert unit_name(None, 2003) == "?:2003"
    assert unit_name("JPN", None) == "JPN:?"


def test_a_text_of_no_known_unit_goes_by_its_id() -> None:
    assert unit_or_id("JPN", 2003, "tip-2003-jpn-x-1") == "JPN:2003"
    assert unit_or_id(None, 2003, "tip-2003-x-1") == "tip-2003-x-1"
    assert unit_or_id("JPN", None, "tip-jpn-x-1") == "tip-jpn-x-1"


@pytest.mark.parametrize(
    ("unit", "parts"),
    [
        ("JPN:2003", ("JPN", 2003)),
        ("JPN:?", ("JPN:?", None)),
        ("tip-2003-jpn-x-1", ("tip-2003-jpn-x-1", None)),
        ("2003", ("2003", None)),
    ],
)
def test_a_unit_is_read_back(unit: str, parts: tuple[str, int | None]) -> None:
    assert split_unit(unit) == parts
