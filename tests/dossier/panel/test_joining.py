"""Tables that people coded beside a panel: no row is lost, and a wrong year is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossier.making import hold
from tests.dossier.panel.test_panel import ASKED, BAHAMAS, TEXT
from tierbook.agreement import PeopleTable, load_people
from tierbook.dossier import Missing, Panel, build_panel, join_people

THREE_P = """iso3,country,year,prosecution,prevention,protection,overall
JPN,Japan,2007,3,4,3,10
JPN,Japan,2008,5,4,3,12
KOS,Kosovo,2008,4,4,2,10
QQQ,Nowhere,2008,1,1,1,3
"""
HTI = """iso3,ccode,year,minstand,victimpunish,note
JPN,740,2008,No,Yes,a
JPN,740,2009,Yes,No mention,
"""


def _table(tmp_path: Path, words: str) -> PeopleTable:
    path = tmp_path / "table.csv"
    path.write_text(words, encoding="utf-8")
    return load_people(path)


@pytest.fixture
def panel() -> Panel:
    return build_panel([hold("JPN:2008", TEXT), hold("BHS:2008", BAHAMAS)], ASKED)


def test_the_3p_index_of_a_year_stands_beside_the_edition_of_the_next(
    panel: Panel, tmp_path: Path
) -> None:
    joined = join_people(panel, _table(tmp_path, THREE_P))
    table = joined.panel.table
    rows = {
        (row[table.names.index("iso3")], row[table.names.index("edition")]): row
        for row in table.rows
    }
    assert (joined.both, joined.panel_only, joined.table_only) == (1, 1, 3)
    assert set(rows) == {("BHS", 2008), ("JPN", 2008), ("JPN", 2009), ("XKX", 2009), ("QQQ", 2009)}
    assert rows["JPN", 2008][table.names.index("p3_prosecution")] == 3
    assert rows["JPN", 2009][table.names.index("p3_prosecution")] == 5
    assert rows["JPN", 2008][table.names.index("joined_p3")] == "both"
    assert not joined.warnings


def test_a_3p_index_joined_on_the_edition_is_warned_of(panel: Panel, tmp_path: Path) -> None:
    joined = join_people(panel, _table(tmp_path, THREE_P), on="edition")
    assert "wrong year" in joined.warnings[0]
    assert "join on year_3p" in joined.warnings[0]
    assert joined.warnings[0] in joined.panel.methods
    place = joined.panel.table.names.index("p3_prosecution")
    assert next(row for row in joined.panel.table.rows if row[0] == "JPN")[place] == 5


def test_the_indicators_joined_on_the_year_of_the_other_index_are_warned_of(
    panel: Panel, tmp_path: Path
) -> None:
    table = _table(tmp_path, HTI)
    assert not join_people(panel, table).warnings
    wrong = join_people(panel, table, on="year_3p")
    assert "its year is the edition" in wrong.warnings[0]


def test_rows_that_only_the_table_has_say_that_nothing_is_held(
    panel: Panel, tmp_path: Path
) -> None:
    joined = join_people(panel, _table(tmp_path, THREE_P)).panel.table
    kosovo = dict(zip(joined.names, joined.rows[-1], strict=True))
    nowhere = dict(zip(joined.names, joined.rows[-2], strict=True))
    assert (kosovo["iso3"], kosovo["vdem"], kosovo["held"]) == ("XKX", 43, "no")
    assert kosovo["pros_law"] is Missing.not_held
    assert (nowhere["iso3"], nowhere["country"], nowhere["edition"]) == ("QQQ", None, 2009)


def test_rows_of_the_table_alone_may_be_left_out_and_are_counted(
    panel: Panel, tmp_path: Path
) -> None:
    joined = join_people(panel, _table(tmp_path, THREE_P), only_panel=True)
    assert len(joined.panel) == len(panel)
    assert joined.table_only == 3
    assert "3 in that table alone (left out)" in joined.panel.methods


def test_two_tables_may_be_joined_one_after_the_other(panel: Panel, tmp_path: Path) -> None:
    first = join_people(panel, _table(tmp_path, THREE_P)).panel
    second = join_people(first, _table(tmp_path, HTI)).panel.table
    sides = {
        (row[0], row[second.names.index("edition")]): (
            row[second.names.index("joined_p3")],
            row[second.names.index("joined_hti")],
        )
        for row in second.rows
    }
    assert sides["JPN", 2008] == ("both", "both")
    assert sides["JPN", 2009] == ("table", "both")
    assert sides["BHS", 2008] == ("panel", "panel")


def test_long_names_with_one_beginning_stay_apart(panel: Panel, tmp_path: Path) -> None:
    long = "a_name_that_is_far_too_long_for_a_program"
    words = f"iso3,year,minstand,victimpunish,{long}_one,{long}_two\nJPN,2008,No,Yes,x,y\n"
    joined = join_people(panel, _table(tmp_path, words)).panel.table
    assert len(set(joined.names)) == len(joined.names)
    assert all(len(name) <= 28 for name in joined.names)
    assert {"x", "y"} <= set(next(row for row in joined.rows if row[0] == "JPN"))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["hti-2001-2011.csv", "three-p-index-2000-2013.csv"])
def test_no_row_of_a_published_table_is_lost(panel: Panel, shared: Path, name: str) -> None:
    path = shared / "data" / name
    lines = len(path.read_text(encoding="utf-8").splitlines()) - 1
    joined = join_people(panel, load_people(path))
    assert joined.both + joined.table_only == lines
    assert len(joined.panel) == lines + joined.panel_only
    assert joined.both + joined.panel_only == len(panel)
    at = joined.panel.table.names.index("country")
    assert all(row[at] for row in joined.panel.table.rows)
