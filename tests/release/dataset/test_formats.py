"""The same tables in every format, opened by the programs that people open them with."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pandas
import polars
import pyreadstat
import pytest

from tests.release.dataset.comparing import differences, is_same, rows_of, run_r, tables_of
from tierbook.dossier import Missing
from tierbook.release import MadeRelease


def test_pandas_reads_the_csv_as_it_is(made: MadeRelease) -> None:
    for table, told in tables_of(made):
        path = made.folder / "csv" / f"{table.name}.csv"
        frame = pandas.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)
        assert list(frame.columns) == list(table.names)
        assert differences(table, told, frame.astype(object).to_dict("records")) == []


def test_polars_reads_the_parquet_as_it_is(made: MadeRelease) -> None:
    for table, told in tables_of(made):
        frame = polars.read_parquet(made.folder / "parquet" / f"{table.name}.parquet")
        assert differences(table, told, frame.to_dicts()) == []


def test_duckdb_reads_the_parquet_as_it_is(made: MadeRelease) -> None:
    with closing(duckdb.connect()) as database:
        for table, told in tables_of(made):
            path = made.folder / "parquet" / f"{table.name}.parquet"
            found = database.read_parquet(str(path))
            rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
            assert differences(table, told, rows) == []


@pytest.mark.parametrize(("folder", "ending"), [("stata", "dta"), ("spss", "sav")])
def test_pyreadstat_reads_stata_and_spss_as_they_are(
    made: MadeRelease, folder: str, ending: str
) -> None:
    read = pyreadstat.read_dta if ending == "dta" else pyreadstat.read_sav
    for table, told in tables_of(made):
        frame, _ = read(str(made.folder / folder / f"{table.name}.{ending}"))
        if not told:
            continue
        assert list(frame.columns) == list(table.names)
        assert differences(table, told, frame.astype(object).to_dict("records")) == []


def test_pandas_reads_stata_too(released: Path) -> None:
    frame = pandas.read_stata(released / "stata" / "quotes.dta")
    assert list(frame["words"]) == [row["words"] for row in rows_of(released, "quotes")]
    assert "“Brokers” keep their passports – always." in set(frame["words"])


def test_each_reason_has_its_own_missing_value_in_stata_with_a_label(released: Path) -> None:
    path = str(released / "stata" / "findings_consensus.dta")
    frame, meta = pyreadstat.read_dta(path, user_missing=True)
    told = rows_of(released, "findings_consensus")
    cells = dict(
        zip(((r["iso3"], r["edition"], r["variable"]) for r in told), frame["answer"], strict=True)
    )
    assert cells["JPN", "2018", "prevention.campaigns"] == "a"
    assert cells["BHS", "2005", "prevention.campaigns"] == "e"
    assert cells["JPN", "2018", "prosecution.law"] == 1
    assert "c" in set(frame["answer"].map(str))
    labels: dict[object, str] = {**meta.variable_value_labels["answer"]}
    assert labels["a"] == Missing.not_stated.label
    assert labels["c"] == Missing.not_asked.label
    assert labels[1] == "Yes"


def test_the_reasons_are_user_missing_in_spss(released: Path) -> None:
    path = str(released / "spss" / "findings_consensus.sav")
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    assert {-91.0, -93.0, -95.0} <= set(frame["answer"].dropna())
    assert meta.variable_value_labels["answer"][-91.0] == Missing.not_stated.label


def test_the_database_has_its_keys_and_nothing_refers_to_nothing(made: MadeRelease) -> None:
    with closing(sqlite3.connect(made.folder / "tierbook.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in made.about.tables:
            key = database.execute(f"PRAGMA table_info('{table.name}')").fetchall()
            assert {row[1] for row in key if row[5]} == set(table.key)
            count = database.execute(f"SELECT count(*) FROM '{table.name}'").fetchone()[0]
            assert count == made.about.counts[table.name]
        referred = database.execute("PRAGMA foreign_key_list('evidence')").fetchall()
        assert {row[2] for row in referred} >= {"findings", "quotes", "variables", "documents"}
        words = database.execute(
            "SELECT q.words FROM evidence JOIN quotes q USING (quote) JOIN findings f USING (document, finding) "
            "WHERE f.variable = 'prosecution.law' AND f.edition = 2018"
        ).fetchall()
    assert words == [("The law criminalizes all forms of trafficking.",)]


def test_what_datasette_shows_of_a_table_is_in_the_metadata(made: MadeRelease) -> None:
    import json

    told = json.loads((made.folder / "metadata.json").read_text("utf-8"))
    tables = told["databases"]["tierbook"]["tables"]
    assert list(tables) == [table.name for table in made.about.tables]
    for table in made.about.tables:
        assert list(tables[table.name]["columns"]) == list(table.names)


R = """
source("tierbook.R")
for (name in names(tierbook_columns)) {
  data <- read_tierbook(name)
  path <- file.path("parted", paste0(name, ".csv"))
  for (column in names(data)) data[[column]] <- as.character(data[[column]])
  write.csv(head(data, 40), path, row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
consensus <- read_tierbook("findings_consensus")
stopifnot(is.factor(consensus$answer), identical(levels(consensus$answer), c("no", "yes", "mixed")))
stopifnot(inherits(read_tierbook("editions")$published, "Date"))
stopifnot(inherits(try(read_tierbook("nothing"), silent = TRUE), "try-error"))
"""
HAVEN = """
library(haven)
stata <- read_dta("stata/findings_consensus.dta")
stopifnot(identical(sort(unique(na_tag(stata$answer[is_tagged_na(stata$answer)]))), c("a", "b", "c", "e")))
stopifnot(attributes(stata$answer)$labels[["Yes"]] == 1)
spss <- read_sav("spss/findings_consensus.sav", user_na = TRUE)
stopifnot(identical(sum(as.numeric(spss$answer) == -91, na.rm = TRUE), sum(is_tagged_na(stata$answer, "a"))))
stopifnot(identical(as.character(stata$value), as.character(spss$value)))
quotes <- read_dta("stata/quotes.dta")
stopifnot(any(quotes$words == "\\u201cBrokers\\u201d keep their passports \\u2013 always."))
stopifnot(ncol(read_dta("stata/country_edition.dta")) == ncol(read.csv("csv/country_edition.csv")))
"""


@pytest.mark.r
def test_r_reads_every_table_with_nothing_but_r(made: MadeRelease, tmp_path: Path) -> None:
    shutil.copytree(made.folder / "csv", tmp_path / "csv")
    shutil.copy(made.folder / "tierbook.R", tmp_path)
    (tmp_path / "parted").mkdir()
    run_r(R, tmp_path)
    for table, told in tables_of(made):
        with (tmp_path / "parted" / f"{table.name}.csv").open(
            encoding="utf-8", newline=""
        ) as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == min(40, len(told))
        for one, other in zip(told, rows, strict=False):
            for name in table.names:
                assert is_same(one[name], other[name], table, name), (
                    table.name,
                    name,
                    one[name],
                    other[name],
                )


FROM_ELSEWHERE = """
opened <- function(path) { here <- environment(); source(path, local = here); nrow(read_tierbook("codes")) }
deeper <- function(path) opened(path)
wanted <- nrow(read.csv("release/csv/codes.csv"))
stopifnot(identical(opened("release/tierbook.R"), wanted), identical(deeper("release/tierbook.R"), wanted))
local({ source("release/tierbook.R", local = TRUE); stopifnot(nrow(read_tierbook("codes")) == wanted) })
invisible(lapply("release/tierbook.R", function(path) source(path)))
stopifnot(nrow(read_tierbook("codes")) == wanted)
source("release/tierbook.R", chdir = TRUE)
stopifnot(nrow(read_tierbook("codes")) == wanted)
writeLines('source("release/tierbook.R")', "outer.R")
source("outer.R")
stopifnot(nrow(read_tierbook("codes")) == wanted)
"""


@pytest.mark.r
def test_r_finds_the_tables_wherever_the_script_is_sourced_from(
    released: Path, tmp_path: Path
) -> None:
    (tmp_path / "release" / "csv").mkdir(parents=True)
    shutil.copy(released / "tierbook.R", tmp_path / "release")
    shutil.copy(released / "csv" / "codes.csv", tmp_path / "release" / "csv")
    run_r(FROM_ELSEWHERE, tmp_path)


@pytest.mark.r
@pytest.mark.haven
def test_haven_reads_the_missing_values_of_stata_and_spss(released: Path) -> None:
    run_r(HAVEN, released)


def test_a_date_is_a_date_in_stata(released: Path) -> None:
    frame, _ = pyreadstat.read_dta(str(released / "stata" / "editions.dta"))
    assert frame["published"].iloc[0] == date(2001, 7, 12)
