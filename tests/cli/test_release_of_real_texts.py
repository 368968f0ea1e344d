"""`tierbook release` of real narratives with decisions of people, opened by every program that it is made for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import frictionless
import pandas
import polars
import pyreadstat
import pytest

from tests.cli.conftest import shell
from tests.release.dataset.comparing import rows_of, run_r

pytestmark = pytest.mark.shared

COUNTRIES = ("AFG", "ARG", "KEN", "KWT", "SEN", "THA", "ZMB")
R = """
source("tierbook.R")
counts <- sapply(names(tierbook_columns), function(name) nrow(read_tierbook(name)))
write.csv(data.frame(table = names(counts), rows = counts), "counts.csv", row.names = FALSE)
"""
HAVEN = """
library(haven)
for (name in c("findings", "findings_consensus", "country_edition")) {
  stata <- read_dta(file.path("stata", paste0(name, ".dta")))
  spss <- read_sav(file.path("spss", paste0(name, ".sav")))
  stopifnot(identical(dim(stata), dim(spss)), nrow(stata) > 0)
}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """A library of narratives of 2018, and a decision on one of them that is not taken in yet."""
    home = tmp_path_factory.mktemp("real") / "home"
    folder = shared / "data" / "narratives" / "2018"
    chosen = [page for code in COUNTRIES if (page := folder / f"{code}.txt").is_file()]
    assert len(chosen) >= 5
    assert shell(home, "ingest", "--edition", "2018", *chosen).code == 0
    coded = shell(home, "code", chosen[0], "--edition", "2018", "--format", "jsonl").out
    record = json.loads(coded.splitlines()[0])
    finding = next(f for f in record["findings"] if f["value"] in ("yes", "no"))
    decision = {
        "at": "2026-01-05T10:00:00+00:00",
        "coder": "person-00000000000000aa",
        "document": record["document"]["id"],
        "unit": "x",
        "page": record["document"]["sha256"],
        "codebook": record["versions"]["codebook"],
        "variable": finding["variable"],
        "level": finding["level"],
        "place": finding["place"],
        "action": "reject",
        "shown": "proposal",
        "note": "a word that nobody else may read",
        "drawn": {"how": "queue"},
    }
    (home / "decision.json").write_text(
        json.dumps({"decision": decision, "finding": finding["id"]})
    )
    return home


@pytest.fixture(scope="module")
def released(home: Path) -> Path:
    done = shell(home, "release", home / "first", "--creators", "Institute of Law")
    assert done.code == 0, done.err
    return home / "first"


def tables(released: Path) -> Iterator[tuple[str, int]]:
    for path in sorted((released / "csv").glob("*.csv")):
        yield path.stem, len(rows_of(released, path.stem))


def test_frictionless_validates_it_and_the_tables_are_not_empty(released: Path) -> None:
    report = frictionless.validate(str(released / "datapackage.json"))
    assert report.valid, [(t.name, e.note) for t in report.tasks for e in t.errors][:5]
    rows = dict(tables(released))
    assert rows["documents"] == rows["narratives"] >= 5
    assert rows["findings"] > 200
    assert min(rows[n] for n in ("quotes", "edges", "recommendations", "tiers", "variables")) > 0


def test_every_quote_stands_in_its_narrative_at_its_offsets(home: Path, released: Path) -> None:
    texts = {}
    for path in (home / "corpus" / "codings").rglob("*.json"):
        record = json.loads(path.read_bytes())
        texts[record["document"]["id"]] = record["narrative"]["text"]
    quotes = rows_of(released, "quotes")
    for row in quotes:
        words = texts[row["document"]][int(row["starts"]) : int(row["ends"])]
        assert words == row["words"], row["quote"]
    assert {row["quote"] for row in rows_of(released, "evidence")} <= {q["quote"] for q in quotes}
    assert len(quotes) > 200


def test_pandas_polars_pyreadstat_duckdb_and_sqlite_count_the_same_rows(released: Path) -> None:
    with (
        closing(duckdb.connect()) as duck,
        closing(sqlite3.connect(released / "tierbook.sqlite")) as database,
    ):
        for name, count in tables(released):
            parquet = released / "parquet" / f"{name}.parquet"
            counts = {
                "pandas": len(pandas.read_csv(released / "csv" / f"{name}.csv", low_memory=False)),
                "polars": polars.read_parquet(parquet).height,
                "duckdb": duck.read_parquet(str(parquet)).aggregate("count(*)").fetchall()[0][0],
                "sqlite": database.execute(f"SELECT count(*) FROM '{name}'").fetchone()[0],
                "stata": len(pyreadstat.read_dta(str(released / "stata" / f"{name}.dta"))[0]),
                "spss": len(pyreadstat.read_sav(str(released / "spss" / f"{name}.sav"))[0]),
            }
            assert set(counts.values()) == {count}, (name, counts)


@pytest.mark.r
def test_r_counts_the_same_rows(released: Path) -> None:
    run_r(R, released)
    counted = {row.table: row.rows for row in pandas.read_csv(released / "counts.csv").itertuples()}
    (released / "counts.csv").unlink()
    assert counted == dict(tables(released))


@pytest.mark.r
@pytest.mark.haven
def test_haven_reads_the_same_shape_from_stata_and_spss(released: Path) -> None:
    run_r(HAVEN, released)


def test_what_a_person_decides_is_told_in_the_next_release_and_the_note_is_not(
    home: Path, released: Path
) -> None:
    told = json.loads((home / "decision.json").read_text())
    file = home / "desk.jsonl"
    file.write_text(json.dumps(told["decision"]) + "\n", encoding="utf-8")
    taken = shell(home, "desk", "import", file)
    assert taken.code == 0, taken.err
    second = home / "second"
    made = shell(home, "release", second, "--previous", released, "--formats", "parquet")
    assert made.code == 0, made.err
    (row,) = rows_of(second, "decisions")
    assert row["action"] == "reject"
    changes = rows_of(second, "../changes")
    assert {c["variable"] for c in changes if c["table_name"] == "findings_consensus"} == {
        told["decision"]["variable"]
    }
    for path in second.rglob("*"):
        if path.is_file():
            assert b"a word that nobody else may read" not in path.read_bytes(), path
