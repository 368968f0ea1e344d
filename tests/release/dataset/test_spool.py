"""Rows on their way: what no format can hold is told by table and key, and never ends in a bare error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.errors import ReleaseInvalid
from tierbook.release import describe_tables
from tierbook.release.dataset.spool import Spool


def _spool(folder: Path, table: str) -> Spool:
    return Spool(describe_tables()[table], folder / table)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_whole_number_that_no_format_holds_is_told_by_table_and_key(
    tmp_path: Path, number: int
) -> None:
    spool = _spool(tmp_path, "countries")
    with pytest.raises(ReleaseInvalid, match="countries has a texts of") as told:
        spool.add({"iso3": "JPN", "name": "Japan", "texts": number})
    assert told.value.where == "iso3 JPN"
    assert "--tables" in str(told.value.remedy)
    spool.close()


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 0])
def test_a_whole_number_of_64_bits_stays_what_it_is(tmp_path: Path, number: int) -> None:
    spool = _spool(tmp_path, "countries")
    spool.add({"iso3": "JPN", "name": "Japan", "texts": number})
    spool.close()
    assert [row["texts"] for row in spool.records()] == [number]


def test_a_decimal_that_is_too_long_is_the_nearest_float(tmp_path: Path) -> None:
    spool = _spool(tmp_path, "agreement_matrix")
    spool.add({"variable": "v", "one": "a", "other": "b", "n": 10**30})
    spool.add({"variable": "v", "one": "a", "other": "c", "n": 3})
    with pytest.raises(ReleaseInvalid, match="agreement_matrix has a n of 401 digits"):
        spool.add({"variable": "v", "one": "a", "other": "d", "n": 10**400})
    spool.close()
    assert [row["n"] for row in spool.records()] == [1e30, 3]
