"""Panels in the formats of statistics programs, read back by other programs' readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas
import polars
import pyarrow.parquet
import pyreadstat
import pytest

from tests.dossier.making import hold
from tests.dossier.panel.test_panel import BAHAMAS, TEXT
from tierbook.dossier import Missing, Panel, Table, TableCell, TableCode, TableColumn, build_panel
from tierbook.editions import load_placements
from tierbook.errors import WrongUse
from tierbook.release import TABLE_FORMATS, write_table

ASKED = (
    "prosecution.law",
    "figures.convictions",
    "prevention.hotline",
    "effort.prosecution",
    "profile.forms",
)


@pytest.fixture(scope="module")
def panel() -> Panel:
    texts = [
        hold("JPN:2018", TEXT),
        hold("BHS:2003", BAHAMAS),
        hold("BHS:2005", BAHAMAS, "summary"),
    ]
    return build_panel(texts, ASKED, balanced=True, history=load_placements())


def _place(panel: Panel, iso3: str, edition: int) -> int:
    keys = zip(panel.table.column("iso3"), panel.table.column("edition"), strict=True)
    return list(keys).index((iso3, edition))


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_the_same_panel_gives_the_same_bytes(panel: Panel, form: str) -> None:
    assert write_table(panel.table, form) == write_table(panel.table, form)


@pytest.mark.parametrize("form", ["dta", "sav"])
def test_no_clock_is_in_the_file(panel: Panel, form: str) -> None:
    assert b"2000 00:00" in write_table(panel.table, form)[:400] or form == "sav"
    assert b"01 Jan 0000:00:00" in write_table(panel.table, form)[:400] or form == "dta"


def test_csv_is_read_back_cell_by_cell(panel: Panel) -> None:
    rows = list(csv.DictReader(io.StringIO(write_table(panel.table, "csv").decode())))
    expected = [
        {k: "" if v is None else str(v) for k, v in r.items()} for r in panel.table.records()
    ]
    assert rows == expected


def test_parquet_keeps_words_numbers_dates_and_labels(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "panel.parquet"
    path.write_bytes(write_table(panel.table, "parquet"))
    frame = polars.read_parquet(path)
    row = frame.row(_place(panel, "JPN", 2018), named=True)
    assert (row["pros_law"], row["fig_convictions"], row["cow"]) == ("yes", 12, 740)
    assert str(row["period_end"]) == "2018-03-31"
    assert pandas.read_parquet(path).shape == frame.shape == (len(panel), len(panel.table.columns))
    schema = pyarrow.parquet.read_schema(path)
    assert schema.metadata[b"notes"].decode() == panel.methods
    assert schema.field("pros_law").metadata[b"variable"] == b"prosecution.law"


def test_stata_tells_the_reasons_apart(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "panel.dta"
    path.write_bytes(write_table(panel.table, "dta"))
    frame, meta = pyreadstat.read_dta(str(path), user_missing=True)
    assert list(frame.columns) == list(panel.table.names)
    assert frame["pros_law"][_place(panel, "JPN", 2018)] == 1.0
    assert frame["pros_law"][_place(panel, "JPN", 2010)] == Missing.not_held.letter == "d"
    assert frame["prev_hotline"][_place(panel, "JPN", 2018)] == Missing.not_stated.letter == "a"
    assert frame["prev_hotline"][_place(panel, "BHS", 2005)] == Missing.not_in_summary.letter == "e"
    assert frame["eff_prosecution"][_place(panel, "BHS", 2003)] == Missing.not_asked.letter == "c"
    assert meta.variable_value_labels["pros_law"]["d"] == Missing.not_held.label
    assert meta.variable_value_labels["pros_law"][1] == "Yes"
    assert meta.column_names_to_labels["fig_convictions"].startswith("Convictions")


def test_stata_files_are_read_by_pandas_too(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "panel.dta"
    path.write_bytes(write_table(panel.table, "dta"))
    with pandas.read_stata(
        path, iterator=True, convert_missing=True, convert_categoricals=False
    ) as reader:
        frame = reader.read()
        labels = reader.value_labels()
    assert str(frame["pros_law"][_place(panel, "JPN", 2010)]) == ".d"
    assert frame["period_start"][_place(panel, "JPN", 2018)] == pandas.Timestamp("2017-04-01")
    assert labels


def test_a_column_whose_first_cells_are_all_missing_stays_one_of_numbers(tmp_path: Path) -> None:
    cells = [*[Missing.not_held] * 200, "yes", None, Missing.not_stated]
    table = _table(cells)
    path = tmp_path / "late.dta"
    path.write_bytes(write_table(table, "dta"))
    read, _ = pyreadstat.read_dta(str(path), user_missing=True)
    assert list(read["answer"][-3::2]) == [1.0, "a"]
    assert pandas.isna(read["answer"].iloc[-2])
    assert read["answer"][0] == "d"


def test_spss_has_a_missing_value_for_each_reason(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "panel.sav"
    path.write_bytes(write_table(panel.table, "sav"))
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    here = frame["pros_law"][_place(panel, "JPN", 2010)]
    assert meta.variable_value_labels["pros_law"][here] == Missing.not_held.label
    (span,) = meta.missing_ranges["pros_law"]
    assert span["lo"] <= here <= span["hi"] < 0
    plain, _ = pyreadstat.read_sav(str(path))
    assert pandas.isna(plain["pros_law"][_place(panel, "JPN", 2010)])
    assert plain["fig_convictions"][_place(panel, "JPN", 2018)] == 12


def _table(cells: Sequence[TableCell]) -> Table:
    codes = (TableCode(1, "yes", "Yes, " + "at length " * 20),)
    column = TableColumn("answer", "A label " * 20, "code", codes=codes)
    words = TableColumn("words", "Words", "text")
    return Table((column, words), tuple((cell, "é;" * 3000) for cell in cells), "A title " * 20)


@pytest.mark.parametrize("form", TABLE_FORMATS)
@pytest.mark.parametrize("cells", [(), ("yes",), tuple(Missing), (None, "yes")])
def test_long_labels_long_words_and_empty_tables_are_written(
    form: str, cells: Sequence[TableCell], tmp_path: Path
) -> None:
    content = write_table(_table(cells), form)
    path = tmp_path / f"t.{form}"
    path.write_bytes(content)
    if form == "dta" and cells:
        assert len(pyreadstat.read_dta(str(path))[0]) == len(cells)
    if form == "sav" and cells:
        assert pyreadstat.read_sav(str(path))[0]["words"][0] == "é;" * 3000


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_every_variable_is_written_with_every_side(form: str, tmp_path: Path) -> None:
    panel = build_panel([hold("JPN:2018", TEXT)], ["*"], elements=True, indices=True)
    path = tmp_path / f"all.{form}"
    path.write_bytes(write_table(panel.table, form))
    if form in ("dta", "sav"):
        read = pyreadstat.read_dta if form == "dta" else pyreadstat.read_sav
        assert list(read(str(path))[0].columns) == list(panel.table.names)


def test_another_format_is_refused(panel: Panel) -> None:
    with pytest.raises(WrongUse, match="xlsx"):
        write_table(panel.table, "xlsx")
